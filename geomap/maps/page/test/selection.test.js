import assert from "node:assert/strict";
import { test } from "node:test";
import { BARS, DIMENSIONS } from "../src/dimensions.js";
import { KINDS, kindOf } from "../src/kinds.js";
import { Selection } from "../src/selection.js";
import { random, randomRows, tableOf } from "./tables.js";

// The reference: what each filter means, row by row, as one would say it.

const only = (filter, value) => filter.values.includes(value) !== Boolean(filter.without);
const figure = (row, name) => {
  const [min, max] = [row[`${name}Min`], row[`${name}Max`]];
  return min === undefined && max === undefined ? null : [min ?? 0, max ?? min];
};
const disputed = ({ disputed: percent }) => (percent === undefined ? "" : percent >= 95 ? "yes" : percent > 5 ? "maybe" : "no");
const precision = (row) => (row.x === undefined ? "unplaced" : row.area ? "area" : row.precision ? String(row.precision) : "");
const listed = (list) => (list?.length ? [...new Set(list)] : [""]);

const VALUES = {
  kind: (row) => [kindOf(undefined, row.sub_event_type)],
  sub_event_type: (row) => [row.sub_event_type],
  perpetrator: (row) => [row.perpetrator ?? ""],
  target: (row) => [row.target ?? ""],
  disputed: (row) => [disputed(row)],
  precision: (row) => [precision(row)],
  source: (row) => listed(row.source),
  language: (row) => listed(row.language),
  weapons: (row) => listed(row.weapons),
  status: (row) => [row.status],
  factuality: (row) => [row.factuality ?? ""],
};

function passes(row, dimension, filter) {
  if (!filter) return true;
  if (dimension === "text") return row.words.includes(filter.text);
  if (dimension === "time") return row.first !== undefined && row.first <= (filter.to ?? Infinity) && row.last >= (filter.from ?? -Infinity);
  if (dimension === "killed" || dimension === "injured") {
    const range = figure(row, dimension);
    return range !== null && range[0] <= (filter.most ?? Infinity) && Math.max(...range) >= (filter.least ?? 0);
  }
  if (!filter.values.length) return true;
  if (dimension === "governorate" || dimension === "district") return inUnit(row, dimension, filter);
  return VALUES[dimension](row).some((value) => only(filter, value));
}

function inUnit(row, dimension, filter) {
  const claim = dimension === "governorate" && filter.reading ? row.claimed_governorate : undefined;
  if (claim && filter.reading === "claimed") return only(filter, claim);
  if (only(filter, row[dimension] ?? "") || (claim && only(filter, claim))) return true;
  return Boolean(filter.maybe) && Object.entries(row[`${dimension}_shares`] ?? {}).some(([unit, share]) => Math.round(share * 255) >= 13 && only(filter, unit));
}

const shownBy = (rows, filters, but = "") => rows.filter((row) => DIMENSIONS.every((name) => name === but || passes(row, name, filters[name])));

function randomFilter(dimension, selection, next) {
  const below = (n) => Math.floor(next() * n);
  if (dimension === "text") return { text: next() < 0.5 ? "bomb" : "hawija" };
  if (dimension === "time") return [{ from: 18_600 + below(800), to: null }, { from: 18_650, to: 18_650 + below(800) }, { from: null, to: 18_600 + below(900) }][below(3)];
  if (dimension === "killed" || dimension === "injured") return [{ least: below(8), most: null }, { least: 1, most: 1 + below(6) }, { least: null, most: below(5) }][below(3)];
  const values = selection.values(dimension).filter(() => next() < 0.4);
  const more = dimension === "governorate" ? [{}, { reading: "claimed" }, { reading: "either" }, { maybe: true }][below(4)] : dimension === "district" && next() < 0.3 ? { maybe: true } : {};
  return { values, ...more, ...(next() < 0.25 && values.length ? { without: true } : {}) };
}

