// The place that the address names, and the way to another one.

import { signal } from "./vendor.js";
import { addressOf, parsePlace } from "./place.js";

export const place = signal(parsePlace(location.hash));
addEventListener("hashchange", () => {
  place.value = parsePlace(location.hash);
});

/** To another page: the way back leads here. @param {string} address */
export function go(address) {
  location.hash = address;
}

/**
 * The same page asked for something else; the way back does not lead through each letter that was
 * typed.
 * @param {Record<string, string|null>} changes what is empty or null goes
 */
export function ask(changes) {
  const { page, name, query } = place.peek();
  const address = addressOf(page, name, { ...query, ...changes });
  history.replaceState(null, "", address);
  place.value = parsePlace(address);
}
