import assert from "node:assert/strict";
import { test } from "node:test";
import { AreaLayers } from "../src/area_layers.js";
import { changed } from "../src/change.js";
import { classes, classOf, classWords, nameOf, ramp, rangeWords, tone, unitWords } from "../src/choropleth.js";
import { falseShares, spots, twoSided } from "../src/spots.js";
import { ranged } from "../src/tolls.js";
import { Speech } from "../src/words.js";
import { random, tableOf } from "./tables.js";

const plain = (text) => text.replace(/[\u2066-\u2069]/g, "");
const near = (found, wanted, by = 1e-6) => assert.ok(Math.abs(found - wanted) <= by, `${found} is not ${wanted}`);
const outline = (key, level = "district") => [key, `${key} ar`, "", [], level];
const cells = [0, 0, 1, 0, 0, 1, 5, 5];
const data = {
  scale: 1,
  units: { governorate: [outline("Kirkuk", "governorate")], district: [outline("Hawija"), outline("Daquq")], disputed: [outline("Hawija"), outline("Mandali", "subdistrict")] },
  hexagons: { km: 20, cells, corners: [], towns: { 1: ["Hawija", "الحويجة", ""] } },
  spreads: [[], [0, 255], [0, 100, 1, 155]],
};
const rows = [
  { x: 0.6, district: "Hawija", district_shares: { Hawija: 1 }, killedMin: 2, killedMax: 4 },
  { x: 0.6, district: "Hawija", district_shares: { Hawija: 0.6, Daquq: 0.4 }, killedMin: 3 },
  { x: 0.6, district: "Daquq", killedMax: 2 },
  { x: 0.6, district: "Ramadi", district_shares: { Ramadi: 1 } },
  { killedMin: 1, killedMax: 1 },
];
const layers = new AreaLayers(data, tableOf(rows), [1, 2, 1, 1, 0]);
const all = new Uint32Array(rows.length);

test("incidents count in each unit with their probability, and all parts come to the total", () => {
  const { ranges, elsewhere, unplaced, total } = layers.incidents("district", all);
  near(ranges[0].expected, 1.6, 0.01);
  assert.deepEqual([ranges[0].low, ranges[0].high], [1, 2]);
  near(ranges[1].expected, 1.4, 0.01); // one without shares counts whole in its likeliest unit
  near(elsewhere, 1, 0.01);
  assert.deepEqual([unplaced, total], [1, 5]);
  near(ranges[0].expected + ranges[1].expected + elsewhere + unplaced, total, 0.01);
});

test("what a filter leaves out is not counted", () => {
  const fails = Uint32Array.from([1, 0, 0, 0, 4]);
  const { ranges, unplaced, total } = layers.incidents("district", fails);
  near(ranges[0].expected, 0.6, 0.01);
  assert.deepEqual([unplaced, total], [0, 3]);
});

test("a row that tells no unit lies in the one that holds its point", () => {
  const bare = [{ x: 0.6 }, { x: 0.6 }, { x: 0.6, district: "Daquq", district_shares: { Daquq: 1 } }];
  const within = { district: [1, 0, 0], disputed: [1, 2, 0] };
  const found = new AreaLayers(data, tableOf(bare), [0, 0, 0], within);
  const { ranges, elsewhere } = found.incidents("district", new Uint32Array(3));
  assert.deepEqual([ranges.map(({ expected }) => expected), elsewhere], [[1, 1], 1]);
  assert.deepEqual(found.incidents("disputed", new Uint32Array(3)).ranges.map(({ expected }) => expected), [1, 1]);
});

test("hexagons take the spreads, disputed units the shares of their own levels", () => {
  const { ranges, elsewhere } = layers.incidents("hexagon", all);
  near(ranges[0].expected, 3 + 100 / 255);
  near(ranges[1].expected, 155 / 255);
  assert.equal(elsewhere, 0);
  assert.deepEqual(layers.units("disputed").map(({ key }) => key), ["Hawija", "Mandali"]);
  near(layers.incidents("disputed", all).ranges[0].expected, 1.6, 0.01);
});

test("the killed of each unit are the compound of place and figure", () => {
  const { ranges, elsewhere, unplaced, total, open, none } = layers.deaths("district", all);
  near(ranges[0].expected, 3 + 0.6 * 3, 0.01);
  assert.deepEqual([ranges[0].low, ranges[0].high], [2, 7]);
  near(ranges[1].expected, 0.4 * 3 + 1, 0.02);
  assert.deepEqual([unplaced, total, open, none], [1, 8, 1, 1]);
  near(ranges[0].expected + ranges[1].expected + elsewhere + unplaced, total, 0.02);
});

