// What a click on a value makes of its dimension's filter.

import { BARS, FIGURES } from "./dimensions.js";

/** @typedef {import("./columns").Filter} Filter */
/** @typedef {import("./columns").OfFigures} OfFigures */
/** @typedef {import("./columns").OfValues} OfValues */

/** Whether a value passes a filter. @param {string} dimension @param {Filter | null} filter @param {string} value */
export function isChosen(dimension, filter, value) {
  if (!filter) return false;
  if (!FIGURES.has(dimension)) {
    const { values, without } = /** @type {OfValues} */ (filter);
    return values.length > 0 && values.includes(value) !== Boolean(without);
  }
  const { least, most } = /** @type {OfFigures} */ (filter);
  const limits = figuresOf(value);
  return limits !== null && limits.least >= (least ?? 0) && (limits.most ?? Infinity) <= (most ?? Infinity);
}

/** @param {string} bar */
function figuresOf(bar) {
  if (!BARS.includes(bar) || bar === "") return null;
  const [least, most] = bar.split("..");
  return { least: Number(least), most: most === "" ? null : Number(most) };
}

/**
 * Return the filter after a value was clicked: the first click shows it alone, further ones add and take away.
 * @param {string} dimension
 * @param {Filter | null} filter
 * @param {string} value
 * @returns {Filter | null}
 */
export function toggled(dimension, filter, value) {
  if (FIGURES.has(dimension)) {
    const now = /** @type {OfFigures | null} */ (filter);
    const bar = figuresOf(value);
    return now && bar && now.least === bar.least && now.most === bar.most ? null : bar;
  }
  const { values, ...options } = /** @type {OfValues} */ (filter ?? { values: [] });
  const left = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { ...options, values: left };
}
