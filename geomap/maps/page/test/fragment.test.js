import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDay } from "../src/calendar.js";
import { DIMENSIONS, FIGURES, PLACES, sound } from "../src/dimensions.js";
import { readFragment, writeFragment } from "../src/fragment.js";
import { Selection } from "../src/selection.js";
import { random, randomRows, tableOf } from "./tables.js";

const plain = (value) => JSON.parse(JSON.stringify(value));
const PIECES = ["", "Kirkuk", "كركوك", "a,b", "x;maybe", "!no", "~", "=&#", "%", "%2", "+ +", "..", "\u202e", "\ud800", "\u0000", "__proto__", "<img src=x onerror=1>", "Abduction/forced disappearance", "👍", "constructor"];

function randomState(next) {
  const below = (n) => Math.floor(next() * n);
  const text = () => Array.from({ length: 1 + below(3) }, () => PIECES[below(PIECES.length)]).join("").toWellFormed();
  const filters = {};
  for (const dimension of DIMENSIONS) {
    if (next() < 0.6) continue;
    const [a, b] = [below(3000), below(3000)].sort((x, y) => x - y);
    const open = (end) => (next() < 0.3 ? null : end);
    if (dimension === "text") filters.text = { text: text() };
    else if (dimension === "time") filters.time = { from: open(a + 17_000), to: open(b + 17_000) };
    else if (FIGURES.has(dimension)) filters[dimension] = { least: open(a), most: open(b) };
    else filters[dimension] = { values: Array.from({ length: below(4) }, text), without: next() < 0.3, reading: dimension === "governorate" && next() < 0.3 ? "claimed" : undefined, maybe: PLACES.has(dimension) && next() < 0.3 };
    filters[dimension] = sound(dimension, filters[dimension]);
    if (!filters[dimension]) delete filters[dimension];
  }
  return {
    filters,
    view: next() < 0.5 ? { lat: Math.round(next() * 800_000) / 10_000, lon: -Math.round(next() * 1_800_000) / 10_000, zoom: Math.round(next() * 1800) / 100 } : null,
    incident: next() < 0.5 ? `id ${text()}` : null,
    language: next() < 0.5 ? "ckb" : null,
    layers: next() < 0.5 ? ["districts", "disputed"].slice(below(3)) : null,
    sized: next() < 0.5,
    areas: next() < 0.5 ? ["district", "deaths"].slice(0, 1 + below(2)) : null,
  };
}

test("what is written is read again, whatever the values", () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const state = randomState(random(seed));
    const fragment = writeFragment(state);
    assert.deepEqual(plain(readFragment(`#${fragment}`)), plain(state), fragment);
    assert.match(fragment, /^[\x21-\x7e]*$/, "an address keeps it as it is");
    assert.equal(writeFragment(readFragment(fragment)), fragment);
  }
});

test("a fragment reads like a sentence", () => {
  const filters = { time: { from: parseDay("2021-07-01"), to: parseDay("2021-12-31") }, kind: { values: ["bombs", "air"] }, perpetrator: { values: ["IS", ""], without: true }, killed: { least: 5, most: null }, governorate: { values: ["Salah al-Din"], reading: "claimed" }, sub_event_type: { values: ["Abduction/forced disappearance"] } };
  assert.equal(
    writeFragment({ filters, view: { lat: 35.46712, lon: 44.39, zoom: 8.25 }, language: "ar" }),
    "time=2021-07-01..2021-12-31&kind=bombs,air&event=Abduction/forced+disappearance&by=!IS,~&killed=5..&governorate=Salah+al-Din;reading=claimed&at=35.4671,44.39,8.25&lang=ar",
  );
  assert.equal(writeFragment({}), "");
});

test("links that people type are understood", () => {
  assert.deepEqual(plain(readFragment("#kind=bombs&killed=3&time=2021-07-01").filters), { killed: { least: 3, most: 3 }, time: { from: 18_809, to: 18_809 }, kind: { values: ["bombs"] } });
  assert.deepEqual(plain(readFragment("governorate=كركوك").filters), { governorate: { values: ["كركوك"] } });
});

test("marks are sized by the killed, or by nothing", () => {
  assert.equal(writeFragment({ sized: true }), "size=killed");
  assert.deepEqual(["size=killed", "size=", "size=injured", ""].map((text) => readFragment(text).sized), [true, false, false, false]);
});

test("hostile fragments do nothing", () => {
  const selection = new Selection(tableOf(randomRows(30, 2)));
  const names = [...DIMENSIONS, "q", "event", "by", "against", "at", "incident", "lang", "layers", "areas", "size", "__proto__", "constructor", "toString", ""];
  const parts = ["=", "&", "..", ",", ";", "!", "~", "%", "%00", "%E2%80%AE", "1e999", "-1", "99999999999", "NaN", "2021-02-31", "9999-99-99", "reading=claimed", "maybe", ...PIECES, ...names];
  for (let seed = 1; seed <= 5000; seed++) {
    const next = random(seed);
    const below = (n) => Math.floor(next() * n);
    const fragment = Array.from({ length: below(12) }, () => `${names[below(names.length)]}=${Array.from({ length: below(6) }, () => parts[below(parts.length)]).join("")}`).join("&");
    const state = readFragment(fragment);
    assert.ok(Object.keys(state.filters).every((name) => DIMENSIONS.includes(name)));
    assert.equal(({}).values, undefined);
    assert.ok(state.view === null || [state.view.lat, state.view.lon, state.view.zoom].every(Number.isFinite));
    assert.ok(state.language === null || /^[\w-]+$/.test(state.language));
    const again = writeFragment(state);
    assert.equal(writeFragment(readFragment(again)), again, fragment);
    selection.replace(state.filters);
    assert.ok(selection.count >= 0 && selection.count <= 30);
  }
  selection.clear();
  assert.equal(selection.count, 30);
});

test("a fragment of a megabyte is none of ours", () => {
  const state = readFragment(`kind=${"bombs,".repeat(200_000)}`);
  assert.deepEqual(Object.keys(state.filters), []);
});
