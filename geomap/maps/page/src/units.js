// Governorates or districts of the incidents: the likeliest, the shares of all, and what reports claim.

import { likely } from "./interval.js";

/** @typedef {import("./columns").OfValues} OfValues */

/** Probability from which an incident "may lie" in a unit, in 255ths: five percent, as in the panel. */
const MAY = 13;

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

  /**
   * Count how many of `rows` lie in each unit.
   *
   * Who administers: each row counts with its shares, or whole in its unit where it has none. Claimed: a row whose report
   * names a governorate counts whole there. Either: in both. What the shares of a row leave over is not known.
   * @param {import("./selection.js").Near} near
   * @param {"claimed" | "either" | undefined} reading
   * @returns {import("./columns").Range[]} by place in `values`
   */
  ranges({ rows, fails, parts }, reading) {
    const { codes, claimed, shares } = this;
    const weights = new Uint32Array(this.values.length * 256);
    for (const { from, to, mask } of parts) {
      for (let j = from; j < to; j++) {
        const i = rows[j];
        if (fails[i] & mask) continue;
        const claim = reading && claimed ? claimed[i] : 0;
        if (claim) weights[claim * 256 + 255]++;
        if (claim && reading === "claimed") continue;
        if (!shares || shares.offsets[i] === shares.offsets[i + 1]) weights[codes[i] * 256 + 255] += claim && codes[i] === claim ? 0 : 1;
        else addShares(weights, shares, i, claim);
      }
    }
    return this.values.map((_, unit) => likely(weights.subarray(unit * 256, unit * 256 + 256)));
  }
}

/**
 * Add a row's shares to how many there are of each weight in each unit; its claim is counted already.
 * @param {Uint32Array} weights
 * @param {{offsets: Uint32Array, codes: Uint16Array, weights: Uint8Array}} shares
 * @param {number} i
 * @param {number} claim
 */
function addShares(weights, shares, i, claim) {
  let rest = 255;
  const [from, to] = [shares.offsets[i], shares.offsets[i + 1]];
  for (let s = from; s < to; s++) {
    const unit = shares.codes[s];
    rest -= shares.weights[s];
    if (!claim || unit !== claim) weights[unit * 256 + shares.weights[s]]++;
  }
  if (rest > to - from) weights[rest]++; // less is rounding; unit 0 is what is not known
}

/** @param {import("./columns").Codes} codes @param {Uint16Array} ours */
function recoded(codes, ours) {
  const made = new Uint16Array(codes.length);
  for (let i = 0; i < made.length; i++) made[i] = ours[codes[i]];
  return made;
}
