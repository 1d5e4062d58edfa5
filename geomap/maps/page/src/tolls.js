// How many were killed in a unit, where each incident lies there with a probability of its own and its figure is a range:
// the compound of both, as geomap/analysis/distribution.py has it.

/** @typedef {{p: number, low: number, high: number}} Toll */

/** Steps of the convolution up to which the distribution is reckoned exactly: a few milliseconds. */
const EXACT = 200_000;
/** Of a normal law, between which nine in ten lie. */
const NINE_IN_TEN = 1.6449;
const TAIL = 0.05;

/**
 * Return the expected number of killed and the central 90 % of it: exact where that is quick, else by the normal law, which
 * is near where there are many incidents (Lindeberg), within what can be.
 * @param {Toll[]} tolls
 * @returns {import("./columns").Range}
 */
export function ranged(tolls) {
  const most = tolls.reduce((sum, { high }) => sum + high, 0);
  const expected = tolls.reduce((sum, { p, low, high }) => sum + (p * (low + high)) / 2, 0);
  const uncertain = tolls.filter(({ p, low, high }) => p < 1 || low < high);
  const sure = tolls.reduce((sum, { p, low, high }) => sum + (p < 1 || low < high ? 0 : low), 0);
  if (!uncertain.length) return { expected, low: sure, high: sure };
  if (uncertain.length * (most - sure + 1) <= EXACT) return { expected, ...exactly(uncertain, sure, most - sure) };
  const half = NINE_IN_TEN * Math.sqrt(uncertain.reduce((sum, toll) => sum + variance(toll), 0));
  const least = tolls.reduce((sum, { p, low }) => sum + (p < 1 ? 0 : low), 0);
  return { expected, low: Math.max(least, Math.round(expected - half)), high: Math.min(most, Math.round(expected + half)) };
}

/** @param {Toll[]} tolls @param {number} sure @param {number} most */
function exactly(tolls, sure, most) {
  let chances = new Float64Array(most + 1);
  chances[0] = 1;
  let reach = 0;
  for (const { p, low, high } of tolls) {
    const next = new Float64Array(most + 1);
    const each = p / (high - low + 1);
    // The sum over a window of `high - low + 1` numbers moves along: no inner loop.
    let window = 0;
    for (let k = 0; k <= reach + high; k++) {
      if (k - low >= 0 && k - low <= reach) window += chances[k - low];
      if (k - high - 1 >= 0 && k - high - 1 <= reach) window -= chances[k - high - 1];
      next[k] = (k <= reach ? chances[k] * (1 - p) : 0) + Math.max(0, window) * each;
    }
    reach += high;
    chances = next;
  }
  const quantile = (/** @type {number} */ share) => {
    let sum = 0;
    for (let k = 0; k <= reach; k++) if ((sum += chances[k]) >= share - 1e-12) return k;
    return reach;
  };
  return { low: sure + quantile(TAIL), high: sure + quantile(1 - TAIL) };
}

/** @param {Toll} toll */
function variance({ p, low, high }) {
  const mean = (low + high) / 2;
  const square = ((high - low + 1) ** 2 - 1) / 12 + mean * mean;
  return p * square - (p * mean) ** 2;
}