test("any filters, in any order, show what each of them means", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const next = random(seed);
    const rows = randomRows(1 + Math.floor(next() * 300), seed);
    const selection = new Selection(tableOf(rows));
    const filters = {};
    for (let step = 0; step < 12; step++) {
      const dimension = selection.dimensions[Math.floor(next() * selection.dimensions.length)];
      filters[dimension] = next() < 0.3 ? null : randomFilter(dimension, selection, next);
      selection.set(dimension, filters[dimension]);
      const shown = shownBy(rows, filters);
      assert.deepEqual(rows.filter((_, i) => selection.fails[i] === 0), shown, `seed ${seed}, step ${step}, ${JSON.stringify(filters)}`);
      assert.equal(selection.count, shown.length);
      assert.equal(selection.unplaced, shown.filter((row) => row.x === undefined).length);
    }
    checkTallies(selection, rows, filters, seed);
    checkHistogram(selection, rows, filters);
    checkBlame(selection, rows, filters);
  }
});

function checkTallies(selection, rows, filters, seed) {
  for (const [dimension, valuesOf] of Object.entries(VALUES)) {
    if (!selection.dimensions.includes(dimension)) continue;
    const others = shownBy(rows, filters, dimension);
    const counted = Object.fromEntries(selection.values(dimension).map((value, at) => [value, selection.tallies(dimension)[at]]));
    for (const value of Object.keys(counted)) assert.equal(counted[value], others.filter((row) => valuesOf(row).includes(value)).length, `seed ${seed}: ${dimension} ${value}`);
  }
  const others = shownBy(rows, filters, "killed");
  BARS.slice(1).forEach((bar, at) => {
    const [least, most] = bar.split("..").map(Number);
    const held = others.filter((row) => passes(row, "killed", { least, most: most || bar.endsWith("0") ? most : null }));
    if (selection.dimensions.includes("killed")) assert.equal(selection.tallies("killed")[at + 1], held.length, bar);
  });
}

function checkHistogram(selection, rows, filters) {
  const others = shownBy(rows, filters, "time").filter((row) => row.first !== undefined);
  for (const step of ["day", "week", "month"]) {
    const histogram = selection.histogram(step);
    if (!histogram) return;
    for (let bin = 0; bin + 1 < histogram.starts.length; bin++) {
      const [start, end] = [histogram.starts[bin], histogram.starts[bin + 1] - 1];
      const sure = others.filter(({ first, last }) => first >= start && last <= end);
      KINDS.forEach((kind, k) => assert.equal(histogram.counts[bin * KINDS.length + k], sure.filter((row) => kindOf(undefined, row.sub_event_type) === kind).length));
      const vague = others.filter((row) => !sure.includes(row)).map(({ first, last }) => Math.max(0, Math.min(last, end) - Math.max(first, start) + 1) / (last - first + 1));
      assert.ok(Math.abs(histogram.vague[bin] - vague.reduce((sum, share) => sum + share, 0)) < 1e-6);
    }
    const total = histogram.counts.reduce((sum, n) => sum + n, 0) + histogram.vague.reduce((sum, n) => sum + n, 0);
    assert.ok(Math.abs(total - others.length) < 1e-6, "each incident with a date counts once");
    const everything = histogram.all.reduce((sum, n) => sum + n, 0);
    assert.ok(Math.abs(everything - rows.filter((row) => row.first !== undefined).length) < 1e-6, "what lies behind the bars is the whole table");
  }
}

function checkBlame(selection, rows, filters) {
  const freed = selection.active.map((dimension) => ({ dimension, hides: shownBy(rows, { ...filters, [dimension]: null }).length })).filter(({ hides }) => hides);
  const blamed = selection.blame();
  if (selection.count) assert.deepEqual(blamed, []);
  else assert.deepEqual(new Map(blamed.map(({ dimension, hides }) => [dimension, hides])), new Map(freed.map(({ dimension, hides }) => [dimension, hides])));
}

test("expected numbers of units add up to the incidents", () => {
  const rows = randomRows(500, 7);
  const selection = new Selection(tableOf(rows));
  const total = selection.tallies("governorate").reduce((sum, n) => sum + n, 0);
  assert.ok(Math.abs(total - 500) < 2, `${total}`); // shares are kept in 255ths
  for (const { expected, low, high } of selection.ranges("governorate")) assert.ok(low <= expected + 1 && expected - 1 <= high);
});

