// Figures of the incidents that are shown, by kind: for the picture's legend and the table on paper.

import { figures } from "./dimensions.js";
import { KINDS } from "./kinds.js";

/** @typedef {{low: number, high: number, told: number}} Sum lowest and highest together, and how many incidents give a figure */

/**
 * @typedef {object} Tally
 * @property {import("./types").Kind} kind
 * @property {number} incidents
 * @property {Sum} killed
 * @property {Sum} injured
 */

/**
 * Count incidents and casualties by kind; kinds of which none is shown are left out.
 * @param {import("./columns").Columns} table
 * @param {Int32Array | number[]} rows
 * @returns {Tally[]}
 */
export function byKind(table, rows) {
  const [killed, injured] = [figures(table, "killed"), figures(table, "injured")];
  const found = KINDS.map((kind) => ({ kind, incidents: 0, killed: { low: 0, high: 0, told: 0 }, injured: { low: 0, high: 0, told: 0 } }));
  for (const row of rows) {
    const tally = found[table.kind[row]];
    tally.incidents += 1;
    add(tally.killed, killed, row);
    add(tally.injured, injured, row);
  }
  return found.filter(({ incidents }) => incidents);
}

/** @param {Sum} sum @param {{low: Int32Array, high: Int32Array}} figures @param {number} row */
function add(sum, { low, high }, row) {
  if (low[row] < 0) return;
  sum.low += low[row];
  sum.high += high[row];
  sum.told += 1;
}

/** @param {Sum} one @param {Sum} other @returns {Sum} */
export function plus(one, other) {
  return { low: one.low + other.low, high: one.high + other.high, told: one.told + other.told };
}

/** How many there are of each precision, and how many lie in the disputed territories. @param {import("./table.js").Table} table */
export function placing(table) {
  const found = { 1: 0, 2: 0, 3: 0, given: 0, area: 0, unplaced: 0, disputed: 0, maybe: 0, told: false };
  const { x, area, precision, disputed, length } = table;
  for (let i = 0; i < length; i++) {
    if (x[i] !== x[i]) found.unplaced += 1;
    else if (area[i]) found.area += 1;
    else if (precision[i]) found[/** @type {1 | 2 | 3} */ (precision[i])] += 1;
    else found.given += 1;
    if (disputed[i] === 255) continue;
    found.told = true;
    if (disputed[i] >= 95) found.disputed += 1;
    else if (disputed[i] > 5) found.maybe += 1;
  }
  return found;
}

/** Rows whose report names another governorate than the one that administers the place. @param {import("./table.js").Table} table */
export function contested(table) {
  const [actual, claimed] = [table.column("governorate"), table.column("claimed_governorate")];
  if (!actual || !claimed) return 0;
  let sum = 0;
  for (let i = 0; i < table.length; i++) {
    const [one, other] = [actual.values[actual.codes[i]], claimed.values[claimed.codes[i]]];
    if (one && other && one !== other) sum += 1;
  }
  return sum;
}
