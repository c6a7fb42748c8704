import assert from "node:assert/strict";
import { test } from "node:test";

import { deadLetterOf, groupByCause } from "../../boomerang/console/page/cause.js";

const at = (second) => `2026-01-31T12:00:${String(second).padStart(2, "0")}.000000Z`;

function letter(cause, second, attempts, more = {}) {
  return {
    topic: "t.dead_letters", partition: 0, offset: second, time: at(59), key: "", value: "",
    bytes: 0, cut: false,
    headers: {
      boomerang_cause: cause, boomerang_failed_at: at(second), boomerang_attempts: attempts,
      ...more,
    },
  };
}

test("there are no groups of nothing", () => {
  assert.deepEqual(groupByCause([]), []);
});

test("the newest cause is first, and its newest letter", () => {
  const groups = groupByCause(
    [letter("disk", 1, "5"), letter("bug", 3, "6"), letter("disk", 9, "2"),
      letter("disk", 4, "x")]);

  assert.deepEqual(groups.map(({ cause, letters }) => [cause, letters.length]),
    [["disk", 3], ["bug", 1]]);
  const [disk] = groups;
  assert.deepEqual([disk.first, disk.last], [at(1), at(9)]);
  assert.deepEqual([disk.attemptsMin, disk.attemptsMax], [2, 5]);
  assert.deepEqual(disk.letters.map(({ failedAt }) => failedAt), [at(9), at(4), at(1)]);
});

test("a letter without a cause, a time or attempts has a place too", () => {
  const bare = { ...letter("", 1, "1"), headers: {} };

  const [group] = groupByCause([bare]);

  assert.equal(group.cause, "no cause is given");
  assert.equal(group.last, at(59), "else the time at which it was appended");
  assert.deepEqual([group.attemptsMin, group.attemptsMax], [null, null]);
});

test("causes with the names of an object's own parts are only text", () => {
  const groups = groupByCause([letter("__proto__", 1, "1"), letter("constructor", 2, "1")]);

  assert.deepEqual(groups.map(({ cause }) => cause), ["constructor", "__proto__"]);
});

test("many letters are grouped", () => {
  const letters = Array.from({ length: 200000 }, () => letter("same", 5, "3"));

  assert.equal(groupByCause(letters)[0].attemptsMax, 3);
});

test("the original place is there whole or not at all", () => {
  const place = { boomerang_topic: "t", boomerang_partition: "1", boomerang_offset: "42" };
  assert.deepEqual(deadLetterOf(letter("c", 1, "1", place)).origin,
    { topic: "t", partition: 1, offset: 42 });
  assert.equal(
    deadLetterOf(letter("c", 1, "1", { ...place, boomerang_offset: "-1" })).origin, null);
  assert.equal(deadLetterOf(letter("c", 1, "1")).origin, null);
});
