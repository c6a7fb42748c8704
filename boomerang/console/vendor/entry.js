// What the pages use of other people's work: scripts/console_vendor makes page/vendor.js of it.
import { h } from "preact";
import htm from "htm";
import uPlot from "uplot";

export { h, render, Fragment } from "preact";
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export {
  batch, computed, effect, signal, untracked, useComputed, useSignal, useSignalEffect,
} from "@preact/signals";
export { uPlot };
export const html = htm.bind(h);
