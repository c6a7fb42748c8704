// A box for a substring. What is typed is passed on after a moment, or at once by Enter.

import { html, useEffect, useRef, useState } from "./vendor.js";

const settleMs = 300;

/**
 * @param {{label: string, text: string, hint: string, onText: (text: string) => void,
 *   onEnter?: (text: string) => boolean}} props `onEnter` says whether it has dealt with it
 */
export function SearchBox({ label, text, hint, onText, onEnter }) {
  const [typed, setTyped] = useState(text);
  const timer = useRef(0);
  const passed = useRef(text);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (text === passed.current) return;
    passed.current = text; // The address was changed by something else.
    setTyped(text);
  }, [text]);

  const pass = (/** @type {string} */ changed) => {
    clearTimeout(timer.current);
    if (changed === passed.current) return;
    passed.current = changed;
    onText(changed);
  };
  const input = (/** @type {any} */ event) => {
    const changed = event.target.value;
    setTyped(changed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => pass(changed), settleMs);
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    clearTimeout(timer.current);
    if (!onEnter?.(typed)) pass(typed);
  };
  return html`
    <form class="search" role="search" onSubmit=${submit}>
      <label>${label}
        <input type="search" value=${typed} placeholder=${hint} onInput=${input}
          autocomplete="off" spellcheck=${false} />
      </label>
    </form>`;
}
