// What page/vendor.js gives, for the check of types: scripts/console_types.
import type { VNode } from "preact";

export { h, render, Fragment } from "preact";
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export {
  batch, computed, effect, signal, untracked, useComputed, useSignal, useSignalEffect,
} from "@preact/signals";
export type { ReadonlySignal, Signal } from "@preact/signals";
export { default as uPlot } from "uplot";
export function html(strings: TemplateStringsArray, ...values: any[]): VNode;
