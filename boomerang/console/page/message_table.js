// Messages in rows; one of them can be open, and the address names it.

import { get, messagesPath, sentenceOf } from "./api.js";
import { header, offsetText, shortText, size } from "./bytes.js";
import { html, useEffect, useState } from "./vendor.js";
import { ask } from "./navigation.js";
import { Inline, MessageContent } from "./message.js";
import { TableBox, Time } from "./part.js";

/** @typedef {import("./api.js").Message} Message */

/** @param {{rows: Message[], opened: string}} props */
export function MessageTable({ rows, opened }) {
  return html`
    <${TableBox} label="Messages, newest first">
      <table class="messages">
        <caption class="off-screen">Messages, newest first</caption>
        <thead><tr>
          <th scope="col">Place</th><th scope="col">Time</th><th scope="col">Key</th>
          <th scope="col">Type</th><th scope="col" class="number">Size</th>
          <th scope="col">Value</th>
        </tr></thead>
        <tbody>${rows.map((message) => html`
          <${MessageRow} key=${offsetText(message)} message=${message}
            open=${offsetText(message) === opened} />`)}</tbody>
      </table>
    <//>`;
}

const previewMax = 120;

/** @param {{message: Message, open: boolean}} props */
function MessageRow({ message, open }) {
  const place = offsetText(message);
  const preview = message.value === null ? null : shortText(message.value).slice(0, previewMax);
  return html`
    <tr class=${open ? "is-open" : ""}>
      <td><button type="button" class="opener" aria-expanded=${open}
        aria-label="Message ${place}"
        onClick=${() => ask({ at: open ? null : place })}>${place}</button></td>
      <td><${Time} at=${message.time} /></td>
      <td class="id clipped"><${Inline} bytes=${message.key} /></td>
      <td>${header(message, "ce_type") ?? html`<span class="muted">–</span>`}</td>
      <td class="number">${size(message.bytes)}</td>
      <td class="id clipped wide"><${Inline} bytes=${preview} /></td>
    </tr>
    ${open && html`<tr class="opened"><td colSpan=${6}><div class="in-place">
      <${WholeMessage} message=${message} /></div></td></tr>`}`;
}

/** Of a list the values come cut; the whole one is asked for. @param {{message: Message}} props */
export function WholeMessage({ message }) {
  const [whole, setWhole] = useState(/** @type {Message|null} */ (null));
  const [fault, setFault] = useState("");
  useEffect(() => {
    if (!message.cut) return undefined;
    const left = new AbortController();
    get(`${messagesPath(message.topic)}/${message.partition}/${message.offset}`, left.signal)
      .then(setWhole)
      .catch((problem) => left.signal.aborted || setFault(sentenceOf(problem)));
    return () => left.abort();
  }, [message.cut, offsetText(message)]);
  const cut = message.cut && !whole;
  const reading = "The value is cut; the whole is being read …";
  const note = !cut ? "" : fault ? `The value is cut: ${fault}` : reading;
  return html`<${MessageContent} message=${whole ?? message} note=${note} />`;
}
