// One request on its whole way.

import { html, useEffect, useState } from "./vendor.js";
import { addressOf, requestId } from "./place.js";
import { CopyButton, Notice, StateChip, Status, TableBox, Time } from "./part.js";
import { count, duration } from "./time.js";
import { get, Problem, sentenceOf } from "./api.js";
import { header, offsetText } from "./bytes.js";
import { overview, visible } from "./link.js";
import { curlOfRequest } from "./curl.js";
import { MessageContent } from "./message.js";
import { Timeline } from "./timeline.js";

/** @typedef {import("./api.js").Request} Detail */

const againMs = 1000;
const againMaxMs = 15_000;

/** @param {{place: import("./place.js").Place}} props */
export function Request({ place }) {
  const id = requestId(place.name) ?? place.name;
  const { request, fault, busy, again } = useRequest(id);
  return html`
    <h1 tabIndex=${-1}>Request <span class="id">${id}</span></h1>
    ${fault && html`<${Notice} kind="fault">${fault}<//>`}
    ${!request && busy && html`<p class="muted" role="status">Looking through the log …</p>`}
    ${!request && !busy && html`
      <p><button type="button" onClick=${again}>Look again</button></p>`}
    ${request && html`<${Content} request=${request} />`}`;
}

/**
 * The request; while its outcome is missing, and somebody looks, it is looked up again and again.
 * @param {string} id
 */
function useRequest(id) {
  const [request, setRequest] = useState(/** @type {Detail|null} */ (null));
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(true);
  const [round, setRound] = useState(0);
  const open = request === null || request.state === "waiting" || request.state === "overdue";
  const seen = visible.value;

  useEffect(() => {
    if (!open || !seen) return undefined;
    const left = new AbortController();
    let timer = 0;
    let wait = againMs;
    const look = async () => {
      setBusy(true);
      let again = true;
      try {
        setRequest(await get(`requests/${encodeURIComponent(id)}`, left.signal));
        setFault("");
      } catch (problem) {
        if (left.signal.aborted) return;
        setFault(sentenceOf(problem));
        again = !(problem instanceof Problem) || problem.status === 0 || problem.status >= 500;
      }
      setBusy(false);
      // What is long overdue may take long to be looked for, and may never come.
      if (again) timer = setTimeout(look, wait);
      wait = Math.min(wait * 1.5, againMaxMs);
    };
    look();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [id, seen, open, round]);

  return { request, fault, busy, again: () => setRound((before) => before + 1) };
}

/** @param {{request: Detail}} props */
function Content({ request }) {
  const pending = request.state === "waiting" || request.state === "overdue";
  return html`
    <div class="summary" role="status">
      <${StateChip} state=${request.state} />
      ${request.late && html`<span class="chip chip-late">late</span>`}
      <span><b>${request.method}</b> <span class="target">${request.target}</span></span>
    </div>
    <${Facts} request=${request} />
    <p class="tools"><${CopyRequest} request=${request} /></p>
    <h2>Timeline</h2>
    <${Timeline} stages=${request.stages} now=${pending ? serverNow(request) : null} />
    <h2>Messages</h2>
    ${request.messages.map((message) => html`
      <article class="card" key=${message.topic + offsetText(message)}>
        <h3><a href=${addressOf("messages", message.topic, { at: offsetText(message) })}>
          ${message.topic}</a> <span class="muted">${offsetText(message)}</span>
          <span class="muted"> ${header(message, "ce_type")}</span></h3>
        <${MessageContent} message=${message} />
      </article>`)}`;
}

/** The server's clock, which the stages were taken from. @param {Detail} request */
function serverNow(request) {
  const last = request.stages[request.stages.length - 1];
  return overview.value?.time ?? last?.at ?? null;
}

/** @param {{request: Detail}} props */
function Facts({ request }) {
  const none = html`<span class="muted">–</span>`;
  return html`
    <dl class="facts">
      <div><dt>Status</dt><dd><${Status} status=${request.status} /></dd></div>
      <div><dt>Outcome</dt><dd>${request.type ?? none}</dd></div>
      <div><dt>Outcome after</dt><dd>${duration(request.duration_ms)}</dd></div>
      <div><dt>Attempts</dt><dd>${count(request.attempts)}</dd></div>
      <div><dt>Late</dt><dd>${request.late ? "yes: nobody waited any longer" : "no"}</dd></div>
      <div><dt>Accepted</dt><dd><${Time} at=${request.accepted} /></dd></div>
      <div><dt>Expires</dt><dd><${Time} at=${request.expires} /></dd></div>
      <div><dt>Route</dt><dd>${request.route}</dd></div>
      <div><dt>Key</dt><dd class="id">${request.key || none}</dd></div>
      <div><dt>Source</dt><dd class="id">${request.source || none}</dd></div>
      <div class="whole"><dt>Trace</dt><dd class="id">${request.trace
        ? html`${request.trace}${" "}
          <${CopyButton} text=${() => traceId(request.trace ?? "")}>Copy trace id<//>`
        : none}</dd></div>
    </dl>`;
}

/** The second part of a traceparent. @param {string} trace */
function traceId(trace) {
  return trace.split("-")[1] ?? trace;
}

/** @param {{request: Detail}} props */
function CopyRequest({ request }) {
  const original = request.messages.find((message) => header(message, "ce_httpmethod") !== null
    && header(message, "boomerang_cause") === null);
  const url = overview.value?.gateway?.url ?? "http://127.0.0.1:8080";
  return html`
    ${original && html`
      <${CopyButton} text=${() => curlOfRequest(original, url)}>Copy as curl<//>`}
    <${CopyButton} text=${() => JSON.stringify(request, null, 2)}>Copy JSON<//>`;
}
