// A stream of server-sent events that comes back by itself.

import { link, visible } from "./link.js";
import { problemOf, sentenceOf } from "./api.js";
import { signal, untracked, useEffect, useMemo } from "./vendor.js";

/**
 * @typedef {{state: "off"|"opening"|"live"|"lost"|"asleep", detail: string}} StreamState
 */

const soonMs = 500;
const retryMs = 4000;
const asleepAfterMs = 30_000;

/** Why the server refuses a stream; null if it would give it now. @param {string} url */
async function refusal(url) {
  const enough = new AbortController();
  try {
    const headers = { Accept: "text/event-stream" };
    const response = await fetch(url, { signal: enough.signal, headers });
    return response.ok ? null : sentenceOf(await problemOf(response));
  } catch {
    return "The server does not answer.";
  } finally {
    enough.abort();
  }
}

/**
 * Opens it, and opens it again when the browser has given it up, or when the server was away and is
 * there again. A page that nobody sees gives its stream back after half a minute.
 * @param {string} url
 * @param {string} event
 * @param {(data: any) => void} onData
 * @param {(state: StreamState) => void} onState
 * @returns {() => void} closes it
 */
export function openStream(url, event, onData, onState) {
  let source = /** @type {EventSource|null} */ (null);
  let timer = 0;
  let closed = false;

  const shut = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const open = () => {
    shut();
    onState({ state: "opening", detail: "" });
    const opened = new EventSource(url);
    source = opened;
    opened.onopen = () => onState({ state: "live", detail: "" });
    opened.addEventListener(event, (arrived) => {
      try {
        onData(JSON.parse(arrived.data));
      } catch (fault) {
        console.error(fault);
      }
    });
    opened.onerror = async () => {
      if (opened.readyState !== EventSource.CLOSED) {
        onState({ state: "lost", detail: "The stream broke off; it is opened again." });
        return;
      }
      const reason = await refusal(url);
      if (closed || source !== opened) return;
      const detail = `${reason ?? "The stream was closed."} It is opened again.`;
      onState({ state: "lost", detail });
      timer = setTimeout(open, reason === null ? soonMs : retryMs);
    };
  };

  let wasLive = untracked(() => link.value.state === "live");
  const unwatchLink = link.subscribe(({ state }) => {
    const back = state === "live" && !wasLive;
    wasLive = state === "live";
    if (back && !closed && source && source.readyState !== EventSource.OPEN) open();
  });
  const unwatchVisible = visible.subscribe((seen) => {
    if (!seen) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        shut();
        onState({ state: "asleep", detail: "Nobody was looking; the stream rests." });
      }, asleepAfterMs);
    } else if (!source || source.readyState === EventSource.CLOSED) {
      open();
    } else {
      clearTimeout(timer);
    }
  });
  if (!untracked(() => visible.value)) onState({ state: "asleep", detail: "" });

  return () => {
    closed = true;
    unwatchLink();
    unwatchVisible();
    shut();
    onState({ state: "off", detail: "" });
  };
}

/**
 * The same for as long as a component is there; no stream while `url` is null.
 * @param {string|null} url
 * @param {string} event
 * @param {(data: any) => void} onData
 */
export function useStream(url, event, onData) {
  const state = useMemo(
    () => signal(/** @type {StreamState} */ ({ state: "off", detail: "" })), []);
  useEffect(() => {
    if (url === null) return undefined;
    return openStream(url, event, onData, (changed) => {
      state.value = changed;
    });
  }, [url]);
  return state;
}
