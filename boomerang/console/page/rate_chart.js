// The rates since the page was opened, as a chart and as a table.

import { html, uPlot, useEffect, useRef, useState } from "./vendor.js";
import { TableBox, Time } from "./part.js";
import { rates } from "./link.js";
import { rateText } from "./rate.js";
import { schemeChanges } from "./theme.js";

const heightPx = 200;
const tableRows = 10;
const seconds = 1000;
const shownMin = 60; // Seconds.
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** What a custom property of the style sheet is just now, for a canvas. @param {string} name */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const axis = {
  stroke: () => colour("--muted"),
  grid: { stroke: () => colour("--line"), width: 1 },
  ticks: { stroke: () => colour("--line"), width: 1 },
};

/** @param {string[]} names @param {number} width @param {(index: number|null) => void} onCursor */
function options(names, width, onCursor) {
  return /** @type {import("./vendor.js").uPlot.Options} */ ({
    width,
    height: heightPx,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { range: (_, min, max) => [Math.min(min, max - shownMin), max] },
      y: { range: (_, min, max) => [0, Math.max(max ?? 0, 1) * 1.1] },
    },
    axes: [
      { ...axis, space: 90, incrs: steps, values: (_, times) => times.map((time) => clock(time)) },
      { ...axis, size: 44, values: (_, values) => values.map((value) => String(value)) },
    ],
    series: [{}, ...names.map((name, index) => ({
      label: name, width: 2, stroke: () => colour(`--series-${index}`), points: { show: false },
      dash: [[], [7, 4], [2, 3]][index],
    }))],
    hooks: { setCursor: [(/** @type {any} */ chart) => onCursor(chart.cursor.idx ?? null)] },
  });
}

/** @param {number} time in seconds */
function clock(time) {
  return new Date(time * seconds).toTimeString().slice(0, 8);
}

export function RateChart() {
  const known = rates.value;
  const newest = known.findLast((rate) => rate.rates !== null)?.rates ?? null;
  const names = Object.keys(newest ?? {});
  if (!newest) return html`<p class="empty">The first rate is there in a few seconds.</p>`;
  return html`<${Chart} key=${names.join()} names=${names} known=${known} newest=${newest} />`;
}

/**
 * @param {{names: string[], known: import("./rate.js").Rate[],
 *   newest: Record<string, number>}} props
 */
function Chart({ names, known, newest }) {
  const box = useRef(/** @type {HTMLDivElement|null} */ (null));
  const chart = useRef(/** @type {import("./vendor.js").uPlot|null} */ (null));
  const [cursor, setCursor] = useState(/** @type {number|null} */ (null));
  const data = /** @type {import("./vendor.js").uPlot.AlignedData} */ ([
    known.map(({ at }) => at / seconds),
    ...names.map((name) => known.map(({ rates }) => rates?.[name] ?? null)),
  ]);

  useEffect(() => {
    const within = box.current;
    if (!within) return undefined;
    const made = new uPlot(options(names, within.clientWidth, setCursor), data, within);
    chart.current = made;
    const resized = new ResizeObserver(() =>
      made.setSize({ width: within.clientWidth, height: heightPx }));
    resized.observe(within);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, []);
  useEffect(() => chart.current?.setData(data), [known]);
  const scheme = schemeChanges.value;
  useEffect(() => chart.current?.redraw(false), [scheme]);

  const at = cursor === null ? undefined : known[cursor]?.at;
  const shown = cursor === null ? newest : known[cursor]?.rates ?? null;
  const said = names.map((name) => `${name} ${rateText(newest[name])}`).join(", ");
  return html`
    <div class="legend">
      ${names.map((name, index) => html`
        <span key=${name}><span class="swatch swatch-${index}"></span>${name}
          <b>${rateText(shown?.[name])}</b></span>`)}
      <span class="muted">a second${at === undefined ? "" : `, at ${clock(at / seconds)}`}</span>
    </div>
    <div class="chart" ref=${box} role="img" aria-label="Rates a second; now: ${said}."></div>
    <details>
      <summary>The newest rates as a table</summary>
      <${TableBox} label="Rates a second">
        <table>
          <caption class="off-screen">Rates a second, newest first</caption>
          <thead><tr><th scope="col">At</th>${names.map((name) => html`
            <th scope="col" class="number" key=${name}>${name}</th>`)}</tr></thead>
          <tbody>${known.slice(-tableRows).reverse().map(({ at, rates }) => html`
            <tr key=${at}><td><${Time} at=${new Date(at).toISOString()} /></td>
              ${names.map((name) => html`
                <td class="number" key=${name}>${rateText(rates?.[name])}</td>`)}</tr>`)}</tbody>
        </table>
      <//>
    </details>`;
}
