import assert from "node:assert/strict";
import { test } from "node:test";

import {
  addressOf, parseOffset, parsePlace, requestId, searchOf,
} from "../../boomerang/console/page/place.js";

const place = (hash) => {
  const { page, name, query } = parsePlace(hash);
  return { page, name, query: { ...query } };
};

test("each page has its address", () => {
  const pages = {
    "": "overview", "#": "overview", "#/": "overview", "#/requests": "requests",
    "#/requests/": "requests", "#/requests/abc": "request", "#/topics": "topics",
    "#/topics/users.requests": "messages", "#/dead-letters": "dead_letters",
    "#/dead-letters/x": "unknown", "#/nowhere": "unknown", "#/../..": "unknown",
  };
  for (const [hash, page] of Object.entries(pages)) assert.equal(place(hash).page, page, hash);
});

test("what is asked survives the way through the address", () => {
  const query = { text: 'a&b=c#d?e/"<ü>%', state: "failed" };
  const name = "odd/topic ?#%name";

  const address = addressOf("messages", name, query);

  assert.deepEqual(place(address), { page: "messages", name, query });
});

test("what is empty is left out", () => {
  assert.equal(addressOf("requests", "", { state: "", text: null, paused: undefined }),
    "#/requests");
  assert.equal(searchOf({ before: "0:42,1:17", limit: 50, text: "" }),
    "before=0%3A42%2C1%3A17&limit=50");
});

test("an address that somebody cut is still read", () => {
  assert.deepEqual(place("#/topics/a%E0%A4%A"), { page: "messages", name: "a%E0%A4%A", query: {} });
  assert.equal(parsePlace("#/requests?text=%").query.text, "%");
});

test("a query cannot reach the prototype", () => {
  const { query } = parsePlace("#/requests?__proto__=x&constructor=y");

  assert.equal(Object.getPrototypeOf(query), null);
  assert.equal(parsePlace("#/requests").query.toString, undefined);
});

test("only a whole request id is one", () => {
  const id = "01a20c9e-3dbd-74c0-bc4c-a395db6f3b01";
  assert.equal(requestId(` ${id.toUpperCase()}\n`), id);
  for (const text of ["", "01a20c9e", `${id}0`, `x${id}`, id.replaceAll("-", "")]) {
    assert.equal(requestId(text), null, text);
  }
});

test("a message is named by partition and offset", () => {
  assert.deepEqual(parseOffset("1:42"), { partition: 1, offset: 42 });
  for (const text of [undefined, "", "1", "1:", ":1", "-1:2", "1:2:3", "1:99999999999999999"]) {
    assert.equal(parseOffset(text), null, text);
  }
});
