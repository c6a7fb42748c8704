import assert from "node:assert/strict";
import { test } from "node:test";

import {
  emptyTail, joined, rowsMax, tailRate, withArrived,
} from "../../boomerang/console/page/tail.js";

const message = (offset, partition = 0) => ({
  topic: "t", partition, offset, time: "", key: "", headers: {}, value: "", bytes: 0, cut: false,
});
const offsets = (messages) => messages.map(({ offset }) => offset);

test("what comes last is first", () => {
  const one = withArrived(emptyTail, { messages: [message(1), message(2)], skipped: 0 }, 0);
  const two = withArrived(one, { messages: [message(3)], skipped: 0 }, 0);

  assert.deepEqual(offsets(two.rows), [3, 2, 1]);
  assert.deepEqual(emptyTail.rows, []);
});

test("so many rows are kept, and the rest counted", () => {
  let tail = emptyTail;
  for (let offset = 0; offset < rowsMax + 20; offset += 20) {
    const messages = Array.from({ length: 20 }, (_, i) => message(offset + i));
    tail = withArrived(tail, { messages, skipped: 1 }, 0);
  }

  assert.equal(tail.rows.length, rowsMax);
  assert.equal(tail.rows[0].offset, rowsMax + 19);
  assert.equal(tail.dropped, 20);
  assert.equal(tail.skipped, rowsMax / 20 + 1);
});

test("a message that comes again after a reconnect is there once", () => {
  const one = withArrived(emptyTail, { messages: [message(1), message(1, 1)], skipped: 0 }, 0);
  const two = withArrived(one, { messages: [message(1), message(2)], skipped: 0 }, 0);

  assert.deepEqual(offsets(two.rows), [2, 1, 1]);
});

test("the rate is that of the last ten seconds, with what was skipped", () => {
  let tail = withArrived(emptyTail, { messages: [message(1)], skipped: 99 }, 1000);
  assert.equal(tailRate(tail, 1000), 10);
  tail = withArrived(tail, { messages: [message(2)], skipped: 9 }, 9000);
  assert.equal(tailRate(tail, 9000), 11);
  assert.equal(tailRate(tail, 12000), 1);
  assert.equal(tailRate(tail, 60000), 0);
});

test("tail and loaded rows join without doubles", () => {
  assert.deepEqual(offsets(joined([message(5), message(4)], [message(4), message(3)])), [5, 4, 3]);
  assert.deepEqual(joined([], []), []);
});
