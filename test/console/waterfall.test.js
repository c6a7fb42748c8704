import assert from "node:assert/strict";
import { test } from "node:test";

import { describe, layOut, meaningOf } from "../../boomerang/console/page/waterfall.js";

const at = (ms) => new Date(Date.UTC(2026, 0, 31) + ms).toISOString().replace("Z", "000Z");
const stage = (name, ms) => ({ name, at: at(ms) });

test("each bar begins where the one before it ends", () => {
  const laid = layOut(
    [stage("accepted", 0), stage("logged", 2), stage("attempted", 8), stage("published", 10)], null);

  assert.deepEqual(laid.bars.map(({ offsetMs }) => offsetMs), [0, 2, 8, 10]);
  assert.deepEqual(laid.bars.map(({ tookMs }) => tookMs), [0, 2, 6, 2]);
  assert.deepEqual(laid.bars.map(({ left }) => left), [0, 0, 0.2, 0.8]);
  assert.ok(Math.abs(laid.bars.reduce((sum, { width }) => sum + width, 0) - 1) < 1e-9);
  assert.equal(laid.totalMs, 10);
  assert.equal(laid.open, null);
});

test("stages come in any order, and some without a time", () => {
  const laid = layOut(
    [stage("attempted", 8), { name: "logged", at: "" }, stage("accepted", 0)], null);

  assert.deepEqual(laid.bars.map(({ name }) => name), ["accepted", "attempted"]);
});

test("a deadline far away does not make the bars vanish", () => {
  const laid = layOut([stage("accepted", 0), stage("attempted", 10), stage("deadline", 60000)], null);

  assert.equal(laid.deadline.left, null);
  assert.equal(laid.deadline.offsetMs, 60000);
  assert.equal(laid.bars[1].width, 1);
});

test("a deadline that the outcome missed is marked", () => {
  const laid = layOut([stage("accepted", 0), stage("deadline", 50), stage("attempted", 100)], null);

  assert.equal(laid.deadline.left, 0.5);
});

test("what is waiting grows until now, below the deadline", () => {
  const laid = layOut([stage("accepted", 0), stage("deadline", 100)], at(25));

  assert.deepEqual(laid.open, { left: 0, width: 0.25, tookMs: 25 });
  assert.equal(laid.deadline.left, 1);
});

test("what is overdue grows past the deadline", () => {
  const laid = layOut([stage("accepted", 0), stage("deadline", 100)], at(200));

  assert.equal(laid.open.width, 1);
  assert.equal(laid.deadline.left, 0.5);
});

test("no stage, one stage, a clock that is behind: nothing is infinite", () => {
  assert.equal(layOut([], null), null);
  assert.equal(layOut([stage("deadline", 1)], at(0)), null);
  for (const now of [null, at(-1000), "nonsense"]) {
    const laid = layOut([stage("accepted", 0)], now);
    assert.deepEqual(laid.bars[0],
      { name: "accepted", at: at(0), offsetMs: 0, tookMs: 0, left: 0, width: 0 });
    assert.equal(laid.totalMs, 0);
  }
});

test("a stage that is not known has no meaning, even with a hostile name", () => {
  assert.equal(meaningOf("constructor"), "");
  assert.notEqual(meaningOf("given_up"), "");
});

test("the picture can be read aloud", () => {
  const laid = layOut([stage("accepted", 0), stage("given_up", 7), stage("deadline", 50)], null);

  assert.equal(describe(laid, (ms) => `${ms} ms`),
    "Stages after the request came in: accepted at 0 ms, given up at 7 ms, deadline at 50 ms.");
});
