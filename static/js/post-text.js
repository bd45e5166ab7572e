// The server's tokenizer (posts/text/), so that the composer counts as it will be counted.
// Both pass tests/posts/text_cases.json. Offsets here are UTF-16, as in every string of a browser.
import { addressSpans } from "./post-addresses.js";
import { EMOTICONS } from "./post-vocabulary.js";
import { isTopicName, MAX_TOPIC } from "./topic-naming.js";

const MAX_MENTION = 30;

const KEYCAP = String.raw`\ufe0f?\u20e3`;
// A letter, mark or digit of any script, or `_`; variation selectors belong to emoji.
const WORD = String.raw`(?:(?![\ufe00-\ufe0f])[\p{L}\p{Mn}\p{Mc}\p{Nd}_])`;
const OPENER = new RegExp(String.raw`[#＃](?!${KEYCAP}|[#＃])|[@＠\[]`, "g");
const HASHED = new RegExp(String.raw`[#＃]([^#＃\n]{1,${MAX_TOPIC}})[#＃](?!${KEYCAP})`, "uy");
const WORD_TOPIC = new RegExp(String.raw`(?<!${WORD})[#＃](?!\p{M})(${WORD}{1,${MAX_TOPIC + 1}})`, "uy");
const MENTION = new RegExp(String.raw`(?<![A-Za-z0-9_.@＠])[@＠](?!\p{M})((?:${WORD}|-){1,${MAX_MENTION}})`, "uy");
const BRACKETED = /\[([^[\]\s]{1,16})\]/y;

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const BLANK = /^[\p{White_Space}\u2800]*$/u;
export const END = /[\p{White_Space}\u200b\u2060\ufeff]/u;
const COUNTS_NOTHING = /[\u0300-\u036f\ufe00-\ufe0f\u200d]/;

/** The text as the server keeps it: line ends LF, ends trimmed, empty when there is nothing to see. */
export function normalise(raw) {
  const text = raw.replace(/\r\n|[\r\x85\u2028\u2029]/g, "\n");
  if (BLANK.test(text.replace(INVISIBLE, ""))) return "";
  let start = 0;
  let end = text.length;
  while (END.test(text[start])) start += 1;
  while (END.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** Length in units: ASCII ½, accents, variation selectors and ZWJ 0, astral 2, others 1, a URL 10; rounded up. */
export function countUnits(raw) {
  const text = normalise(raw);
  return Math.ceil(tokenize(text).reduce((sum, token) => sum + halvesOfToken(text, token), 0) / 2);
}

/** Halves of a unit; rounded up, their sum is the text's length. */
export function halvesOfToken(text, { kind, start, end }) {
  return kind === "url" ? 20 : halvesOf(text.slice(start, end));
}

/** Halves of letters that are no address. */
export function halvesOf(letters) {
  let halves = 0;
  for (const character of letters) {
    if (character < "\x80") halves += 1;
    else if (!COUNTS_NOTHING.test(character)) halves += 2 * character.length;
  }
  return halves;
}

/** The tokens of a text, in order and without gaps: `{kind: text|topic|mention|url|emoticon, start, end, value}`. */
export function tokenize(text) {
  const tokens = [];
  let position = 0;
  for (const [start, end] of addressSpans(text)) {
    tokens.push(...betweenAddresses(text, position, start), token("url", text, start, end));
    position = end;
  }
  tokens.push(...betweenAddresses(text, position, text.length));
  return tokens;
}

function token(kind, text, start, end, value = text.slice(start, end)) {
  return { kind, start, end, value };
}

function* betweenAddresses(text, position, limit) {
  OPENER.lastIndex = position;
  for (let opener = OPENER.exec(text); opener && opener.index < limit; opener = OPENER.exec(text)) {
    const found = READERS[opener[0]](text, opener.index, limit);
    if (!found) continue;
    if (position < found.start) yield token("text", text, position, found.start);
    yield found;
    position = OPENER.lastIndex = found.end;
  }
  if (position < limit) yield token("text", text, position, limit);
}

function matchAt(pattern, text, position) {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function topic(text, start, limit) {
  const hashed = matchAt(HASHED, text, start);
  const end = start + (hashed?.[0].length ?? 0);
  if (hashed && end <= limit && isTopicName(hashed[1])) return token("topic", text, start, end, hashed[1]);
  const word = wordAt(WORD_TOPIC, text, start, limit);
  const names = !/^[\p{Nd}\p{M}]*$/u.test(word) && isTopicName(word);
  return names ? token("topic", text, start, start + 1 + word.length, word) : null;
}

function mention(text, start, limit) {
  const word = wordAt(MENTION, text, start, limit);
  return word ? token("mention", text, start, start + 1 + word.length, word) : null;
}

function wordAt(pattern, text, start, limit) {
  return (matchAt(pattern, text, start)?.[1] ?? "").slice(0, Math.max(0, limit - start - 1));
}

function emoticon(text, start) {
  const bracketed = matchAt(BRACKETED, text, start);
  const key = bracketed && EMOTICONS.get(bracketed[1]);
  return key ? token("emoticon", text, start, start + bracketed[0].length, key) : null;
}

const READERS = { "#": topic, "＃": topic, "@": mention, "＠": mention, "[": emoticon };
