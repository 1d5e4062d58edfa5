// Governorates or districts of the incidents: the likeliest, the shares of all, and what reports claim.

import { likely } from "./interval.js";

/** @typedef {import("./columns").OfValues} OfValues */

/** Probability from which an incident "may lie" in a unit, in 255ths: five percent, as in the panel. */
const MAY = 13;

/** Probabilities that are told apart, and that of certainty. */
const STEPS = 256;
const SURE = 255;

export class Units {
  /**
   * @param {import("./columns").Columns} table
   * @param {"governorate" | "district"} level
   */
  constructor(table, level) {
    const column = /** @type {import("./columns").Coded} */ (table.column(level));
    const claims = level === "governorate" ? table.column("claimed_governorate") : null;
    const shares = table.shares(level);
    this.values = [...new Set([...column.values, ...(claims?.values ?? []), ...(shares?.units ?? [])])];
    const places = new Map(this.values.map((value, place) => [value, place]));
    const ours = (/** @type {string[]} */ values) => Uint16Array.from(values, (value) => /** @type {number} */ (places.get(value)));
    /** The likeliest unit of each row. */
    this.codes = recoded(column.codes, ours(column.values));
    this.claimed = claims && recoded(claims.codes, ours(claims.values));
    this.shares = shares && { offsets: shares.offsets, codes: recoded(shares.codes, ours(shares.units)), weights: shares.weights };
  }

  /**
   * Write `bit` where a row is in none of the allowed units.
   *
   * A row is in the unit where it most likely lies, so that it is in one unit alone; with `maybe` in each where it lies with
   * at least 5 percent.
   * @param {Uint32Array} fails
   * @param {number} bit
   * @param {OfValues} filter
   */
  mark(fails, bit, { values, without, reading, maybe }) {
    const { codes, claimed } = this;
    const wanted = new Set(values);
    const allowed = Uint8Array.from(this.values, (value) => Number(!wanted.size || wanted.has(value) !== Boolean(without)));
    for (let i = 0; i < codes.length; i++) {
      const claim = reading && claimed ? claimed[i] : 0;
      const held = claim && reading === "claimed" ? allowed[claim] : allowed[codes[i]] || (claim && allowed[claim]) || (maybe && this.#mayBe(i, allowed));
      fails[i] = held ? fails[i] & ~bit : fails[i] | bit;
    }
  }

  /** @param {number} i @param {Uint8Array} allowed */
  #mayBe(i, allowed) {
    if (!this.shares) return 0;
    const { offsets, codes, weights } = this.shares;
    for (let s = offsets[i]; s < offsets[i + 1]; s++) if (weights[s] >= MAY && allowed[codes[s]]) return 1;
    return 0;
  }

  /** Of the sums that `adding` fills: how many rows there are of each probability in each unit. */
  get size() {
    return this.values.length * STEPS;
  }

  /**
   * Count how many rows lie in each unit with each probability.
   *
   * Who administers: each row counts with its shares, or whole in its unit where it has none. Claimed: a row whose report
   * names a governorate counts whole there. Either: in both. What the shares of a row leave over is not known.
   * @param {"claimed" | "either" | undefined} reading
   * @returns {import("./partition.js").Adding}
   */
  adding(reading) {
    const { codes, claimed, shares } = this;
    return ({ rows, sign, parts }, sums) => {
      for (const { from, to } of parts) {
        for (let j = from; j < to; j++) {
          const i = rows[j];
          const claim = reading && claimed ? claimed[i] : 0;
          if (claim) sums[claim * STEPS + SURE] += sign;
          if (claim && reading === "claimed") continue;
          if (!shares || shares.offsets[i] === shares.offsets[i + 1]) sums[codes[i] * STEPS + SURE] += claim && codes[i] === claim ? 0 : sign;
          else addShares(sums, sign, shares, i, claim);
        }
      }
    };
  }

  /** @param {Float64Array} sums as `adding` fills them @returns {import("./columns").Range[]} by place in `values` */
  ranges(sums) {
    return this.values.map((_, unit) => likely(sums.subarray(unit * STEPS, (unit + 1) * STEPS)));
  }
}

/**
 * Add a row's shares to how many there are of each weight in each unit; its claim is counted already.
 * @param {Float64Array} sums
 * @param {number} sign
 * @param {{offsets: Uint32Array, codes: Uint16Array, weights: Uint8Array}} shares
 * @param {number} i
 * @param {number} claim
 */
function addShares(sums, sign, shares, i, claim) {
  let rest = SURE;
  const [from, to] = [shares.offsets[i], shares.offsets[i + 1]];
  for (let s = from; s < to; s++) {
    const unit = shares.codes[s];
    rest -= shares.weights[s];
    if (!claim || unit !== claim) sums[unit * STEPS + shares.weights[s]] += sign;
  }
  if (rest > to - from) sums[rest] += sign; // less is rounding; unit 0 is what is not known
}

/** @param {import("./columns").Codes} codes @param {Uint16Array} ours */
function recoded(codes, ours) {
  const made = new Uint16Array(codes.length);
  for (let i = 0; i < made.length; i++) made[i] = ours[codes[i]];
  return made;
}
