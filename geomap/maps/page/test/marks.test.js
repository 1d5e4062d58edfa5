import assert from "node:assert/strict";
import { test } from "node:test";
import { unitX, unitY } from "../src/geography.js";
import { Grid } from "../src/grid.js";
import { KINDS } from "../src/kinds.js";
import { layOut, radiusOf, rowsOf } from "../src/marks.js";
import { random } from "./tables.js";

const WORLD = { west: -Infinity, north: -Infinity, east: Infinity, south: Infinity };
const world = (zoom) => 256 * 2 ** zoom;

function scene(points, kinds = points.map(() => 0)) {
  const x = Float32Array.from(points, ([lon]) => unitX(lon));
  const y = Float32Array.from(points, ([, lat]) => unitY(lat));
  const grid = new Grid({ length: points.length, x, y, area: new Uint8Array(points.length) });
  return { grid, kinds: Uint8Array.from(grid.rows, (row) => kinds[row]), x, y };
}

/** Points at random about towns, many at the same spot. */
function random_points(seed, count) {
  const next = random(seed);
  const towns = Array.from({ length: 40 }, () => [41 + 5 * next(), 33 + 4 * next()]);
  return Array.from({ length: count }, () => {
    const [lon, lat] = towns[Math.floor(40 * next() ** 2)];
    return next() < 0.5 ? [lon, lat] : [lon + 0.3 * (next() - 0.5), lat + 0.3 * (next() - 0.5)];
  });
}

test("rows of a box are those that lie in it, and those of one spot stand together", () => {
  const points = random_points(1, 3000);
  const { grid, x, y } = scene(points);
  const box = { west: unitX(43), east: unitX(44.2), north: unitY(36), south: unitY(34.5) };
  const found = new Set();
  grid.within(box, (from, to) => {
    for (let j = from; j < to; j++) found.add(grid.rows[j]);
  });
  for (let i = 0; i < points.length; i++) {
    const inside = x[i] >= box.west && x[i] <= box.east && y[i] >= box.north && y[i] <= box.south;
    if (inside) assert.ok(found.has(i));
  }
  assert.ok(found.size < points.length);
  assert.deepEqual([...grid.rows].sort((a, b) => a - b), points.map((_, i) => i));
  const runs = new Set();
  let before = "";
  for (let j = 0; j < grid.rows.length; j++) {
    const spot = `${grid.x[j]} ${grid.y[j]}`;
    if (spot !== before) assert.ok(!runs.has(spot), "a spot is left and come back to");
    runs.add((before = spot));
  }
});

for (const [seed, count, zoom] of [[2, 500, 5], [3, 3000, 6.5], [4, 3000, 8], [5, 30_000, 5], [6, 30_000, 7.5], [7, 3000, 12]]) {
  test(`${count} incidents at zoom ${zoom}: every one is counted once, and no count lies over another mark`, () => {
    const { grid, kinds } = scene(random_points(seed, count), Array.from({ length: count }, (_, i) => (i % 7 === 0 ? 255 : i % KINDS.length)));
    const marks = layOut(grid, kinds, WORLD, world(zoom));
    assert.equal(marks.reduce((sum, { n }) => sum + n, 0), kinds.filter((kind) => kind !== 255).length);
    for (const mark of marks) {
      if (mark.runs.length) assert.equal(rowsOf(mark, grid, kinds).length, mark.n);
      if (mark.kinds) assert.equal(mark.kinds.reduce((sum, n) => sum + n, 0), mark.n);
    }
    const counts = marks.filter(({ n, fan }) => n > 1 && !fan);
    for (const one of counts) {
      for (const other of marks) {
        if (one === other) continue;
        const pixels = Math.hypot(one.x - other.x, one.y - other.y) * world(zoom);
        assert.ok(pixels >= radiusOf(one.n) + (other.fan ? 13 : other.r) - 2.01, `${one.n} and ${other.n} are ${pixels} apart`);
      }
    }
  });
}

test("several at one spot stand about it where there is room, and are a count where there is none", () => {
  const three = [[44, 35], [44, 35], [44, 35]];
  const alone = scene([...three, [45, 36]]);
  const [single, fan] = layOut(alone.grid, alone.kinds, WORLD, world(8));
  assert.deepEqual([single.n, fan.n, fan.fan], [1, 3, [0, 1, 2]]);
  const crowded = scene([...three, [44.07, 35]]);
  const marks = layOut(crowded.grid, crowded.kinds, WORLD, world(8));
  assert.ok(marks.every(({ fan: none }) => none === null));
  assert.equal(marks.reduce((sum, { n }) => sum + n, 0), 4);
});

test("what is not shown is not there", () => {
  const { grid, kinds } = scene([[44, 35], [44.5, 35]], [0, 255]);
  assert.deepEqual(layOut(grid, kinds, WORLD, world(8)).map(({ row }) => row), [0]);
});
