// Rows by where they lie: sorted by the cells of a grid, so that what a view shows is read in a few runs.

/** Cells of the finest grid from one side of the world to the other: about a kilometre in Iraq. */
const FINEST = 2 ** 15;
/** More cells than this cost more than they save. */
const MOST_CELLS = 2 ** 20;

export class Grid {
  /** @param {{length: number, x: Float32Array, y: Float32Array, area: Uint8Array}} table rows that have a point are taken */
  constructor({ length, x, y, area }) {
    const rows = new Int32Array(length);
    let count = 0;
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < length; i++) {
      if (x[i] !== x[i] || area[i]) continue;
      rows[count++] = i;
      if (x[i] < west) west = x[i];
      if (x[i] > east) east = x[i];
      if (y[i] < north) north = y[i];
      if (y[i] > south) south = y[i];
    }
    this.box = count ? { west, north, east, south } : { west: 0, north: 0, east: 0, south: 0 };
    this.cells = FINEST;
    const across = () => Math.floor((this.box.east - this.box.west) * this.cells) + 1;
    const down = () => Math.floor((this.box.south - this.box.north) * this.cells) + 1;
    while (across() * down() > MOST_CELLS) this.cells /= 2;
    this.columns = across();
    this.lines = down();
    /** Where each cell's rows begin in `rows`, and where the last ones end. */
    this.starts = new Int32Array(this.columns * this.lines + 1);
    /** Rows by cell, and in a cell by place, so that those of one spot stand together. */
    this.rows = this.#sorted(rows.subarray(0, count), x, y);
    this.x = Float32Array.from(this.rows, (row) => x[row]);
    this.y = Float32Array.from(this.rows, (row) => y[row]);
  }

  /** @param {Int32Array} rows @param {Float32Array} x @param {Float32Array} y */
  #sorted(rows, x, y) {
    const { starts } = this;
    const cell = new Int32Array(rows.length);
    for (let j = 0; j < rows.length; j++) {
      const at = Math.floor((y[rows[j]] - this.box.north) * this.cells) * this.columns + Math.floor((x[rows[j]] - this.box.west) * this.cells);
      cell[j] = at;
      starts[at + 1]++;
    }
    for (let at = 0; at < starts.length - 1; at++) starts[at + 1] += starts[at];
    const next = starts.slice();
    const sorted = new Int32Array(rows.length);
    for (let j = 0; j < rows.length; j++) sorted[next[cell[j]]++] = rows[j];
    for (let at = 0; at + 1 < starts.length; at++) {
      const [from, to] = [starts[at], starts[at + 1]];
      if (to - from > 1 && !sameSpot(sorted, from, to, x, y)) sorted.subarray(from, to).sort((a, b) => y[a] - y[b] || x[a] - x[b] || a - b);
    }
    return sorted;
  }

  /**
   * Call `run` with the places in `rows` of each run of cells that a box touches.
   * @param {import("./types").Box} box
   * @param {(from: number, to: number) => void} run
   */
  within(box, run) {
    const column = (/** @type {number} */ x) => Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.box.west) * this.cells)));
    const line = (/** @type {number} */ y) => Math.max(0, Math.min(this.lines - 1, Math.floor((y - this.box.north) * this.cells)));
    if (!this.rows.length || box.east < this.box.west || box.west > this.box.east || box.south < this.box.north || box.north > this.box.south) return;
    const [first, last] = [column(box.west), column(box.east)];
    for (let y = line(box.north); y <= line(box.south); y++) {
      const from = this.starts[y * this.columns + first];
      const to = this.starts[y * this.columns + last + 1];
      if (to > from) run(from, to);
    }
  }
}

/** @param {Int32Array} rows @param {number} from @param {number} to @param {Float32Array} x @param {Float32Array} y */
function sameSpot(rows, from, to, x, y) {
  for (let j = from + 1; j < to; j++) if (x[rows[j]] !== x[rows[from]] || y[rows[j]] !== y[rows[from]]) return false;
  return true;
}
