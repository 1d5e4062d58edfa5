// Change of each unit: this period against the mean of the 4 and of the 52 weeks before, with the rules of
// geomap/analysis/change.py: an expected range after Farrington and others (1996), no percentage on 20 incidents or fewer, no
// verdict on fewer than five, and verdicts corrected for asking about many units.

import { NO_DAY } from "./calendar.js";
import { likely } from "./interval.js";
import { falseShares } from "./spots.js";

/** @typedef {"more" | "fewer" | "as usual" | "too few"} Verdict */
/** @typedef {{mean: number, low: number, high: number, percent: number | null, p: number, verdict: Verdict}} Compared */
/** @typedef {{now: import("./columns").Range, before: Compared}} Changed */

/** Incidents that a baseline must exceed for a percentage, and that a verdict needs; see change.py for why. */
const GUARD = 20;
const LEAST = 5;
const ALPHA = 0.1;
const TAIL = 0.05;
const WEEK = 7;
/** Weeks from which is told how much weeks vary. */
const VARYING = 52;

/**
 * Compare each unit's incidents from day `from` to day `to`, both included, with the weeks before.
 * @param {{units: number, parts: import("./area_layers.js").Parts, first: Int32Array, last: Int32Array}} table
 * @param {Uint32Array} fails 0 for each row that passes all filters but that of time
 * @param {number} from
 * @param {number} to
 * @param {number} weeks 4 or 52
 * @returns {Changed[]}
 */
export function changed({ units, parts, first, last }, fails, from, to, weeks) {
  const sums = new Float64Array(units * 256);
  const weekly = Array.from({ length: units }, () => new Float64Array(VARYING));
  let begin = Infinity;
  for (let i = 0; i < first.length; i++) {
    if (first[i] === NO_DAY) continue;
    begin = Math.min(begin, first[i]);
    if (fails[i] || last[i] < from - VARYING * WEEK || first[i] > to) continue;
    const now = within(first[i], last[i], from, to);
    for (let s = parts.offsets[i]; s < parts.offsets[i + 1]; s++) {
      sums[parts.codes[s] * 256 + Math.round(now * parts.weights[s])]++;
      spread(weekly[parts.codes[s]], first[i], last[i], from, parts.weights[s] / 255);
    }
  }
  const reach = Math.floor((from - begin) / WEEK);
  const found = weekly.map((counts, unit) => {
    const now = likely(sums.subarray(unit * 256, (unit + 1) * 256));
    return { now, before: compared(now, counts, weeks, (to - from + 1) / WEEK, reach) };
  });
  judge(found.map(({ before }) => before));
  return found;
}

/** Part of an incident's days that lies within a period. @param {number} first @param {number} last @param {number} from @param {number} to */
function within(first, last, from, to) {
  return Math.max(0, Math.min(last, to) - Math.max(first, from) + 1) / (last - first + 1);
}

/** Add an incident to the weeks before `from` that its days touch. @param {Float64Array} counts @param {number} first @param {number} last @param {number} from @param {number} share */
function spread(counts, first, last, from, share) {
  const latest = Math.max(0, Math.floor((from - 1 - last) / WEEK));
  const earliest = Math.min(VARYING - 1, Math.floor((from - 1 - first) / WEEK));
  for (let week = latest; week <= earliest; week++) {
    counts[week] += share * within(first, last, from - WEEK * (week + 1), from - WEEK * week - 1);
  }
}

/** @param {import("./columns").Range} now @param {Float64Array} counts @param {number} weeks @param {number} length of the period, in weeks @param {number} reach @returns {Compared} */
function compared(now, counts, weeks, length, reach) {
  const base = total(counts, weeks);
  const periods = weeks / length;
  const centre = (base + 0.5) / periods;
  const spreading = Math.max(1, dispersion(counts.subarray(0, Math.min(reach, VARYING))));
  const law = new Law(centre, Math.max(spreading * centre * (1 + 1 / periods), centre * (1 + 1e-9)));
  const [more, fewer] = [1 - law.below(now.low - 1), law.below(now.high)];
  const known = reach >= weeks && now.high + total(counts, 4) >= LEAST;
  return {
    mean: base / periods,
    low: law.quantile(TAIL),
    high: law.quantile(1 - TAIL),
    percent: known && base > GUARD ? 100 * (now.expected / (base / periods) - 1) : null,
    p: known ? Math.min(1, 2 * Math.min(more, fewer)) : NaN,
    verdict: known ? (more < fewer ? "more" : "fewer") : "too few",
  };
}

/** Let verdicts stand whose false share is small enough. @param {Compared[]} all */
function judge(all) {
  const asked = all.filter(({ verdict }) => verdict !== "too few");
  const q = falseShares(Float64Array.from(asked, ({ p }) => p));
  asked.forEach((each, at) => {
    if (q[at] > ALPHA) each.verdict = "as usual";
  });
}

/** @param {Float64Array} counts @param {number} weeks */
function total(counts, weeks) {
  return counts.subarray(0, weeks).reduce((sum, count) => sum + count, 0);
}

/** Variance over mean. @param {Float64Array} counts */
function dispersion(counts) {
  const n = counts.length;
  const mean = total(counts, n) / n;
  if (n < 2 || !(mean > 0)) return 1;
  return counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (n - 1) / mean;
}

/** The negative binomial law of a mean and a variance above it, summed up number by number. */
class Law {
  /** @param {number} mean @param {number} variance */
  constructor(mean, variance) {
    const chance = mean / variance;
    const size = (mean * chance) / (1 - chance);
    const most = Math.ceil(mean + 12 * Math.sqrt(variance)) + 12;
    this.sums = new Float64Array(most + 1);
    let log = size * Math.log(chance);
    for (let k = 0, sum = 0; k <= most; k++) {
      sum += Math.exp(log);
      this.sums[k] = Math.min(1, sum);
      log += Math.log(((size + k) / (k + 1)) * (1 - chance));
    }
  }

  /** Probability of `k` or fewer. @param {number} k */
  below(k) {
    return k < 0 ? 0 : this.sums[Math.min(k, this.sums.length - 1)];
  }

  /** @param {number} share */
  quantile(share) {
    return Math.max(0, this.sums.findIndex((sum) => sum >= share - 1e-9));
  }
}
