// Where one is: the page and what it is asked to show, as the part of the address after "#".

/**
 * @typedef {"overview"|"requests"|"request"|"topics"|"messages"|"dead_letters"|"unknown"} Page
 * @typedef {{page: Page, name: string, query: Record<string, string>}} Place
 */

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Somebody cut the address; what is left is shown as it is.
  }
}

/** @param {string} hash @returns {Place} */
export function parsePlace(hash) {
  const [path, search = ""] = split(hash.replace(/^#/, ""), "?");
  /** @type {Record<string, string>} */
  const query = Object.create(null);
  for (const [key, value] of new URLSearchParams(search)) query[key] = value;
  const [first, name] = split(path.replace(/^\//, ""), "/");
  return { page: pageOf(first, name), name: decode(name), query };
}

/** At the first separator only. @param {string} text @param {string} separator */
function split(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** @param {string} first @param {string} name @returns {Page} */
function pageOf(first, name) {
  if (first === "requests") return name ? "request" : "requests";
  if (first === "topics") return name ? "messages" : "topics";
  if (name) return "unknown";
  if (first === "dead-letters") return "dead_letters";
  return first === "" ? "overview" : "unknown";
}

/** @type {Record<string, string>} */
const paths = {
  overview: "#/",
  requests: "#/requests",
  request: "#/requests/",
  topics: "#/topics",
  messages: "#/topics/",
  dead_letters: "#/dead-letters",
};

/**
 * The address of a place; what is empty is left out.
 * @param {Page} page
 * @param {string} [name]
 * @param {Record<string, string|null|undefined>} [query]
 */
export function addressOf(page, name = "", query = {}) {
  const search = searchOf(query);
  return (paths[page] ?? "#/") + encodeURIComponent(name) + (search && `?${search}`);
}

/** "state=failed&text=x" of what is not empty. @param {Record<string, any>} query */
export function searchOf(query) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== "" && value !== null && value !== undefined) search.set(key, value);
  }
  return search.toString();
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A whole request id, or null. @param {string} text */
export function requestId(text) {
  const id = text.trim();
  return uuid.test(id) ? id.toLowerCase() : null;
}

/** "0:42" as a place in a topic, or null. @param {string|undefined} text */
export function parseOffset(text) {
  const parts = /^(\d{1,9}):(\d{1,15})$/.exec(text ?? "");
  return parts && { partition: Number(parts[1]), offset: Number(parts[2]) };
}
