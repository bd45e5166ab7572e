// Where a text holds web addresses: after `https?://`, or as a bare host with a listed top-level domain.
// The server's rules (posts/text/addresses.py), step by step.
import { EMOTICONS, TLDS } from "./post-vocabulary.js";

const MAX_LABEL = 63;
const MAX_HOST = 253;
const TRAILING = ".,;:!?'\")";

const SPELLING = [...EMOTICONS.keys()].join("|");
// `[doge]` after an address is an emoticon, and `//@name` the chain of a repost.
const CHARACTERS = String.raw`(?:[A-Za-z0-9\-._~:?#\]@!$&'()*+,;=%]|/(?!/[@＠])|\[(?!(?:${SPELLING})\]))*`;
const START = new RegExp(
  String.raw`([Hh][Tt][Tt][Pp][Ss]?://)[A-Za-z0-9]|(?<![A-Za-z0-9@＠._-])([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)`,
  "g",
);
const REST = new RegExp(CHARACTERS, "y");
const PORT_AND_PATH = new RegExp(String.raw`(?::[0-9]{1,5}(?![A-Za-z0-9]))?(?:(?:\?|/(?!/[@＠]))${CHARACTERS})?`, "y");

/** Start and end of each address, in order. */
export function* addressSpans(text) {
  let position = 0;
  for (let found = find(text, position); found; found = find(text, position)) {
    const [all, scheme, host] = found;
    const next = found.index + all.length;
    const end = scheme ? endAfter(REST, text, next) : endAfterHost(text, host, next);
    if (end) yield [found.index, end];
    // The last letters of a refused host may begin `http://`.
    position = end || next - (host.match(/https?$/i)?.[0].length ?? 0);
  }
}

function find(text, position) {
  START.lastIndex = position;
  return START.exec(text);
}

function endAfterHost(text, host, next) {
  if (!isHost(host)) return 0;
  PORT_AND_PATH.lastIndex = next;
  const follower = text[next + PORT_AND_PATH.exec(text)[0].length];
  // `first.last.cn@example.com` is an e-mail address, `example.com_old` a file.
  return ["@", "＠", "_"].includes(follower) ? 0 : endAfter(PORT_AND_PATH, text, next);
}

function endAfter(pattern, text, position) {
  pattern.lastIndex = position;
  let end = position + pattern.exec(text)[0].length;
  while (TRAILING.includes(text[end - 1])) end -= 1;
  return end;
}

function isHost(host) {
  const labels = host.split(".");
  return (
    host.length <= MAX_HOST &&
    TLDS.has(labels.at(-1).toLowerCase()) &&
    labels.every((label) => label.length <= MAX_LABEL && !label.startsWith("-") && !label.endsWith("-"))
  );
}
