// Heat: how dense incidents are, smoothed over some kilometres on the grid of equal-area hexagons, under the filters of the
// moment. What is vague is spread over its footprint already, so that it makes no spot of its own.

/** Standard deviation of the kernel in kilometres, as in geomap/analysis/heat.py. */
export const BANDWIDTH = 15;
/** Bandwidths to which the kernel reaches: one in a hundred lies farther. */
const REACH = 3;
/** Part of the greatest density under which nothing is painted. */
const FAINT = 0.05;

/**
 * Return the density in each cell.
 * @param {ArrayLike<number>} values incidents expected in each cell
 * @param {{km: number, cells: number[]}} hexagons
 * @param {number} [bandwidth] km
 * @returns {Float64Array} incidents per 100 km²
 */
export function density(values, { km, cells }, bandwidth = BANDWIDTH) {
  const places = new Map(Array.from({ length: cells.length / 2 }, (_, n) => [`${cells[2 * n]},${cells[2 * n + 1]}`, n]));
  const kernel = kernelOf(km, bandwidth);
  const area = (Math.sqrt(3) / 2) * km * km;
  const found = new Float64Array(places.size);
  for (let n = 0; n < found.length; n++) {
    if (!values[n]) continue;
    for (const { dq, dr, part } of kernel) {
      const place = places.get(`${cells[2 * n] + dq},${cells[2 * n + 1] + dr}`);
      if (place !== undefined) found[place] += (values[n] * part * 100) / area; // what falls abroad, beyond the grid, is not painted
    }
  }
  return found;
}

/**
 * Return the class of each density in equal steps of the greatest, -1 where there is next to nothing.
 * @param {Float64Array} densities
 * @param {number} count classes
 */
export function steps(densities, count) {
  const most = densities.reduce((greatest, each) => Math.max(greatest, each), 0);
  return Array.from(densities, (each) => (most > 0 && each >= FAINT * most ? Math.min(count - 1, Math.floor((each / most) * count)) : -1));
}

/** Cells about one, with the part of it that each gets; the parts come to 1. @param {number} km @param {number} bandwidth */
function kernelOf(km, bandwidth) {
  const rings = Math.ceil((REACH * bandwidth) / km) + 1;
  const near = [];
  for (let dq = -rings; dq <= rings; dq++) {
    for (let dr = -rings; dr <= rings; dr++) {
      const square = km * km * (dq * dq + dq * dr + dr * dr);
      if (square <= (REACH * bandwidth) ** 2) near.push({ dq, dr, part: Math.exp(-square / (2 * bandwidth * bandwidth)) });
    }
  }
  const sum = near.reduce((total, { part }) => total + part, 0);
  return near.map(({ dq, dr, part }) => ({ dq, dr, part: part / sum }));
}
