// How many of some incidents lie in a unit, where each lies there with a probability of its own: the sum of independent
// trials with different probabilities, the Poisson-binomial distribution.

/** Probability within the range that is told: that of the footprints, from which the shares come. */
const INSIDE = 0.9;

/** Uncertain incidents up to which the distribution is reckoned exactly, in a time that grows with their square. */
const EXACT = 120;

/**
 * Return the expected number and the central 90 % of it.
 *
 * Exact by convolution up to 120 uncertain incidents; beyond, the normal approximation with a correction for skewness and
 * continuity (Volkova 1996; Hong 2013, "On computing the distribution function for the Poisson binomial distribution",
 * eq. 11), which is then off by less than one. Incidents are taken as independent of each other: several that one vague report
 * tells of are not, and the true range is then wider.
 * @param {Uint32Array | Float64Array} weights how many incidents there are with each probability: weights[w] with w / 255
 * @returns {import("./columns").Range}
 */
export function likely(weights) {
  let expected = 0;
  let variance = 0;
  let third = 0;
  let uncertain = 0;
  for (let w = 1; w < 256; w++) {
    const p = w / 255;
    const n = weights[w];
    expected += n * p;
    variance += n * p * (1 - p);
    third += n * p * (1 - p) * (1 - 2 * p);
    if (w < 255) uncertain += n;
  }
  const sure = weights[255];
  if (!uncertain) return { expected, low: sure, high: sure };
  const tail = (1 - INSIDE) / 2;
  const below = uncertain <= EXACT ? exactly(weights, uncertain) : normally(expected - sure, Math.sqrt(variance), third);
  return { expected, low: sure + quantile(below, tail, uncertain), high: sure + quantile(below, 1 - tail, uncertain) };
}

/** The smallest number that is not exceeded with probability `share`. @param {(k: number) => number} below @param {number} share @param {number} most */
function quantile(below, share, most) {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (below(middle) >= share - 1e-12) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** @param {Uint32Array | Float64Array} weights @param {number} uncertain @returns {(k: number) => number} P(at most k of the uncertain ones) */
function exactly(weights, uncertain) {
  const chance = new Float64Array(uncertain + 1);
  chance[0] = 1;
  let told = 0;
  for (let w = 1; w < 255; w++) {
    const p = w / 255;
    for (let n = weights[w]; n > 0; n--) {
      told++;
      for (let k = told; k > 0; k--) chance[k] = chance[k] * (1 - p) + chance[k - 1] * p;
      chance[0] *= 1 - p;
    }
  }
  for (let k = 1; k <= uncertain; k++) chance[k] += chance[k - 1];
  return (k) => chance[k];
}

/** @param {number} mean @param {number} deviation @param {number} third central moment @returns {(k: number) => number} */
function normally(mean, deviation, third) {
  const skewness = third / deviation ** 3;
  return (k) => {
    const x = (k + 0.5 - mean) / deviation;
    return normal(x) + (skewness * (1 - x * x) * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI) / 6;
  };
}

/** The normal distribution function, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17). @param {number} x */
function normal(x) {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (series * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
  return x > 0 ? 1 - upper : upper;
}
