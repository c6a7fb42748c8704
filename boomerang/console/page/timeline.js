// The stages of a request as bars, and as a table for who does not see them.

import { describe, layOut, meaningOf, nameInWords } from "./waterfall.js";
import { TableBox, Time } from "./part.js";
import { duration } from "./time.js";
import { html } from "./vendor.js";

/** @param {number} part */
const percent = (part) => `${(part * 100).toFixed(3)}%`;

/** @param {{stages: import("./waterfall.js").Stage[], now: string|null}} props */
export function Timeline({ stages, now }) {
  const laid = layOut(stages, now);
  if (!laid) return html`<p class="empty">No stage is known.</p>`;
  const { bars, deadline, open } = laid;
  const mark = deadline && deadline.left !== null && html`
    <span class="mark" style=${{ left: percent(deadline.left) }}></span>`;
  return html`
    <div class="waterfall" role="img" aria-label=${describe(laid, duration)}>
      ${bars.map((bar) => html`
        <${Line} key=${bar.name + bar.at} name=${nameInWords(bar.name)}
            time=${duration(bar.offsetMs)}>
          <span class="bar bar-${bar.name}"
            style=${{ left: percent(bar.left), width: percent(bar.width) }}></span>${mark}
        <//>`)}
      ${open && html`
        <${Line} name="no outcome yet" time=${duration(laid.totalMs)}>
          <span class="bar bar-open"
            style=${{ left: percent(open.left), width: percent(open.width) }}></span>
          ${mark}
        <//>`}
      ${deadline && html`
        <${Line} name="deadline" time=${duration(deadline.offsetMs)}>
          ${mark || html`<span class="beyond">beyond what is shown</span>`}
        <//>`}
    </div>
    <${TableBox} label="Stages">
      <table>
        <caption class="off-screen">Stages of the request, by time</caption>
        <thead><tr><th scope="col">Stage</th><th scope="col" class="number">After</th>
          <th scope="col" class="number">Took</th><th scope="col">At</th>
          <th scope="col">What it means</th></tr></thead>
        <tbody>
          ${bars.map((bar) => html`
            <tr key=${bar.name + bar.at}><th scope="row">${nameInWords(bar.name)}</th>
              <td class="number">${duration(bar.offsetMs)}</td>
              <td class="number">${duration(bar.tookMs)}</td><td><${Time} at=${bar.at} /></td>
              <td class="muted">${meaningOf(bar.name)}</td></tr>`)}
          ${deadline && html`
            <tr><th scope="row">deadline</th><td class="number">${duration(deadline.offsetMs)}</td>
              <td class="number muted">–</td><td><${Time} at=${deadline.at} /></td>
              <td class="muted">${meaningOf("deadline")}</td></tr>`}
        </tbody>
      </table>
    <//>`;
}

/** @param {{name: string, time: string, children?: any}} props */
function Line({ name, time, children }) {
  return html`
    <div class="line"><span class="name">${name}</span><span class="track">${children}</span>
      <span class="number">${time}</span></div>`;
}
