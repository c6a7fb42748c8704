// JSON laid out in lines. Its tokens stay as they were written: what JSON.parse makes of
// 12345678901234567890, 1.0 or a name that is there twice is not what was sent.

const depthMax = 64;
const charactersMax = 4 * 1024 * 1024;

/**
 * With two spaces a level; null if it is not JSON, or nested too deep to be read by anybody.
 * @param {string} text
 */
export function prettyJson(text) {
  if (text.length > charactersMax) return null;
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let laid = "";
  let depth = 0;
  let line = "\n";
  for (const token of tokens(text)) {
    if (token === "{}" || token === "[]") {
      laid += token;
    } else if (token === "{" || token === "[") {
      if (++depth > depthMax) return null;
      line += "  ";
      laid += token + line;
    } else if (token === "}" || token === "]") {
      depth -= 1;
      line = line.slice(0, -2);
      laid += line + token;
    } else if (token === ",") {
      laid += token + line;
    } else {
      laid += token === ":" ? ": " : token;
    }
  }
  return laid;
}

const spaces = " \t\n\r";
const marks = "{}[],:";

/** The tokens of valid JSON; what is empty is one. @param {string} text */
function* tokens(text) {
  let at = 0;
  while (at < text.length) {
    const begin = at;
    const character = text[at];
    at += 1;
    if (spaces.includes(character)) continue;
    if (character === '"') {
      while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
      at += 1;
    } else if (character === "{" || character === "[") {
      const next = afterSpaces(text, at);
      if (text[next] === "}" || text[next] === "]") {
        at = next + 1;
        yield character + text[next];
        continue;
      }
    } else if (!marks.includes(character)) {
      while (at < text.length && !spaces.includes(text[at]) && !marks.includes(text[at])) at += 1;
    }
    yield text.slice(begin, at);
  }
}

/** @param {string} text @param {number} at */
function afterSpaces(text, at) {
  while (spaces.includes(text[at])) at += 1;
  return at;
}
