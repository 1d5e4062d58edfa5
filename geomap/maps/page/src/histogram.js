// Incidents over time: how many fall into each day, week or month, surely or perhaps.

import { bins, NO_DAY } from "./calendar.js";
import { KINDS } from "./kinds.js";

/** Longest span that is drawn, in days about the middle date: what lies farther off is a slip of somebody's pen. */
const LONGEST = 36_525 * 2;

/**
 * Return the first and last day that are drawn, or null where no date is known.
 * @param {Int32Array} first
 * @param {Int32Array} ends
 * @returns {{first: number, last: number} | null}
 */
export function spanOf(first, ends) {
  const days = first.filter((day) => day !== NO_DAY).sort();
  if (!days.length) return null;
  const last = ends.reduce((latest, day) => Math.max(latest, day), days[0]);
  const middle = days[days.length >> 1];
  return { first: Math.max(days[0], middle - LONGEST / 2), last: Math.min(last, middle + LONGEST / 2) };
}

/** Bins over a span of days, and what is summed up in them. */
export class Bins {
  /** @param {import("./calendar.js").Step} step @param {{first: number, last: number}} span */
  constructor(step, { first, last }) {
    const starts = bins(step, first, last);
    /** Where bins begin and the last ends, and the bin of each day from the first. */
    this.starts = starts;
    this.binOf = new Int32Array(/** @type {number} */ (starts.at(-1)) - starts[0]);
    for (let bin = 0; bin + 1 < starts.length; bin++) this.binOf.fill(bin, starts[bin] - starts[0], starts[bin + 1] - starts[0]);
    this.counts = (starts.length - 1) * KINDS.length;
  }

  /** Of the sums: counts by bin and kind, how the sum of shares changes from day to day, and what has no date. */
  get size() {
    return this.counts + this.binOf.length + 2;
  }

  /**
   * Count rows by bin and kind. One whose days reach over several bins counts in none for sure: it is spread evenly over its
   * days, as one who knows no more must.
   * @param {{first: Int32Array, ends: Int32Array, kind: Uint8Array}} columns
   * @returns {import("./partition.js").Adding}
   */
  adding({ first, ends, kind }) {
    const { starts, binOf, counts, size } = this;
    const days = binOf.length;
    return ({ rows, sign, parts }, sums) => {
      for (const part of parts) {
        for (let j = part.from; j < part.to; j++) {
          const i = rows[j];
          const from = Math.max(first[i] - starts[0], 0);
          const to = Math.min(ends[i] - starts[0], days - 1);
          if (first[i] === NO_DAY) sums[size - 1] += sign;
          else if (from > to) continue; // farther off than is drawn
          else if (binOf[from] === binOf[to]) sums[binOf[from] * KINDS.length + kind[i]] += sign;
          else {
            const share = sign / (ends[i] - first[i] + 1);
            sums[counts + from] += share;
            sums[counts + to + 1] -= share;
          }
        }
      }
    };
  }

  /** @param {Float64Array} sums as `adding` fills them @returns {Pick<import("./columns").Histogram, "starts" | "counts" | "vague" | "undated">} */
  told(sums) {
    const { starts, binOf, counts, size } = this;
    return { starts, counts: sums.subarray(0, counts), vague: summed(sums.subarray(counts, size - 1), binOf, starts.length - 1), undated: sums[size - 1] };
  }
}

/** Certain and vague together, by bin. @param {Pick<import("./columns").Histogram, "counts" | "vague">} histogram @returns {Float64Array} */
export function totals({ counts, vague }) {
  return vague.map((share, bin) => {
    let sum = share;
    for (let kind = 0; kind < KINDS.length; kind++) sum += counts[bin * KINDS.length + kind];
    return sum;
  });
}

/** Sum up what days add to their bins; what adding leaves of nothing is nothing. @param {Float64Array} slope @param {Int32Array} binOf @param {number} length */
function summed(slope, binOf, length) {
  const sums = new Float64Array(length);
  let share = 0;
  for (let day = 0; day < binOf.length; day++) {
    share += slope[day];
    sums[binOf[day]] += Math.max(0, share);
  }
  return sums.map((sum) => (sum < 1e-9 ? 0 : sum));
}
