import assert from "node:assert/strict";
import { test } from "node:test";
import { following } from "../src/succession.js";

test("one goes through lists that follow each other, and round", () => {
  const parts = [[7, 3], [], Int32Array.of(5, 9)];
  assert.deepEqual([7, 3, 5, 9].map((row) => following(parts, row, 1)), [3, 5, 9, 7]);
  assert.deepEqual([7, 3, 5, 9].map((row) => following(parts, row, -1)), [9, 7, 3, 5]);
});

test("from nowhere the first follows; of none there is none", () => {
  assert.deepEqual([following([[4], [6]], -1, 1), following([[4], [6]], 99, -1)], [4, 4]);
  assert.equal(following([[], []], 4, 1), null);
  assert.equal(following([[4]], 4, 1), 4);
});