test("a contested unit is counted and shown by whose word one goes", () => {
  const rows = [
    { governorate: "Erbil", claimed_governorate: "Nineveh" },
    { governorate: "Erbil" },
    { governorate: "Nineveh", governorate_shares: { Nineveh: 0.6, Erbil: 0.4 } },
  ];
  const selection = new Selection(tableOf(rows));
  const told = (filter) => {
    selection.set("governorate", { values: [], ...filter });
    const counts = Object.fromEntries(selection.values("governorate").map((value, at) => [value, Math.round(selection.tallies("governorate")[at] * 10) / 10]));
    selection.set("governorate", { values: ["Nineveh"], ...filter });
    return [counts.Erbil, counts.Nineveh, selection.count];
  };
  assert.deepEqual(told({}), [2.4, 0.6, 1]);
  assert.deepEqual(told({ reading: "claimed" }), [1.4, 1.6, 2]);
  assert.deepEqual(told({ reading: "either" }), [2.4, 1.6, 2]);
});

test("a row without any of several values is not known, wherever that stands among them", () => {
  const rows = [{ source: ["a"] }, { source: [] }, { source: ["a", "b"] }];
  const table = tableOf(rows);
  const bare = { ...table, list: (name) => (name === "source" ? { values: ["a", "b"], offsets: Uint32Array.from([0, 1, 1, 3]), codes: Uint16Array.from([0, 0, 1]) } : null) };
  for (const selection of [new Selection(table), new Selection(bare)]) {
    const counts = () => Object.fromEntries(selection.values("source").map((value, at) => [value, selection.tallies("source")[at]]));
    assert.deepEqual(counts(), { a: 2, b: 1, "": 1 });
    selection.set("source", { values: [""] });
    assert.deepEqual([...selection.fails].map(Boolean), [true, false, true]);
    selection.set("source", { values: ["b"] });
    assert.deepEqual([...selection.fails].map(Boolean), [true, true, false]);
  }
});

test("a search that must be awaited applies when it is done, and an older one never after it", async () => {
  const rows = randomRows(50, 3);
  const table = tableOf(rows);
  const waits = { bomb: 20, raid: 1 };
  const slow = { ...table, matches: (text) => new Promise((done) => setTimeout(() => done(table.matches(text)), waits[text])) };
  const selection = new Selection(slow);
  let told = 0;
  selection.onChange(() => told++);
  selection.set("text", { text: "bomb" });
  const first = selection.settled;
  selection.set("text", { text: "raid" });
  await Promise.all([first, selection.settled]);
  assert.equal(selection.count, rows.filter((row) => row.words.includes("raid")).length);
  assert.equal(told, 3);
});

test("filters that make no sense are none", () => {
  const selection = new Selection(tableOf(randomRows(20, 5)));
  for (const [dimension, filter] of [["__proto__", { values: ["x"] }], ["kind", { values: "bombs" }], ["kind", {}], ["time", { from: "x", to: NaN }], ["killed", { least: 1.5, most: Infinity }], ["text", { text: "  " }], ["time", 5], ["nothing", { values: ["a"] }]]) {
    selection.set(dimension, filter);
    assert.equal(selection.count, 20, dimension);
    assert.deepEqual(selection.active, []);
  }
});

test("an empty table has nothing to filter and nothing to say", () => {
  const selection = new Selection(tableOf([]));
  assert.deepEqual([selection.count, selection.span, selection.histogram("day"), selection.blame()], [0, null, null, []]);
  assert.deepEqual(selection.dimensions, ["text"]);
});

test("all filters at once are told of once", () => {
  const selection = new Selection(tableOf(randomRows(40, 9)));
  let told = 0;
  const stop = selection.onChange(() => told++);
  selection.replace({ kind: { values: ["bombs"] }, killed: { least: 1, most: null } });
  assert.equal(told, 1);
  selection.replace({ killed: { least: 1, most: null } });
  assert.deepEqual(selection.active, ["killed"]);
  stop();
  selection.clear();
  assert.deepEqual([told, selection.count], [2, 40]);
});

test("a slip of the pen does not stretch time to a thousand years", () => {
  const rows = [{ first: 18_800, last: 18_800 }, { first: 18_805, last: 18_805 }, { first: 18_810, last: 18_810 }, { first: -700_000, last: -700_000 }, { first: 2_900_000, last: 2_900_000 }];
  const selection = new Selection(tableOf(rows));
  assert.ok(selection.span.last - selection.span.first <= 73_050);
  assert.equal(selection.histogram("month").counts.reduce((sum, n) => sum + n, 0), 3);
});
