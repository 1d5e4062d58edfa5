// Which marks stand where at a zoom: points, several at one spot as a fan, and counts for what would lie over each other.

import { KINDS } from "./kinds.js";

/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./types").Box} Box */

/**
 * A mark: of one incident (`row`), of several at a spot that stand about it (`fan`), or a count.
 * @typedef {object} Mark
 * @property {number} x Web Mercator, 0..1
 * @property {number} y
 * @property {number} n incidents
 * @property {number} r pixels
 * @property {number} row the incident, where it is one; else the first
 * @property {number[] | null} fan
 * @property {[number, number][]} runs of places in the grid's rows; empty where they are too many to be told
 * @property {Uint32Array | null} kinds how many of each
 * @property {number} killed
 * @property {Box} box of all that it stands for
 */

export const RADIUS = 6.5;
/** Several at one spot stand about it at this distance in pixels; more than this many become one mark with their number. */
const FAN = 13;
export const FAN_MOST = 8;
/** Pixels between the middles of two points from which they are told apart: a third of each is hidden. */
const APART = 9;
/** Half the height of a count, by its digits. */
const COUNTS = [11, 11, 12.5, 15, 19, 22.5, 26, 31];
/** Spots from which they are first gathered by squares of so many pixels, which takes no longer the more there are. */
const MANY = 12_000;
const SQUARE = 40;
/** Rounds of merging after which what still touches is left: each moves counts by a pixel or two. */
const ROUNDS = 4;

/** @param {number} n */
export function radiusOf(n) {
  return n === 1 ? RADIUS : COUNTS[Math.min(COUNTS.length - 1, String(n).length)];
}

/**
 * Lay out the marks of a box.
 * @param {Grid} grid
 * @param {Uint8Array} kinds of each place in the grid's rows; 255: not shown
 * @param {Box} box
 * @param {number} world pixels across the whole world
 * @returns {Mark[]} the small ones first, as they are painted
 */
export function layOut(grid, kinds, box, world) {
  const items = spotsOf(grid, kinds, box) ?? squaresOf(grid, kinds, box, world);
  let marks = items;
  for (let round = 0, before = Infinity; round < ROUNDS && marks.length < before; round++) {
    before = marks.length;
    marks = merged(marks, world);
  }
  const near = new Near(marks, world);
  for (const mark of marks) finish(mark, near, grid, kinds, world);
  return marks.sort((a, b) => a.n - b.n || a.y - b.y);
}

/**
 * One mark for each spot that shows something; null where they are many.
 * @param {Grid} grid @param {Uint8Array} kinds @param {Box} box
 * @returns {Mark[] | null}
 */
function spotsOf(grid, kinds, box) {
  const { x, y, rows } = grid;
  /** @type {Mark[]} */
  const marks = [];
  grid.within(box, (from, to) => {
    for (let j = from; j < to && marks.length <= MANY; ) {
      const start = j;
      let [n, first] = [0, -1];
      for (; j < to && x[j] === x[start] && y[j] === y[start]; j++) {
        if (kinds[j] === 255) continue;
        if (!n++) first = j;
      }
      if (n) marks.push(markAt(x[start], y[start], n, rows[first], [[start, j]]));
    }
  });
  return marks.length > MANY ? null : marks;
}

/** One mark for each square of the screen's grid. @param {Grid} grid @param {Uint8Array} kinds @param {Box} box @param {number} world @returns {Mark[]} */
function squaresOf(grid, kinds, box, world) {
  const { x, y, rows } = grid;
  const scale = world / SQUARE;
  const left = Math.floor(Math.max(box.west, grid.box.west) * scale);
  const top = Math.floor(Math.max(box.north, grid.box.north) * scale);
  const columns = Math.floor(Math.min(box.east, grid.box.east) * scale) - left + 1;
  const lines = Math.floor(Math.min(box.south, grid.box.south) * scale) - top + 1;
  const count = columns * lines;
  const sums = { n: new Uint32Array(count), x: new Float64Array(count), y: new Float64Array(count), row: new Int32Array(count), kinds: new Uint32Array(count * KINDS.length) };
  grid.within(box, (from, to) => {
    for (let j = from; j < to; j++) {
      if (kinds[j] === 255) continue;
      const column = Math.floor(x[j] * scale) - left;
      const line = Math.floor(y[j] * scale) - top;
      if (column < 0 || line < 0 || column >= columns || line >= lines) continue;
      const at = line * columns + column;
      sums.n[at]++;
      sums.x[at] += x[j];
      sums.y[at] += y[j];
      sums.row[at] = rows[j];
      sums.kinds[at * KINDS.length + kinds[j]]++;
    }
  });
  return [...sums.n.keys()].filter((at) => sums.n[at]).map((at) => {
    const n = sums.n[at];
    const mark = markAt(sums.x[at] / n, sums.y[at] / n, n, sums.row[at], []);
    mark.kinds = sums.kinds.subarray(at * KINDS.length, (at + 1) * KINDS.length);
    return mark;
  });
}

