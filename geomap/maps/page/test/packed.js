// Files as geomap/maps/packing.py writes them, small and by hand, for tests.

import { deflateRawSync } from "node:zlib";
import { tableOf } from "../src/table.js";

const deflated = (data) => deflateRawSync(Buffer.from(data)).toString("base64");
export const json = (value) => deflated(JSON.stringify(value));

/** One column of four bytes: planes, the lowest first. */
function column(name, numbers, more = {}) {
  const bytes = [0, 8, 16, 24].flatMap((shift) => numbers.map((number) => (number >>> shift) & 255));
  return { laid: { name, bytes: 4, count: numbers.length, base: 0, ...more }, bytes };
}

/**
 * Make a table of rows like `{lon, lat, first, place_text, district_shares: [["Kirkuk", 900]], detail: {…}}`; chunks hold two rows.
 * @param {Record<string, any>[]} rows
 * @param {Record<string, any>} [values] besides those of the columns
 */
export function packed(rows, values = {}, reports = []) {
  const columns = [
    column("lon", rows.map(({ lon = 0 }) => Math.round(lon * 1e5))),
    column("lat", rows.map(({ lat = -91 }) => Math.round(lat * 1e5))),
    column("first", rows.map(({ first = -1 }) => first), { none: -1 }),
    column("span", rows.map(({ span = 0 }) => span)),
  ];
  const words = {};
  for (const name of new Set(rows.flatMap((row) => Object.keys(row)))) {
    if (["lon", "lat", "first", "span", "detail", "report"].includes(name)) continue;
    const said = rows.map((row) => JSON.stringify(row[name] ?? ""));
    const known = [...new Set(said)].filter((text) => text !== '""');
    words[name] = [Array.isArray(JSON.parse(known[0])) ? [] : "", ...known.map((text) => JSON.parse(text))];
    columns.push(column(name, said.map((text) => known.indexOf(text) + 1)));
  }
  if (reports.length) {
    let at = 0;
    columns.push(column("report.offsets", [0, ...rows.map(({ report = [] }) => (at += report.length))]));
    columns.push(column("report", rows.flatMap(({ report = [] }) => report)));
    words["report.source"] = ["", ...new Set(reports.map(({ source }) => source))];
    columns.push(column("report.source", reports.map(({ source }) => words["report.source"].indexOf(source))));
  }
  const chunks = [];
  for (let start = 0; start < rows.length; start += 2) {
    const part = rows.slice(start, start + 2).map(({ detail = {} }) => detail);
    const names = [...new Set(part.flatMap((detail) => Object.keys(detail)))];
    chunks.push(names.length ? json(Object.fromEntries(names.map((name) => [name, part.map((detail) => detail[name] ?? null)]))) : "");
  }
  const lines = [];
  for (let start = 0; start < reports.length; start += 2) lines.push(json(reports.slice(start, start + 2)));
  const blocks = {
    columns: deflated(columns.flatMap(({ bytes }) => bytes)),
    values: json({ units: {}, areas: [], ...words, ...values }),
    details: chunks.join("\n"),
    reports: lines.join("\n"),
  };
  const contents = { scale: 1e4, steps: 1e5, table: { length: rows.length, chunk: 2, reports: reports.length, layout: columns.map(({ laid }) => laid) } };
  return tableOf(contents, (name) => blocks[name]);
}
