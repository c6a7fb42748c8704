// Instants as the server writes them (RFC 3339, UTC, six decimals), and durations for people.

/** Microseconds since 1970, exact; NaN if it is not such a time. @param {string} at */
export function microseconds(at) {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(at);
  if (!parts) return NaN;
  const fraction = Number((parts[2] ?? "").padEnd(6, "0").slice(0, 6));
  return Date.parse(parts[1] + parts[3]) * 1000 + fraction;
}

/** Milliseconds from one time to another, with decimals. @param {string} from @param {string} to */
export function millisecondsBetween(from, to) {
  return (microseconds(to) - microseconds(from)) / 1000;
}

const twoDigits = (/** @type {number} */ number) => String(number).padStart(2, "0");

/** The day of a date in local time: 2026-01-31. @param {Date} date */
function localDay(date) {
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

/**
 * Local time with milliseconds, and with the day unless that is today.
 * @param {string} at
 * @param {Date} now
 */
export function localTime(at, now) {
  const micros = microseconds(at);
  if (Number.isNaN(micros)) return at;
  const date = new Date(Math.floor(micros / 1000));
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
  const time = `${clock}.${String(date.getMilliseconds()).padStart(3, "0")}`;
  const day = localDay(date);
  return day === localDay(now) ? time : `${day} ${time}`;
}

/** Three digits that count. @param {number} number */
function threeDigits(number) {
  return number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2);
}

/**
 * For people: "0.35 ms", "12.3 ms", "1.23 s", "3 min 5 s".
 * @param {number|null} ms
 * @returns {string}
 */
export function duration(ms) {
  if (ms === null || !Number.isFinite(ms)) return "–";
  if (ms < 0) return `-${duration(-ms)}`;
  if (ms === 0) return "0 ms";
  if (ms < 999.5) return `${threeDigits(ms)} ms`;
  if (ms < 59995) return `${threeDigits(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return twoUnits(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return twoUnits(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(minutes / 60);
  return twoUnits(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** @param {number} big @param {string} unit @param {number} small @param {string} smallUnit */
function twoUnits(big, unit, small, smallUnit) {
  return small === 0 ? `${big} ${unit}` : `${big} ${unit} ${small} ${smallUnit}`;
}

/** 1234567 as "1 234 567", with narrow spaces. @param {number|null|undefined} number */
export function count(number) {
  if (number === null || number === undefined) return "–";
  return String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** "1 request", "2 requests". @param {number} number @param {string} noun */
export function counted(number, noun) {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}
