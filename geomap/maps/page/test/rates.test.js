import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf, isRate, ratesOf, rounded, scaleOf } from "../src/rates.js";

test("a rate is the count, and each end of its range, per so many inhabitants", () => {
  const ranges = [{ expected: 5, low: 4, high: 7 }, { expected: 3, low: 3, high: 3 }, { expected: 0, low: 0, high: 0 }];
  assert.deepEqual(ratesOf(ranges, { level: "district", of: [200_000, null, 50_000], per: 100_000 }), [{ expected: 2.5, low: 2, high: 3.5 }, null, { expected: 0, low: 0, high: 0 }]);
});

test("two digits are told", () => assert.deepEqual([2.4567, 0.01234, 123.4].map(rounded), [2.5, 0.012, 120]));

test("what is counted", () => {
  assert.deepEqual(["incidents", "deaths", "change", "spots", "rate", "deathrate"].map(countsOf), ["incidents", "deaths", "incidents", "incidents", "incidents", "deaths"]);
  assert.deepEqual(["incidents", "rate", "deathrate", "deaths"].filter(isRate), ["rate", "deathrate"]);
});

test("small rates are parted as finely as large ones", () => assert.deepEqual([[2.4, 0.3], [0.03], [312], []].map(scaleOf), [10, 1000, 1, 1]));
