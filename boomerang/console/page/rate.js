// Rates per second out of counters that a process has counted since it started.

import { microseconds } from "./time.js";

/**
 * @typedef {{at: number, instance: string, counters: Record<string, number>}} Sample
 * @typedef {{at: number, rates: Record<string, number>|null}} Rate
 */

export const samplesMax = 300;
const gapMsMax = 10_000;

/**
 * What is counted of a process: of a gateway its requests, of a worker alone its events.
 * @param {import("./api.js").Overview} overview
 * @returns {Sample}
 */
export function sampleOf(overview) {
  const { gateway, workers } = overview;
  /** @type {Record<string, number>} */
  const counters = gateway
    ? { accepted: gateway.accepted, answered: gateway.answered, "timed out": gateway.timed_out }
    : { handled: 0, "failed attempts": 0, "dead letters": 0 };
  if (!gateway) {
    for (const worker of workers) {
      counters.handled += worker.handled;
      counters["failed attempts"] += worker.failed_attempts;
      counters["dead letters"] += worker.dead_letters;
    }
  }
  return { at: microseconds(overview.time) / 1000, instance: overview.instance, counters };
}

/**
 * With one more, without those too old; the same if the time is not new.
 * @param {Sample[]} samples
 * @param {Sample} sample
 */
export function withSample(samples, sample) {
  const last = samples[samples.length - 1];
  if (!Number.isFinite(sample.at) || (last && sample.at <= last.at)) return samples;
  return [...samples, sample].slice(-samplesMax);
}

/**
 * A rate for each sample but the first. It is null where there is none to tell: after a restart,
 * and after a pause in which nobody looked.
 * @param {Sample[]} samples
 * @returns {Rate[]}
 */
export function ratesOf(samples) {
  return samples.slice(1).map((sample, index) => {
    const before = samples[index];
    const seconds = (sample.at - before.at) / 1000;
    const gap = sample.instance !== before.instance || sample.at - before.at > gapMsMax;
    if (gap) return { at: sample.at, rates: null };
    /** @type {Record<string, number>} */
    const rates = {};
    for (const [name, total] of Object.entries(sample.counters)) {
      const increase = total - (before.counters[name] ?? NaN);
      if (!(increase >= 0)) return { at: sample.at, rates: null };
      rates[name] = increase / seconds;
    }
    return { at: sample.at, rates };
  });
}

/** "12.5" or "0"; never a negative nought. @param {number|null|undefined} rate */
export function rateText(rate) {
  if (rate === null || rate === undefined) return "–";
  return rate === 0 ? "0" : rate < 10 ? rate.toFixed(1) : rate.toFixed(0);
}
