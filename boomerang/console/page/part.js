// Small parts that every page is made of.

import { html, useEffect, useRef, useState } from "./vendor.js";
import { addressOf } from "./place.js";
import { link } from "./link.js";
import { localTime } from "./time.js";

/** A time where the reader is; the exact UTC on hovering. @param {{at: string|null}} props */
export function Time({ at }) {
  if (at === null) return html`<span class="muted">–</span>`;
  return html`<time dateTime=${at} title="${at} (UTC)">${localTime(at, new Date())}</time>`;
}

/** @param {{state: import("./api.js").State}} props */
export function StateChip({ state }) {
  return html`<span class="chip chip-${state}">${state}</span>`;
}

/**
 * Scrolls by itself, also by the keyboard.
 * @param {{label: string, children?: any, class?: string}} props
 */
export function TableBox({ label, children, class: more = "" }) {
  return html`
    <div class="table-box ${more}" role="region" aria-label=${label} tabIndex=${0}>
      ${children}</div>`;
}

/** @param {{kind?: "fault"|"note", children?: any}} props */
export function Notice({ kind = "note", children }) {
  const role = kind === "fault" ? "alert" : undefined;
  return html`<div class="notice notice-${kind}" role=${role}>${children}</div>`;
}

/** @param {{id: string}} props */
export function RequestLink({ id }) {
  return html`<a class="id" href=${addressOf("request", id)}>${id}</a>`;
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without TLS there is no clipboard but this one.
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "off-screen";
    document.body.append(area);
    const focused = /** @type {HTMLElement|null} */ (document.activeElement);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return copied;
  }
}

/** @param {{text: () => string, children?: any}} props */
export function CopyButton({ text, children }) {
  const [said, say] = useState("");
  const press = async () => {
    say((await copy(text())) ? "Copied" : "The browser does not allow it");
    setTimeout(() => say(""), 2000);
  };
  return html`
    <span class="copy">
      <button type="button" onClick=${press}>${children}</button>
      <span class="muted" role="status">${said}</span>
    </span>`;
}

const announcedMs = 10_000;

/** For a screen reader: what changes all the time, now and then. @param {{text: string}} props */
export function Announced({ text }) {
  const [said, say] = useState("");
  const newest = useRef(text);
  newest.current = text;
  useEffect(() => {
    const timer = setInterval(() => say(newest.current), announcedMs);
    return () => clearInterval(timer);
  }, []);
  return html`<p class="off-screen" role="status">${said}</p>`;
}

/** @param {{status: number|null}} props */
export function Status({ status }) {
  return status === null ? html`<span class="muted">–</span>` : html`<span>${status}</span>`;
}

/**
 * How a stream is doing, if that is worth saying.
 * @param {{state: import("./stream.js").StreamState}} props
 */
export function StreamNotice({ state }) {
  const told = link.value.state === "reconnecting"; // The frame says it already.
  if (told || (state.state !== "lost" && state.state !== "asleep")) return null;
  return html`<${Notice} kind="note">${state.detail}<//>`;
}
