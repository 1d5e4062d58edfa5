import assert from "node:assert/strict";
import { test } from "node:test";
import { inflated, Unreadable } from "../src/inflate.js";
import { placeWords } from "../src/sentences.js";
import { Unpacking } from "../src/unpacking.js";
import { Speech } from "../src/words.js";
import { packed } from "./packed.js";

const laid = (name, bytes, count, base, more = {}) => ({ name, bytes, count, base, ...more });

test("numbers stand in planes of bytes, from the least one on", () => {
  const bytes = Uint8Array.from([1, 2, 0, 1, 0, 255]);
  const columns = new Unpacking([laid("two", 2, 2, -3), laid("none", 0, 2, 7), laid("one", 1, 2, 0)], bytes);
  assert.deepEqual([...columns.numbers("two", 2, 0)], [-2, 255]);
  assert.deepEqual([...columns.numbers("none", 2, 0)], [7, 7]);
  assert.deepEqual([...columns.numbers("one", 2, 0)], [0, 255]);
  assert.deepEqual([...columns.numbers("missing", 2, -1)], [-1, -1]);
});

test("steps add up, and what follows from a spot is spread over its rows", () => {
  const bytes = Uint8Array.from([0, 5, 250, 1, 0, 1, 9, 8]);
  const layout = [laid("days", 1, 3, 100, { steps: true }), laid("spot", 1, 3, 0), laid("district", 1, 2, 0, { by: "spot" })];
  const columns = new Unpacking(layout, bytes);
  assert.deepEqual([...columns.numbers("days", 3, 0)], [100, 105, 355]);
  assert.deepEqual([...columns.codes("district", 3, 10)], [8, 9, 8]);
  assert.ok(columns.codes("district", 3, 256) instanceof Uint8Array);
  assert.ok(columns.codes("district", 3, 257) instanceof Uint16Array);
});

test("an incident's brief is at hand, its details are opened", async () => {
  const rows = [
    { lon: 44.082, lat: 35.135, first: 18874, span: 1, place_text: "Rashad", weapons: ["IED"], detail: { id: "a", confidence: 0.5 } },
    { place_text: "nowhere", why: ["No place is named.", ["no_place", {}]], detail: { id: "b" } },
    { lon: 1, lat: 2, report: [1, 0], detail: { id: "c" } },
  ];
  const table = await packed(rows, {}, [{ id: "r0", source: "One" }, { id: "r1", source: "Two" }]);
  assert.deepEqual(table.brief(0), { lon: 44.082, lat: 35.135, date_start: "2021-09-04", date_end: "2021-09-05", place_text: "Rashad", weapons: ["IED"], unit: undefined });
  assert.equal(table.brief(1).lon, undefined);
  assert.deepEqual(table.brief(1).location_reasons, ["No place is named."]);
  assert.equal(table.known(0), null, "not opened yet");
  assert.equal((await table.detail(0)).confidence, 0.5);
  assert.equal(table.known(1).id, "b", "of the same chunk");
  assert.equal(table.known(2), null);
  assert.deepEqual((await table.detail(2)).reports.map(({ id }) => id), ["r1", "r0"]);
  assert.deepEqual([...table.list("source").codes].map((code) => table.list("source").values[code]), ["Two", "One"]);
  assert.equal(await table.find("c"), 2);
  assert.equal(await table.find("no such"), -1);
  assert.equal(table.placed, 2);
});

test("shares are told by row, in 255ths", async () => {
  const table = await packed([{ district_shares: [["Hawija", 710], ["Daquq", 290]] }, {}, { district_shares: [["Daquq", 1000]] }]);
  const { units, offsets, codes, weights } = table.shares("district");
  const told = [0, 1, 2].map((i) => [...codes.subarray(offsets[i], offsets[i + 1])].map((code, at) => [units[code], weights[offsets[i] + at]]));
  assert.deepEqual(told, [[["Hawija", 181], ["Daquq", 74]], [], [["Daquq", 255]]]);
  assert.deepEqual(table.brief(0).district_shares, { Hawija: 0.71, Daquq: 0.29 });
  assert.equal(table.shares("governorate"), null);
});

test("words are found wherever they stand, in other spellings and scripts of a name", async () => {
  const rows = [
    { place_name_en: "Hawija", place_name_ar: "الحويجة", detail: { summary: "Armed clash" } },
    { place_name_en: "Kirkuk", detail: { evidence: [{ text: "قرب الحويجة أمس" }] } },
    { place_text: "nothing of that kind", report: [0] },
    { perpetrator: "IS", detail: { note: "Élan in Kîrkûk" } },
  ];
  const table = await packed(rows, {}, [{ title: "Tuz Khurmatu", source: "The Paper" }]);
  const found = async (text) => [...(await table.matches(text))].flatMap((hit, row) => (hit ? [row] : []));
  assert.deepEqual(await found("clash"), [0]);
  assert.deepEqual(await found("hawija"), [0, 1]);
  assert.deepEqual(await found("Haweeja"), [0, 1]);
  assert.deepEqual(await found("الحويجه"), [0, 1]);
  assert.deepEqual(await found("كركوك"), [1, 3]);
  assert.deepEqual(await found("kirkuk elan"), [3]);
  assert.deepEqual(await found("khurmatu"), [2]);
  assert.deepEqual(await found("paper kind"), [2]);
  assert.deepEqual(await found("nowhere"), []);
  assert.deepEqual(await found("  "), [0, 1, 2, 3]);
});

test("words of the other script follow the unit that surely holds them", async () => {
  const named = async (language, row) => {
    const { governorate, place_text, district_shares } = row;
    const told = { place_text, ...(governorate ? { governorate } : {}), ...(district_shares ? { district_shares } : {}) };
    const table = await packed([told], { units: { Kirkuk: { ar: "كركوك" } } });
    return placeWords(new Speech(language), table.brief(0)).replace(/[\u2068\u2069]/g, "");
  };
  const kirkuk = { district_shares: [["Kirkuk", 900], ["Daquq", 100]] };
  assert.equal(await named("en", { place_text: "حي القادسية", ...kirkuk }), "Kirkuk (حي القادسية)");
  assert.equal(await named("ar", { place_text: "حي القادسية", ...kirkuk }), "حي القادسية");
  assert.equal(await named("ar", { place_text: "a checkpoint", ...kirkuk }), "كركوك (a checkpoint)");
  assert.equal(await named("en", { place_text: "حي القادسية", district_shares: [["Kirkuk", 600]] }), "حي القادسية");
  assert.equal(await named("en", { place_text: "حي القادسية", district_shares: [["Kirkuk", 600]], governorate: "Kirkuk" }), "Kirkuk (حي القادسية)");
});

test("a browser that cannot inflate is told apart from a broken file", async (context) => {
  const { DecompressionStream } = globalThis;
  context.after(() => Object.assign(globalThis, { DecompressionStream }));
  await assert.rejects(inflated("AAAA"), (error) => !(error instanceof Unreadable));
  delete globalThis.DecompressionStream;
  await assert.rejects(inflated("AAAA"), Unreadable);
});
