// The topics that there are.

import { html, useEffect, useState } from "./vendor.js";
import { Notice, TableBox } from "./part.js";
import { get, sentenceOf } from "./api.js";
import { addressOf } from "./place.js";
import { count } from "./time.js";
import { visible } from "./link.js";

const againMs = 5000;

/** The newest list of topics, while somebody looks. */
export function useTopics() {
  const [topics, setTopics] = useState(/** @type {import("./api.js").Topic[]|null} */ (null));
  const [fault, setFault] = useState("");
  const seen = visible.value;
  useEffect(() => {
    if (!seen) return undefined;
    const left = new AbortController();
    let timer = 0;
    const look = async () => {
      try {
        setTopics((await get("topics", left.signal)).topics);
        setFault("");
      } catch (problem) {
        if (left.signal.aborted) return;
        setFault(sentenceOf(problem));
      }
      timer = setTimeout(look, againMs);
    };
    look();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [seen]);
  return { topics, fault };
}

/** "dead letters" for dead_letters. @param {string} kind */
const kindText = (kind) => kind.replaceAll("_", " ");

export function Topics() {
  const { topics, fault } = useTopics();
  return html`
    <h1 tabIndex=${-1}>Topics</h1>
    ${fault && html`<${Notice} kind="fault">${fault}<//>`}
    ${!topics && !fault && html`<p class="muted" role="status">Asking the log …</p>`}
    ${topics?.length === 0 && html`<p class="empty">There is no topic yet.</p>`}
    ${topics && topics.length > 0 && html`
      <${TableBox} label="Topics">
        <table>
          <caption class="off-screen">Topics</caption>
          <thead><tr><th scope="col">Topic</th><th scope="col">Kind</th>
            <th scope="col" class="number">Partitions</th>
            <th scope="col" class="number">Entries</th>
            <th scope="col">Offsets of each partition</th></tr></thead>
          <tbody>${topics.map((topic) => html`
            <tr key=${topic.name}>
              <th scope="row"><a href=${addressOf("messages", topic.name)}>${topic.name}</a></th>
              <td>${kindText(topic.kind)}</td>
              <td class="number">${count(topic.partitions.length)}</td>
              <td class="number">${count(topic.entries)}</td>
              <td><${Offsets} topic=${topic} /></td>
            </tr>`)}</tbody>
        </table>
      <//>`}`;
}

const offsetsMax = 12;

/** @param {{topic: import("./api.js").Topic}} props */
function Offsets({ topic }) {
  const rest = topic.partitions.length - offsetsMax;
  return html`
    <span class="offsets">${topic.partitions.slice(0, offsetsMax).map((part) => html`
      <a key=${part.partition}
        href=${addressOf("messages", topic.name, { partition: String(part.partition) })}>
        ${part.partition}: ${part.begin}–${part.end}</a> `)}
      ${rest > 0 && html`<span class="muted">and ${rest} more</span>`}</span>`;
}
