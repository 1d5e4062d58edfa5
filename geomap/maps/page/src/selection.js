// Which incidents are shown: filters that combine, and the counts that follow them.
//
// The idea is crossfilter's: each row has one bit for each dimension that says "fails here". To set a filter writes the
// bits of its own dimension and no other. A dimension's counts go over the rows that pass all others: those that fail nowhere,
// or here alone.

import { NO_DAY } from "./calendar.js";
import { barsOf, BARS, DIMENSIONS, facet, FIGURES, figures, PLACES, sound } from "./dimensions.js";
import { Bins, spanOf, totals } from "./histogram.js";
import { ofBars, ofValues, Partition } from "./partition.js";
import { Units } from "./units.js";

/** @typedef {import("./columns").Columns} Columns */
/** @typedef {import("./columns").Filter} Filter */
/** @typedef {import("./columns").Filters} Filters */
/** @typedef {import("./columns").Histogram} Histogram */
/** @typedef {import("./calendar.js").Step} Step */

export class Selection {
  /** @param {Columns} table */
  constructor(table) {
    this.table = table;
    /** 0: shown; else a bit for each dimension whose filter the row fails. */
    this.fails = new Uint32Array(table.length);
    /** @type {Filters} */
    this.filters = Object.create(null);
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    /** Resolves when the search that was asked for last is done. @type {Promise<void>} */
    this.settled = Promise.resolve();
    this.partition = new Partition(this.fails);
    /** What was reckoned of the table once, and of the filters of now, by name. @type {Map<string, any>} */
    this.kept = new Map();
    /** @type {Map<string, any>} */
    this.counted = new Map();
  }

  /** How many are shown. */
  get count() {
    return this.partition.count;
  }

