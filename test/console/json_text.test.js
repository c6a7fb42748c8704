import assert from "node:assert/strict";
import { test } from "node:test";

import { prettyJson } from "../../boomerang/console/page/json_text.js";

test("numbers stay as they were written", () => {
  for (const number of ["12345678901234567890", "1.0", "1e400", "-0", "0.1000"]) {
    assert.equal(prettyJson(number), number);
    assert.equal(prettyJson(`{"n":${number}}`), `{\n  "n": ${number}\n}`);
  }
});

test("names that are there twice, and escapes, stay as they were written", () => {
  assert.equal(prettyJson('{"a":1,"a":"\\u0041\\n\\"{"}'),
    '{\n  "a": 1,\n  "a": "\\u0041\\n\\"{"\n}');
});

test("it is laid out as JSON.stringify lays it out", () => {
  const values = [{}, [], [[]], { a: {} }, [1, "two", null, true, { three: [4, { five: [] }] }],
    { "": "", "}": "]", ",": ":" }, "text", 0, false, null];
  for (const value of values) {
    const laid = JSON.stringify(value, null, 2);
    assert.equal(prettyJson(JSON.stringify(value)), laid);
    assert.equal(prettyJson(laid.replaceAll("\n", "\r\n\t")), laid);
  }
  assert.equal(prettyJson(" [ ] "), "[]");
  assert.equal(prettyJson("{ \n }"), "{}");
});

test("what is not JSON is none", () => {
  for (const text of ["", " ", "{", "{]", "[1,]", "hello", "{'a':1}", '{"a":1}x', '"\\', "\0"]) {
    assert.equal(prettyJson(text), null, text);
  }
});

test("hostile depth and size end", () => {
  assert.equal(prettyJson("[".repeat(100000) + "]".repeat(100000)), null);
  assert.notEqual(prettyJson("[".repeat(64) + "]".repeat(64)), null);
  assert.equal(prettyJson(`"${"x".repeat(5 * 1024 * 1024)}"`), null);
  const long = `["${"\\\"".repeat(500000)}"]`;
  assert.equal(prettyJson(long).length, long.length + 4);
});
