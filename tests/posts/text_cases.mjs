// Reads a JSON list of texts from standard input; writes what the browser's tokenizer makes of each.
import { readFileSync } from "node:fs";
import { countUnits, normalise, tokenize } from "../../static/js/post-text.js";

const texts = JSON.parse(readFileSync(0, "utf8"));
const readings = texts.map((raw) => {
  const text = normalise(raw);
  const tokens = tokenize(text).map(({ kind, start, end, value }) => [kind, text.slice(start, end), value]);
  return { units: countUnits(raw), tokens };
});
process.stdout.write(JSON.stringify(readings));
