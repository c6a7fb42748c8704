import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { test } from "node:test";

import { curlCommand, curlOfRequest, shellQuoted } from "../../boomerang/console/page/curl.js";

const hostile = [
  "", " ", "'", "''", "a'b", "$(touch x)", "`id`", "${HOME}", "\\", "\\'", "!!", "a\nb", "\t", "~",
  "-n", "*", "a;b", "a&b", "#", "\u001b[201~; rm x\n", "\u0003", "\u007f", "é", "\u202eevil", "😀",
  "a\u0001bc", "\\x41", "\u2028", "\r\n",
];

test("bash reads each word as it was", () => {
  for (const text of hostile) {
    const read = execFileSync("bash", ["-c", `printf %s ${shellQuoted(text)}`]);
    assert.equal(read.toString(), text, JSON.stringify(text));
  }
});

test("nothing that a terminal acts upon, or that hides text, is in a command", () => {
  for (const text of hostile) {
    assert.doesNotMatch(shellQuoted(text),
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/u);
  }
});

// What curl would be called with.
function argumentsOf(command) {
  const script = `curl() { printf '%s\\0' "$@"; }; ${command}`;
  const run = spawnSync("bash", ["-c", script], { input: "" });
  assert.equal(run.status, 0, run.stderr.toString());
  return run.stdout.toString().split("\0").slice(0, -1);
}

test("the method, the address, the type and the body reach curl", () => {
  const command = curlCommand({
    method: "POST", url: "http://h:1/users?a=[1-3]&b='", contentType: "application/json",
    body: '{"name": "O\'Neil"}',
  });

  assert.deepEqual(argumentsOf(command), ["-i", "--globoff", "--path-as-is", "-X", "POST",
    "http://h:1/users?a=[1-3]&b='", "-H", "Content-Type: application/json", "--data-raw",
    '{"name": "O\'Neil"}']);
});

test("a body that names a file is sent, not read", () => {
  const words = argumentsOf(curlCommand(
    { method: "PUT", url: "http://h/", contentType: null, body: "@/etc/passwd" }));

  assert.deepEqual(words.slice(-2), ["--data-raw", "@/etc/passwd"]);
  assert.ok(words.includes("Content-Type:"), "curl names no type of its own");
});

test("bytes that are no text, and noughts, come through printf", () => {
  for (const [body, expected] of [[{ hex: "00ff25275c" }, "00ff25275c"], ["a\0%b", "61002562"]]) {
    const command = curlCommand({ method: "POST", url: "http://h/", contentType: "x/y", body });
    const sent = execFileSync("bash", ["-c", `curl() { cat; }; ${command}`]);
    assert.equal(sent.toString("hex"), expected);
  }
});

test("no body, no data", () => {
  for (const body of ["", null]) {
    const words = argumentsOf(
      curlCommand({ method: "DELETE", url: "http://h/", contentType: null, body }));
    assert.deepEqual(words, ["-i", "--globoff", "--path-as-is", "-X", "DELETE", "http://h/"]);
  }
});

test("a type cannot add headers", () => {
  const command = curlCommand(
    { method: "POST", url: "http://h/", contentType: "a/b\r\nX-Evil: 1", body: "" });

  assert.ok(argumentsOf(command).includes("Content-Type: a/b X-Evil: 1"));
});

const event = (headers) => ({
  topic: "t", partition: 0, offset: 0, time: "", key: "k", value: "{}", bytes: 2, cut: false,
  headers,
});

test("the command is made of the event's headers", () => {
  const words = argumentsOf(curlOfRequest(event(
    { ce_httpmethod: "PATCH", ce_httptarget: "/a/../b?c", "content-type": "text/plain" }),
  "http://127.0.0.1:8080/"));

  assert.ok(words.includes("PATCH"));
  assert.ok(words.includes("http://127.0.0.1:8080/a/../b?c"));
  assert.ok(words.includes("Content-Type: text/plain"));
});

test("a target cannot become another host", () => {
  for (const target of ["@evil.example/", ".evil.example/", "http://evil.example/", ":99@evil/"]) {
    const command = curlOfRequest(event({ ce_httptarget: target }), "http://127.0.0.1:8080");
    const url = argumentsOf(command).find((word) => word.startsWith("http"));
    assert.equal(new URL(url).host, "127.0.0.1:8080", target);
  }
});
