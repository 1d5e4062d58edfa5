import assert from "node:assert/strict";
import { test } from "node:test";
import { density, steps } from "../src/heat.js";

const side = 21;
const cells = Array.from({ length: side * side }, (_, n) => [(n % side) - 10, Math.floor(n / side) - 10]).flat();
const middle = 10 * side + 10;
const area = (Math.sqrt(3) / 2) * 5 * 5;

test("every incident lies under the surface, and most of it where it happened", () => {
  const values = new Float64Array(side * side);
  values[middle] = 4;
  const found = density(values, { km: 5, cells }, 10);
  assert.ok(Math.abs(found.reduce((sum, each) => sum + each, 0) * (area / 100) - 4) < 1e-9);
  assert.equal(found.indexOf(Math.max(...found)), middle);
  assert.ok(Math.abs(found[middle] - (4 * 100) / (2 * Math.PI * 100)) < 0.02); // a Gaussian of 10 km, cut at 30
  assert.ok(Math.abs(found[middle + 2] / found[middle] - Math.exp(-0.5)) < 1e-9); // ten kilometres east
});

test("steps rise with the density and leave the faint unpainted", () => {
  assert.deepEqual(steps(Float64Array.of(0, 0.01, 0.2, 0.55, 1), 5), [-1, -1, 1, 2, 4]);
  assert.deepEqual(steps(new Float64Array(2), 5), [-1, -1]);
});
