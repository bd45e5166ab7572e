// What a topic may be called: the server's rules (topics/naming.py).

export const MAX_TOPIC = 32;

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const BLANK_END = /^\p{White_Space}|\p{White_Space}$/u;
const REFUSED = /[#＃/\\?%\x00-\x1f\x7f-\x9f\u2028\u2029]/;

/** Whether a topic may be called so: 1–32 characters, folded too, with no blank at either end, and not only dots. */
export function isTopicName(name) {
  if (lengthOf(name) > MAX_TOPIC || BLANK_END.test(name) || REFUSED.test(name)) return false;
  const key = folded(name);
  return lengthOf(key) <= MAX_TOPIC && !/^\.*$/.test(key);
}

// Changing case back and forth stands in for case folding, which browsers lack: it gives as many characters, and that is
// all we ask of it here.
function folded(name) {
  return name.replace(INVISIBLE, "").normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFKC");
}

function lengthOf(text) {
  return [...text].length;
}
