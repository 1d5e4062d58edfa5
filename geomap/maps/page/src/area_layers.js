// Incidents counted by area, each with its probabilities, under the filters of the moment: governorates, districts, disputed
// units and hexagons. Python ships outlines, grid and spreads (geomap/maps/area_layers.py); the numbers are made here.

import { Trace } from "./geography.js";
import { likely } from "./interval.js";
import { ranged } from "./tolls.js";

/** @typedef {import("./columns").Columns} Columns */
/** @typedef {import("./columns").Range} Range */
/** @typedef {import("./line.js").Line} Line */
/** @typedef {"governorate" | "district" | "disputed" | "hexagon" | "near"} Level near: the band about the author's line */
/** @typedef {[key: string, ar: string, ckb: string, polygons: number[][][], level: string]} Outline */
/** @typedef {{km: number, cells: number[], corners: number[][], towns: Record<string, [string, string, string]>}} Hexagons */
/**
 * @typedef {{scale: number, people: import("./rates.js").People | null, units: Record<"governorate" | "district" | "disputed", Outline[]>, hexagons: Hexagons, spreads: number[][]}} LayerData
 */
/** @typedef {{key: string, names: [en: string, ar: string, ckb: string], near?: boolean, line?: Line}} Unit near: the names are those of the town beside it; line: it is the band about a line */
/** @typedef {{offsets: Uint32Array, codes: Uint32Array, weights: Uint8Array}} Parts of row i those from offsets[i] to before offsets[i + 1] */
/** @typedef {(unit: number, weight: number) => void} Put */
/** @typedef {(i: number, put: Put) => void} Tell */
/** @typedef {{ranges: Range[], elsewhere: number, unplaced: number, total: number}} Counted expected numbers beside the units' ranges */

export const LEVELS = /** @type {const} */ (["governorate", "district", "disputed", "hexagon"]);

const SURE = 255;
const STEPS = 256;

export class AreaLayers {
  /**
   * @param {LayerData} data
   * @param {Columns} table
   * @param {ArrayLike<number>} spread of each row its place in `data.spreads`
   * @param {Partial<Record<Level, ArrayLike<number>>>} [within] in which unit, from 1 on, each row's point lies that tells none
   * @param {Line | null} [line] that the author gives
   */
  constructor(data, table, spread, within = {}, line = null) {
    this.data = data;
    this.table = table;
    this.spread = spread;
    this.within = within;
    this.line = line;
    /** @type {Map<string, any>} */
    this.kept = new Map();
  }

