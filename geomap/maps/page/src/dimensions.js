// What incidents can be filtered by, and which values each has.

import { KINDS } from "./kinds.js";

/** @typedef {import("./columns").Columns} Columns */
/** @typedef {import("./columns").Filter} Filter */
/** @typedef {import("./columns").OfValues} OfValues */

/**
 * @typedef {object} Facet
 * @property {string[]} values
 * @property {import("./columns").Codes} codes
 * @property {Uint32Array | null} offsets of several values to a row
 * @property {number} unknown place of "", which a row has that names no value
 */

/** Dimensions in the order of pane, chips and fragment; the place in this list is the bit in `Selection.fails`. */
export const DIMENSIONS = /** @type {const} */ ([
  "text", "time", "kind", "sub_event_type", "perpetrator", "target", "killed", "injured", "weapons", "governorate", "district",
  "disputed", "near", "precision", "source", "language", "status", "factuality", "change",
]);

/** Dimensions of figures rather than of values. */
export const FIGURES = new Set(["killed", "injured"]);

/** Dimensions of units, whose counts are ranges. */
export const PLACES = new Set(["governorate", "district"]);

const LISTS = new Set(["weapons", "source", "language"]);

/** Lowest figures of the bars for casualties; the last is open. Powers of ten, and where most attacks lie (0 to 5). */
export const STEPS_OF_FIGURES = [0, 1, 2, 5, 10, 25];

/** Values of `disputed`: the same words as the panel's, at 5 and 95 percent. */
const DISPUTED = ["", "yes", "maybe", "no"];

/** Values of `near`: within the band about the author's line at 50 and at 5 percent. */
const NEAR = ["", "likely", "maybe", "farther"];

/** Values of `precision`: how the marks are filled, and two that have no mark at a point. */
const PRECISIONS = ["", "1", "2", "3", "area", "unplaced"];

/** More values in one filter than a reader chooses, and longer ones than any name. */
const MOST_VALUES = 200;
const MOST_LETTERS = 300;

/** Figures and days beyond which nothing is meant: 10 million; the years 0 and 9999. */
const MOST_FIGURE = 10_000_000;
const DAYS = { least: -719_528, most: 2_932_896 };

/**
 * Return the values of a dimension and each row's, or null where the table says nothing of it.
 * @param {Columns} table
 * @param {string} dimension
 * @returns {Facet | null}
 */
export function facet(table, dimension) {
  if (dimension === "kind") return { values: KINDS, codes: table.kind, offsets: null, unknown: -1 };
  if (dimension === "disputed") return { values: DISPUTED, codes: disputedCodes(table), offsets: null, unknown: 0 };
  if (dimension === "near") return table.line ? { values: NEAR, codes: nearCodes(table, table.line.near), offsets: null, unknown: 0 } : null;
  if (dimension === "precision") return { values: PRECISIONS, codes: precisionCodes(table), offsets: null, unknown: 0 };
  const found = LISTS.has(dimension) ? table.list(dimension) : table.column(dimension);
  if (!found) return null;
  const { codes } = found;
  const values = found.values.includes("") ? found.values : [...found.values, ""];
  return { values, codes, offsets: "offsets" in found ? /** @type {import("./columns").Several} */ (found).offsets : null, unknown: values.indexOf("") };
}

/** @param {Columns} table */
function disputedCodes({ disputed, length }) {
  const codes = new Uint8Array(length);
  for (let i = 0; i < length; i++) codes[i] = disputed[i] === 255 ? 0 : disputed[i] >= 95 ? 1 : disputed[i] > 5 ? 2 : 3;
  return codes;
}

/** @param {Columns} table @param {ArrayLike<number>} near in 255ths */
function nearCodes({ x, length }, near) {
  const codes = new Uint8Array(length);
  for (let i = 0; i < length; i++) codes[i] = x[i] !== x[i] ? 0 : near[i] >= 127.5 ? 1 : near[i] >= 12.75 ? 2 : 3;
  return codes;
}

