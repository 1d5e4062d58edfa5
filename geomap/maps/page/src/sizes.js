// Marks sized by how many were killed: the area stands for the number, and the legend shows three of them.

import { KINDS } from "./kinds.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./grid.js").Grid} Grid */

/** Radius of the largest mark, in pixels: two of them beside each other still leave the ground to be seen. */
const LARGEST = 34;
/** Radius of a spot where nobody was killed, or nobody says how many. */
export const NONE = 2.5;
/** Spots from which they are gathered by squares of so many pixels. */
const MANY = 12_000;
const SQUARE = 12;

/**
 * One mark for each spot, or square of the screen where spots are many; the large ones first, as they are painted.
 * @param {Grid} grid
 * @param {Uint8Array} kinds of each place in the grid's rows; 255: not shown
 * @param {number} world pixels across the whole world
 * @param {{killedMin: Int32Array, killedMax: Int32Array}} figures of each row
 * @returns {{marks: Mark[], most: number}} and how many were killed at the largest
 */
export function sized(grid, kinds, world, figures) {
  const step = spots(grid, MANY) < MANY ? 0 : SQUARE / world;
  const marks = gathered(grid, kinds, step, figures);
  const most = marks.reduce((so, { killed }) => Math.max(so, killed), 0);
  for (const mark of marks) mark.r = radius(mark.killed, most);
  return { marks: marks.sort((a, b) => b.killed - a.killed || a.y - b.y), most };
}

/** The figure by which a row counts: the lowest that is given. @param {{killedMin: Int32Array, killedMax: Int32Array}} figures @param {number} row */
export function killedIn({ killedMin, killedMax }, row) {
  return Math.max(0, killedMin[row] >= 0 ? killedMin[row] : killedMax[row]);
}

/** Radius of a mark in pixels, whose area is to that of the largest as their numbers are. @param {number} killed @param {number} most */
export function radius(killed, most) {
  return killed > 0 ? Math.max(NONE, LARGEST * Math.sqrt(killed / most)) : NONE;
}

/** Three round numbers for the legend: the largest, about a quarter and a sixteenth of it. @param {number} most @returns {number[]} */
export function steps(most) {
  return [...new Set([most, most / 4, most / 16].map(round))].filter((number) => number >= 1);
}

/** The number of the row 1, 2, 5, 10 … at or below another. @param {number} number */
function round(number) {
  if (number < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(number));
  return power * (number >= 5 * power ? 5 : number >= 2 * power ? 2 : 1);
}

/** How many spots there are, at most `enough`. @param {Grid} grid @param {number} enough */
function spots({ x, y }, enough) {
  let count = 0;
  for (let j = 0; j < x.length && count < enough; j++) if (!j || x[j] !== x[j - 1] || y[j] !== y[j - 1]) count++;
  return count;
}

/** @param {Grid} grid @param {Uint8Array} kinds @param {number} step 0: by spot @param {{killedMin: Int32Array, killedMax: Int32Array}} figures @returns {Mark[]} */
function gathered({ x, y, rows }, kinds, step, figures) {
  /** @type {Map<string | number, Mark>} */
  const marks = new Map();
  /** @type {Mark | undefined} */
  let mark;
  for (let j = 0; j < rows.length; j++) {
    if (j && !step && (x[j] !== x[j - 1] || y[j] !== y[j - 1])) mark = undefined;
    if (kinds[j] === 255) continue;
    if (step) mark = marks.get(Math.floor(y[j] / step) * 2 ** 26 + Math.floor(x[j] / step));
    if (!mark) {
      mark = { x: x[j], y: y[j], n: 0, r: 0, row: rows[j], fan: null, runs: [], kinds: new Uint32Array(KINDS.length), killed: 0, box: { west: x[j], east: x[j], north: y[j], south: y[j] } };
      marks.set(step ? Math.floor(y[j] / step) * 2 ** 26 + Math.floor(x[j] / step) : j, mark);
    }
    take(mark, j, x[j], y[j], kinds[j], killedIn(figures, rows[j]));
  }
  return [...marks.values()];
}

/** @param {Mark} mark @param {number} j @param {number} x @param {number} y @param {number} kind @param {number} killed */
function take(mark, j, x, y, kind, killed) {
  const { box, runs } = mark;
  mark.n++;
  mark.killed += killed;
  /** @type {Uint32Array} */ (mark.kinds)[kind]++;
  if (x < box.west) box.west = x;
  if (x > box.east) box.east = x;
  if (y < box.north) box.north = y;
  if (y > box.south) box.south = y;
  const last = runs[runs.length - 1];
  if (last && last[1] === j) last[1] = j + 1;
  else runs.push([j, j + 1]);
}
