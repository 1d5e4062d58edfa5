import assert from "node:assert/strict";
import { test } from "node:test";
import { maker } from "../src/credits.js";

test("the edge of the map names who made it", () => {
  for (const [line, name] of [
    ["Natural Earth: governorates; public domain", "Natural Earth"],
    ["© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright", "OpenStreetMap contributors"],
    ["(c) GeoNames (https://www.geonames.org), CC BY 4.0", "GeoNames"],
    ["U.S. Geological Survey – public domain", "U.S. Geological Survey"],
    ["https://example.org/a,b", "https://example.org/a,b"],
    ["معجم أماكن، رخصة المشاع", "معجم أماكن"],
    ["one\ntwo", "one"],
    ["  ", ""],
    [", nobody", ""],
  ]) assert.equal(maker(line), name);
});

test("a long name is cut, a sign never in two, and commands to the text are made harmless", () => {
  assert.equal(maker("🛰".repeat(50)), `${"🛰".repeat(39)}…`);
  assert.equal(maker("a\u202eb\u0000c, d"), "a[U+202E]b\ufffdc");
});