/** @param {Columns} table */
function precisionCodes({ x, area, precision, length }) {
  const codes = new Uint8Array(length);
  for (let i = 0; i < length; i++) codes[i] = x[i] !== x[i] ? 5 : area[i] ? 4 : precision[i];
  return codes;
}

/**
 * Return the lowest and highest figure of each row; -1 where the reports give none. "At least 3" is 3, "at most 5" 0 to 5.
 * @param {Columns} table
 * @param {string} dimension "killed" or "injured"
 */
export function figures(table, dimension) {
  const [min, max] = dimension === "killed" ? [table.killedMin, table.killedMax] : [table.injuredMin, table.injuredMax];
  const low = new Int32Array(table.length);
  const high = new Int32Array(table.length);
  for (let i = 0; i < table.length; i++) {
    high[i] = max[i] >= 0 ? max[i] : min[i];
    low[i] = min[i] >= 0 ? min[i] : high[i] < 0 ? -1 : 0;
  }
  return { low, high };
}

/** The bar of a figure: 0 for none, then those of `STEPS_OF_FIGURES`. @param {Int32Array} figures @returns {Uint8Array} */
export function barsOf(figures) {
  return Uint8Array.from(figures, (figure) => {
    let bar = STEPS_OF_FIGURES.length;
    while (bar > 0 && figure < STEPS_OF_FIGURES[bar - 1]) bar--;
    return bar;
  });
}

/** Every value of a figure's bars, as a fragment writes them: "", "0..0", "2..4", "25..". */
export const BARS = ["", ...STEPS_OF_FIGURES.map((least, at) => `${least}..${at + 1 < STEPS_OF_FIGURES.length ? STEPS_OF_FIGURES[at + 1] - 1 : ""}`)];

/**
 * Return a filter as this page uses it, or null where it says nothing or makes no sense: what a link brings is not trusted.
 * @param {string} dimension
 * @param {any} filter
 * @returns {Filter | null}
 */
export function sound(dimension, filter) {
  if (typeof filter !== "object" || filter === null || !(/** @type {readonly string[]} */ (DIMENSIONS).includes(dimension))) return null;
  if (dimension === "text") {
    const text = typeof filter.text === "string" ? filter.text.slice(0, MOST_LETTERS) : "";
    return text.trim() ? { text } : null;
  }
  if (dimension === "time") return between(filter.from, filter.to, DAYS.least, DAYS.most, (from, to) => ({ from, to }));
  if (FIGURES.has(dimension)) return between(filter.least, filter.most, 0, MOST_FIGURE, (least, most) => ({ least, most }));
  return ofValues(dimension, filter);
}

/**
 * @param {unknown} low @param {unknown} high @param {number} least @param {number} most
 * @param {(low: number | null, high: number | null) => Filter} made
 */
function between(low, high, least, most, made) {
  const [from, to] = [low, high].map((end) => (Number.isInteger(end) ? Math.min(most, Math.max(least, /** @type {number} */ (end))) : null));
  if (from === null && to === null) return null;
  return from !== null && to !== null && from > to ? made(to, from) : made(from, to);
}

/** @param {string} dimension @param {any} filter @returns {OfValues | null} */
function ofValues(dimension, { values, without, reading, maybe }) {
  if (!Array.isArray(values)) return null;
  const kept = [...new Set(values.filter((value) => typeof value === "string" && value.length <= MOST_LETTERS))].slice(0, MOST_VALUES);
  const contested = dimension === "governorate" && (reading === "claimed" || reading === "either");
  /** @type {OfValues} */
  const made = { values: kept };
  if (without === true && kept.length) made.without = true;
  if (contested) made.reading = reading;
  if (PLACES.has(dimension) && maybe === true) made.maybe = true;
  return kept.length || made.reading || made.maybe ? made : null;
}
