// Days as whole numbers since 1970-01-01, and the bins that a histogram puts them in.

/** A day that is not known (table.js). */
export const NO_DAY = -2147483648;

/** @typedef {"day" | "week" | "month"} Step */

/** Steps from the finest. */
export const STEPS = /** @type {const} */ (["day", "week", "month"]);

const MILLISECONDS = 86_400_000;

/** Days for which a step is the finest that reads well: about a hundred bars, three years of weeks. */
const FINEST = { day: 100, week: 1100 };

/** More bars than pixels tell nothing. */
const MOST_BINS = 1500;

/** @param {number} day @returns {Date} midnight, UTC */
export function dateOf(day) {
  return new Date(day * MILLISECONDS);
}

/** @param {number} year @param {number} month 0..11, or beyond @param {number} date */
export function dayOf(year, month, date) {
  return Date.UTC(year, month, date) / MILLISECONDS;
}

/** @param {number} day @returns {string} ISO 8601 */
export function isoOf(day) {
  return dateOf(day).toISOString().slice(0, 10);
}

/** Return the day that `text` writes as YYYY-MM-DD, or null where it is none of the calendar's. @param {string} text */
export function parseDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const day = Date.parse(`${text}T00:00:00Z`) / MILLISECONDS;
  return Number.isInteger(day) && isoOf(day) === text ? day : null;
}

/** The step in which a span of days reads best. @param {number} days @returns {Step} */
export function fitting(days) {
  return days <= FINEST.day ? "day" : days <= FINEST.week ? "week" : "month";
}

/** The steps that a span of days can be shown in. @param {number} days @returns {Step[]} */
export function offered(days) {
  const lengths = { day: 1, week: 7, month: 30 };
  return STEPS.filter((step) => step === "month" || days / lengths[step] <= MOST_BINS);
}

/**
 * Return where the bins begin that hold the days from `first` to `last`, and where the last ends.
 *
 * Weeks begin on Monday (ISO 8601) in every language, so that a bar holds the same days for every reader.
 * @param {Step} step
 * @param {number} first
 * @param {number} last
 * @returns {Int32Array}
 */
export function bins(step, first, last) {
  const starts = [floor(step, first)];
  while (/** @type {number} */ (starts.at(-1)) <= last) starts.push(next(step, /** @type {number} */ (starts.at(-1))));
  return Int32Array.from(starts);
}

/** The first day of the bin that holds `day`. @param {Step} step @param {number} day */
function floor(step, day) {
  if (step === "day") return day;
  if (step === "week") return day - ((((day + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday
  const date = dateOf(day);
  return day - date.getUTCDate() + 1;
}

/** @param {Step} step @param {number} start */
function next(step, start) {
  if (step !== "month") return start + (step === "day" ? 1 : 7);
  const date = dateOf(start);
  date.setUTCMonth(date.getUTCMonth() + 1);
  return date.getTime() / MILLISECONDS;
}
