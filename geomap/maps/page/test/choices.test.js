import assert from "node:assert/strict";
import { test } from "node:test";
import { isChosen, toggled } from "../src/choices.js";
import { sound } from "../src/dimensions.js";

test("the first click shows a value alone, further ones add, the last one takes the filter away", () => {
  let filter = toggled("kind", null, "bombs");
  assert.deepEqual(filter, { values: ["bombs"] });
  filter = toggled("kind", filter, "air");
  assert.deepEqual(filter, { values: ["bombs", "air"] });
  filter = toggled("kind", toggled("kind", filter, "bombs"), "air");
  assert.equal(sound("kind", filter), null);
});

test("where all but some are shown, a click adds to the some or takes from them", () => {
  const filter = { values: ["air"], without: true };
  assert.deepEqual(["air", "bombs"].map((value) => isChosen("kind", filter, value)), [false, true]);
  assert.deepEqual(toggled("kind", filter, "bombs"), { values: ["air", "bombs"], without: true });
  assert.equal(sound("kind", toggled("kind", filter, "air")), null);
});

test("the reading of contested units outlives the values", () => {
  const filter = toggled("governorate", { values: ["Kirkuk"], reading: "claimed" }, "Kirkuk");
  assert.deepEqual(sound("governorate", filter), { values: [], reading: "claimed" });
});

test("a bar of figures is a range, and a second click opens it again", () => {
  const filter = toggled("killed", null, "2..4");
  assert.deepEqual(filter, { least: 2, most: 4 });
  assert.equal(toggled("killed", filter, "2..4"), null);
  assert.deepEqual(toggled("killed", filter, "25.."), { least: 25, most: null });
  assert.deepEqual(["1..1", "2..4", "5..9", "25..", ""].map((bar) => isChosen("killed", { least: 2, most: null }, bar)), [false, true, true, true, false]);
});
