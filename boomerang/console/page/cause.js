// Dead letters sorted by why they were given up.

import { header, headerNumber, requestIdOf } from "./bytes.js";
import { microseconds } from "./time.js";

/**
 * @typedef {import("./bytes.js").Message} Message
 * @typedef {{message: Message, requestId: string|null, attempts: number|null, failedAt: string,
 *   origin: {topic: string, partition: number, offset: number}|null}} DeadLetter
 * @typedef {{cause: string, letters: DeadLetter[], first: string, last: string,
 *   attemptsMin: number|null, attemptsMax: number|null}} CauseGroup
 */

/** @param {Message} message @returns {DeadLetter} */
export function deadLetterOf(message) {
  const topic = header(message, "boomerang_topic");
  const partition = headerNumber(message, "boomerang_partition");
  const offset = headerNumber(message, "boomerang_offset");
  const failedAt = header(message, "boomerang_failed_at");
  return {
    message,
    requestId: requestIdOf(message),
    attempts: headerNumber(message, "boomerang_attempts"),
    failedAt: failedAt !== null && !Number.isNaN(microseconds(failedAt)) ? failedAt : message.time,
    origin: topic !== null && partition !== null && offset !== null
      ? { topic, partition, offset } : null,
  };
}

/**
 * The cause of the newest dead letter first; within a group the newest letter first.
 * @param {Message[]} messages
 * @returns {CauseGroup[]}
 */
export function groupByCause(messages) {
  /** @type {Map<string, DeadLetter[]>} */
  const groups = new Map();
  for (const message of messages) {
    const cause = header(message, "boomerang_cause")?.trim() || "no cause is given";
    const letters = groups.get(cause);
    if (letters) letters.push(deadLetterOf(message));
    else groups.set(cause, [deadLetterOf(message)]);
  }
  const newestFirst = (/** @type {string} */ a, /** @type {string} */ b) =>
    microseconds(b) - microseconds(a);
  return [...groups]
    .map(([cause, letters]) => {
      letters.sort((a, b) => newestFirst(a.failedAt, b.failedAt));
      const attempts = letters.flatMap(({ attempts }) => (attempts === null ? [] : [attempts]));
      return {
        cause,
        letters,
        first: letters[letters.length - 1].failedAt,
        last: letters[0].failedAt,
        attemptsMin: attempts.length ? attempts.reduce((a, b) => Math.min(a, b)) : null,
        attemptsMax: attempts.length ? attempts.reduce((a, b) => Math.max(a, b)) : null,
      };
    })
    .sort((a, b) => newestFirst(a.last, b.last));
}