test("the exact law of the killed is what every outcome adds up to, and the normal one is near it", () => {
  const chance = random(3);
  const tolls = Array.from({ length: 6 }, () => ({ p: chance(), low: Math.floor(chance() * 3), high: 3 + Math.floor(chance() * 3) }));
  let sums = [1];
  for (const { p, low, high } of tolls) {
    const next = Array.from({ length: sums.length + high }, () => 0);
    sums.forEach((mass, k) => {
      next[k] += mass * (1 - p);
      for (let dead = low; dead <= high; dead++) next[k + dead] += (mass * p) / (high - low + 1);
    });
    sums = next;
  }
  const quantile = (share) => sums.findIndex((_, k) => sums.slice(0, k + 1).reduce((a, b) => a + b, 0) >= share - 1e-12);
  const { low, high } = ranged(tolls);
  assert.deepEqual([low, high], [quantile(0.05), quantile(0.95)]);
  const many = Array.from({ length: 400 }, (_, n) => ({ p: 0.5, low: n % 5, high: (n % 5) + 2 }));
  const rough = ranged(many);
  near(rough.expected, 600);
  assert.ok(rough.low > 530 && rough.low < 570 && rough.high > 630 && rough.high < 670);
  assert.deepEqual(ranged([{ p: 1, low: 4, high: 4 }]), { expected: 4, low: 4, high: 4 });
  assert.deepEqual(ranged([]), { expected: 0, low: 0, high: 0 });
});

test("cells know who touches them", () => {
  assert.deepEqual(layers.neighbours.map((others) => [...others].sort()), [[1, 2], [0, 2], [0, 1], []]);
});

test("Gi* is that of esda's documentation", () => {
  const points = [[10, 10], [20, 10], [40, 10], [15, 20], [30, 20], [30, 30]];
  const touching = points.map(([x, y], i) => points.flatMap(([a, b], j) => (i !== j && Math.hypot(x - a, y - b) <= 15 ? [j] : [])));
  const { z } = spots([2, 3, 3.2, 5, 8, 7], touching);
  [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331].forEach((wanted, i) => near(z[i], wanted));
});

test("one incident in an empty country is no hotspot, many are", () => {
  const side = 30;
  const touching = Array.from({ length: side * side }, (_, i) => [i - 1, i + 1, i - side, i + side].filter((j) => j >= 0 && j < side * side));
  const values = new Float64Array(side * side);
  values[400] = 1;
  assert.ok(spots(values, touching).z[400] > 5);
  assert.ok(spots(values, touching).spot.every((sign) => sign === 0));
  values[400] = 9;
  assert.equal(spots(values, touching).spot[401], 1);
  assert.ok(spots(new Float64Array(9), Array.from({ length: 9 }, () => [])).q.every((q) => q === 1));
});

test("q-values are Benjamini and Hochberg's", () => {
  const p = Float64Array.of(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1);
  assert.deepEqual([...falseShares(p)].map((q) => q <= 0.05), [...Array(4).fill(true), ...Array(11).fill(false)]);
  near(twoSided(1.959964), 0.05);
  near(twoSided(0), 1);
});

const weekly = (counts, from) => counts.flatMap((n, back) => Array.from({ length: n }, (_, k) => from - 7 * back + (k % 7)));
const change = (days, from, weeks) => {
  const offsets = Uint32Array.from({ length: days.length + 1 }, (_, i) => i);
  const parts = { offsets, codes: new Uint32Array(days.length), weights: new Uint8Array(days.length).fill(255) };
  const days32 = Int32Array.from(days);
  return changed({ units: 1, parts, first: days32, last: days32 }, new Uint32Array(days.length), from, from + 6, weeks)[0];
};

test("change has the figures of geomap/analysis/change.py", () => {
  const from = 18876; // Monday, 6 September 2021
  const threefold = change(weekly([30, ...Array(53).fill(10)], from), from, 52);
  assert.deepEqual([threefold.now.expected, threefold.before.mean, threefold.before.verdict], [30, 10, "more"]);
  near(threefold.before.percent, 200);
  // The figures that change_table gives for the same weeks (tests/analysis/test_change_tables.py).
  assert.deepEqual([threefold.before.low, threefold.before.high], [5, 16]);
  near(threefold.before.p, 7.350889508206393e-7, 1e-12);
  const wild = change(weekly([20, ...Array(26).fill([0, 20]).flat(), 0], from), from, 52).before;
  assert.deepEqual([wild.low, wild.high], [0, 30]);
  near(wild.p, 0.2925790563206967, 1e-9);
  assert.equal(change(weekly([0, ...Array(53).fill(10)], from), from, 52).before.verdict, "fewer");
  assert.equal(change(weekly([12, ...Array(27).fill([9, 11]).flat()], from), from, 4).before.verdict, "as usual");
});

