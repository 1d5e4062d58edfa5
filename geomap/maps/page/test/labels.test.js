import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
const { layOut } = await import("../src/labels.js");

const ruler = { measureText: (text) => ({ width: text.length * 6 }) };
/** A place `km` east of the first; 10 km are 0.00025 of the world's width at the equator. */
const place = (kind, name, km = 0, population = 0) => ({ kind, x: 0.6 + (km * 0.00025) / 10, y: 0.4, population, names: [name, name, name] });
const names = (places, zoom, marks = []) => layOut(places, zoom, "en", false, ruler, marks).map(({ text }) => text.replaceAll("\u200a", ""));

test("a unit's name is not said again beside its town's", () => {
  const kirkuk = [place("city", "Kirkuk", 0, 900_000), place("governorate", "Kirkuk", 8)];
  assert.deepEqual(names(kirkuk, 8), ["Kirkuk"]);
  assert.deepEqual(names([kirkuk[0], place("governorate", "Kirkuk", 90)], 8), ["Kirkuk", "KIRKUK"]);
});

test("villages keep apart until one looks for them", () => {
  const row = [...Array(24)].map((_, number) => place("village", "Satiha", number * 2));
  const [far, near] = [10, 12].map((zoom) => names(row, zoom).length);
  assert.ok(far <= 12 && near === 24, `${far} and ${near} of 24`);
});

test("a name stands beside its own spot, farther only where a mark is on it", () => {
  const village = place("village", "Lakja");
  const away = (marks) => Math.max(...layOut([village], 12, "en", false, ruler, marks).map(({ dx, dy }) => Math.hypot(dx, dy)));
  assert.equal(away([]), 7);
  assert.ok(away([{ x: village.x, y: village.y, dx: 0, dy: 0 }]) > 10);
});

test("no name stands over an incident's count", () => {
  const village = place("village", "Lakja");
  const [label] = layOut([village], 12, "en", false, ruler, [{ x: village.x, y: village.y, dx: 0, dy: 0, count: true }]);
  assert.ok(Math.abs(label.dx) >= 17 || Math.abs(label.dy) >= 10);
});

test("names are the language's own, else those of its script", () => {
  const named = (...given) => ({ kind: "city", x: 0.6, y: 0.4, population: 1_000_000, names: given });
  const said = (language, place) => layOut([place], 8, language, language !== "en", ruler, []).map(({ text }) => text);
  assert.deepEqual(said("ckb", named("Kirkuk", "كركوك", "کەرکووک")), ["کەرکووک"]);
  assert.deepEqual(said("ckb", named("Hay", "الحي", "")), ["الحي"]);
  assert.deepEqual(said("ckb", named("Hay", "", "")), ["Hay"]);
  assert.deepEqual(said("ar", named("Hay", "", "حەی")), ["حەی"]);
});
