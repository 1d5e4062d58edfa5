// The incidents as columns, decoded from the file; what an entry of the list tells at once, all else when asked for.

import { AreaLayers } from "./area_layers.js";
import { isoOf, NO_DAY } from "./calendar.js";
import { Chunks } from "./details.js";
import { Trace, unitX, unitY } from "./geography.js";
import { inflated, inflatedJson } from "./inflate.js";
import { kindOf, KINDS } from "./kinds.js";
import { Line } from "./line.js";
import { Search } from "./search.js";
import { Unpacking } from "./unpacking.js";

/** @typedef {import("./types").Row} Row */
/** @typedef {import("./types").Contents} Contents */
/** @typedef {import("./columns").Coded} Coded */
/** @typedef {import("./columns").Several} Several */
/** @typedef {import("./columns").Shares} Shares */

/** Columns of words that a brief tells as they are. */
const TOLD = /** @type {const} */ ([
  "event_type", "sub_event_type", "factuality", "date_precision", "perpetrator", "target", "location_method", "place_name_en",
  "place_name_ar", "place_name_ckb", "place_text", "place_id", "place_kind", "governorate", "district", "subdistrict",
  "claimed_governorate", "status", "change",
]);
const FIGURES = /** @type {const} */ (["killed_min", "killed_max", "injured_min", "injured_max", "killed_attackers", "abducted", "arrested"]);
const LEVELS = /** @type {const} */ (["governorate", "district", "subdistrict"]);

/** Probability from which a unit may be said to hold the place: a guess, untested. */
const SURE = 800; // thousandths

/**
 * Decode the table of the file that is open.
 * @param {Contents} contents
 * @param {(name: string) => string} block what the file holds under a name
 * @returns {Promise<Table>}
 */
export async function tableOf(contents, block) {
  const [bytes, values] = await Promise.all([inflated(block("columns")), inflatedJson(block("values"))]);
  const { table } = contents;
  const details = new Chunks(block("details"), table.chunk);
  const reports = new Chunks(block("reports"), table.chunk);
  return new Table(contents, new Unpacking(table.layout, bytes), values ?? {}, details, reports, () => inflatedJson(block("areas")));
}

export class Table {
  /**
   * @param {Contents} contents
   * @param {Unpacking} packed
   * @param {Record<string, any>} values
   * @param {Chunks} details
   * @param {Chunks} reports
   * @param {() => Promise<import("./area_layers.js").LayerData>} outlines opens what counting by area needs
   */
  constructor(contents, packed, values, details, reports, outlines) {
    const { length } = contents.table;
    this.length = length;
    this.packed = packed;
    this.values = values;
    /** @type {Record<string, {ar?: string, ckb?: string}>} */
    this.units = values.units ?? {};
    this.details = details;
    this.reports = reports;
    this.outlines = outlines;
    this.reportCount = contents.table.reports;
    /** @type {Map<string, any>} */
    this.kept = new Map();
    const count = packed.laid("lat")?.count ?? 0;
    this.steps = contents.steps;
    this.lons = packed.numbers("lon", count, 0);
    this.lats = packed.numbers("lat", count, 0);
    /** Which of the positions each row has; null where each has its own. */
    this.spots = packed.has("spot") ? packed.numbers("spot", length, 0) : null;
    const nowhere = -90 * this.steps;
    const here = (/** @type {number} */ at) => this.lats[at] >= nowhere;
    this.x = this.#spread(Float32Array.from(this.lons, (lon, at) => (here(at) ? unitX(lon / this.steps) : NaN)));
    this.y = this.#spread(Float32Array.from(this.lats, (lat, at) => (here(at) ? unitY(lat / this.steps) : NaN)));
    this.first = packed.numbers("first", length, NO_DAY);
    this.last = this.#lasts(packed.laid("first")?.none);
    const numbers = (/** @type {string} */ name, otherwise = -1) => packed.numbers(name, length, otherwise);
    this.killedMin = numbers("killed_min");
    this.killedMax = numbers("killed_max");
    this.injuredMin = numbers("injured_min");
    this.injuredMax = numbers("injured_max");
    this.precision = Uint8Array.from(numbers("geo_precision", 0));
    this.disputed = Uint8Array.from(numbers("disputed"), (percent) => (percent < 0 ? 255 : percent));
    this.kind = this.#kinds();
    /** Unit that is all that is known of a row, from 1 on; its polygons are `areas[number - 1]`. */
    this.areaOf = packed.codes("area", length, (values.areas ?? []).length + 1);
    this.area = Uint8Array.from(this.areaOf, (unit) => (unit ? 1 : 0));
    /** @type {{path: Path2D, box: import("./types").Box}[] | null} */
    this.traced = null;
    this.scale = contents.scale;
    /** That the author gives. */
    /** Level of the units whose inhabitants the author gives. @type {string | null} */
    this.people = values.people ?? null;
    this.line = values.line ? new Line(values.line, this.scale, packed.numbers("near", length, 0)) : null;
    this.search = new Search(this);
  }

