import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeWords } from "../src/merge_words.js";
import { Speech } from "../src/words.js";

const plain = (text) => text.replace(/[\u2068\u2069]/g, "");
const told = (language, text) => plain(mergeWords(new Speech(language), text).text);

test("a link is told with all that its judges said", () => {
  const text = "b2 and a1 (log-odds 2.1): They share 61% of their words. 100 and at least 90 killed agree. Their perpetrator agree, target differ. Their days are 2 apart.";
  assert.equal(told("ar", text), "b2 وa1 (الرجحان اللوغاريتمي ٢٫١): يشتركان في ٦١٪؜ من كلماتهما. القتلى: ١٠٠ و٩٠ على الأقل متفقان. يتفقان في الفاعل ويختلفان في المستهدف. الفرق بين يوميهما بالأيام: ٢.");
  assert.match(told("ckb", text), /^b2 و a1 .*٢.*: ڕێژەی وشە هاوبەشەکانیان: ٦١٪\. کوژراو: ١٠٠ و لانی کەم ٩٠ یەک دەگرنەوە\. /);
});

test("names of places are given as they are", () => {
  assert.match(told("ar", "b and a (log-odds -0.4): Their places overlap (within 12 km). Daquq and St. Elias are different places."), /log-odds/);
  assert.match(told("ar", "b and a (log-odds -0.4): Daquq and Hawija are different places."), /: Daquq and Hawija: مكانان مختلفان\.$/);
});

test("a text that is printed again", () => {
  assert.equal(told("ar", "b prints the text of a again: the same passage."), "b يعيد نشر نص a: الفقرة نفسها.");
});

test("what nobody foresaw stays English as a whole, and says so", () => {
  const text = "b and a (log-odds 1.0): They are of one type. Something new.";
  assert.deepEqual(mergeWords(new Speech("ckb"), text), { text, foreign: true });
});