/** @param {number} x @param {number} y @param {number} n @param {number} row @param {[number, number][]} runs @returns {Mark} */
function markAt(x, y, n, row, runs) {
  return { x, y, n, r: radiusOf(n), row, fan: null, runs, kinds: null, killed: 0, box: { west: x, east: x, north: y, south: y } };
}

/** Let the larger marks take in those that they would lie over. @param {Mark[]} marks @param {number} world @returns {Mark[]} */
function merged(marks, world) {
  const order = [...marks].sort((a, b) => b.n - a.n || a.y - b.y || a.x - b.x);
  const kept = new Near([], world);
  for (const mark of order) {
    const over = kept.first(mark, touches);
    if (over) takeIn(over, mark);
    else kept.add(mark);
  }
  return kept.marks;
}

/** @param {Mark} one @param {Mark} other @param {number} pixels between their middles */
function touches(one, other, pixels) {
  if (one.n === 1 && other.n === 1) return pixels < APART;
  return pixels < one.r + other.r + (one.n === 1 || other.n === 1 ? -2 : 3);
}

/** @param {Mark} one @param {Mark} other which is gone afterwards */
function takeIn(one, other) {
  one.n += other.n;
  one.r = radiusOf(one.n);
  one.runs = one.runs.length && other.runs.length ? [...one.runs, ...other.runs] : [];
  if (one.kinds && other.kinds) {
    one.kinds = one.kinds.slice();
    for (let kind = 0; kind < KINDS.length; kind++) one.kinds[kind] += other.kinds[kind];
  }
  const { box } = one;
  one.box = { west: Math.min(box.west, other.box.west), east: Math.max(box.east, other.box.east), north: Math.min(box.north, other.box.north), south: Math.max(box.south, other.box.south) };
}

/** Fan out those of one spot where there is room; count the kinds of all others. @param {Mark} mark @param {Near} near @param {Grid} grid @param {Uint8Array} kinds @param {number} world */
function finish(mark, near, grid, kinds, world) {
  if (mark.n === 1) return;
  if (mark.n <= FAN_MOST && mark.runs.length === 1) {
    const reach = fanRadius(mark.n) + RADIUS;
    if (!near.first(mark, (other, _, pixels) => other !== mark && pixels < reach + other.r + (other.n > 1 && other.n <= FAN_MOST ? FAN : 0))) {
      mark.fan = rowsOf(mark, grid, kinds);
      mark.r = reach;
      return;
    }
  }
  if (mark.kinds) return;
  mark.kinds = new Uint32Array(KINDS.length);
  for (const [from, to] of mark.runs) for (let j = from; j < to; j++) if (kinds[j] !== 255) mark.kinds[kinds[j]]++;
}

/** @param {number} n */
function fanRadius(n) {
  return Math.max(FAN, (FAN * n) / 5);
}

/** Where the one of a fan that has the number `at` stands, in pixels from the spot. @param {number} n @param {number} at */
export function fanned(n, at) {
  const angle = (2 * Math.PI * at) / n - Math.PI / 2;
  return { dx: fanRadius(n) * Math.cos(angle), dy: fanRadius(n) * Math.sin(angle) };
}

/** The incidents of a mark, in the order of the table; empty where they are too many to be told. @param {Mark} mark @param {Grid} grid @param {Uint8Array} kinds @returns {number[]} */
export function rowsOf(mark, grid, kinds) {
  /** @type {number[]} */
  const rows = [];
  for (const [from, to] of mark.runs) for (let j = from; j < to; j++) if (kinds[j] !== 255) rows.push(grid.rows[j]);
  return rows.sort((a, b) => a - b);
}

/** Pixels of a square in which marks are looked for. */
const REACH = 72;

/** Marks by where they stand on the screen. */
export class Near {
  /** @param {Mark[]} marks @param {number} world */
  constructor(marks, world) {
    this.world = world;
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Map<number, Mark[]>} */
    this.squares = new Map();
    for (const mark of marks) this.add(mark);
  }

  /** @param {Mark} mark */
  add(mark) {
    this.marks.push(mark);
    const key = this.#key(Math.floor((mark.x * this.world) / REACH), Math.floor((mark.y * this.world) / REACH));
    const square = this.squares.get(key);
    if (square) square.push(mark);
    else this.squares.set(key, [mark]);
  }

  /**
   * Return the first mark within `REACH` pixels, or somewhat beyond, that `test` takes.
   * @param {{x: number, y: number}} at
   * @param {(other: Mark, at: any, pixels: number) => boolean} test
   */
  first(at, test) {
    const { x, y } = at;
    const [column, line] = [Math.floor((x * this.world) / REACH), Math.floor((y * this.world) / REACH)];
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = line - 1; j <= line + 1; j++) {
        const square = this.squares.get(this.#key(i, j));
        if (!square) continue;
        for (const mark of square) if (test(mark, at, Math.sqrt((mark.x - x) ** 2 + (mark.y - y) ** 2) * this.world)) return mark;
      }
    }
    return null;
  }

  /** @param {number} column @param {number} line */
  #key(column, line) {
    return column * 2 ** 26 + line;
  }
}
