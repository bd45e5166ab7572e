// Reads a JSON list of texts from standard input; writes what the browser leaves of each chain, and whose quotes go.
import { readFileSync } from "node:fs";
import { fit } from "../../static/js/post-quotes.js";

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(fit)));
