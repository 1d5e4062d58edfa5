// Rows parted by the filters that they fail, so that to count goes over as few of them as can be, and asks none.

/**
 * Rows to be counted: those of `rows` from `from` to before `to` of each part, each as `sign`. What is counted with -1 is taken
 * away from a count of everything.
 * @typedef {{rows: Int32Array, sign: 1 | -1, parts: {from: number, to: number}[]}} Near
 */

/** @typedef {(near: Near, sums: Float64Array) => void} Adding */

/** Classes of rows: shown, those that fail at one of 32 bits alone, and those that fail at several. */
const SEVERAL = 33;

export class Partition {
  /** @param {Uint32Array} fails a bit for each filter that a row fails */
  constructor(fails) {
    this.fails = fails;
    /** All rows, class by class; within a class in their own order. */
    this.rows = new Int32Array(fails.length);
    /** Where each class begins in `rows`, and the last ends. */
    this.starts = new Int32Array(SEVERAL + 2);
    this.part();
  }

  /** How many fail nowhere. */
  get count() {
    return this.starts[1];
  }

  /** Part the rows anew: the bits have changed. */
  part() {
    const { fails, rows, starts } = this;
    const sizes = new Int32Array(SEVERAL + 1);
    for (let i = 0; i < fails.length; i++) sizes[classOf(fails[i])]++;
    for (let one = 0; one <= SEVERAL; one++) starts[one + 1] = starts[one] + sizes[one];
    const next = starts.slice();
    for (let i = 0; i < fails.length; i++) rows[next[classOf(fails[i])]++] = i;
  }

  /**
   * Sum up something over the rows that fail at most at a bit: over them, or, where they are the most, over all others.
   * @param {number} place of the bit
   * @param {number} size of the sums
   * @param {() => Float64Array} whole the sums of all rows
   * @param {Adding} add
   * @returns {Float64Array}
   */
  sum(place, size, whole, add) {
    const { rows, starts, count } = this;
    const [from, to] = [starts[place + 1], starts[place + 2]];
    if (2 * (count + to - from) <= rows.length) {
      const sums = new Float64Array(size);
      add({ rows, sign: 1, parts: [{ from: 0, to: count }, { from, to }] }, sums);
      return sums;
    }
    const sums = whole().slice();
    add({ rows, sign: -1, parts: [{ from: count, to: from }, { from: to, to: rows.length }] }, sums);
    return sums;
  }

  /** Sum up over all rows. @param {number} size @param {Adding} add @returns {Float64Array} */
  whole(size, add) {
    const { rows } = this;
    const sums = new Float64Array(size);
    add({ rows, sign: 1, parts: [{ from: 0, to: rows.length }] }, sums);
    return sums;
  }

  /** How many rows fail at a bit alone. @param {number} place */
  alone(place) {
    return this.starts[place + 2] - this.starts[place + 1];
  }
}

/** @param {number} bits */
function classOf(bits) {
  return (bits & (bits - 1)) === 0 ? 32 - Math.clz32(bits) : SEVERAL;
}

/** Add each row's value, or each of its values once. @param {import("./dimensions.js").Facet} facet @returns {Adding} */
export function ofValues({ codes, offsets, unknown }) {
  return ({ rows, sign, parts }, sums) => {
    for (const { from, to } of parts) {
      if (!offsets) for (let j = from; j < to; j++) sums[codes[rows[j]]] += sign;
      else for (let j = from; j < to; j++) {
        const [first, end] = [offsets[rows[j]], offsets[rows[j] + 1]];
        if (first === end) sums[unknown] += sign;
        else addEach(sums, sign, codes, first, end);
      }
    }
  };
}

/** Add each row to the bars from its lowest figure to its highest. @param {{lowest: Uint8Array, highest: Uint8Array}} bars @returns {Adding} */
export function ofBars({ lowest, highest }) {
  return ({ rows, sign, parts }, sums) => {
    for (const { from, to } of parts) {
      for (let j = from; j < to; j++) {
        const i = rows[j];
        for (let bar = lowest[i]; bar <= highest[i]; bar++) sums[bar] += sign;
      }
    }
  };
}

/** @param {Float64Array} sums @param {number} sign @param {import("./columns").Codes} codes @param {number} from @param {number} to */
function addEach(sums, sign, codes, from, to) {
  for (let at = from; at < to; at++) {
    let before = from;
    while (codes[before] !== codes[at]) before++;
    if (before === at) sums[codes[at]] += sign;
  }
}
