// Hotspots among hexagons under the filters of the moment: Getis and Ord's Gi*, corrected for asking about many cells; the
// same rules as geomap/analysis/hotspots.py.

/** q-value up to which a cell is named, and incidents in it and its neighbours from which it can be hot. */
const CLEAR = 0.05;
const LEAST = 5;

/**
 * @param {ArrayLike<number>} values incidents expected in each cell
 * @param {number[][]} neighbours of each cell the others that touch it
 * @returns {{z: Float64Array, q: Float64Array, spot: Int8Array}} `spot`: 1 hot, -1 cold, 0 neither
 */
export function spots(values, neighbours) {
  const n = neighbours.length;
  const [z, spot] = [new Float64Array(n), new Int8Array(n)];
  let [sum, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    sum += values[i];
    squares += values[i] ** 2;
  }
  const mean = sum / n;
  const deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
  if (!(deviation > 0)) return { z, q: new Float64Array(n).fill(1), spot };
  const around = neighbours.map((others, i) => others.reduce((total, other) => total + values[other], values[i]));
  neighbours.forEach((others, i) => {
    const w = others.length + 1;
    z[i] = (around[i] - w * mean) / (deviation * Math.sqrt((n * w - w * w) / (n - 1)));
  });
  const q = falseShares(Float64Array.from(z, twoSided));
  for (let i = 0; i < n; i++) if (q[i] <= CLEAR) spot[i] = z[i] < 0 ? -1 : around[i] >= LEAST ? 1 : 0;
  return { z, q, spot };
}

/**
 * Benjamini and Hochberg's adjusted p-values (1995).
 * @param {Float64Array} p
 */
export function falseShares(p) {
  const order = [...p.keys()].sort((a, b) => p[b] - p[a]);
  const q = new Float64Array(p.length);
  let least = 1;
  order.forEach((i, from) => {
    least = Math.min(least, (p[i] * p.length) / (p.length - from));
    q[i] = least;
  });
  return q;
}

/** Probability that a normal score is as far off, to either side; to a relative 1.2e-7 (Press et al., Numerical Recipes, erfc). @param {number} score */
export function twoSided(score) {
  const x = Math.abs(score) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const terms = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
  return Math.min(1, t * Math.exp(-x * x + terms.reduceRight((sum, term) => sum * t + term, 0)));
}