test("no percentage at 20 or fewer, no verdict on few, nothing where the table does not reach", () => {
  const from = 18876;
  const rare = [5, 0, 0, 0, 0, ...Array(20).fill(1), ...Array(28).fill(0), 1];
  assert.equal(change(weekly(rare, from), from, 52).before.percent, null);
  rare[30] = 1;
  assert.notEqual(change(weekly(rare, from), from, 52).before.percent, null);
  assert.equal(change(weekly([1, ...Array(52).fill(0), 1], from), from, 52).before.verdict, "too few");
  assert.equal(change(weekly([30, ...Array(10).fill(10)], from), from, 52).before.verdict, "too few");
});

test("classes are round, rising, and hold every unit that has any", () => {
  assert.deepEqual(classes([1, 1, 2, 3, 5, 8, 12, 20, 41]), [1, 2, 5, 10, 20]);
  assert.deepEqual(classes([0.1, 0.5, 3, 7, 100]), [0, 1, 5, 100]);
  assert.deepEqual(classes([0, 0.01]), []);
  const chance = random(8);
  for (let turn = 0; turn < 50; turn++) {
    const values = Array.from({ length: 1 + Math.floor(chance() * 60) }, () => chance() ** 4 * 3000);
    const starts = classes(values);
    assert.ok(starts.length <= 5 && starts.every((start, at) => !at || start > starts[at - 1]));
    for (const value of values) assert.equal(classOf(starts, value) >= 0, value >= 0.05);
  }
});

/** Relative luminance (WCAG 2). @param {string} hex */
const luminance = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
  .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);

test("the ramp can be told apart in grey: each step differs by a third at least", () => {
  for (const dark of [false, true]) {
    const steps = ramp(dark).map(luminance);
    for (let at = 1; at < steps.length; at++) {
      const [a, b] = dark ? [steps[at], steps[at - 1]] : [steps[at - 1], steps[at]];
      assert.ok((a + 0.05) / (b + 0.05) > 1.33, `${ramp(dark)[at]} is too near`);
    }
  }
  assert.deepEqual([tone(0, 5, false), tone(4, 5, false), tone(1, 2, false)], ["#e2c6e8", "#51155d", "#51155d"]);
});

test("numbers, classes and units are said in words", () => {
  const [english, arabic] = ["en", "ar"].map((language) => new Speech(language));
  const hawija = layers.units("hexagon")[1];
  assert.equal(plain(rangeWords(english, { expected: 41.2, low: 36, high: 47 })), "41, range 36–47");
  assert.equal(plain(rangeWords(english, { expected: 41, low: 41, high: 41 })), "41");
  assert.equal(plain(unitWords(english, hawija, "incidents", { expected: 41, low: 36, high: 47 })), "Hawija: 41 incidents, range 36 to 47");
  assert.equal(plain(unitWords(english, hawija, "deaths", { expected: 0, low: 0, high: 0 })), "Hawija: nobody killed");
  assert.equal(plain(unitWords(arabic, hawija, "incidents", { expected: 41, low: 36, high: 47 })), "الحويجة: ٤١ حادثًا، والمدى من ٣٦ إلى ٤٧");
  assert.equal(plain(nameOf(english, layers.units("hexagon")[0])), "Near Hawija");
  assert.equal(plain(nameOf(english, layers.units("hexagon")[3])), "Hexagon");
  assert.deepEqual([0, 1, 2, 3].map((at) => plain(classWords(english, [0, 1, 2, 5], at, "incidents"))), ["less than one incident", "1 incident", "2 to 4 incidents", "5 incidents and more"]);
  assert.equal(plain(classWords(arabic, [1, 3], 0, "deaths")), "من قتيل إلى قتيلين");
});

test("a hostile name of a unit stays a name", () => {
  const unit = { key: "x", names: ["<img src=x onerror=alert(1)>\u202e{n}", "", ""] };
  assert.match(unitWords(new Speech("en"), unit, "incidents", { expected: 2, low: 2, high: 2 }), /<img src=x onerror=alert\(1\)>.*\{n\}.*: 2 incidents/u);
});
