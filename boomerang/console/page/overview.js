// What runs here, and how it does.

import { addressOf } from "./place.js";
import { CopyButton, Notice, TableBox, Time } from "./part.js";
import { count, duration } from "./time.js";
import { html } from "./vendor.js";
import { overview } from "./link.js";
import { RateChart } from "./rate_chart.js";
import { shellQuoted } from "./curl.js";

/**
 * @typedef {import("./api.js").Overview} Heard
 * @typedef {import("./api.js").Route} Route
 */

export function Overview() {
  const heard = overview.value;
  if (!heard) {
    return html`<h1 tabIndex=${-1}>Overview</h1>
      <p class="muted" role="status">Waiting for the server …</p>`;
  }
  const { gateway, workers, routes } = heard;
  return html`
    <h1 tabIndex=${-1}>Overview</h1>
    <${Readiness} heard=${heard} />
    <${Facts} heard=${heard} />
    ${gateway && gateway.accepted === 0 && routes.length > 0 && html`
      <${FirstRequest} url=${gateway.url} route=${routes[0]} sample=${heard.sample} />`}
    ${gateway && html`<${GatewayNumbers} gateway=${gateway} />`}
    <h2>Rates</h2>
    <${RateChart} />
    ${workers.length > 0 && html`<${Workers} workers=${workers} />`}
    ${routes.length > 0 && html`<${Routes} routes=${routes} />`}`;
}

/** @param {{heard: Heard}} props */
function Readiness({ heard }) {
  if (heard.ready) return html`<p role="status"><span class="chip chip-succeeded">ready</span></p>`;
  return html`
    <${Notice} kind="fault">Not ready.
      <ul>${heard.reasons.map((reason) => html`<li key=${reason}>${reason}</li>`)}</ul>
    <//>`;
}

/** @param {{heard: Heard}} props */
function Facts({ heard }) {
  const roles = { all: "gateway and worker", gateway: "gateway", worker: "worker" };
  return html`
    <dl class="facts">
      <div><dt>Name</dt><dd>${heard.name}</dd></div>
      <div><dt>Version</dt><dd>${heard.version}</dd></div>
      <div><dt>Role</dt><dd>${roles[heard.role] ?? heard.role}</dd></div>
      <div><dt>Instance</dt><dd class="id">${heard.instance}</dd></div>
      ${heard.gateway && html`<div><dt>Gateway</dt><dd class="id">${heard.gateway.url}</dd></div>`}
      <div><dt>Log</dt><dd class="id">${heard.log}</dd></div>
      <div><dt>Database</dt><dd class="id">${heard.database ?? "none"}</dd></div>
      <div><dt>Server's clock</dt><dd><${Time} at=${heard.time} /></dd></div>
    </dl>`;
}

/** @param {{url: string, route: Route, sample: Heard["sample"]}} props */
function FirstRequest({ url, route, sample }) {
  const address = url.replace(/\/+$/, "") + (sample?.path ?? route.paths[0] ?? "/");
  const command = `curl -i -X ${shellQuoted(route.method)} ${shellQuoted(address)} \\
  -H 'Content-Type: application/json' -d ${shellQuoted(sample?.body ?? "{}")}`;
  return html`
    <section class="card first">
      <h2>Send the first request</h2>
      <p>Nothing was accepted yet. This reaches <b>${route.name}</b>${sample ? ":"
        : "; put into the body what it asks for:"}</p>
      <pre tabIndex=${0} role="region" aria-label="Command">${command}</pre>
      <${CopyButton} text=${() => command}>Copy command<//>
    </section>`;
}

/** @type {[Exclude<keyof import("./api.js").Gateway, "url">, string, string][]} */
const numbers = [
  ["open", "Open", "waiting for their outcome now"],
  ["accepted", "Accepted", "their events are in the log"],
  ["answered", "Answered", "by their outcome, in time"],
  ["refused", "Refused", "before an event was made of them"],
  ["timed_out", "Timed out", "told 504: no outcome in time"],
  ["deferred", "Deferred", "told 202: the outcome comes later"],
  ["late_outcomes", "Late outcomes", "came when nobody waited"],
];

/** @param {{gateway: import("./api.js").Gateway}} props */
function GatewayNumbers({ gateway }) {
  return html`
    <h2>Requests since the start</h2>
    <dl class="numbers">${numbers.map(([key, name, meaning]) => html`
      <div key=${key}><dt>${name}</dt><dd><b>${count(gateway[key])}</b>
        <span class="muted">${meaning}</span></dd></div>`)}</dl>`;
}

/** @param {{workers: import("./api.js").Worker[]}} props */
function Workers({ workers }) {
  return html`
    <h2>Workers since the start</h2>
    <${TableBox} label="Workers">
      <table>
        <caption class="off-screen">Workers</caption>
        <thead><tr><th scope="col">Topic</th><th scope="col" class="number">Handled</th>
          <th scope="col" class="number">Replayed</th><th scope="col" class="number">Mismatched</th>
          <th scope="col" class="number">Failed attempts</th>
          <th scope="col" class="number">Dead letters</th></tr></thead>
        <tbody>${workers.map((worker) => html`
          <tr key=${worker.topic}><th scope="row"><${TopicLink} name=${worker.topic} /></th>
            <td class="number">${count(worker.handled)}</td>
            <td class="number">${count(worker.replayed)}</td>
            <td class="number">${count(worker.mismatched)}</td>
            <td class="number">${count(worker.failed_attempts)}</td>
            <td class="number">${count(worker.dead_letters)}</td></tr>`)}</tbody>
      </table>
    <//>`;
}

/** @param {{name: string}} props */
function TopicLink({ name }) {
  return html`<a href=${addressOf("messages", name)}>${name}</a>`;
}

/** @param {{routes: Route[]}} props */
function Routes({ routes }) {
  return html`
    <h2>Routes</h2>
    <${TableBox} label="Routes">
      <table>
        <caption class="off-screen">Routes</caption>
        <thead><tr><th scope="col">Route</th><th scope="col">Paths</th>
          <th scope="col" class="number">Timeout</th><th scope="col">Requests</th>
          <th scope="col">Outcomes</th><th scope="col">Dead letters</th>
          <th scope="col">Statuses</th></tr></thead>
        <tbody>${routes.map((route) => html`
          <tr key=${route.name}><th scope="row">${route.name}</th>
            <td>${route.paths.join("  ")}</td>
            <td class="number">${duration(route.timeout_ms)}</td>
            <td><${TopicLink} name=${route.topic} /></td>
            <td><${TopicLink} name=${route.outcomes_topic} /></td>
            <td><${TopicLink} name=${route.dead_letters_topic} /></td>
            <td>${statusesText(route.statuses)}</td></tr>`)}</tbody>
      </table>
    <//>`;
}

/** @param {Record<string, number>} statuses */
function statusesText(statuses) {
  return Object.entries(statuses).map(([type, status]) => `${type} ${status}`).join(", ") || "–";
}
