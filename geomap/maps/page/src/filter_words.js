// Filters in words: the names of dimensions and values, and each filter that is on as one phrase.

import { dateOf } from "./calendar.js";
import { FIGURES } from "./dimensions.js";
import { legible } from "./legible.js";
import { countWords } from "./sentences.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./columns").Filter} Filter */
/** @typedef {import("./columns").OfDays} OfDays */
/** @typedef {import("./columns").OfFigures} OfFigures */
/** @typedef {import("./columns").OfText} OfText */
/** @typedef {import("./columns").OfValues} OfValues */
/** @typedef {(unit: string) => string} UnitName a governorate's or district's name in the interface's language */

/** Tables of words by dimension; the values of all others stand for themselves. @type {Record<string, string>} */
const TABLES = {
  kind: "kind", sub_event_type: "sub", perpetrator: "actor", target: "actor", weapons: "weapon", disputed: "disputed_value", near: "near_value",
  precision: "precision_value", status: "status_value", factuality: "factuality_value", change: "change_value",
};

/** Values that a phrase names; of more it tells how many. */
const NAMED = 3;

/**
 * Return a value of a dimension in words, fit to be shown.
 * @param {Speech} speech
 * @param {string} dimension
 * @param {string} value "" is what is not known
 * @param {UnitName} unitName
 */
export function valueWords(speech, dimension, value, unitName) {
  if (value === "") return speech.say("not_known");
  if (FIGURES.has(dimension)) return figureWords(speech, value);
  if (dimension === "governorate" || dimension === "district") return legible(unitName(value));
  if (dimension === "language") return languageName(speech, value);
  return dimension in TABLES ? speech.word(TABLES[dimension], value) : legible(value);
}

/** @param {Speech} speech @param {string} bar as in `BARS` */
function figureWords(speech, bar) {
  const [low, high] = bar.split("..");
  if (high === "") return speech.say("figure_from", { n: Number(low) });
  return low === high ? speech.numbers.format(Number(low)) : speech.say("figure_range", { low: Number(low), high: Number(high) });
}

/** @param {Speech} speech @param {string} code */
function languageName(speech, code) {
  try {
    return legible(speech.tongues.of(code) ?? code);
  } catch {
    return legible(code); // no language has such a code
  }
}

/**
 * Return a filter as one phrase: "Type: Shelling or Bombs and mines", "at least 5 killed", "1 Jul – 31 Dec 2021".
 * @param {Speech} speech
 * @param {string} dimension
 * @param {Filter} filter
 * @param {UnitName} unitName
 * @returns {string}
 */
export function filterWords(speech, dimension, filter, unitName) {
  if (dimension === "text") return speech.say("active_text", { text: /** @type {OfText} */ (filter).text });
  if (dimension === "time") return daysWords(speech, /** @type {OfDays} */ (filter));
  if (dimension === "killed" || dimension === "injured") {
    const { least, most } = /** @type {OfFigures} */ (filter);
    return countWords(speech, dimension, least ?? undefined, most ?? undefined) ?? "";
  }
  const { values, without, reading, maybe } = /** @type {OfValues} */ (filter);
  const named = listed(speech, values.map((value) => valueWords(speech, dimension, value, unitName)));
  const what = maybe ? filled(speech, "chip_maybe", { what: named }) : named;
  const pattern = without ? "chip_without" : reading ? `chip_${reading}` : "chip";
  return filled(speech, pattern, { name: facetName(speech, dimension), what });
}

/** @param {Speech} speech @param {string} dimension */
export function facetName(speech, dimension) {
  return speech.word("facet", dimension);
}

/** @param {Speech} speech @param {string[]} names */
function listed(speech, names) {
  const rest = names.length - NAMED;
  const told = rest > 1 ? [...names.slice(0, NAMED), `+${speech.numbers.format(rest)}`] : names;
  return told.map((name) => `\u2068${name}\u2069`).join(speech.say("list_and"));
}

/** Fill a pattern with phrases of ours, which need no isolation. @param {Speech} speech @param {string} key @param {Record<string, string>} phrases */
function filled(speech, key, phrases) {
  return speech.say(key).replace(/\{(\w+)\}/g, (slot, name) => phrases[name] ?? slot);
}

/** Return "1 Jul – 31 Dec 2021", "Since 1 July 2021", "Until 31 December 2021". @param {Speech} speech @param {OfDays} days */
export function daysWords(speech, { from, to }) {
  const form = speech.dates({ day: "numeric", month: "short", year: "numeric" });
  if (from === null && to === null) return speech.say("window_all");
  if (from === null) return filled(speech, "time_until", { day: form.format(dateOf(/** @type {number} */ (to))) });
  if (to === null) return filled(speech, "time_since", { day: form.format(dateOf(from)) });
  return from === to ? form.format(dateOf(from)) : form.formatRange(dateOf(from), dateOf(to));
}

/** Every filter that is on, in words. @param {Speech} speech @param {import("./selection.js").Selection} selection @param {UnitName} unitName */
export function activeWords(speech, selection, unitName) {
  return selection.active.map((dimension) => ({
    dimension,
    text: filterWords(speech, dimension, /** @type {Filter} */ (selection.get(dimension)), unitName),
  }));
}

/** "214 incidents, 9 not placed" @param {Speech} speech @param {{table: {length: number}, count: number, unplaced: number}} selection */
export function countsWords(speech, { table: { length }, count, unplaced }) {
  const counted = count === length ? speech.say("counts", { n: length }) : speech.say("counts_of", { n: length, shown: count });
  return unplaced ? `${counted}${speech.say("list_and")}${speech.say("not_placed", { n: unplaced })}` : counted;
}
