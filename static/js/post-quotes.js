// The chain of a repost, `what I say//@who:what they said//@whom:…`, as posts/text/quoting.py reads it.
// Both pass tests/posts/quoting_cases.json.
import { END, halvesOf, halvesOfToken, normalise, tokenize } from "./post-text.js";

const MAX_UNITS = 2000;
const MAX_CODE_POINTS = 8000;

/** The text as it can be posted, and the names of those whose quotes are left out for it: whole ones, the oldest first. */
export function fit(raw) {
  const text = normalise(raw);
  const { quotes, halves } = read(text);
  if (!quotes.length || fits(text, halves)) return { text, dropped: [] };
  let kept = quotes.length - 1;
  while (kept && !fits(...before(text, quotes[kept]))) kept -= 1;
  return { text: normalise(text.slice(0, quotes[kept].start)), dropped: quotes.slice(kept).map(({ name }) => name) };
}

function read(text) {
  const quotes = [];
  let halves = 0;
  for (const token of tokenize(text)) {
    const start = token.start - 2;
    const isQuote = token.kind === "mention" && start >= 0 && text.slice(start, token.start) === "//";
    if (isQuote && [":", "："].includes(text[token.end])) quotes.push({ start, name: token.value, halves: halves - 2 });
    halves += halvesOfToken(text, token);
  }
  return { quotes, halves };
}

function before(text, { start, halves }) {
  let [end, left] = [start, halves];
  while (end && END.test(text[end - 1])) {
    end -= 1;
    left -= halvesOf(text[end]);
  }
  return [text.slice(0, end), left];
}

function fits(text, halves) {
  return halves <= 2 * MAX_UNITS && (text.length <= MAX_CODE_POINTS || [...text].length <= MAX_CODE_POINTS);
}
