// Incidents as columns for filters and counts.

import { NO_DAY, parseDay } from "./calendar.js";
import { folded } from "./incidents.js";
import { KINDS } from "./kinds.js";

/** @typedef {import("./types").Incident} Incident */
/** @typedef {import("./types").Row} Row */

/**
 * @param {Incident[]} incidents
 * @param {import("./types").Contents} contents
 * @returns {import("./columns").Columns}
 */
export function columnsOf(incidents, contents) {
  const rows = incidents.map(({ row }) => row);
  const days = (/** @type {keyof Row} */ name) => Int32Array.from(rows, (row) => parseDay(String(row[name] ?? "")) ?? NO_DAY);
  const figures = (/** @type {keyof Row} */ name) => Int32Array.from(rows, (row) => /** @type {number | undefined} */ (row[name]) ?? -1);
  const first = days("date_start");
  const reports = rows.map((row) => row.report.map((number) => contents.reports[number]));
  return {
    length: rows.length,
    x: Float32Array.from(incidents, ({ x }) => x ?? NaN),
    first,
    last: days("date_end").map((day, i) => (day === NO_DAY ? first[i] : day)),
    kind: Uint8Array.from(incidents, ({ kind }) => KINDS.indexOf(kind)),
    area: Uint8Array.from(incidents, ({ area }) => Number(area)),
    precision: Uint8Array.from(rows, (row) => row.geo_precision ?? 0),
    killedMin: figures("killed_min"),
    killedMax: figures("killed_max"),
    injuredMin: figures("injured_min"),
    injuredMax: figures("injured_max"),
    disputed: Uint8Array.from(rows, ({ disputed }) => (disputed === undefined ? 255 : Math.round(disputed * 100))),
    column: (name) => coded(rows.map((row) => String(row[/** @type {keyof Row} */ (name)] ?? ""))),
    list: (name) => several(name === "weapons" ? rows.map(({ weapons }) => weapons ?? []) : reports.map((of) => of.map((report) => report?.[/** @type {"source" | "language"} */ (name)] ?? ""))),
    shares: (level) => shares(rows.map((row) => row[`${level}_shares`] ?? {})),
    matches: (text) => {
      const words = folded(text).split(/\s+/).filter(Boolean);
      return Uint8Array.from(incidents, ({ haystack }) => Number(words.every((word) => haystack.includes(word))));
    },
  };
}

/** @param {string[]} said */
function coded(said) {
  const values = ["", ...new Set(said.filter(Boolean))];
  const places = new Map(values.map((value, at) => [value, at]));
  return { values, codes: Uint32Array.from(said, (value) => places.get(value) ?? 0) };
}

/** @param {string[][]} said */
function several(said) {
  return { ...coded(said.flat()), offsets: offsets(said) };
}

/** @param {Record<string, number>[]} said */
function shares(said) {
  const pairs = said.flatMap((one) => Object.entries(one));
  if (!pairs.length) return null;
  const { values, codes } = coded(pairs.map(([unit]) => unit));
  return { units: values, codes, offsets: offsets(said.map((one) => Object.keys(one))), weights: Uint8Array.from(pairs, ([, share]) => Math.round(share * 255)) };
}

/** @param {unknown[][]} lists */
function offsets(lists) {
  let at = 0;
  return Uint32Array.from([0, ...lists.map((list) => (at += list.length))]);
}
