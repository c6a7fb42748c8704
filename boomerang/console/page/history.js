// The messages of topics, page by page, from the newest back.

import { get, messagesPath, sentenceOf } from "./api.js";
import { useEffect, useRef, useState } from "./vendor.js";
import { searchOf } from "./place.js";

/**
 * @typedef {import("./api.js").Message} Message
 * @typedef {import("./api.js").MessagePage} MessagePage
 * @typedef {{rows: Message[], older: string|null, scanned: number, busy: boolean, begun: boolean,
 *   fault: string}} History
 */

export const pageRows = 50;
export const historyRowsMax = 1000;

/** @type {History} */
const nothing = { rows: [], older: null, scanned: 0, busy: true, begun: false, fault: "" };

/**
 * What was loaded of a topic. `more()` loads the page before; without any yet, the newest.
 * @param {string} topic
 * @param {string} [partition]
 * @param {string} [text]
 */
export function useHistory(topic, partition = "", text = "") {
  const [history, setHistory] = useState(nothing);
  const left = useRef(new AbortController());
  const ofWhat = JSON.stringify([topic, partition, text]);

  const load = async (/** @type {History} */ before) => {
    const { signal } = left.current;
    setHistory({ ...before, busy: true, fault: "" });
    try {
      const query = searchOf({ partition, text, limit: pageRows, before: before.older });
      /** @type {MessagePage} */
      const page = await get(`${messagesPath(topic)}?${query}`, signal);
      setHistory({
        rows: [...before.rows, ...page.messages],
        older: page.older,
        scanned: before.scanned + page.scanned,
        busy: false,
        begun: true,
        fault: "",
      });
    } catch (problem) {
      if (!signal.aborted) setHistory({ ...before, busy: false, fault: sentenceOf(problem) });
    }
  };
  useEffect(() => {
    left.current = new AbortController();
    load(nothing);
    return () => left.current.abort();
  }, [ofWhat]);

  return { history, more: () => load(history) };
}
