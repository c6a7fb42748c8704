// What was given up, by its cause.

import { addressOf } from "./place.js";
import { counted } from "./time.js";
import { historyRowsMax, useHistory } from "./history.js";
import { html, useEffect, useState } from "./vendor.js";
import { Notice, RequestLink, TableBox, Time } from "./part.js";
import { groupByCause } from "./cause.js";
import { offsetText } from "./bytes.js";
import { useTopics } from "./topics.js";

/**
 * @typedef {import("./cause.js").CauseGroup} CauseGroup
 * @typedef {import("./api.js").Message} Message
 */

export function DeadLetters() {
  const { topics, fault } = useTopics();
  const [loaded, setLoaded] = useState(/** @type {Record<string, Message[]>} */ ({}));
  const names = topics?.filter(({ kind }) => kind === "dead_letters").map(({ name }) => name) ?? [];
  const messages = names.flatMap((name) => loaded[name] ?? []);
  const total = topics?.reduce((sum, { kind, entries }) =>
    sum + (kind === "dead_letters" ? entries : 0), 0) ?? 0;
  const groups = groupByCause(messages);
  return html`
    <h1 tabIndex=${-1}>Dead letters</h1>
    <p>Events that were given up after the last attempt, by their cause. What is shown are the
      newest ones that were loaded: ${counted(messages.length, "dead letter")} of ${total}.</p>
    ${fault && html`<${Notice} kind="fault">${fault}<//>`}
    ${!topics && !fault && html`<p class="muted" role="status">Asking the log …</p>`}
    ${topics && total === 0 && html`<p class="empty">Nothing was given up.</p>`}
    ${groups.map((group) => html`<${Group} key=${group.cause} group=${group} />`)}
    ${names.map((name) => html`
      <${Source} key=${name} topic=${name}
        entries=${topics?.find((topic) => topic.name === name)?.entries ?? 0}
        onRows=${(/** @type {Message[]} */ rows) =>
          setLoaded((before) => ({ ...before, [name]: rows }))} />`)}`;
}

/**
 * Loads one topic, and offers what is older of it. New dead letters make it begin anew.
 * @param {{topic: string, entries: number, onRows: (rows: Message[]) => void}} props
 */
function Source({ topic, entries, onRows }) {
  const { history, more } = useHistory(topic);
  const { rows, older, busy, begun, fault } = history;
  const [seen] = useState(entries);
  useEffect(() => onRows(rows), [rows]);
  return html`
    <div class="older">
      ${fault && html`<${Notice} kind="fault">${fault}<//>`}
      ${begun && entries > seen && html`<p>${counted(entries - seen, "newer dead letter")} came
        meanwhile; reload the page to see them.</p>`}
      <p class="muted" role="status">
        ${busy ? "Reading " : `${counted(rows.length, "dead letter")} of `}
        <a href=${addressOf("messages", topic)}>${topic}</a></p>
      ${older !== null && rows.length < historyRowsMax && html`
        <button type="button" disabled=${busy} onClick=${more}>Older of ${topic}</button>`}
      ${rows.length >= historyRowsMax && html`
        <p class="muted">No more than ${historyRowsMax} are kept here; the topic's own page leads to
          what is older.</p>`}
      ${!begun && !busy && html`<button type="button" onClick=${more}>Try again</button>`}
    </div>`;
}

const causeMax = 400;
const labelMax = 80;

/** The whole is among the headers. @param {string} text @param {number} charactersMax */
function cutText(text, charactersMax) {
  return text.length > charactersMax ? `${text.slice(0, charactersMax)} …` : text;
}

/** @param {{group: CauseGroup}} props */
function Group({ group }) {
  const { attemptsMin: min, attemptsMax: max } = group;
  const attempts = min === null ? "–" : min === max ? String(min) : `${min} to ${max}`;
  return html`
    <section class="card">
      <h2 class="cause">${cutText(group.cause, causeMax)}</h2>
      <dl class="facts">
        <div><dt>Dead letters</dt><dd>${group.letters.length}</dd></div>
        <div><dt>Attempts</dt><dd>${attempts}</dd></div>
        <div><dt>First</dt><dd><${Time} at=${group.first} /></dd></div>
        <div><dt>Last</dt><dd><${Time} at=${group.last} /></dd></div>
      </dl>
      <details open=${group.letters.length <= 5}>
        <summary>${counted(group.letters.length, "dead letter")}</summary>
        <${Letters} group=${group} />
      </details>
    </section>`;
}

/** @param {{group: CauseGroup}} props */
function Letters({ group }) {
  const none = html`<span class="muted">–</span>`;
  return html`
    <${TableBox} label="Dead letters: ${cutText(group.cause, labelMax)}">
      <table>
        <caption class="off-screen">Dead letters of this cause, newest first</caption>
        <thead><tr><th scope="col">Given up</th><th scope="col" class="number">Attempts</th>
          <th scope="col">Request</th><th scope="col">Event</th>
          <th scope="col">Dead letter</th></tr></thead>
        <tbody>${group.letters.map(({ message, requestId, attempts, failedAt, origin }) => html`
          <tr key=${message.topic + offsetText(message)}>
            <td><${Time} at=${failedAt} /></td><td class="number">${attempts ?? none}</td>
            <td>${requestId ? html`<${RequestLink} id=${requestId} />` : none}</td>
            <td>${origin ? html`<${Place} ...${origin} />` : none}</td>
            <td><${Place} ...${message} /></td>
          </tr>`)}</tbody>
      </table>
    <//>`;
}

/** A link to a message. @param {{topic: string, partition: number, offset: number}} place */
function Place(place) {
  return html`<a href=${addressOf("messages", place.topic, { at: offsetText(place) })}>
    ${place.topic} ${offsetText(place)}</a>`;
}
