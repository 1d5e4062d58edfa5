import assert from "node:assert/strict";
import { test } from "node:test";
import { between, binOf, daysOf, ended, moved, played, pressed, windowOf } from "../src/brush.js";
import { bins, dayOf, fitting, isoOf, offered, parseDay } from "../src/calendar.js";
import { random } from "./tables.js";

const key = (name, shiftKey = false) => ({ key: name, shiftKey });

test("keys move, widen and bring to the ends", () => {
  assert.deepEqual(pressed([2, 4], "window", key("ArrowRight"), 10, "ltr"), [3, 5]);
  assert.deepEqual(pressed([2, 4], "window", key("ArrowRight"), 10, "rtl"), [1, 3]);
  assert.deepEqual(pressed([2, 4], "window", key("ArrowUp"), 10, "rtl"), [3, 5]);
  assert.deepEqual(pressed([2, 4], "window", key("ArrowRight", true), 10, "ltr"), [2, 5]);
  assert.deepEqual(pressed([2, 2], "window", key("ArrowLeft", true), 10, "ltr"), [2, 2]);
  assert.deepEqual(pressed([2, 4], "window", key("Home"), 10, "ltr"), [0, 2]);
  assert.deepEqual(pressed([2, 4], "window", key("End"), 10, "ltr"), [7, 9]);
  assert.deepEqual(pressed([2, 4], "first", key("Home"), 10, "ltr"), [0, 4]);
  assert.deepEqual(pressed([2, 4], "first", key("End"), 10, "ltr"), [4, 4]);
  assert.deepEqual(pressed([2, 4], "last", key("PageUp"), 10, "ltr"), [2, 9]);
  assert.equal(pressed([2, 4], "last", key("Delete"), 10, "ltr"), null);
  assert.equal(pressed([2, 4], "last", key("a"), 10, "ltr"), undefined);
  assert.equal(pressed(null, "window", key("Delete"), 10, "ltr"), undefined);
  assert.deepEqual(pressed(null, "window", key("ArrowRight"), 10, "ltr"), [0, 0]);
  assert.deepEqual(pressed(null, "window", key("End"), 10, "ltr"), [9, 9]);
});

test("nothing that moves a window makes it leave the bins or turn round", () => {
  const next = random(4);
  const below = (n) => Math.floor(next() * n);
  for (let round = 0; round < 3000; round++) {
    const count = 1 + below(30);
    const window = between(below(count), below(count), count);
    const made = [
      moved(window, below(80) - 40, count),
      ended(window, below(2) ? "first" : "last", below(80) - 40, count),
      between(below(80) - 40, below(80) - 40, count),
      played(window, below(2) ? "window" : "cumulative", count),
      played(null, below(2) ? "window" : "cumulative", count),
      ...["window", "first", "last"].map((part) => pressed(below(2) ? window : null, part, key(["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"][below(6)], next() < 0.5), count, "rtl")),
    ];
    for (const result of made) if (result) assert.ok(result[0] >= 0 && result[0] <= result[1] && result[1] < count, `${window} ${result}`);
    const [first, last] = moved(window, 5, count);
    assert.equal(last - first, window[1] - window[0]);
  }
});

test("a player comes to the end and stops", () => {
  let window = null;
  const seen = [];
  while ((window = played(window, "cumulative", 4))) seen.push(window);
  assert.deepEqual(seen, [[0, 0], [0, 1], [0, 2], [0, 3]]);
  assert.deepEqual(played(null, "window", 40), [0, 3]);
  assert.equal(played([37, 39], "window", 40), null);
});

test("windows and days are the same thing said twice", () => {
  const starts = bins("month", parseDay("2021-07-15"), parseDay("2022-02-01"));
  assert.deepEqual([...starts].map(isoOf), ["2021-07-01", "2021-08-01", "2021-09-01", "2021-10-01", "2021-11-01", "2021-12-01", "2022-01-01", "2022-02-01", "2022-03-01"]);
  for (let first = 0; first < 8; first++) for (let last = first; last < 8; last++) assert.deepEqual(windowOf(starts, daysOf(starts, [first, last])) ?? [0, 7], [first, last]);
  assert.equal(daysOf(starts, [0, 7]), null);
  assert.deepEqual(windowOf(starts, { from: null, to: parseDay("2021-09-09") }), [0, 2]);
  assert.equal(binOf(starts, -5), 0);
});

test("bins hold every day once, and weeks begin on Monday", () => {
  for (const step of ["day", "week", "month"]) {
    for (const first of [-800, -1, 0, 1, 18_809, dayOf(2024, 1, 29)]) {
      const starts = bins(step, first, first + 400);
      assert.ok(starts[0] <= first && starts.at(-1) > first + 400 && starts.at(-2) <= first + 400);
      for (const start of starts) if (step === "week") assert.equal(new Date(start * 864e5).getUTCDay(), 1);
    }
  }
});

test("the step asks for what can be read", () => {
  assert.deepEqual([30, 365, 3650].map(fitting), ["day", "week", "month"]);
  assert.deepEqual([100, 3650, 36_500].map(offered), [["day", "week", "month"], ["week", "month"], ["month"]]);
});

test("only days of the calendar are days", () => {
  assert.equal(parseDay("2021-02-29"), null);
  assert.equal(parseDay("2021-1-1"), null);
  assert.equal(parseDay("1970-01-02"), 1);
  assert.equal(isoOf(parseDay("2024-02-29")), "2024-02-29");
});
