// The share of incidents within a band over time, week by week or month by month, as geomap/analysis/nearness.py has it.

import { binOf } from "./brush.js";
import { bins, NO_DAY } from "./calendar.js";
import { likely } from "./interval.js";
import { ranged } from "./tolls.js";

/** @typedef {import("./columns").Columns} Columns */
/** @typedef {import("./columns").Range} Range */
/** @typedef {"week" | "month"} Step */
/** @typedef {{from: number, to: number, whole: number, near: Range}} Part of time: its first and last day; how much there was, placed, and how much of it near */
/** @typedef {{step: Step, parts: Part[], undated: number, outside: number}} OverTime undated: placed, without a day; outside: on days that are not told */
/** @typedef {{low: number, high: number} | null} Figure killed of a row; null: rows are counted */

const STEPS = 256;

/**
 * Count what lies near in each week or month that the days touch.
 * @param {Columns} table
 * @param {ArrayLike<number>} near probability of each row, in 255ths
 * @param {Uint32Array} fails 0 for each row that counts
 * @param {Step} step
 * @param {{first: number, last: number} | null} days to tell
 * @param {(i: number) => Figure} figure
 * @returns {OverTime}
 */
export function overTime(table, near, fails, step, days, figure) {
  const { x, first, last, length } = table;
  const starts = days ? bins(step, days.first, days.last) : new Int32Array(1);
  const sums = Array.from({ length: starts.length - 1 }, () => new Sum());
  let [undated, outside] = [0, 0];
  for (let i = 0; i < length; i++) {
    if (fails[i] || x[i] !== x[i]) continue;
    const killed = figure(i);
    const worth = killed ? (killed.low + killed.high) / 2 : 1;
    if (first[i] === NO_DAY) {
      undated += worth;
      continue;
    }
    let told = 0;
    for (let bin = binOf(starts, first[i]); bin < sums.length && starts[bin] <= last[i]; bin++) {
      const inside = Math.min(last[i], starts[bin + 1] - 1) - Math.max(first[i], starts[bin]) + 1;
      if (inside <= 0) break;
      const share = inside / (last[i] - first[i] + 1);
      sums[bin].add(share, near[i], killed);
      told += share;
    }
    outside += worth * (1 - told);
  }
  return { step, undated, outside, parts: sums.map((sum, bin) => ({ from: starts[bin], to: starts[bin + 1] - 1, whole: sum.whole, near: sum.range() })) };
}

/** The share of a number that is near, with its range; null where there is nothing. @param {{whole: number, near: Range}} part @returns {Range | null} */
export function shareOf({ whole, near }) {
  if (!(whole > 0)) return null;
  const [expected, low, high] = [near.expected, near.low, near.high].map((figure) => Math.min(1, figure / whole));
  return { expected, low, high };
}

class Sum {
  constructor() {
    this.whole = 0;
    this.counts = new Uint32Array(STEPS);
    /** @type {import("./tolls.js").Toll[] | null} */
    this.tolls = null;
  }

  /** @param {number} share of the row's days @param {number} weight @param {Figure} killed */
  add(share, weight, killed) {
    this.whole += share * (killed ? (killed.low + killed.high) / 2 : 1);
    if (!killed) this.counts[Math.round(share * weight)]++;
    else if (killed.high && weight) (this.tolls ??= []).push({ p: (share * weight) / (STEPS - 1), ...killed });
  }

  range() {
    return this.tolls ? ranged(this.tolls) : likely(this.counts);
  }
}
