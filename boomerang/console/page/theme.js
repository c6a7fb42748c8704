// Light, dark, or as the system has it; kept from visit to visit where the browser allows it.

import { html, signal } from "./vendor.js";

/** @typedef {"auto"|"light"|"dark"} Theme */

const key = "boomerang.console.theme";
const themes = /** @type {Theme[]} */ (["auto", "light", "dark"]);

/** @returns {Theme} */
function kept() {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? "auto";
  } catch {
    return "auto"; // The browser keeps nothing for this page.
  }
}

export const theme = signal(kept());

/** Changes with each change of what is seen, so that a drawing can be drawn anew. */
export const schemeChanges = signal(0);

export function keepTheme() {
  theme.subscribe((chosen) => {
    document.documentElement.dataset.theme = chosen;
    schemeChanges.value = schemeChanges.peek() + 1;
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    schemeChanges.value += 1;
  });
}

/** @param {Theme} chosen */
function choose(chosen) {
  theme.value = chosen;
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // It holds until the page is left.
  }
}

export function ThemeChoice() {
  return html`
    <select class="theme" aria-label="Colour scheme" value=${theme.value}
        onChange=${(/** @type {any} */ event) => choose(event.target.value)}>
      <option value="auto">Auto</option>
      <option value="light">Light</option>
      <option value="dark">Dark</option>
    </select>`;
}