  /** @param {Level} level @returns {Unit[]} */
  units(level) {
    return this.#once(`units ${level}`, () => {
      if (level === "near") return this.line ? [{ key: "near", names: ["", "", ""], line: this.line }] : [];
      if (level !== "hexagon") return this.data.units[level].map(([key, ar, ckb]) => ({ key, names: [key, ar, ckb] }));
      const { cells, towns } = this.data.hexagons;
      return pairs(cells).map(([q, r], place) => {
        const beside = towns[place] ? undefined : this.neighbours[place].find((other) => towns[other]);
        return { key: `${q},${r}`, names: towns[beside ?? place] ?? ["", "", ""], near: beside !== undefined };
      });
    });
  }

  /** Outlines in the order of `units`, traced when they are first asked for. @param {Level} level @returns {Trace[]} */
  traces(level) {
    const { scale, units, hexagons } = this.data;
    if (level === "near") return this.line ? [this.line.band] : [];
    return this.#once(`traces ${level}`, () =>
      level === "hexagon" ? hexagons.corners.map((ring) => new Trace().add(ring, scale, true)) : units[level].map(([, , , polygons]) => new Trace().addPolygons(polygons, scale)));
  }

  /** Of each hexagon the places of those that touch it. @returns {number[][]} */
  get neighbours() {
    return this.#once("neighbours", () => {
      const cells = pairs(this.data.hexagons.cells);
      const places = new Map(cells.map(([q, r], place) => [`${q},${r}`, place]));
      const around = [[1, 0], [1, -1], [0, -1], [-1, 0], [-1, 1], [0, 1]];
      return cells.map(([q, r]) => around.map(([dq, dr]) => places.get(`${q + dq},${r + dr}`)).filter((place) => place !== undefined));
    });
  }

  /** The units in which each row may lie. @param {Level} level @returns {Parts} */
  parts(level) {
    return this.#once(`parts ${level}`, () => {
      const { length } = this.table;
      const near = this.line?.near ?? [];
      if (level === "near") return gathered(length, [(i, put) => near[i] && put(0, near[i])]);
      if (level !== "hexagon") return gathered(length, this.#named(level));
      const { spreads } = this.data;
      const tell = (/** @type {number} */ i, /** @type {Put} */ put) => {
        const parts = spreads[this.spread[i]];
        for (let at = 0; at < parts.length; at += 2) put(parts[at], parts[at + 1]);
      };
      return gathered(length, [tell]);
    });
  }

  /**
   * Count the incidents that are shown.
   * @param {Level} level
   * @param {Uint32Array} fails 0 for each row that counts
   * @returns {Counted} whose parts come to as many as count
   */
  incidents(level, fails) {
    const sums = new Uint32Array(this.units(level).length * STEPS);
    const rest = this.#add(level, fails, (unit, weight) => sums[unit * STEPS + weight]++, () => 1);
    return { ...rest, ranges: this.units(level).map((_, unit) => likely(sums.subarray(unit * STEPS, (unit + 1) * STEPS))) };
  }

  /**
   * Count the killed of the incidents that are shown; a range of figures is taken as even, "at least 3" as 3.
   * @param {Level} level
   * @param {Uint32Array} fails 0 for each row that counts
   * @returns {Counted & {open: number, none: number}} incidents whose figure is open upwards, and that have none
   */
  deaths(level, fails) {
    const { killedMin, killedMax } = this.table;
    /** @type {import("./tolls.js").Toll[][]} */
    const tolls = this.units(level).map(() => []);
    let [open, none] = [0, 0];
    const figures = (/** @type {number} */ i) => this.killed(i);
    const rest = this.#add(level, fails, (unit, weight, i) => {
      const { low, high } = figures(i);
      if (high) tolls[unit].push({ p: weight / SURE, low, high });
    }, (i) => {
      if (killedMax[i] < 0) killedMin[i] < 0 ? none++ : open++;
      const { low, high } = figures(i);
      return (low + high) / 2;
    });
    return { ...rest, open, none, ranges: tolls.map(ranged) };
  }

  /** Least and most killed of a row, 0 where it tells none. @param {number} i */
  killed(i) {
    const { killedMin, killedMax } = this.table;
    const low = Math.max(0, killedMin[i]);
    return { low, high: killedMax[i] < 0 ? low : Math.max(low, killedMax[i]) };
  }

  /**
   * Go over the rows that count; tell what lies in none of the units.
   * @param {Level} level
   * @param {Uint32Array} fails
   * @param {(unit: number, weight: number, i: number) => void} add
   * @param {(i: number) => number} worth how much a row counts
   */
  #add(level, fails, add, worth) {
    const { x, length } = this.table;
    const { offsets, codes, weights } = this.parts(level);
    let [elsewhere, unplaced, total] = [0, 0, 0];
    for (let i = 0; i < length; i++) {
      if (fails[i]) continue;
      const much = worth(i);
      total += much;
      if (x[i] !== x[i]) {
        unplaced += much;
        continue;
      }
      let left = SURE;
      for (let s = offsets[i]; s < offsets[i + 1]; s++) {
        left -= weights[s];
        add(codes[s], weights[s], i);
      }
      if (left > offsets[i + 1] - offsets[i]) elsewhere += (much * left) / SURE; // less is rounding
    }
    return { elsewhere, unplaced, total };
  }

  /** How to tell in which units a row may lie: by its shares, or else whole by its likeliest unit. @param {"governorate" | "district" | "disputed"} level @returns {Tell[]} */
  #named(level) {
    const outlines = this.data.units[level];
    const within = this.within[level];
    const told = [...new Set(outlines.map(([, , , , from]) => from))].map((from) => {
      const places = new Map(outlines.flatMap(([key, , , , own], place) => (own === from ? [[key, place]] : [])));
      return this.#told(/** @type {"governorate"} */ (from), /** @type {Map<string, number>} */ (places));
    });
    return within ? [...told, (i, put) => within[i] && put(within[i] - 1, SURE)] : told;
  }

  /** @param {"governorate" | "district" | "subdistrict"} level @param {Map<string, number>} places @returns {Tell} */
  #told(level, places) {
    const shares = this.table.shares(level);
    const column = this.table.column(level);
    const ours = (/** @type {string[]} */ names) => names.map((name) => places.get(name) ?? -1);
    const [ofShares, ofColumn] = [ours(shares?.units ?? []), ours(column?.values ?? [])];
    return (i, put) => {
      if (shares && shares.offsets[i] < shares.offsets[i + 1]) {
        for (let s = shares.offsets[i]; s < shares.offsets[i + 1]; s++) {
          const place = ofShares[shares.codes[s]];
          if (place >= 0 && shares.weights[s]) put(place, shares.weights[s]);
        }
      } else if (column && ofColumn[column.codes[i]] >= 0) put(ofColumn[column.codes[i]], SURE);
    };
  }

  /** @template T @param {string} name @param {() => T} make @returns {T} */
  #once(name, make) {
    if (!this.kept.has(name)) this.kept.set(name, make());
    return this.kept.get(name);
  }
}

/** @param {number[]} flat @returns {[number, number][]} */
function pairs(flat) {
  return Array.from({ length: flat.length / 2 }, (_, n) => [flat[2 * n], flat[2 * n + 1]]);
}

/** Gather what is told of each row: once to know how much it is, once to keep it. @param {number} length @param {Tell[]} tellers @returns {Parts} */
function gathered(length, tellers) {
  const offsets = new Uint32Array(length + 1);
  let count = 0;
  const counted = () => void count++;
  for (let i = 0; i < length; i++) {
    for (const tell of tellers) tell(i, counted);
    offsets[i + 1] = count;
  }
  const codes = new Uint32Array(count);
  const weights = new Uint8Array(count);
  let at = 0;
  const kept = (/** @type {number} */ unit, /** @type {number} */ weight) => {
    codes[at] = unit;
    weights[at++] = weight;
  };
  for (let i = 0; i < length; i++) for (const tell of tellers) tell(i, kept);
  return { offsets, codes, weights };
}
