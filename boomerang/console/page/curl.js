// A request as a command that sends it again. Everything in it comes from strangers, and somebody
// will paste it into a shell.

import { header } from "./bytes.js";

/** @typedef {import("./bytes.js").Message} Message */

// What a terminal acts upon when it is pasted, or what makes text look like other text. A new line
// within quotes is neither.
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;

/**
 * One word for bash, zsh and ksh; for every POSIX shell if nothing in it is unsafe.
 * @param {string} text
 */
export function shellQuoted(text) {
  if (/^[A-Za-z0-9_.,:\/@%+=-]+$/.test(text)) return text;
  if (!unsafe.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = Array.from(text, (character) => {
    if (character === "'" || character === "\\") return `\\${character}`;
    if (character === "\n") return "\\n";
    return unsafe.test(character) ? escapedBytes(character) : character;
  });
  return `$'${escaped.join("")}'`;
}

/** @param {string} text */
function escapedBytes(text) {
  const bytes = new TextEncoder().encode(text);
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
}

/** "00ff" as what printf writes: '\000\377'. @param {string} hex */
function printfFormat(hex) {
  const pairs = hex.match(/../g) ?? [];
  return pairs.map((pair) => `\\${parseInt(pair, 16).toString(8).padStart(3, "0")}`).join("");
}

/**
 * @param {{method: string, url: string, contentType: string|null,
 *   body: import("./bytes.js").Bytes|null}} request
 */
export function curlCommand({ method, url, contentType, body }) {
  // Without these, curl would take brackets for a pattern and resolve dots in the path.
  const words = ["curl -i --globoff --path-as-is", `-X ${shellQuoted(method)}`, shellQuoted(url)];
  const type = contentType?.replace(/[\u0000-\u001f\u007f]+/g, " ");
  const sends = body !== null && body !== "";
  if (type) words.push(`-H ${shellQuoted(`Content-Type: ${type}`)}`);
  else if (sends) words.push("-H Content-Type:"); // Else curl would name a type of its own.
  let before = "";
  if (sends && typeof body === "string" && !body.includes("\0")) {
    // Not --data: it would read the file that is named after an "@".
    words.push(`--data-raw ${shellQuoted(body)}`);
  } else if (sends) {
    const hex = typeof body === "string" ? hexOf(body) : body.hex;
    before = `printf '${printfFormat(hex)}' | `;
    words.push("--data-binary @-");
  }
  return before + words.join(" \\\n  ");
}

/** @param {string} text */
function hexOf(text) {
  const bytes = new TextEncoder().encode(text);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The command of the request that a message of a topic of requests carries.
 * @param {Message} message
 * @param {string} gatewayUrl
 */
export function curlOfRequest(message, gatewayUrl) {
  const target = header(message, "ce_httptarget") ?? "/";
  // A target of another form must not become part of the host's name.
  const path = target.startsWith("/") ? target : `/${target}`;
  return curlCommand({
    method: header(message, "ce_httpmethod") ?? "POST",
    url: gatewayUrl.replace(/\/+$/, "") + path,
    contentType: header(message, "content-type"),
    body: message.value,
  });
}
