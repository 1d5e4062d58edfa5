// What is taken away, in its parts: cells that no spreadsheet runs, polygons in words, names of files, lines, sums.

import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, guarded } from "../src/csv.js";
import { exported, fileName, shownRows, Stopped } from "../src/exports.js";
import { geojson } from "../src/geojson.js";
import { wrapped } from "../src/lines.js";
import { COLUMNS, recordOf, wkt } from "../src/record.js";
import { byKind, plus } from "../src/tallies.js";
import { random, tableOf } from "./tables.js";

const empty = Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, null]));

test("what a spreadsheet may run gets an apostrophe, all else stays", () => {
  for (const words of ["=1", "+1", "-1", "@x", "\t=1", " =1", "\u200f=1", "\uff1d1", "'=1", "''+1", "|x", "%0", "\r"]) assert.equal(guarded(words), `'${words}`);
  for (const words of ["", "1", "a=1", "الرشاد", "'quoted'", "[1]"]) assert.equal(guarded(words), words);
});

test("cells with commas, quotes and line ends stand in quotes; figures below zero are figures", () => {
  const row = csv([]).row({ ...empty, id: 'a "b", c', summary: "x\ny", lon: -1.5, footprint: "POLYGON ((0 0, 1 1))" });
  assert.ok(row.startsWith('"a ""b"", c","x\ny",'));
  assert.ok(row.includes(",-1.5,"));
  assert.ok(row.includes('"POLYGON ((0 0, 1 1))"'));
  assert.ok(row.endsWith("\r\n"));
});

test("polygons are written as their rings are, and what is no ring is left out", () => {
  const square = [10000, 20000, 10000, 0, 0, 10000, -10000, 0, 0, -10000];
  assert.equal(wkt([[square]], 10000), "POLYGON ((1 2, 2 2, 2 3, 1 3, 1 2))");
  assert.equal(wkt([[square], [square]], 10000), "MULTIPOLYGON (((1 2, 2 2, 2 3, 1 3, 1 2)), ((1 2, 2 2, 2 3, 1 3, 1 2)))");
  assert.equal(wkt([[[1, 1, 0, 0]]], 10000), null);
});

test("a record has every column, and no character that formats cannot carry", () => {
  const record = recordOf({ id: "a\u0000b\ud800", evidence: [{ field: "x", document: "d", start: 0, end: 1, text: "\u0007" }], reports: [{ id: "r" }] }, 1, ["note"]);
  assert.deepEqual(Object.keys(record), [...Object.keys(COLUMNS), "note"]);
  assert.equal(record.id, "a\ufffdb\ufffd");
  assert.equal(record.evidence[0].text, "\ufffd");
  assert.equal(record.reports[0].reprint_of, null);
  assert.equal(record.note, null);
});

test("geodata without a place have no geometry, and foreign members only where they tell something", () => {
  const writer = geojson({ title: null, attribution: ["one"], filters: "" });
  const told = JSON.parse(`${writer.head}${writer.row({ id: "a", lon: 44, lat: 35 })}${writer.between}${writer.row({ id: "b", lon: null, lat: null })}${writer.foot}`);
  assert.deepEqual(Object.keys(told), ["type", "name", "attribution", "features"]);
  assert.deepEqual(told.features.map(({ geometry }) => geometry?.coordinates ?? null), [[44, 35], null]);
});

test("a file's name is of letters and figures of any script alone", () => {
  assert.equal(fileName("Attacks, 2021: all", "csv"), "Attacks-2021-all.csv");
  assert.equal(fileName("هجمات خريف ٢٠٢١", "png"), "هجمات-خريف-٢٠٢١.png");
  assert.equal(fileName("../../\u202e\u0000", "csv"), "incidents.csv");
  assert.equal(fileName("x".repeat(1000), "csv").length, 64);
});

test("a file that is not wanted any longer is not made", async () => {
  const table = { known: () => ({ id: "a" }), scale: 1 };
  const slow = { ...csv([]), row: () => { for (const end = performance.now() + 30; performance.now() < end;); return "x"; } };
  await assert.rejects(exported(table, [0, 1, 2], slow, [], { tell() {}, stopped: () => true }), Stopped);
  const blob = await exported(table, [0, 1], { ...slow, head: "", foot: "." }, [], { tell() {}, stopped: () => false });
  assert.equal(await blob.text(), "xx.");
});

test("rows that fail nowhere are taken, in their order", () => {
  assert.deepEqual([...shownRows(Uint32Array.from([0, 4, 0, 1, 0]))], [0, 2, 4]);
});

test("lines are no wider than asked, and lose no letter", () => {
  const next = random(7);
  for (let n = 0; n < 200; n++) {
    const words = Array.from({ length: 1 + Math.floor(next() * 12) }, () => "x".repeat(1 + Math.floor(next() * 30))).join(" ");
    const lines = wrapped(words, 12, (part) => part.length);
    assert.ok(lines.every((line) => line.length <= 12));
    assert.equal(lines.join("").replaceAll(" ", ""), words.replaceAll(" ", ""));
  }
  assert.deepEqual(wrapped("one two three", 7, (part) => part.length), ["one two", "three"]);
});

test("sums by kind take the lowest and the highest figure, and know where none is given", () => {
  const table = tableOf([{ kind: "air", killedMin: 2, killedMax: 5 }, { kind: "air", killedMax: 3 }, { kind: "bombs" }, { kind: "air", killedMin: 9, killedMax: 9 }]);
  const found = byKind(table, [0, 1, 2]);
  assert.deepEqual(found.map(({ kind, incidents }) => [kind, incidents]), [["bombs", 1], ["air", 2]]);
  assert.deepEqual(found[1].killed, { low: 2, high: 8, told: 2 });
  assert.equal(found[0].killed.told, 0);
  assert.deepEqual(found.map(({ killed }) => killed).reduce(plus), { low: 2, high: 8, told: 2 });
});
