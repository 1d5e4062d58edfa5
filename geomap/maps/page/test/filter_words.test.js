import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDay } from "../src/calendar.js";
import { BARS, DIMENSIONS } from "../src/dimensions.js";
import { activeWords, facetName, filterWords, valueWords } from "../src/filter_words.js";
import { Selection } from "../src/selection.js";
import { OFFERED, Speech } from "../src/words.js";
import { randomRows, tableOf } from "./tables.js";

const plain = (text) => text.replace(/[\u2068\u2069]/g, "");
const said = (language, dimension, filter) => plain(filterWords(new Speech(language), dimension, filter, (unit) => ({ Kirkuk: "كركوك" })[unit] ?? unit));
const [from, to] = ["2021-07-01", "2021-12-31"].map(parseDay);

test("a filter is one phrase", () => {
  assert.equal(said("en", "kind", { values: ["bombs", "air"] }), "Type: Bombs and mines, Air and drone strikes");
  assert.equal(said("en", "perpetrator", { values: ["IS", ""], without: true }), "By whom: all but Islamic State, not given");
  assert.equal(said("en", "killed", { least: 5, most: null }), "at least 5 killed");
  assert.equal(said("en", "injured", { least: null, most: 3 }), "at most 3 injured");
  assert.equal(said("en", "text", { text: "hawija" }), "“hawija”");
  assert.equal(said("en", "governorate", { values: ["Nineveh"], reading: "claimed", maybe: true }), "Governorate as reported: Nineveh, or perhaps there");
  assert.equal(said("ar", "governorate", { values: ["Kirkuk"] }), "المحافظة: كركوك");
  assert.equal(said("ar", "kind", { values: ["bombs"], without: true }), "النوع: ما عدا عبوات وألغام");
});

test("a period is told by its ends", () => {
  assert.match(said("en", "time", { from, to }), /^1 Jul(y)?\s–\s31 Dec 2021$/);
  assert.equal(said("en", "time", { from, to: null }), "Since 1 Jul 2021");
  assert.equal(said("en", "time", { from: null, to }), "Until 31 Dec 2021");
  assert.equal(said("en", "time", { from, to: from }), "1 Jul 2021");
});

test("of many values the first are named and the others counted", () => {
  assert.equal(said("en", "source", { values: ["a", "b", "c", "d", "e"] }), "Source: a, b, c, +2");
  assert.equal(said("en", "source", { values: ["a", "b", "c", "d"] }), "Source: a, b, c, d");
});

test("values that look like slots or commands stay text", () => {
  assert.equal(said("en", "source", { values: ["{what} $& {name}"] }), "Source: {what} $& {name}");
  assert.ok(!filterWords(new Speech("en"), "source", { values: ["\u202eevil"] }, String).includes("\u202e"));
});

test("every dimension, bar and language code has words in every language", () => {
  for (const language of OFFERED) {
    const speech = new Speech(language);
    for (const dimension of DIMENSIONS) assert.ok(speech.has("facet", dimension), `${language} ${dimension}`);
    const bars = BARS.map((bar) => valueWords(speech, "killed", bar, String));
    assert.equal(new Set(bars).size, BARS.length);
    assert.notEqual(valueWords(speech, "language", "ckb", String), "ckb");
    assert.equal(valueWords(speech, "language", "<x>", String), "<x>");
    assert.equal(facetName(speech, "kind"), speech.words.facet.kind);
  }
});

test("what is on is told in the order of the pane", () => {
  const selection = new Selection(tableOf(randomRows(30, 1)));
  selection.replace({ status: { values: ["confirmed"] }, kind: { values: ["bombs"] }, governorate: { values: [], reading: "claimed" } });
  assert.deepEqual(activeWords(new Speech("en"), selection, String).map(({ dimension }) => dimension), ["kind", "status"]);
});
