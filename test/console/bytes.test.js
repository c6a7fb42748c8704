import assert from "node:assert/strict";
import { test } from "node:test";

import {
  header, headerNumber, headerRows, hexDump, requestIdOf, shortText, size,
} from "../../boomerang/console/page/bytes.js";

const message = {
  topic: "t", partition: 0, offset: 1, time: "", key: "", value: "", bytes: 0, cut: false,
  headers: {
    ce_type: "UserCreated", kafka_replyPartition: { hex: "00000005" }, twice: ["a", { hex: "ff" }],
    boomerang_attempts: "6", ce_httpstatus: "x1", none: [],
  },
};

test("a header is text, whatever its bytes are", () => {
  assert.equal(header(message, "ce_type"), "UserCreated");
  assert.equal(header(message, "kafka_replyPartition"), "0x00000005");
  assert.equal(header(message, "twice"), "a");
  assert.equal(header(message, "none"), "");
  assert.equal(header(message, "absent"), null);
});

test("a header is never taken from the prototype", () => {
  assert.equal(header(message, "constructor"), null);
  assert.equal(header(message, "__proto__"), null);
  assert.equal(requestIdOf(message), null);
});

test("only digits are a number", () => {
  assert.equal(headerNumber(message, "boomerang_attempts"), 6);
  assert.equal(headerNumber(message, "ce_httpstatus"), null);
  assert.equal(headerNumber(message, "absent"), null);
});

test("a header that is there twice has two rows", () => {
  const rows = headerRows(message).filter(({ name }) => name === "twice");

  assert.deepEqual(rows, [{ name: "twice", value: "a" }, { name: "twice", value: { hex: "ff" } }]);
});

test("what is not there is empty text", () => {
  assert.equal(shortText(null), "");
  assert.equal(shortText(undefined), "");
  assert.equal(shortText(""), "");
});

test("bytes that are no text are dumped sixteen a line", () => {
  assert.equal(hexDump(""), "");
  assert.equal(hexDump("00ff41"),
    "00000000  00 ff 41                                         ..A");
  const lines = hexDump("41".repeat(33)).split("\n");
  assert.equal(lines.length, 3);
  assert.equal(lines[2], `00000020  41${" ".repeat(45)}  A`);
});

test("a size has a sensible unit", () => {
  assert.equal(size(0), "0 B");
  assert.equal(size(1023), "1023 B");
  assert.equal(size(4096), "4.0 KiB");
  assert.equal(size(3 * 1024 * 1024), "3.0 MiB");
  assert.equal(size(2 ** 50), "1048576.0 GiB");
});
