import assert from "node:assert/strict";
import { test } from "node:test";
import { casualties, countWords, disputedWords, precisionWords, reasons, shortWhen, unitPath, whatWords, whenWords } from "../src/sentences.js";
import { Speech } from "../src/words.js";

const english = new Speech("en");
const arabic = new Speech("ar");
const sorani = new Speech("ckb");
const plain = (text) => text.replace(/[\u2068\u2069]/g, "");
const row = (values) => ({ report: [], ...values });

test("days are told as exactly as they are known", () => {
  const when = (values) => whenWords(english, row(values));
  assert.equal(when({ date_start: "2021-09-05", date_end: "2021-09-05", time_of_day: "dawn" }), "5 September 2021, at dawn");
  assert.equal(when({ date_start: "2021-09-04", date_end: "2021-09-05", time_of_day: "night" }), "Between 4 and 5 September 2021, at night");
  assert.equal(when({ date_start: "2020-12-31", date_end: "2021-01-01" }), "Between 31 December 2020 and 1 January 2021");
  assert.equal(when({ date_start: "2021-10-01", date_end: "2021-10-31", date_precision: "month" }), "In October 2021");
  assert.equal(when({ date_start: "2021-01-01", date_end: "2021-12-31", date_precision: "year" }), "In 2021");
  assert.equal(plain(when({ date_start: "2021-09-05", time_of_day: "03:30" })), "5 September 2021, at 03:30");
  assert.equal(when({}), "Date not known");
  assert.equal(when({ date_start: "nonsense" }), "nonsense");
  assert.equal(whenWords(arabic, row({ date_start: "2021-09-04", date_end: "2021-09-05", time_of_day: "night" })), "بين ٤ و٥ أيلول ٢٠٢١، ليلًا");
  const kurdish = (values) => plain(whenWords(sorani, row(values)));
  assert.equal(kurdish({ date_start: "2021-09-04", date_end: "2021-09-05", time_of_day: "night" }), "لە نێوان ٤ و ٥ی ئەیلوولی ٢٠٢١دا، بە شەو");
  assert.equal(kurdish({ date_start: "2021-08-30", date_end: "2021-09-05", date_precision: "week" }), "لە هەفتەی نێوان ٣٠ی ئاب و ٥ی ئەیلوولی ٢٠٢١دا");
  assert.equal(kurdish({ date_start: "2021-10-01", date_end: "2021-10-31", date_precision: "month" }), "لە تشرینی یەکەمی ٢٠٢١دا");
  assert.equal(kurdish({ date_start: "2021-09-05", time_of_day: "03:30" }), "٥ی ئەیلوولی ٢٠٢١، کاتژمێر ٠٣:٣٠");
});

test("a list's date is short, and survives days the wrong way round", () => {
  assert.equal(shortWhen(english, row({ date_start: "2021-10-01", date_end: "2021-10-31", date_precision: "month" })), "Oct 2021");
  assert.equal(typeof shortWhen(english, row({ date_start: "2021-09-05", date_end: "2021-09-01" })), "string");
});

test("figures keep their open ends", () => {
  assert.equal(countWords(english, "killed", 12, 12), "12 killed");
  assert.equal(countWords(english, "killed", 3, undefined), "at least 3 killed");
  assert.equal(countWords(english, "injured", undefined, 5), "at most 5 injured");
  assert.equal(countWords(english, "killed", 10, 16), "10 to 16 killed");
  assert.equal(countWords(english, "killed", undefined, undefined), null);
  assert.equal(countWords(arabic, "killed", 2, undefined), "قتيلان على الأقل");
  assert.deepEqual(casualties(english, row({ killed_attackers: 0, arrested: 2 })), ["2 arrested"]);
});

