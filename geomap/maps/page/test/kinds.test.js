import assert from "node:assert/strict";
import { test } from "node:test";
import { folded } from "../src/folding.js";
import { colour, faded, KINDS, kindOf } from "../src/kinds.js";
import { latitude, longitude, unitX, unitY } from "../src/geography.js";

test("ACLED's types have their kinds", () => {
  assert.equal(kindOf("Battles", "Armed clash"), "fighting");
  assert.equal(kindOf("Explosions/Remote violence", "Remote explosion/landmine/IED"), "bombs");
  assert.equal(kindOf("Explosions/Remote violence", "Air/drone strike"), "air");
  assert.equal(kindOf("Explosions/Remote violence", "Shelling/artillery/missile attack"), "shelling");
  assert.equal(kindOf("Strategic developments", "Arrests"), "abduction");
  assert.equal(kindOf("Battles", "Government regains territory"), "territory");
  assert.equal(kindOf("Violence against civilians", "Bodies found"), "bodies");
  assert.equal(kindOf("Strategic developments", "constructor"), "other");
  assert.equal(kindOf(undefined, undefined), "other");
});

test("every kind has a colour on both grounds", () => {
  for (const kind of KINDS) for (const dark of [true, false]) assert.match(colour(kind, dark), /^#[0-9a-f]{6}$/i);
  assert.equal(faded("#D55E00", 0.12), "rgba(213,94,0,0.12)");
});

test("search does not mind spellings", () => {
  assert.equal(folded("الحويجة"), folded("الحويجه"));
  assert.equal(folded("Ḥawīja"), "hawija");
  assert.equal(folded("أربيل"), folded("اربيل"));
});

test("positions go to Mercator and back", () => {
  for (const [lon, lat] of [[44.39, 35.47], [-179, -80], [0, 0]]) {
    assert.ok(Math.abs(longitude(unitX(lon)) - lon) < 1e-9);
    assert.ok(Math.abs(latitude(unitY(lat)) - lat) < 1e-9);
  }
});