  /** How many of those shown are not placed. @returns {number} */
  get unplaced() {
    return this.#counted("unplaced", () => {
      const { x } = this.table;
      const { rows, count } = this.partition;
      let sum = 0;
      for (let j = 0; j < count; j++) sum += x[rows[j]] === x[rows[j]] ? 0 : 1;
      return sum;
    });
  }

  /** Dimensions that the table has something to say of. @returns {string[]} */
  get dimensions() {
    return this.#once("dimensions", () => DIMENSIONS.filter((name) => this.#told(name)));
  }

  /** @param {string} dimension @returns {Filter | null} */
  get(dimension) {
    return this.filters[dimension] ?? null;
  }

  /** Dimensions whose filter leaves something out. @returns {string[]} */
  get active() {
    return DIMENSIONS.filter((name) => restricts(this.get(name)));
  }

  /**
   * Set one filter; null takes it away. A search that must be awaited applies when it is done.
   * @param {string} dimension
   * @param {Filter | null} filter
   */
  set(dimension, filter) {
    this.#put(dimension, filter);
    this.#changed(dimension);
  }

  /** Set all filters at once, as a link or a bookmark has them. @param {Filters} filters */
  replace(filters) {
    for (const name of DIMENSIONS) this.#put(name, Object.hasOwn(filters, name) ? /** @type {Filter} */ (filters[name]) : null);
    this.#changed(null);
  }

  clear() {
    this.replace({});
  }

  /** Which rows fail a filter other than that of a dimension, 0 for none. @param {string} dimension @returns {Uint32Array} */
  failsBut(dimension) {
    const others = ~bitOf(dimension);
    return this.fails.map((bits) => bits & others);
  }

  /** Values of a dimension in the order of its tallies. @param {string} dimension @returns {string[]} */
  values(dimension) {
    if (FIGURES.has(dimension)) return BARS;
    if (PLACES.has(dimension)) return this.#units(dimension).values;
    return this.#facet(dimension).values;
  }

  /**
   * Count each value over the rows that pass all other filters: rows, or the expected number of them for units. A row of
   * several values, or of a figure that several bars may hold, counts in each.
   * @param {string} dimension
   * @returns {Float64Array}
   */
  tallies(dimension) {
    return this.#counted(`tallies ${dimension}`, () => {
      if (PLACES.has(dimension)) return Float64Array.from(this.ranges(dimension), ({ expected }) => expected);
      const add = FIGURES.has(dimension) ? ofBars(this.#figures(dimension)) : ofValues(this.#facet(dimension));
      return this.#sum(dimension, dimension, this.values(dimension).length, add);
    });
  }

  /** How many lie in each unit. @param {string} dimension "governorate" or "district" @returns {import("./columns").Range[]} */
  ranges(dimension) {
    const { reading } = /** @type {import("./columns").OfValues} */ (this.get(dimension) ?? { values: [] });
    return this.#counted(`ranges ${dimension}`, () => {
      const units = this.#units(dimension);
      return units.ranges(this.#sum(`${dimension} ${reading}`, dimension, units.size, units.adding(reading)));
    });
  }

  /** First and last day of the table, or null where no date is known. @returns {{first: number, last: number} | null} */
  get span() {
    return this.#once("span", () => spanOf(this.table.first, this.#ends));
  }

  /**
   * Count the rows that pass all filters but that of time.
   * @param {Step} step
   * @returns {Histogram | null} null where no date is known
   */
  histogram(step) {
    const { span } = this;
    if (!span) return null;
    return this.#counted(`histogram ${step}`, () => {
      const bins = this.#once(`bins ${step}`, () => new Bins(step, span));
      const add = bins.adding({ first: this.table.first, ends: this.#ends, kind: this.table.kind });
      const all = this.#once(`all ${step}`, () => totals(bins.told(this.partition.whole(bins.size, add))));
      return { step, ...bins.told(this.#sum(`histogram ${step}`, "time", bins.size, add)), all };
    });
  }

  /**
   * Where nothing is shown, name the filters of which one alone is to blame, that which hides most first.
   * @returns {{dimension: string, hides: number}[]}
   */
  blame() {
    if (this.count) return [];
    return DIMENSIONS.map((dimension, place) => ({ dimension, hides: this.partition.alone(place) }))
      .filter((one) => one.hides)
      .sort((a, b) => b.hides - a.hides);
  }

  /** @param {() => void} listener @returns {() => void} what stops it */
  onChange(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @param {string} dimension @param {Filter | null} filter */
  #put(dimension, filter) {
    const kept = filter && this.dimensions.includes(dimension) ? sound(dimension, filter) : null;
    const before = this.get(dimension);
    if (kept) this.filters[dimension] = kept;
    else delete this.filters[dimension];
    if (kept || before) this.#mark(dimension, kept);
  }

  /** @param {string} dimension @param {Filter | null} filter */
  #mark(dimension, filter) {
    const bit = bitOf(dimension);
    if (!restricts(filter)) for (let i = 0; i < this.fails.length; i++) this.fails[i] &= ~bit;
    else if (dimension === "text") this.#search(/** @type {import("./columns").OfText} */ (filter).text);
    else if (dimension === "time") this.#markTime(/** @type {import("./columns").OfDays} */ (filter));
    else if (FIGURES.has(dimension)) this.#markFigures(dimension, /** @type {import("./columns").OfFigures} */ (filter));
    else if (PLACES.has(dimension)) this.#units(dimension).mark(this.fails, bit, /** @type {import("./columns").OfValues} */ (filter));
    else this.#markValues(dimension, /** @type {import("./columns").OfValues} */ (filter));
  }

  /** @param {string} text */
  #search(text) {
    const found = this.table.matches(text);
    if (!(found instanceof Promise)) return this.#markFound(found);
    this.settled = found.then((rows) => {
      const wanted = /** @type {import("./columns").OfText | null} */ (this.get("text"));
      if (wanted?.text !== text) return; // another search came after it
      this.#markFound(rows);
      this.#changed("text");
    });
  }

  /** @param {Uint8Array} found */
  #markFound(found) {
    const bit = bitOf("text");
    for (let i = 0; i < found.length; i++) this.fails[i] = found[i] ? this.fails[i] & ~bit : this.fails[i] | bit;
  }

  /** A row passes if it can have happened within. @param {import("./columns").OfDays} filter */
  #markTime({ from, to }) {
    const { fails } = this;
    const { first } = this.table;
    const ends = this.#ends;
    const bit = bitOf("time");
    const [low, high] = [from ?? -Infinity, to ?? Infinity];
    for (let i = 0; i < fails.length; i++) {
      fails[i] = first[i] !== NO_DAY && first[i] <= high && ends[i] >= low ? fails[i] & ~bit : fails[i] | bit;
    }
  }

  /** A row passes if any of its figures does. @param {string} dimension @param {import("./columns").OfFigures} filter */
  #markFigures(dimension, { least, most }) {
    const { fails } = this;
    const { low, high } = this.#figures(dimension);
    const bit = bitOf(dimension);
    const [from, to] = [least ?? 0, most ?? Infinity];
    for (let i = 0; i < fails.length; i++) fails[i] = low[i] >= 0 && low[i] <= to && high[i] >= from ? fails[i] & ~bit : fails[i] | bit;
  }

  /** @param {string} dimension @param {import("./columns").OfValues} filter */
  #markValues(dimension, { values: chosen, without }) {
    const { fails } = this;
    const { values, codes, offsets, unknown } = this.#facet(dimension);
    const wanted = new Set(chosen);
    const bit = bitOf(dimension);
    const fail = Uint32Array.from(values, (value) => (wanted.has(value) !== Boolean(without) ? 0 : bit));
    if (!offsets) for (let i = 0; i < fails.length; i++) fails[i] = (fails[i] & ~bit) | fail[codes[i]];
    else for (let i = 0; i < fails.length; i++) fails[i] = (fails[i] & ~bit) | (offsets[i] === offsets[i + 1] ? fail[unknown] : failsAll(fail, codes, offsets[i], offsets[i + 1]));
  }

  /** @param {string | null} dimension the only one whose filter is another now */
  #changed(dimension) {
    this.partition.part();
    // A dimension's own filter does not touch its counts, but for the reading of units.
    const own = dimension && !PLACES.has(dimension) ? dimension : null;
    for (const name of this.counted.keys()) if (!own || !(own === "time" ? name.startsWith("histogram") : name === `tallies ${own}`)) this.counted.delete(name);
    for (const listener of this.listeners) listener();
  }

  /**
   * @param {string} name of what is summed up
   * @param {string} dimension whose own filter does not count
   * @param {number} size
   * @param {import("./partition.js").Adding} add
   */
  #sum(name, dimension, size, add) {
    return this.partition.sum(placeOf(dimension), size, () => this.#once(`whole ${name}`, () => this.partition.whole(size, add)), add);
  }

  /** @param {string} name */
  #told(name) {
    if (name === "text") return true;
    if (name === "time") return this.span !== null;
    if (FIGURES.has(name)) return this.#figures(name).high.some((figure) => figure >= 0);
    if (PLACES.has(name)) return (this.table.column(name)?.values.length ?? 0) > 1;
    const found = facet(this.table, name);
    return found !== null && found.codes.some((code) => code !== found.unknown);
  }

  /** @param {string} dimension @returns {import("./dimensions.js").Facet} */
  #facet(dimension) {
    return this.#once(`facet ${dimension}`, () => /** @type {import("./dimensions.js").Facet} */ (facet(this.table, dimension)));
  }

  /** @param {string} dimension @returns {Units} */
  #units(dimension) {
    return this.#once(`units ${dimension}`, () => new Units(this.table, /** @type {"governorate" | "district"} */ (dimension)));
  }

  /** @param {string} dimension @returns {{low: Int32Array, high: Int32Array, lowest: Uint8Array, highest: Uint8Array}} */
  #figures(dimension) {
    return this.#once(`figures ${dimension}`, () => {
      const { low, high } = figures(this.table, dimension);
      return { low, high, lowest: barsOf(low), highest: barsOf(high) };
    });
  }

  /** Last days; the first where none is said. @returns {Int32Array} */
  get #ends() {
    const { first, last } = this.table;
    return this.#once("ends", () => first.map((day, i) => Math.max(day, last[i])));
  }

  /** @template T @param {string} name @param {() => T} make @returns {T} */
  #once(name, make) {
    if (!this.kept.has(name)) this.kept.set(name, make());
    return this.kept.get(name);
  }

  /** @template T @param {string} name @param {() => T} make @returns {T} */
  #counted(name, make) {
    if (!this.counted.has(name)) this.counted.set(name, make());
    return this.counted.get(name);
  }
}

/** @param {string} dimension */
function placeOf(dimension) {
  return DIMENSIONS.indexOf(/** @type {any} */ (dimension));
}

/** @param {string} dimension */
function bitOf(dimension) {
  return 1 << placeOf(dimension);
}

/** Whether a filter leaves anything out. @param {Filter | null} filter */
export function restricts(filter) {
  return filter !== null && !("values" in filter && filter.values.length === 0);
}

/** @param {Uint32Array} fail @param {import("./columns").Codes} codes @param {number} from @param {number} to */
function failsAll(fail, codes, from, to) {
  let bits = fail[codes[from]];
  for (let at = from + 1; at < to; at++) bits &= fail[codes[at]];
  return bits;
}
