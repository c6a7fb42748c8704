import assert from "node:assert/strict";
import { test } from "node:test";

import {
  count, counted, duration, localTime, microseconds, millisecondsBetween,
} from "../../boomerang/console/page/time.js";

test("microseconds are kept", () => {
  assert.equal(microseconds("1970-01-01T00:00:01.000001Z"), 1000001);
  assert.equal(microseconds("2026-01-31T23:59:59.123456Z") % 1000000, 123456);
  assert.equal(microseconds("2026-01-31T23:59:59.5Z") % 1000000, 500000);
  assert.equal(microseconds("1970-01-01T01:00:00+01:00"), 0);
  assert.equal(
    millisecondsBetween("2026-01-31T23:59:59.999999Z", "2026-02-01T00:00:00.000001Z"), 0.002);
});

test("what is no time is not a number, and shown as it is", () => {
  for (const text of ["", "yesterday", "2026-13-40T99:00:00Z", "2026-01-31", "null"]) {
    assert.equal(microseconds(text), NaN, text);
    assert.equal(localTime(text, new Date()), text);
  }
});

test("the day is named unless it is today", () => {
  const noon = new Date(2026, 0, 31, 12, 0, 0, 7);

  assert.equal(localTime(noon.toISOString(), new Date(2026, 0, 31, 23)), "12:00:00.007");
  assert.equal(localTime(noon.toISOString(), new Date(2026, 1, 1)), "2026-01-31 12:00:00.007");
});

test("a duration has a sensible unit", () => {
  const expected = [
    [0, "0 ms"], [0.001, "0.00 ms"], [0.35, "0.35 ms"], [12.345, "12.3 ms"], [123.4, "123 ms"],
    [999.4, "999 ms"], [999.6, "1.00 s"], [1234, "1.23 s"], [59990, "60.0 s"],
    [60000, "1 min"], [185000, "3 min 5 s"], [3600000, "1 h"], [5 * 3600000 + 120000, "5 h 2 min"],
    [72 * 3600000, "3 d"], [-12.3, "-12.3 ms"], [null, "–"], [NaN, "–"], [Infinity, "–"],
  ];
  for (const [ms, text] of expected) assert.equal(duration(ms), text, String(ms));
});

test("large numbers are read in groups of three", () => {
  assert.equal(count(0), "0");
  assert.equal(count(999), "999");
  assert.equal(count(1234567), "1\u202f234\u202f567");
  assert.equal(count(null), "–");
  assert.equal(counted(1, "request"), "1 request");
  assert.equal(counted(0, "request"), "0 requests");
});
