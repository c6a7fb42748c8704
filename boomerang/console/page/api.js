// The JSON behind the pages: what it looks like, and how it is asked for.

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./bytes.js").Message} Message
 * @typedef {{url: string, open: number, accepted: number, answered: number, refused: number,
 *   timed_out: number, deferred: number, late_outcomes: number}} Gateway
 * @typedef {{topic: string, handled: number, replayed: number, mismatched: number,
 *   failed_attempts: number, dead_letters: number}} Worker
 * @typedef {{name: string, method: string, paths: string[], topic: string, outcomes_topic: string,
 *   dead_letters_topic: string, timeout_ms: number, statuses: Record<string, number>}} Route
 * @typedef {{name: string, version: string, role: "all"|"gateway"|"worker", instance: string,
 *   time: string, ready: boolean, reasons: string[], log: string, database: string|null,
 *   gateway: Gateway|null, workers: Worker[], sample: {path: string, body: string}|null,
 *   routes: Route[]}} Overview
 * @typedef {"waiting"|"overdue"|"succeeded"|"refused"|"failed"} State
 * @typedef {{id: string, method: string, target: string, route: string, state: State,
 *   type: string|null, status: number|null, accepted: string|null, published: string|null,
 *   duration_ms: number|null, attempts: number|null, late: boolean}} Row
 * @typedef {{kept: number, matched: number, since: string|null, live: boolean, faults: string[],
 *   counts: Record<State, number>, requests: Row[]}} Snapshot
 * @typedef {Row & {key: string, source: string, expires: string|null, trace: string|null,
 *   stages: {name: string, at: string}[], messages: Message[]}} Request
 * @typedef {"requests"|"outcomes"|"dead_letters"|"replies"|"other"} TopicKind
 * @typedef {{name: string, kind: TopicKind, entries: number,
 *   partitions: {partition: number, begin: number, end: number}[]}} Topic
 * @typedef {{messages: Message[], older: string|null, scanned: number}} MessagePage
 * @typedef {{messages: Message[], skipped: number, live: boolean, fault: string|null}} Arrival
 */

/** What went wrong, in a sentence for people. `status` is 0 if there was no answer. */
export class Problem extends Error {
  /** @param {number} status @param {string} detail */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** @param {unknown} fault */
export function sentenceOf(fault) {
  return fault instanceof Error ? fault.message : String(fault);
}

/** The problem that a refusing answer tells. @param {Response} response */
export async function problemOf(response) {
  let detail = "";
  try {
    const problem = await response.json();
    detail = String(problem.detail || problem.title || "");
  } catch {
    // A proxy answered in its own words; the status says it.
  }
  return new Problem(response.status, detail || `The server answered ${response.status}.`);
}

const timeoutMs = 30_000;

/**
 * @param {string} path from /console/api/ on
 * @param {AbortSignal} [left] aborted when nobody wants the answer any longer
 * @returns {Promise<any>}
 */
export async function get(path, left) {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = left ? AbortSignal.any([left, timeout]) : timeout;
  let response;
  try {
    response = await fetch(`./api/${path}`, { signal, headers: { Accept: "application/json" } });
    if (response.ok) return await response.json();
  } catch (fault) {
    if (left?.aborted) throw fault;
    if (timeout.aborted) throw new Problem(0, "The server has not answered for half a minute.");
    throw new Problem(0, "The server does not answer.");
  }
  throw await problemOf(response);
}

/** The messages of a topic, for an address. @param {string} topic */
export function messagesPath(topic) {
  return `topics/${encodeURIComponent(topic)}/messages`;
}