test("precision is told in words", () => {
  const placed = { lon: 44, lat: 35, place_name_en: "Rashad", place_name_ar: "الرشاد" };
  const told = (values, speech = english) => plain(precisionWords(speech, row({ ...placed, ...values })));
  assert.equal(told({ location_method: "named", place_kind: "subdistrict", radius_km: 20 }), "Placed in the subdistrict of Rashad, about 20 km either way");
  assert.equal(told({ location_method: "named", place_kind: "village", radius_km: 1.5 }), "Placed at the village of Rashad, about 1.5 km either way");
  assert.equal(told({ location_method: "named", place_kind: "subdistrict", radius_km: 20 }, arabic), "الموقع في ناحية الرشاد، بفارق نحو ٢٠ كم في كل اتجاه");
  assert.equal(told({ location_method: "area", place_kind: "district", radius_km: 40 }), "Somewhere in the district of Rashad: the report says no more than that");
  assert.equal(told({ location_method: "area", place_kind: "town", radius_km: 44 }), "Somewhere around the town of Rashad, about 44 km either way");
  assert.equal(told({ location_method: "offset", radius_km: 8 }), "Placed by distance and direction, about 8 km either way");
  assert.equal(told({ location_method: "unplaced" }), "Not placed");
  assert.equal(precisionWords(english, row({ lon: 1, lat: 1 })), "Placed at the position given");
});

test("units are told with their share where that is not sure", () => {
  const contents = { units: { Kirkuk: { ar: "كركوك" } } };
  const path = unitPath(arabic, contents, row({ governorate_shares: { Kirkuk: 0.88, Elsewhere: 0.12 }, district_shares: { Hawija: 1 } }));
  assert.deepEqual(path.map(({ units }) => units), [
    [{ name: "Hawija", share: null }],
    [{ name: "كركوك", share: 0.88 }, { name: "Elsewhere", share: 0.12 }],
  ]);
});

test("reasons speak the interface's language, or English where there is no pattern", () => {
  const told = row({
    location_reasons: ["The words name Lakja (village).", "Something new."],
    location_reason_codes: [["named", { place: "Lakja", place_ar: "لاكجة", kind: "village" }], ["new_code", {}]],
  });
  assert.deepEqual(reasons(arabic, told).map(({ text, foreign }) => [plain(text), foreign]), [
    ["الكلمات تسمّي لاكجة (قرية).", false],
    ["Something new.", true],
  ]);
  assert.deepEqual(reasons(english, told).map(({ text }) => text), told.location_reasons);
});

test("reasons say places in Sorani, else in Arabic letters, never with a suffix stuck to a name", () => {
  const told = row({
    location_reasons: ["", ""],
    location_reason_codes: [
      ["contradicts", { said_km: 30, direction: "SW", anchor: "Kirkuk", anchor_ar: "كركوك", anchor_ckb: "کەرکووک", place: "Rashad", place_ar: "الرشاد", km: 46, bearing: 217 }],
      ["homonyms", { count: 1200, name: "الرشاد", place: "Rashad", place_ar: "الرشاد", probability: 80 }],
    ],
  });
  assert.deepEqual(reasons(sorani, told).map(({ text }) => plain(text)), [
    "وشەکان دەڵێن: ٣٠ کم لە باشووری ڕۆژئاوای کەرکووک، بەڵام الرشاد بە دووریی ٤٦ کم لێی هەڵکەوتووە، بە ئاراستەی ٢١٧°.",
    "١٬٢٠٠ شوێن بە ناوی الرشاد هەن؛ الرشاد لە هەموویان گونجاوترە (٨٠٪).",
  ]);
});

test("what happened falls back to what is known", () => {
  assert.equal(whatWords(english, row({ event_type: "Battles", sub_event_type: "Armed clash" })), "Armed clash");
  assert.equal(whatWords(english, row({ sub_event_type: "Remote explosion/landmine/IED" })), "Bomb or mine");
  assert.equal(whatWords(arabic, row({ event_type: "Battles", sub_event_type: "Unheard of" })), "معارك");
});

test("disputed is yes, no or a probability", () => {
  assert.match(disputedWords(english, 1), /lies in/);
  assert.match(disputedWords(english, 0), /outside/);
  assert.match(disputedWords(english, 0.62), /62%/);
});
