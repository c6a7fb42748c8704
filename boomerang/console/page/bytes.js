// What a key, a header or a value is: text if its bytes are UTF-8, else {"hex": ...}.

/**
 * @typedef {string | {hex: string}} Bytes
 * @typedef {{topic: string, partition: number, offset: number, time: string, key: Bytes|null,
 *   headers: Record<string, Bytes | Bytes[]>, value: Bytes|null, bytes: number,
 *   cut: boolean}} Message
 */

/** On one line, for a table. @param {Bytes|null|undefined} bytes */
export function shortText(bytes) {
  if (bytes === null || bytes === undefined) return "";
  return typeof bytes === "string" ? bytes : `0x${bytes.hex}`;
}

/**
 * The first value of a header as text, or null.
 * @param {Message} message
 * @param {string} name
 */
export function header(message, name) {
  if (!Object.hasOwn(message.headers, name)) return null;
  const value = message.headers[name];
  return shortText(Array.isArray(value) ? value[0] : value);
}

/** A header as a whole number, or null. @param {Message} message @param {string} name */
export function headerNumber(message, name) {
  const text = header(message, name);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Each header and value, one that is there twice two times. @param {Message} message */
export function headerRows(message) {
  return Object.entries(message.headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: one })));
}

/** The request that a message belongs to, or null. @param {Message} message */
export function requestIdOf(message) {
  return header(message, "ce_correlationid");
}

/**
 * "0:42", which names a message within its topic.
 * @param {{partition: number, offset: number}} at
 */
export function offsetText(at) {
  return `${at.partition}:${at.offset}`;
}

/** As xxd shows it: offset, sixteen bytes, and what of them is ASCII. @param {string} hex */
export function hexDump(hex) {
  const lines = [];
  for (let at = 0; at < hex.length; at += 32) {
    const pairs = hex.slice(at, at + 32).match(/../g) ?? [];
    const ascii = pairs.map((pair) => {
      const code = parseInt(pair, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ".";
    });
    const place = (at / 2).toString(16).padStart(8, "0");
    lines.push(`${place}  ${pairs.join(" ").padEnd(47)}  ${ascii.join("")}`);
  }
  return lines.join("\n");
}

/** "21 B", "4.0 KiB". @param {number} bytes */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KiB", "MiB", "GiB"];
  let amount = bytes / 1024;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount.toFixed(1)} ${units[unit]}`;
}
