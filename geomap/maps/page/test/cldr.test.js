import assert from "node:assert/strict";
import { test } from "node:test";
import { Dates, Lists, Numbers, Plurals, tableOf, Tongues } from "../src/cldr.js";

const table = tableOf("ckb");
const day = (iso) => new Date(`${iso}T00:00:00Z`);

const FORMS = [
  { day: "numeric", month: "long", year: "numeric" },
  { day: "numeric", month: "short", year: "numeric" },
  { day: "numeric", month: "short" },
  { month: "short", year: "numeric" },
  { month: "short" },
  { year: "numeric" },
  { day: "numeric" },
  { weekday: "long", day: "numeric", month: "short", year: "numeric" },
];

test("days are written in Sorani", () => {
  const written = (form) => new Dates(table, form).format(day("2021-09-05"));
  assert.deepEqual(FORMS.map(written), [
    "٥ی ئەیلوولی ٢٠٢١", "٥ی ئەیلوولی ٢٠٢١", "٥ی ئەیلوول", "ئەیلوولی ٢٠٢١", "ئەیلوول", "٢٠٢١", "٥", "یەکشەممە، ٥ی ئەیلوولی ٢٠٢١",
  ]);
});

test("a range of days says what differs and no more", () => {
  const dates = new Dates(table, { day: "numeric", month: "short", year: "numeric" });
  assert.equal(dates.formatRange(day("2021-09-05"), day("2021-09-05")), "٥ی ئەیلوولی ٢٠٢١");
  assert.equal(dates.formatRange(day("2021-09-05"), day("2021-09-08")), "٥–٨ی ئەیلوولی ٢٠٢١");
  assert.equal(dates.formatRange(day("2021-09-05"), day("2021-12-01")), "٥ی ئەیلوول – ١ی کانونی یەکەمی ٢٠٢١");
  assert.equal(dates.formatRange(day("2020-09-05"), day("2021-01-01")), "٥ی ئەیلوولی ٢٠٢٠ – ١ی کانوونی دووەمی ٢٠٢١");
  const months = new Dates(table, { month: "short", year: "numeric" });
  assert.equal(months.formatRange(day("2021-09-05"), day("2021-09-30")), "ئەیلوولی ٢٠٢١");
  assert.equal(months.formatRange(day("2021-09-05"), day("2021-10-30")), "ئەیلوول–تشرینی یەکەمی ٢٠٢١");
  const years = new Dates(table, { year: "numeric" });
  assert.equal(years.formatRange(day("2020-09-05"), day("2021-10-30")), "٢٠٢٠ – ٢٠٢١");
  assert.throws(() => dates.formatRange(day("2021-09-05"), day("2021-09-01")), RangeError);
  assert.throws(() => dates.formatRange(new Date(NaN), day("2021-09-01")), RangeError);
});

test("a form that the table lacks is an error, not an English date", () => {
  assert.throws(() => new Dates(table, { weekday: "long", year: "numeric" }), /geomap\/maps\/cldr.py/);
});

test("numbers have Sorani's digits and signs", () => {
  const written = (form, values) => values.map((value) => new Numbers(table, form).format(value));
  assert.deepEqual(written({ maximumFractionDigits: 1 }, [0, 1.25, -3.5, 1234567.89]), ["٠", "١٫٣", "\u200f-٣٫٥", "١٬٢٣٤٬٥٦٧٫٩"]);
  assert.deepEqual(written({ style: "percent", maximumFractionDigits: 0 }, [0, 0.625, 12]), ["٠٪", "٦٣٪", "١٬٢٠٠٪"]);
});

test("plurals are those of ICU, which brings their rules to every browser", () => {
  const icu = new Intl.PluralRules("ckb-IQ");
  for (let n = 0; n < 300; n += 1) assert.equal(new Plurals().select(n), icu.select(n));
});

test("things are listed with commas and, before the last, 'and'", () => {
  const listed = (...things) => new Lists(table).format(things);
  assert.deepEqual([listed(), listed("أ"), listed("a", "b"), listed("a", "b", "c"), listed("{1}", "$&")], ["", "أ", "a و b", "a، b و c", "{1} و $&"]);
});

test("languages have names, codes that are none stay", () => {
  const tongues = new Tongues(table);
  assert.deepEqual([tongues.of("ar"), tongues.of("xx"), tongues.of("toString")], ["عەرەبی", "xx", "toString"]);
});
