// Warnings come in English from several rooms; those with a pattern here are told in the page's language.

import { direction, isolate, legible } from "./legible.js";
import { daysBetween } from "./sentences.js";

/** @typedef {import("./words.js").Speech} Speech */

/** English sentences of geomap/merge/union.py, and the keys of the table `warning`. @type {[string, RegExp][]} */
const PATTERNS = [
  ["figures", /^The figures for (?<field>[a-z ]+) differ: (?<told>.+)\.$/s],
  ["dates", /^The dates differ: (?<told>.+)\.$/s],
  ["actors", /^The reports differ on the (?<field>perpetrator|target): (?<told>.+)\.$/s],
  ["apart", /^The reports place it (?<km>\d+) km apart: (?<told>.+)\.$/s],
];

/**
 * Return a warning in the page's language, or as given where no pattern fits.
 * @param {Speech} speech
 * @param {string} english
 * @returns {{text: string, foreign: boolean}}
 */
export function warningWords(speech, english) {
  if (speech.language === "en") return { text: legible(english), foreign: direction(english) === "rtl" };
  for (const [key, pattern] of PATTERNS) {
    const { field, km, told } = pattern.exec(english)?.groups ?? {};
    if (told === undefined || !speech.has("warning", key)) continue;
    const parts = told.split("; ").map((part) => toldWords(speech, key, part));
    const values = { field: field ? speech.word("field", field.replaceAll(" ", "_")) : "", km: Number(km), told: "" };
    const [before, after = ""] = speech.word("warning", key).split("{told}");
    return { text: speech.fill(before, values) + parts.join("؛ ") + speech.fill(after, values), foreign: false };
  }
  return { text: legible(english), foreign: true };
}

/** @param {Speech} speech @param {string} key @param {string} part */
function toldWords(speech, key, part) {
  if (key === "actors") return speech.fill("{part}", { part: speech.word("actor", part) });
  if (key === "dates") return isolate(dateWords(speech, part));
  const [, form, low, high] = (key === "figures" && /^(at least |at most )?(\d+)(?: to (\d+))?$/.exec(part)) || [];
  if (low === undefined) return speech.fill("{part}", { part: legible(part) });
  const pattern = high ? "count_range" : form ? `count_${form.trim().slice(3)}` : "count";
  return speech.fill(speech.word("warning", pattern), { n: Number(low), high: Number(high) });
}

/** English months, as geomap/records/incident.py writes them. */
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "4 September 2021", "4 to 5 September 2021", "30 August 2021 to 2 September 2021". */
const DAYS = /^(?:(?<day1>\d+)(?: (?<month1>\w+) (?<year1>\d{4}))? to )?(?<day>\d+) (?<month>\w+) (?<year>\d{4})$/;

/** Say days that geomap told in English, or leave them. @param {Speech} speech @param {string} english */
function dateWords(speech, english) {
  const { day1, day, month, year, month1 = month, year1 = year } = DAYS.exec(english)?.groups ?? {};
  if (!MONTHS.includes(month) || !MONTHS.includes(month1)) return english;
  const last = iso(year, month, day);
  return daysBetween(speech, day1 ? iso(year1, month1, day1) : last, last);
}

/** @param {string} year @param {string} month @param {string} day */
function iso(year, month, day) {
  return `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
