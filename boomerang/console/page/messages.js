// The messages of one topic: what is there, and what comes.

import { count, counted } from "./time.js";
import { historyRowsMax, useHistory } from "./history.js";
import { html, useEffect, useState } from "./vendor.js";
import { messagesPath, get, sentenceOf } from "./api.js";
import { Notice, StreamNotice } from "./part.js";
import { offsetText } from "./bytes.js";
import { parseOffset, searchOf } from "./place.js";
import { emptyTail, joined, rowsMax, tailRate, withArrived } from "./tail.js";
import { ask } from "./navigation.js";
import { MessageContent } from "./message.js";
import { MessageTable } from "./message_table.js";
import { rateText } from "./rate.js";
import { SearchBox } from "./search_box.js";
import { useStream } from "./stream.js";
import { useTopics } from "./topics.js";

/** @typedef {import("./api.js").Message} Message */

/** @param {{place: import("./place.js").Place}} props */
export function Messages({ place }) {
  const topic = place.name;
  const { partition = "", text = "", at } = place.query;
  const tailing = place.query.tail === "1";
  const { history, more } = useHistory(topic, partition, text);
  const { tail, fault, stream } = useTail(topic, partition, text, tailing);
  const rows = joined(tail.rows, history.rows);
  const selected = parseOffset(at);
  const far = selected && history.begun && !rows.some((row) => offsetText(row) === at);

  return html`
    <h1 tabIndex=${-1}>${topic}</h1>
    <div class="tools">
      <${PartitionChoice} topic=${topic} chosen=${partition} />
      <${SearchBox} label="Find" text=${text} hint="in key, headers and value, as written"
        onText=${(/** @type {string} */ text) => ask({ text })} />
      <button type="button" aria-pressed=${tailing}
        onClick=${() => ask({ tail: tailing ? null : "1" })}>Live tail</button>
    </div>
    <${StreamNotice} state=${stream} />
    ${[fault, history.fault].filter(Boolean).map((fault) => html`
      <${Notice} kind="fault" key=${fault}>${fault}<//>`)}
    ${(tailing || tail.rows.length > 0) && html`<${TailStatus} tail=${tail} on=${tailing} />`}
    ${far && html`<${FarMessage} key=${at} topic=${topic} at=${selected} />`}
    ${rows.length > 0 && html`<${MessageTable} rows=${rows} opened=${at ?? ""} />`}
    <${Older} history=${history} text=${text} shown=${rows.length} more=${more} />`;
}

/**
 * What has come since the tail was begun. It stays when the tail stops, and goes when something
 * else is asked for.
 * @param {string} topic
 * @param {string} partition
 * @param {string} text
 * @param {boolean} on
 */
function useTail(topic, partition, text, on) {
  const query = searchOf({ partition, text });
  const [{ of, tail, fault }, keep] = useState({ of: query, tail: emptyTail, fault: "" });
  const url = `./api/topics/${encodeURIComponent(topic)}/tail${query && `?${query}`}`;
  /** @param {import("./api.js").Arrival} arrived */
  const take = (arrived) => keep((before) => ({
    of: query,
    tail: withArrived(before.of === query ? before.tail : emptyTail, arrived, Date.now()),
    fault: arrived.fault ?? "",
  }));
  const stream = useStream(on ? url : null, "messages", take);
  const current = of === query;
  return {
    tail: current ? tail : emptyTail,
    fault: current && on ? fault : "",
    stream: stream.value,
  };
}

/** @param {{tail: import("./tail.js").Tail, on: boolean}} props */
function TailStatus({ tail, on }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [on]);
  const rate = tailRate(tail, Math.max(now, tail.arrivals.at(-1)?.at ?? 0));
  const facts = [
    on ? `Live, ${rateText(rate)} a second` : "The tail is stopped",
    `${counted(tail.rows.length + tail.dropped, "message")} came`,
    tail.skipped > 0 && `${count(tail.skipped)} more left out because they came too fast`,
    tail.dropped > 0 && `the newest ${rowsMax} are kept`,
  ];
  return html`<p class="tail-status"><span class="link link-${on ? "live" : "connecting"}"></span>
    ${facts.filter(Boolean).join("; ")}.</p>`;
}

/** @param {{topic: string, chosen: string}} props */
function PartitionChoice({ topic, chosen }) {
  const { topics } = useTopics();
  const partitions = topics?.find(({ name }) => name === topic)?.partitions ?? [];
  const known = partitions.map(({ partition }) => String(partition));
  if (chosen && !known.includes(chosen)) known.push(chosen);
  return html`
    <label>Partition
      <select value=${chosen}
          onChange=${(/** @type {any} */ event) => ask({ partition: event.target.value })}>
        <option value="">all</option>
        ${known.map((partition) => html`
          <option key=${partition} value=${partition}>${partition}</option>`)}
      </select></label>`;
}

/**
 * @param {{history: import("./history.js").History, text: string, shown: number,
 *   more: () => void}} props
 */
function Older({ history, text, shown, more }) {
  const { rows, older, scanned, busy, begun } = history;
  const full = rows.length >= historyRowsMax;
  const looked = `${counted(rows.length, "message")} loaded, scanned ${scanned}.`;
  return html`
    <div class="older">
      <p class="muted" role="status">${busy ? "Reading …" : looked}</p>
      ${begun && shown === 0 && !busy && html`<p class="empty">${text
        ? "None of those looked through has this text." : "The topic is empty."}</p>`}
      ${older !== null && !full && html`
        <button type="button" disabled=${busy} onClick=${more}>
          ${text ? "Look further" : "Older"}</button>`}
      ${older === null && begun && rows.length > 0 && html`
        <p class="muted">That was the oldest.</p>`}
      ${full && html`<p class="muted">No more than ${historyRowsMax} are kept here; a text or a
        partition leads to what is older.</p>`}
      ${!begun && !busy && html`<button type="button" onClick=${more}>Try again</button>`}
    </div>`;
}

/**
 * A message that the address names and that is not among the rows.
 * @param {{topic: string, at: {partition: number, offset: number}}} props
 */
function FarMessage({ topic, at }) {
  const [message, setMessage] = useState(/** @type {Message|null} */ (null));
  const [fault, setFault] = useState("");
  useEffect(() => {
    const left = new AbortController();
    get(`${messagesPath(topic)}/${at.partition}/${at.offset}`, left.signal)
      .then(setMessage)
      .catch((problem) => left.signal.aborted || setFault(sentenceOf(problem)));
    return () => left.abort();
  }, []);
  return html`
    <article class="card" aria-label="Message ${offsetText(at)}">
      <h2>Message ${offsetText(at)}
        <button type="button" onClick=${() => ask({ at: null })}>Close</button></h2>
      ${fault && html`<${Notice} kind="fault">${fault}<//>`}
      ${message ? html`<${MessageContent} message=${message} />`
        : !fault && html`<p class="muted" role="status">Reading …</p>`}
    </article>`;
}
