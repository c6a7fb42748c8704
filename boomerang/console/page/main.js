// The frame of every page: where one is, how to get elsewhere, whether the server is there.

import { html, render, useEffect, useRef } from "./vendor.js";
import { keepLink, link, news, overview } from "./link.js";
import { DeadLetters } from "./dead_letters.js";
import { Messages } from "./messages.js";
import { Notice } from "./part.js";
import { Overview } from "./overview.js";
import { Request } from "./request.js";
import { Requests } from "./requests.js";
import { Topics } from "./topics.js";
import { keepTheme, ThemeChoice } from "./theme.js";
import { place } from "./navigation.js";

/** @typedef {import("./place.js").Place} Place */

/** @type {Record<string, {title: (name: string) => string, page: any}>} */
const pages = {
  overview: { title: () => "Overview", page: Overview },
  requests: { title: () => "Requests", page: Requests },
  request: { title: (name) => `Request ${name}`, page: Request },
  topics: { title: () => "Topics", page: Topics },
  messages: { title: (name) => name, page: Messages },
  dead_letters: { title: () => "Dead letters", page: DeadLetters },
  unknown: { title: () => "Nothing here", page: Unknown },
};

const links = [
  { address: "#/", text: "Overview", of: ["overview"] },
  { address: "#/requests", text: "Requests", of: ["requests", "request"] },
  { address: "#/topics", text: "Topics", of: ["topics", "messages"] },
  { address: "#/dead-letters", text: "Dead letters", of: ["dead_letters"] },
];

function Unknown() {
  return html`
    <h1 tabIndex=${-1}>Nothing here</h1>
    <p>The address names no page. <a href="#/">The overview</a> is a good place to begin.</p>`;
}

/** @param {{place: Place}} props */
function Navigation({ place: at }) {
  return html`
    <nav aria-label="Pages">
      ${links.map(({ address, text, of }) => html`
        <a key=${address} href=${address}
          aria-current=${currentOf(of.includes(at.page), at.name)}>${text}</a>`)}
    </nav>`;
}

/** A part of it can be shown, or all of it. @param {boolean} here @param {string} name */
function currentOf(here, name) {
  return here ? (name ? "true" : "page") : undefined;
}

function Link() {
  const { state, detail } = link.value;
  const text = { connecting: "connecting …", live: "live", reconnecting: "reconnecting …" }[state];
  return html`
    <span class="link link-${state}" role="status" title=${detail}>${text}</span>`;
}

function Frame() {
  const at = place.value;
  const { title, page } = pages[at.page];
  const name = overview.value?.name;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    news.value = "";
    scrollTo(0, 0);
    document.querySelector("h1")?.focus({ preventScroll: true });
  }, [at.page, at.name]);
  useEffect(() => {
    document.title = [title(at.name), name, "Boomerang console"].filter(Boolean).join(" · ");
  }, [at.page, at.name, name]);
  const { state, detail } = link.value;
  return html`
    <a class="skip" href="#main" onClick=${skip}>To the content</a>
    <header>
      <a class="brand" href="#/"><img src="./icon.svg" alt="" width="22" height="22" />
        <span>${name ?? "Boomerang"}</span></a>
      <${Navigation} place=${at} />
      <${Link} />
      <${ThemeChoice} />
    </header>
    <main id="main">
      ${state === "reconnecting" && html`<${Notice} kind="fault">${detail}<//>`}
      <div role="status">${news.value && html`<${Notice}>${news.value}<//>`}</div>
      <${page} key=${`${at.page}/${at.name}`} place=${at} />
    </main>`;
}

/** The hash is the address of a page; this link is followed by hand. @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.querySelector("h1")?.focus();
}

keepTheme();
keepLink();
const root = document.getElementById("console");
if (root) render(html`<${Frame} />`, root);
