// Whether the server is there: it is asked for its overview every two seconds while the page is
// seen, and each page can read the last answer.

import { effect, signal } from "./vendor.js";
import { get, Problem, sentenceOf } from "./api.js";
import { ratesOf, sampleOf, withSample } from "./rate.js";

/** @typedef {import("./api.js").Overview} Overview */

const periodMs = 2000;

/** The last that was heard. */
export const overview = signal(/** @type {Overview|null} */ (null));

/** @typedef {{state: "connecting"|"live"|"reconnecting", detail: string}} LinkState */
export const link = signal(/** @type {LinkState} */ ({ state: "connecting", detail: "" }));

/** What is told once the server is there again, until the next page. */
export const news = signal("");

let samples = /** @type {import("./rate.js").Sample[]} */ ([]);
export const rates = signal(/** @type {import("./rate.js").Rate[]} */ ([]));

export const visible = signal(document.visibilityState === "visible");
document.addEventListener("visibilitychange", () => {
  visible.value = document.visibilityState === "visible";
});

/** @param {Overview} heard */
function hear(heard) {
  const before = overview.peek();
  const wasAway = link.peek().state === "reconnecting";
  if (before && before.instance !== heard.instance) {
    news.value = "The server was restarted: it counts from nothing again.";
  } else if (before && wasAway) {
    news.value = "The connection is back.";
  }
  samples = withSample(samples, sampleOf(heard));
  rates.value = ratesOf(samples);
  overview.value = heard;
  if (link.peek().state !== "live") link.value = { state: "live", detail: "" };
}

/** @param {AbortSignal} left */
async function ask(left) {
  try {
    hear(await get("overview", left));
  } catch (fault) {
    if (left.aborted) return;
    // An answer of whatever kind comes from a server; no answer is none.
    const heard = fault instanceof Problem && fault.status !== 0;
    link.value = {
      state: "reconnecting",
      detail: heard ? sentenceOf(fault) : "The server does not answer; it is asked again.",
    };
  }
}

/** Asks until the page is closed. */
export function keepLink() {
  effect(() => {
    if (!visible.value) return undefined;
    const left = new AbortController();
    let timer = 0;
    const round = async () => {
      await ask(left.signal);
      if (!left.signal.aborted) timer = setTimeout(round, periodMs);
    };
    round();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  });
}
