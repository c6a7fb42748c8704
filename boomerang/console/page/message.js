// What is in one message: its headers and its value.

import { header, headerRows, hexDump, offsetText, shortText, size } from "./bytes.js";
import { html, useMemo } from "./vendor.js";
import { CopyButton, RequestLink, TableBox, Time } from "./part.js";
import { prettyJson } from "./json_text.js";
import { requestId } from "./place.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./bytes.js").Message} Message
 */

/** @param {{message: Message, note?: string}} props `note` says why the value is not whole */
export function MessageContent({ message, note = "" }) {
  const id = requestId(header(message, "ce_correlationid") ?? "");
  const name = `${message.topic} ${offsetText(message)}`;
  return html`
    <dl class="facts">
      <div><dt>Key</dt><dd class="id"><${Inline} bytes=${message.key} /></dd></div>
      <div><dt>Time</dt><dd><${Time} at=${message.time} /></dd></div>
      <div><dt>Value</dt><dd>${size(message.bytes)}</dd></div>
      ${id && html`<div class="double"><dt>Request</dt><dd><${RequestLink} id=${id} /></dd></div>`}
    </dl>
    <${Value} of=${name} value=${message.value} type=${header(message, "content-type") ?? ""} />
    ${note && html`<p class="muted" role="status">${note}</p>`}
    <${Headers} of=${name} message=${message} />`;
}

/** On a line, with nothing and null told apart. @param {{bytes: Bytes|null}} props */
export function Inline({ bytes }) {
  if (bytes === null) return html`<span class="muted">null</span>`;
  const text = shortText(bytes);
  return text === "" ? html`<span class="muted">empty</span>` : html`<span>${text}</span>`;
}

/** @param {{of: string, value: Bytes|null, type: string}} props */
function Value({ of, value, type }) {
  const { kind, text } = useMemo(() => readable(value), [value]);
  if (kind === "") return html`<p class="empty">${text}</p>`;
  return html`
    <div class="value-head"><span class="muted">${[type, kind].filter(Boolean).join(" · ")}</span>
      <${CopyButton} text=${() => shownOrRaw(value, text)}>Copy value<//></div>
    <pre class="value" tabIndex=${0} role="region" aria-label="Value of ${of}">${text}</pre>`;
}

/** @param {Bytes|null} value @param {string} shown */
function shownOrRaw(value, shown) {
  if (value === null) return "";
  return typeof value === "string" ? value : value.hex || shown;
}

/** @param {Bytes|null} value */
function readable(value) {
  if (value === null) return { kind: "", text: "The value is null." };
  if (typeof value !== "string") return { kind: "not UTF-8", text: hexDump(value.hex) };
  if (value === "") return { kind: "", text: "The value is empty." };
  const pretty = prettyJson(value);
  return pretty === null ? { kind: "text", text: value } : { kind: "JSON", text: pretty };
}

/** @param {{of: string, message: Message}} props */
function Headers({ of, message }) {
  const rows = headerRows(message);
  if (rows.length === 0) return html`<p class="empty">No headers.</p>`;
  return html`
    <${TableBox} label="Headers of ${of}" class="headers">
      <table>
        <caption class="off-screen">Headers</caption>
        <thead><tr><th scope="col">Header</th><th scope="col">Value</th></tr></thead>
        <tbody>${rows.map(({ name, value }, index) => html`
          <tr key=${index}><th scope="row" class="id">${name}</th>
            <td class="id"><${Inline} bytes=${value} /></td></tr>`)}</tbody>
      </table>
    <//>`;
}
