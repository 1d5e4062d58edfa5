import assert from "node:assert/strict";
import { test } from "node:test";
import { warningWords } from "../src/warnings.js";
import { Speech } from "../src/words.js";

const plain = (text) => text.replace(/[\u2068\u2069]/g, "");
const told = (language, text) => plain(warningWords(new Speech(language), text).text);

test("days that reports disagree on are told with the language's months", () => {
  const text = "The dates differ: 4 September 2021; 5 to 6 September 2021; 30 December 2021 to 2 January 2022.";
  assert.equal(told("ckb", text), "بەروارەکان جیاوازن: ٤ی ئەیلوولی ٢٠٢١؛ ٥–٦ی ئەیلوولی ٢٠٢١؛ ٣٠ی کانونی یەکەمی ٢٠٢١ – ٢ی کانوونی دووەمی ٢٠٢٢.");
  assert.match(told("ar", text), /^تختلف التواريخ: ٤ أيلول ٢٠٢١؛ ٥–٦ أيلول ٢٠٢١؛ /);
  assert.equal(told("ckb", "The dates differ: yesterday; 4 Someday 2021."), "بەروارەکان جیاوازن: yesterday؛ 4 Someday 2021.");
});

test("figures and actors are told in words", () => {
  assert.equal(told("ckb", "The figures for killed differ: 3; at least 5; 6 to 8."), "ژمارەکان جیاوازن (کوژراو): ٣؛ لانی کەم ٥؛ ٦ تا ٨.");
  assert.equal(told("ckb", "The reports differ on the perpetrator: IS; Turkey."), "ڕاپۆرتەکان جیاوازن (بکەر): داعش؛ تورکیا.");
});

test("a warning that nobody foresaw stays English, and says so", () => {
  assert.deepEqual(warningWords(new Speech("ckb"), "Something new."), { text: "Something new.", foreign: true });
});
