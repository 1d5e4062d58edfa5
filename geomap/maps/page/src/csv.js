// CSV as spreadsheets read it (RFC 4180), the same as geomap/store/spreadsheet.py writes: UTF-8 with a byte order mark,
// and an apostrophe before what a spreadsheet would run.

import { COLUMNS } from "./record.js";

/** How a cell begins that Excel, LibreOffice or Google Sheets may run (OWASP, "CSV Injection"); see spreadsheet.py. */
const FORMULA = /^(?:'*[\s\u001c-\u001f\u0085\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212|%]|'*[\t\r\n])/;

const MARK = "\ufeff";

/** @param {string} text @returns {string} a cell's text, with an apostrophe before one that a spreadsheet would run */
export function guarded(text) {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** @param {any} value @param {string} kind of its column @returns {string} */
function cell(value, kind) {
  if (value === null) return "";
  const plain = kind === "json" ? JSON.stringify(value) : String(value);
  const text = kind === "text" || kind === "json" ? guarded(plain) : plain; // a figure below zero is no formula
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table's writer. @param {string[]} more columns beyond the record's @returns {import("./exports.js").Writer} */
export function csv(more) {
  const columns = [...Object.entries(COLUMNS), ...more.map((name) => /** @type {const} */ ([name, "text"]))];
  return {
    type: "text/csv;charset=utf-8",
    ending: "csv",
    head: `${MARK}${columns.map(([name]) => name).join(",")}\r\n`,
    row: (record) => `${columns.map(([name, kind]) => cell(record[name], kind)).join(",")}\r\n`,
    between: "",
    foot: "",
  };
}