  /** The table counted by area; what that needs is opened when it is first asked for. @returns {Promise<AreaLayers>} */
  layers() {
    return this.#once("layers", async () => {
      const { packed, length } = this;
      const levels = /** @type {const} */ (["governorate", "district", "disputed"]).filter((level) => packed.has(`within.${level}`));
      const within = Object.fromEntries(levels.map((level) => [level, packed.numbers(`within.${level}`, length, 0)]));
      return new AreaLayers(await this.outlines(), this, packed.numbers("spread", length, 0), within, this.line);
    });
  }

  /** How many have a place. */
  get placed() {
    return this.#once("placed", () => this.x.reduce((sum, x) => sum + (x === x ? 1 : 0), 0));
  }

  /** Whether a row has a place. @param {number} i */
  has(i) {
    return !Number.isNaN(this.x[i]);
  }

  /** Units that are all that is known of some rows: their outlines and boxes. */
  get areas() {
    this.traced ??= (this.values.areas ?? []).map((/** @type {number[][][]} */ polygons) => new Trace().addPolygons(polygons, this.scale));
    return /** @type {Trace[]} */ (this.traced);
  }

  /** @param {string} name @returns {Coded | null} */
  column(name) {
    return this.#once(`column ${name}`, () => {
      const values = this.values[name];
      if (!values || typeof (values[1] ?? "") !== "string" || !this.packed.has(name)) return null;
      return { values, codes: this.packed.codes(name, this.length, values.length) };
    });
  }

  /** @param {string} name "source", "language" or "weapons" @returns {Several | null} */
  list(name) {
    return this.#once(`list ${name}`, () => {
      if (name !== "weapons" && this.packed.has("report")) return this.#ofReports(name);
      const column = name === "source" ? split(this.column("source")) : this.listed(name);
      return column && several(column.values, column.codes);
    });
  }

  /** @param {"governorate" | "district" | "subdistrict"} level @returns {Shares | null} */
  shares(level) {
    return this.#once(`shares ${level}`, () => {
      const column = this.listed(`${level}_shares`);
      if (!column) return null;
      const names = several(column.values.map((/** @type {[string, number][]} */ pairs) => pairs.map(([unit]) => unit)), column.codes);
      const weights = column.values.map((/** @type {[string, number][]} */ pairs) => pairs.map(([, weight]) => Math.round(weight * 0.255)));
      const flat = new Uint8Array(names.codes.length);
      column.codes.forEach((/** @type {number} */ code, /** @type {number} */ i) => flat.set(weights[code], names.offsets[i]));
      return { units: names.values, offsets: names.offsets, codes: names.codes, weights: flat };
    });
  }

  /** Return a column whose words are lists. @param {string} name @returns {{values: any[], codes: import("./columns").Codes} | null} */
  listed(name) {
    return this.#once(`listed ${name}`, () => {
      const values = this.values[name];
      return values ? { values, codes: this.packed.codes(name, this.length, values.length) } : null;
    });
  }

  /** @param {string} text @returns {Promise<Uint8Array> | Uint8Array} */
  matches(text) {
    return this.search.matches(text);
  }

  /** Longitude and latitude in degrees, to the steps of the file. @param {number} i @returns {[number, number]} */
  position(i) {
    const at = this.spots ? this.spots[i] : i;
    return [this.lons[at] / this.steps, this.lats[at] / this.steps];
  }

  /**
   * Return what an entry of the list and a tooltip tell, at once.
   * @param {number} i
   * @returns {Row}
   */
  brief(i) {
    /** @type {any} */
    const row = {};
    for (const name of TOLD) {
      const column = this.column(name);
      const word = column && column.values[column.codes[i]];
      if (word) row[name] = word;
    }
    const first = this.first[i];
    if (first !== NO_DAY) Object.assign(row, { date_start: isoOf(first), date_end: isoOf(this.last[i]) });
    for (const name of FIGURES) {
      const figure = this.#figure(name)[i];
      if (figure >= 0) row[name] = figure;
    }
    if (this.x[i] === this.x[i]) [row.lon, row.lat] = this.position(i);
    if (this.precision[i]) row.geo_precision = this.precision[i];
    if (this.disputed[i] !== 255) row.disputed = this.disputed[i] / 100;
    this.#tellLists(row, i);
    row.unit = this.#unit(row);
    return row;
  }

  /**
   * Return everything that is known of an incident.
   * @param {number} i
   * @returns {Promise<Row>}
   */
  async detail(i) {
    const numbers = this.#reportsOf(i);
    // Not `known`: an incident of reports from all over the file may need more chunks than stay open.
    const [chunk, ...reports] = await Promise.all([this.details.chunk(this.details.of(i)), ...numbers.map((number) => this.reports.chunk(this.reports.of(number)))]);
    return this.#whole(i, chunk, numbers, reports);
  }

  /** Everything that is known of an incident, where its chunks are open; else null. @param {number} i @returns {Row | null} */
  known(i) {
    const chunk = this.details.now(i);
    const numbers = this.#reportsOf(i);
    if (chunk === undefined || numbers.some((number) => !this.reports.now(number))) return null;
    return this.#whole(i, chunk, numbers, numbers.map((number) => this.reports.now(number)));
  }

  /** @param {number} i @param {any} chunk of its details @param {number[]} numbers of its reports @param {any[]} reports the chunk of each @returns {Row} */
  #whole(i, chunk, numbers, reports) {
    const at = i % this.details.size;
    const row = this.brief(i);
    for (const [name, column] of Object.entries(chunk ?? {})) if (column[at] !== null) /** @type {any} */ (row)[name] = column[at];
    if (this.areaOf[i]) row.footprint = this.values.areas[this.areaOf[i] - 1];
    row.reports = numbers.map((number, n) => reports[n][number % this.reports.size]);
    return row;
  }

  /** Return the row of an id, -1 where there is none. @param {string} id @returns {Promise<number>} */
  async find(id) {
    for (let number = 0; number < this.details.lines.length; number++) {
      const chunk = await this.details.read(number);
      const at = chunk?.id?.indexOf(id) ?? -1;
      if (at >= 0) return number * this.details.size + at;
    }
    return -1;
  }

  /** @param {Float32Array<ArrayBuffer>} values of each position */
  #spread(values) {
    const { spots } = this;
    if (!spots) return values;
    const found = new Float32Array(spots.length);
    for (let i = 0; i < found.length; i++) found[i] = values[spots[i]];
    return found;
  }

  /** Last days; first days that are not known become `NO_DAY`. @param {number | undefined} none how the file writes these */
  #lasts(none) {
    const { first } = this;
    const last = this.packed.numbers("span", this.length, 0);
    for (let i = 0; i < last.length; i++) {
      if (first[i] === none) first[i] = NO_DAY;
      last[i] = first[i] === NO_DAY ? NO_DAY : last[i] + first[i];
    }
    return last;
  }

  /** @returns {Uint8Array} */
  #kinds() {
    const [types, subs] = [this.column("event_type"), this.column("sub_event_type")];
    const pairs = (types?.values ?? [""]).map((type) => (subs?.values ?? [""]).map((sub) => KINDS.indexOf(kindOf(type, sub))));
    const kinds = new Uint8Array(this.length);
    for (let i = 0; i < kinds.length; i++) kinds[i] = pairs[types ? types.codes[i] : 0][subs ? subs.codes[i] : 0];
    return kinds;
  }

  /** @param {typeof FIGURES[number]} name @returns {Int32Array} */
  #figure(name) {
    const held = { killed_min: this.killedMin, killed_max: this.killedMax, injured_min: this.injuredMin, injured_max: this.injuredMax };
    return name in held ? held[/** @type {keyof typeof held} */ (name)] : this.#once(`figure ${name}`, () => this.packed.numbers(name, this.length, -1));
  }

  /** @param {any} row @param {number} i */
  #tellLists(row, i) {
    const word = (/** @type {string} */ name) => {
      const column = this.listed(name);
      return column?.codes[i] ? column.values[column.codes[i]] : null;
    };
    const weapons = word("weapons");
    if (weapons) row.weapons = weapons;
    for (const level of LEVELS) {
      const shares = word(`${level}_shares`);
      if (shares) row[`${level}_shares`] = Object.fromEntries(shares.map((/** @type {[string, number]} */ [unit, weight]) => [unit, weight / 1000]));
    }
    const why = word("why");
    if (why) Object.assign(row, { location_reasons: [why[0]], location_reason_codes: why.length > 1 ? [why[1]] : [] });
    const source = this.packed.has("report") ? null : this.column("source");
    if (source?.codes[i]) row.source = source.values[source.codes[i]];
  }

  /** The smallest unit that surely holds the place. @param {Row} row */
  #unit(row) {
    const levels = /** @type {const} */ (["district", "governorate"]); // readers know few subdistricts
    const unit = levels.flatMap((level) => Object.entries(row[`${level}_shares`] ?? {})).find(([, share]) => share * 1000 >= SURE)?.[0] ?? row.governorate;
    return unit === undefined ? undefined : { name_en: unit, name_ar: this.units[unit]?.ar, name_ckb: this.units[unit]?.ckb };
  }

  /** @returns {{offsets: Int32Array, numbers: Int32Array} | null} which reports tell each row */
  get told() {
    return this.#once("told", () => {
      const count = this.packed.laid("report")?.count;
      if (count === undefined) return null;
      return { offsets: this.packed.numbers("report.offsets", this.length + 1, 0), numbers: this.packed.numbers("report", count, 0) };
    });
  }

  /** @param {number} i @returns {number[]} */
  #reportsOf(i) {
    return this.told ? [...this.told.numbers.subarray(this.told.offsets[i], this.told.offsets[i + 1])] : [];
  }

  /** @param {string} name "source" or "language" @returns {Several | null} */
  #ofReports(name) {
    const values = this.values[`report.${name}`];
    if (!values || !this.told) return null;
    const codes = this.packed.codes(`report.${name}`, this.reportCount, values.length);
    const { offsets, numbers } = this.told;
    return { values, offsets: Uint32Array.from(offsets), codes: Uint32Array.from(numbers, (number) => codes[number]) };
  }

  /** @template T @param {string} name @param {() => T} make @returns {T} */
  #once(name, make) {
    if (!this.kept.has(name)) this.kept.set(name, make());
    return this.kept.get(name);
  }
}

/** Words that are several in one, divided by semicolons. @param {Coded | null} column */
function split(column) {
  return column && { values: column.values.map((value) => value.split(";").map((part) => part.trim()).filter(Boolean)), codes: column.codes };
}

/**
 * Several values to a row, from a column whose words are lists.
 * @param {string[][]} lists
 * @param {import("./columns").Codes} codes
 * @returns {Several}
 */
function several(lists, codes) {
  const values = ["", ...new Set(lists.flat())];
  const places = new Map(values.map((value, place) => [value, place]));
  const numbers = lists.map((list) => list.map((value) => /** @type {number} */ (places.get(value))));
  const offsets = new Uint32Array(codes.length + 1);
  for (let i = 0; i < codes.length; i++) offsets[i + 1] = offsets[i] + numbers[codes[i]].length;
  const flat = new Uint32Array(offsets[codes.length]);
  for (let i = 0; i < codes.length; i++) flat.set(numbers[codes[i]], offsets[i]);
  return { values, offsets, codes: flat };
}
