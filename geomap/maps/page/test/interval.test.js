import assert from "node:assert/strict";
import { test } from "node:test";
import { likely } from "../src/interval.js";
import { random } from "./tables.js";

/** The distribution by its definition. */
function exact(chances) {
  let distribution = [1];
  for (const p of chances) distribution = [...distribution, 0].map((_, k) => (distribution[k] ?? 0) * (1 - p) + (distribution[k - 1] ?? 0) * p);
  const quantile = (share) => {
    let sum = 0;
    return distribution.findIndex((p) => (sum += p) >= share - 1e-12);
  };
  return [quantile(0.05), quantile(0.95)];
}

const weightsOf = (codes) => {
  const weights = new Uint32Array(256);
  for (const w of codes) weights[w]++;
  return weights;
};

test("few uncertain incidents are reckoned exactly, many as good as", () => {
  for (let seed = 1; seed <= 120; seed++) {
    const next = random(seed);
    const count = seed <= 60 ? Math.floor(next() * 300) : 301 + Math.floor(next() * 900);
    const skew = next() * 4;
    const codes = Array.from({ length: count }, () => Math.floor(next() ** skew * 256));
    const { expected, low, high } = likely(weightsOf(codes));
    const [from, to] = exact(codes.map((w) => w / 255));
    const off = codes.filter((w) => w > 0 && w < 255).length > 120 ? 1 : 0;
    assert.ok(Math.abs(low - from) <= off && Math.abs(high - to) <= off, `seed ${seed}: ${low}–${high}, exactly ${from}–${to}`);
    assert.ok(Math.abs(expected - codes.reduce((sum, w) => sum + w / 255, 0)) < 1e-6);
  }
});

test("what is sure has no range", () => {
  assert.deepEqual(likely(weightsOf([255, 255, 0])), { expected: 2, low: 2, high: 2 });
  assert.deepEqual(likely(new Uint32Array(256)), { expected: 0, low: 0, high: 0 });
});

test("sure ones shift the range", () => {
  const some = Array.from({ length: 10 }, () => 128);
  const alone = likely(weightsOf(some));
  const more = likely(weightsOf([...some, 255, 255]));
  assert.deepEqual([more.low, more.high], [alone.low + 2, alone.high + 2]);
});
