import assert from "node:assert/strict";
import { test } from "node:test";
import { opening, Speech } from "../src/words.js";

const plain = (text) => text.replace(/[\u2068\u2069]/g, "");

test("Arabic counts in six forms", () => {
  const arabic = new Speech("ar");
  const said = [0, 1, 2, 3, 11, 100].map((n) => arabic.say("killed", { n }));
  assert.deepEqual(said, ["لا قتلى", "قتيل واحد", "قتيلان", "٣ قتلى", "١١ قتيلًا", "١٠٠ قتيل"]);
});

test("English counts in two, and says none in words", () => {
  const english = new Speech("en");
  assert.deepEqual([0, 1, 2].map((n) => english.say("counts", { n })), ["no incidents", "1 incident", "2 incidents"]);
});

test("texts in a sentence are kept apart from its direction", () => {
  assert.equal(new Speech("en").say("clear_one", { what: "أ" }), "Clear “\u2068أ\u2069”");
});

test("a value that looks like a slot is not filled again", () => {
  assert.equal(plain(new Speech("en").say("claimed", { claimed: "{actual}", actual: "$&" })), "The report says {actual}; $& administers the place.");
});

test("an unknown language speaks English, an unknown word stays as it is", () => {
  const speech = new Speech("xx");
  assert.equal(speech.language, "en");
  assert.equal(speech.word("actor", "toString"), "toString");
});

test("lengths are as exact as they are known", () => {
  const english = new Speech("en");
  assert.deepEqual([0.02, 0.3, 1.5, 2.26, 19.6].map((km) => english.length(km)), ["50 m", "300 m", "1.5 km", "2.5 km", "20 km"]);
});

test("the author's language wins over the reader's, whose first that is spoken over English", () => {
  assert.equal(opening("en", ["ar-IQ"]), "en");
  assert.equal(opening(null, ["fr-FR", "AR-iq", "en"]), "ar");
  assert.equal(opening(null, ["fa-IR", "ckb-IQ", "en"]), "ckb");
  assert.equal(opening(null, ["ku-Arab-IQ"]), "ckb"); // as Windows calls Sorani
  assert.equal(opening(null, ["ku-TR", "tr"]), "en"); // Kurmanji, in Latin letters
  assert.equal(opening(null, []), "en");
});

test("a code without a word is shown, and cannot act", () => {
  assert.equal(new Speech("ar").word("actor", "\u202eevil"), "[U+202E]evil");
});

test("Sorani counts in two forms, with its own numerals, as CLDR writes them", () => {
  const sorani = new Speech("ckb");
  assert.deepEqual([0, 1, 2, 1234].map((n) => sorani.say("killed", { n })), ["هیچ کوژراوێک نییە", "یەک کوژراو", "٢ کوژراو", "١٬٢٣٤ کوژراو"]);
  assert.equal(sorani.length(1.5), "١٫٥ کم");
  assert.equal(sorani.percent(0.62), "٦٢٪");
  assert.equal(sorani.digits("03:30"), "٠٣:٣٠");
});

test("Arabic of Iraq has its own numerals and months in every browser that knows it", () => {
  const arabic = new Speech("ar");
  assert.equal(arabic.length(1.5), "١٫٥ كم");
  assert.equal(plain(arabic.percent(0.62)).replace("\u061c", ""), "٦٢٪");
  assert.equal(arabic.digits("03:30"), "٠٣:٣٠");
  assert.equal(arabic.dates({ day: "numeric", month: "long", year: "numeric" }).format(new Date("2021-01-05T00:00:00Z")), "٥ كانون الثاني ٢٠٢١");
});
