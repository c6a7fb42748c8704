// What was asked lately, as it happens.

import { html, useCallback, useRef, useState } from "./vendor.js";
import { addressOf, requestId, searchOf } from "./place.js";
import { ask, go } from "./navigation.js";
import { count, counted, duration } from "./time.js";
import { Announced, Notice, StateChip, Status, StreamNotice, TableBox, Time } from "./part.js";
import { SearchBox } from "./search_box.js";
import { useStream } from "./stream.js";

/**
 * @typedef {import("./api.js").Row} Row
 * @typedef {import("./api.js").Snapshot} Snapshot
 * @typedef {import("./api.js").State} State
 */

const rowsMax = 200;
const states = /** @type {State[]} */ (["waiting", "overdue", "succeeded", "refused", "failed"]);

/** @param {{place: import("./place.js").Place}} props */
export function Requests({ place }) {
  const { state, text } = place.query;
  const asked = states.includes(/** @type {State} */ (state)) ? state : "";
  const paused = place.query.paused === "1";
  const { snapshot, passed, stream } = useSnapshots(asked, text, paused);

  const enter = (/** @type {string} */ typed) => {
    const id = requestId(typed);
    if (id) go(addressOf("request", id));
    return id !== null;
  };
  return html`
    <h1 tabIndex=${-1}>Requests</h1>
    <div class="tools">
      <${Chips} counts=${snapshot?.counts} kept=${snapshot?.kept} chosen=${asked} />
      <${SearchBox} label="Find" text=${text ?? ""} onEnter=${enter}
        hint="id, target, route or outcome"
        onText=${(/** @type {string} */ text) => ask({ text })} />
      <button type="button" aria-pressed=${paused}
        onClick=${() => ask({ paused: paused ? null : "1" })}>Pause</button>
    </div>
    <${StreamNotice} state=${stream} />
    ${snapshot?.faults.map((fault) => html`<${Notice} kind="fault" key=${fault}>${fault}<//>`)}
    <p class="muted">${statusText(snapshot, paused, passed)}
      ${snapshot?.since && html` The oldest is of <${Time} at=${snapshot.since} />.`}</p>
    <${Announced} text=${statusText(snapshot, paused, passed)} />
    ${snapshot && snapshot.requests.length > 0 && html`<${Rows} rows=${snapshot.requests} />`}
    ${snapshot && snapshot.requests.length === 0 && html`
      <p class="empty">${emptyText(snapshot, Boolean(asked || text))}</p>`}`;
}

/**
 * The snapshot that is shown. While it is paused the stream goes on, and what passes is counted.
 * @param {string} state
 * @param {string|undefined} text
 * @param {boolean} paused
 */
function useSnapshots(state, text, paused) {
  const url = `./api/requests?${searchOf({ state, text, limit: rowsMax })}`;
  const newest = useRef(/** @type {{url: string, snapshot: Snapshot}|null} */ (null));
  const [shown, show] = useState(/** @type {{url: string, snapshot: Snapshot}|null} */ (null));
  const [passed, setPassed] = useState(0);
  // Read by the stream, which outlives a rendering.
  const now = useRef({ paused, url, shownUrl: "" });
  now.current = { paused, url, shownUrl: shown?.url ?? "" };

  const take = useCallback((/** @type {Snapshot} */ snapshot) => {
    const { paused, url, shownUrl } = now.current;
    newest.current = { url, snapshot };
    if (paused && shownUrl === url) {
      setPassed((before) => before + 1);
    } else {
      setPassed(0);
      show(newest.current);
    }
  }, []);
  const stream = useStream(url, "requests", take);
  if (!paused && newest.current && newest.current !== shown) {
    setPassed(0);
    show(newest.current);
  }
  return { snapshot: shown?.snapshot ?? null, passed, stream: stream.value };
}

/** @param {{counts?: Record<State, number>, kept?: number, chosen: string}} props */
function Chips({ counts, kept, chosen }) {
  return html`
    <div class="chips" role="group" aria-label="State">
      <button type="button" class="chip" aria-pressed=${chosen === ""}
        onClick=${() => ask({ state: null })}>all <b>${count(kept)}</b></button>
      ${states.map((state) => html`
        <button type="button" key=${state} class="chip chip-${state}"
          aria-pressed=${chosen === state}
          onClick=${() => ask({ state: chosen === state ? null : state })}>
          ${state} <b>${count(counts?.[state])}</b></button>`)}
    </div>`;
}

/** @param {{rows: Row[]}} props */
function Rows({ rows }) {
  return html`
    <${TableBox} label="Requests, newest first">
      <table>
        <caption class="off-screen">Requests, newest first</caption>
        <thead><tr>
          <th scope="col">Accepted</th><th scope="col">State</th><th scope="col">Id</th>
          <th scope="col">Request</th><th scope="col">Outcome</th>
          <th scope="col" class="number">Status</th><th scope="col" class="number">Time</th>
          <th scope="col" class="number">Attempts</th>
        </tr></thead>
        <tbody>${rows.slice(0, rowsMax).map((row) => html`
          <${RequestRow} key=${row.id} row=${row} />`)}</tbody>
      </table>
    <//>`;
}

/** @param {{row: Row}} props */
function RequestRow({ row }) {
  return html`
    <tr>
      <td><${Time} at=${row.accepted} /></td>
      <td><${StateChip} state=${row.state} />
        ${row.late && html` <span class="chip chip-late">late</span>`}</td>
      <td><a class="id" href=${addressOf("request", row.id)}>${row.id}</a></td>
      <td class="clipped wide"><b>${row.method}</b>${" "}
        <span class="target" title=${row.route}>${row.target}</span></td>
      <td>${row.type ?? html`<span class="muted">–</span>`}</td>
      <td class="number"><${Status} status=${row.status} /></td>
      <td class="number">${duration(row.duration_ms)}</td>
      <td class="number">${count(row.attempts)}</td>
    </tr>`;
}

/** @param {Snapshot|null} snapshot @param {boolean} paused @param {number} passed */
function statusText(snapshot, paused, passed) {
  if (!snapshot) return "Waiting for the first snapshot …";
  const shown = Math.min(snapshot.requests.length, rowsMax);
  const more = snapshot.matched > shown ? `, the newest ${count(shown)} are shown` : "";
  const found = `${counted(snapshot.matched, "request")} of ${count(snapshot.kept)} kept${more}.`;
  return paused ? `Paused: ${counted(passed, "newer snapshot")} passed. ${found}` : found;
}

/** @param {Snapshot} snapshot @param {boolean} filtered */
function emptyText(snapshot, filtered) {
  if (filtered) return "None of the requests kept is like that.";
  if (!snapshot.live) return "The log is being looked through.";
  return "No request has come yet. The overview says how to send the first one.";
}
