import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ratesOf, rateText, sampleOf, samplesMax, withSample,
} from "../../boomerang/console/page/rate.js";

const sample = (seconds, accepted, instance = "a") =>
  ({ at: seconds * 1000, instance, counters: { accepted } });

test("a rate is the increase per second", () => {
  const rates = ratesOf([sample(0, 10), sample(2, 30), sample(4, 30)]);

  assert.deepEqual(rates.map(({ rates }) => rates), [{ accepted: 10 }, { accepted: 0 }]);
});

test("one sample or none has no rate", () => {
  assert.deepEqual(ratesOf([]), []);
  assert.deepEqual(ratesOf([sample(0, 10)]), []);
});

test("a restart and a pause are gaps, not spikes", () => {
  const rates = ratesOf([
    sample(0, 100), sample(2, 1, "b"), sample(4, 3, "b"), sample(60, 900, "b"), sample(62, 0, "b"),
  ]);

  assert.deepEqual(rates.map(({ rates }) => rates), [null, { accepted: 1 }, null, null]);
});

test("a sample that is not newer is not kept", () => {
  const samples = [sample(2, 1)];

  assert.equal(withSample(samples, sample(2, 5)), samples);
  assert.equal(withSample(samples, sample(1, 5)), samples);
  assert.equal(withSample(samples, sample(NaN, 5)), samples);
  assert.equal(withSample(samples, sample(3, 5)).length, 2);
});

test("a session however long keeps so many", () => {
  let samples = [];
  for (let second = 1; second <= samplesMax + 50; ++second) {
    samples = withSample(samples, sample(second, second));
  }

  assert.equal(samples.length, samplesMax);
  assert.equal(samples.at(-1).counters.accepted, samplesMax + 50);
});

test("a gateway counts requests, a worker alone events", () => {
  const workers = [
    { topic: "a", handled: 1, replayed: 0, mismatched: 0, failed_attempts: 2, dead_letters: 3 },
    { topic: "b", handled: 10, replayed: 0, mismatched: 0, failed_attempts: 20, dead_letters: 30 },
  ];
  const overview = { time: "1970-01-01T00:00:01.500000Z", instance: "i", workers, gateway: null };

  assert.deepEqual(sampleOf(overview), {
    at: 1500, instance: "i", counters: { handled: 11, "failed attempts": 22, "dead letters": 33 },
  });
  const gateway = { accepted: 4, answered: 3, timed_out: 1 };
  assert.deepEqual(sampleOf({ ...overview, gateway }).counters,
    { accepted: 4, answered: 3, "timed out": 1 });
});

test("a rate is short", () => {
  assert.deepEqual([null, 0, 0.04, 9.96, 12.5, 1e6].map(rateText),
    ["–", "0", "0.0", "10.0", "13", "1000000"]);
});
