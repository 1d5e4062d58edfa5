// Incidents as records again, in the columns that geomap's own exports have (geomap/records/incident.py, geomap/store).
//
// The page holds positions to a metre, probabilities to a thousandth (of the disputed territories: a hundredth) and
// footprints simplified for the screen, and takes an empty list for none; all else is as it was given.

import columns from "./record.json" with { type: "json" };

/** @typedef {import("./types").Row} Row */
/** @typedef {import("./table.js").Table} Table */

/** Name → kind of every column, in order; a test holds it to `geomap.records.COLUMNS`. */
export const COLUMNS = /** @type {Record<string, "text" | "date" | "integer" | "real" | "json" | "polygon">} */ (columns);

/** Fields of a report; the file leaves out those that say nothing. */
const REPORT = { id: "", title: "", url: null, source: null, published: null, language: null, reprint_of: null };

/** What no format can carry (geomap/store/frame.py): controls, halves of characters, two that are none. */
// eslint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * Columns beyond the record that this table tells: a coder's words and source, and what became of it between editions.
 * @param {Table} table
 * @returns {string[]}
 */
export function extras(table) {
  return [...(table.told ? [] : ["note", "source"]), ...(table.column("change") ? ["change", "change_detail"] : [])];
}

/**
 * Return an incident's record: every column, null for what is not known.
 * @param {Row} row with its details
 * @param {number} scale steps of a footprint in a degree
 * @param {string[]} more columns beyond the record's
 * @returns {Record<string, any>}
 */
export function recordOf(row, scale, more) {
  /** @type {any} */
  const told = row;
  /** @type {Record<string, any>} */
  const record = {};
  for (const [name, kind] of Object.entries(COLUMNS)) record[name] = valueOf(told[name], kind, scale);
  if (record.reports) record.reports = record.reports.length ? record.reports.map((/** @type {any} */ report) => ({ ...REPORT, ...report })) : null;
  for (const name of more) record[name] = valueOf(told[name], "text", scale);
  return record;
}

/** @param {any} value @param {string} kind @param {number} scale */
function valueOf(value, kind, scale) {
  if (value === undefined || value === null || value === "") return null;
  if (kind === "polygon") return wkt(value, scale);
  return kind === "text" ? clean(String(value)) : clean(value);
}

/** @param {any} value @returns {any} its texts without what no format can carry */
function clean(value) {
  if (typeof value === "string") return value.replace(UNWRITABLE, "\ufffd");
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), clean(item)]));
}

/**
 * Return polygons as well-known text (OGC 06-103r4, 7.2); null where none is left of them.
 * @param {number[][][]} polygons rings of steps, see `Trace`
 * @param {number} scale steps in a degree
 */
export function wkt(polygons, scale) {
  const written = polygons.map((rings) => rings.map((ring) => ringText(ring, scale)).filter(Boolean)).filter((rings) => rings.length);
  const bodies = written.map((rings) => `(${rings.join(", ")})`);
  if (!bodies.length) return null;
  return bodies.length === 1 ? `POLYGON ${bodies[0]}` : `MULTIPOLYGON (${bodies.join(", ")})`;
}

/** @param {number[]} steps @param {number} scale @returns {string} "" for what is no ring */
function ringText(steps, scale) {
  if (steps.length < 8) return ""; // a ring has four positions at least, the last being the first
  let [lon, lat] = [0, 0];
  const positions = [];
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    positions.push(`${lon / scale} ${lat / scale}`);
  }
  return `(${positions.join(", ")})`;
}
