import assert from "node:assert/strict";
import { test } from "node:test";
import { maker, publicationWords } from "../src/credits.js";
import { Speech } from "../src/words.js";

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

test("what was done for publication is told in sentences of the interface's language", () => {
  const done = /** @type {const} */ ({ method: "district", cell_km: null, incidents: 4, coarsened: 3, unplaced: 1, titles: 0, note: "" });
  const [where, unplaced, withheld, ...rest] = publicationWords(new Speech("en"), done);
  assert.match(where, /places of 3 incidents .* district/);
  assert.match(unplaced, /^1 incident lies/);
  assert.match(withheld, /left out/);
  assert.equal(rest.length, 0);
  const grid = publicationWords(new Speech("ar"), { ...done, method: "grid", cell_km: 10, unplaced: 0, titles: 2 });
  assert.equal(grid.length, 3);
  assert.match(grid[0], /شبكة ثابتة عرضها/);
  assert.match(grid[2], /تقريرين/);
});
