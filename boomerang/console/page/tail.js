// What a live tail keeps: the newest messages, and how fast they come.

import { offsetText } from "./bytes.js";

/** @typedef {import("./bytes.js").Message} Message */
/**
 * @typedef {{rows: Message[], skipped: number, arrivals: {at: number, messages: number}[],
 *   dropped: number}} Tail
 */

export const rowsMax = 500;
const rateMs = 10_000;

/** @type {Tail} */
export const emptyTail = { rows: [], skipped: 0, dropped: 0, arrivals: [] };

/**
 * With what has come: newest first, at most `rowsMax`; each message once.
 * @param {Tail} tail
 * @param {{messages: Message[], skipped: number}} arrived
 * @param {number} nowMs
 * @returns {Tail}
 */
export function withArrived(tail, arrived, nowMs) {
  const known = new Set(tail.rows.map(offsetText));
  const fresh = arrived.messages.filter((message) => !known.has(offsetText(message))).reverse();
  const rows = [...fresh, ...tail.rows];
  const came = fresh.length + arrived.skipped;
  const arrivals = tail.arrivals.filter(({ at }) => at > nowMs - rateMs);
  return {
    rows: rows.slice(0, rowsMax),
    skipped: tail.skipped + arrived.skipped,
    dropped: tail.dropped + Math.max(0, rows.length - rowsMax),
    arrivals: came ? [...arrivals, { at: nowMs, messages: came }] : arrivals,
  };
}

/** Messages per second over the last ten. @param {Tail} tail @param {number} nowMs */
export function tailRate(tail, nowMs) {
  const recent = tail.arrivals.filter(({ at }) => at > nowMs - rateMs);
  return recent.reduce((sum, { messages }) => sum + messages, 0) / (rateMs / 1000);
}

/**
 * The rows of a tail above those that were loaded, each once.
 * @param {Message[]} newer
 * @param {Message[]} older
 */
export function joined(newer, older) {
  const known = new Set(newer.map(offsetText));
  return [...newer, ...older.filter((message) => !known.has(offsetText(message)))];
}
