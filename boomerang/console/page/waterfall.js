// The stages of a request laid out on one line of time.

import { microseconds } from "./time.js";

/**
 * @typedef {{name: string, at: string}} Stage
 * @typedef {{name: string, at: string, offsetMs: number, tookMs: number, left: number,
 *   width: number}} Bar
 * @typedef {{bars: Bar[], totalMs: number, deadline: {at: string, offsetMs: number,
 *   left: number|null}|null, open: {left: number, width: number, tookMs: number}|null}} Waterfall
 */

/**
 * Each bar reaches from the stage before it to its own; `left` and `width` are parts of one. The
 * deadline is a mark; it has a `left` only when it lies within what is shown, for an outcome after
 * ten milliseconds is not to vanish before a deadline of a minute. `now` is given while an outcome
 * is missing: then there is an open bar as well, and the deadline is always shown.
 *
 * @param {Stage[]} stages
 * @param {string|null} now
 * @returns {Waterfall|null} null without any stage
 */
export function layOut(stages, now) {
  const known = stages
    .map((stage) => ({ ...stage, micros: microseconds(stage.at) }))
    .filter((stage) => !Number.isNaN(stage.micros))
    .sort((a, b) => a.micros - b.micros);
  const passed = known.filter((stage) => stage.name !== "deadline");
  const limit = known.find((stage) => stage.name === "deadline") ?? null;
  if (passed.length === 0) return null;

  const begin = passed[0].micros;
  const last = passed[passed.length - 1].micros;
  const until = now === null ? last : Math.max(last, microseconds(now) || last);
  const end = limit && now !== null ? Math.max(until, limit.micros) : until;
  const scale = Math.max(end - begin, 1);
  const part = (/** @type {number} */ micros) => (micros - begin) / scale;

  const bars = passed.map((stage, index) => {
    const before = index === 0 ? begin : passed[index - 1].micros;
    return {
      name: stage.name,
      at: stage.at,
      offsetMs: (stage.micros - begin) / 1000,
      tookMs: (stage.micros - before) / 1000,
      left: part(before),
      width: part(stage.micros) - part(before),
    };
  });
  const shown = limit && limit.micros >= begin && limit.micros <= end;
  return {
    bars,
    totalMs: (until - begin) / 1000,
    deadline: limit && {
      at: limit.at,
      offsetMs: (limit.micros - begin) / 1000,
      left: shown ? part(limit.micros) : null,
    },
    open: now === null ? null : {
      left: part(last),
      width: part(until) - part(last),
      tookMs: (until - last) / 1000,
    },
  };
}

/** @type {Record<string, string>} */
const meanings = {
  accepted: "the gateway took the request",
  logged: "its event was in the log",
  attempted: "a worker began the attempt that decided it",
  published: "the outcome was in the log",
  given_up: "the worker gave it up: a dead letter",
  deadline: "nobody waits any longer",
};

/** What a stage means, or nothing for one that is not known here. @param {string} name */
export function meaningOf(name) {
  return Object.hasOwn(meanings, name) ? meanings[name] : "";
}

/** "given up" for given_up. @param {string} name */
export function nameInWords(name) {
  return name.replaceAll("_", " ");
}

/** The picture in one sentence. @param {Waterfall} waterfall @param {(ms: number) => string} say */
export function describe(waterfall, say) {
  const stages = waterfall.bars.map((bar) => `${nameInWords(bar.name)} at ${say(bar.offsetMs)}`);
  if (waterfall.deadline) stages.push(`deadline at ${say(waterfall.deadline.offsetMs)}`);
  if (waterfall.open) stages.push(`no outcome after ${say(waterfall.totalMs)}`);
  return `Stages after the request came in: ${stages.join(", ")}.`;
}
