// What is told of an incident, in words: when, how many, who, where, how sure.

import { isoOf, NO_DAY } from "./calendar.js";
import { onlyUnit } from "./incidents.js";
import { direction, isolate, legible } from "./legible.js";
import { nameOf } from "./words.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./types").Row} Row */
/** @typedef {{units: import("./types").Contents["units"]}} Contents */

const PARTS = ["dawn", "morning", "noon", "afternoon", "evening", "night"];

/** @param {string} iso @returns {Date} the day, in UTC */
function day(iso) {
  return new Date(`${iso}T00:00:00Z`);
}

/** @param {Speech} speech @param {string} iso @param {Intl.DateTimeFormatOptions} form */
function dated(speech, iso, form) {
  const date = day(iso);
  if (Number.isNaN(date.getTime())) return legible(iso);
  return speech.dates(form).format(date);
}

const FULL = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric" });

/** @param {Speech} speech @param {string} iso */
export function dayWords(speech, iso) {
  return dated(speech, iso, FULL);
}

/** Return "5 Sept 2021", "4–5 Sept 2021", "Sept 2021", or that nothing is known. @param {Speech} speech @param {Row} row */
export function shortWhen(speech, row) {
  const { date_start: start, date_end: end = start, date_precision: precision } = row;
  if (!start || !end) return speech.say("when_unknown");
  if (precision === "year") return dated(speech, start, { year: "numeric" });
  if (precision === "month") return dated(speech, start, { month: "short", year: "numeric" });
  return daysBetween(speech, start, end);
}

/** Return "4–5 Sept 2021", or a day alone. @param {Speech} speech @param {string} first @param {string} last ISO dates */
export function daysBetween(speech, first, last) {
  const form = speech.dates({ day: "numeric", month: "short", year: "numeric" });
  try {
    return first === last ? form.format(day(first)) : form.formatRange(day(first), day(last));
  } catch {
    return legible(`${first} – ${last}`); // no dates, or the wrong way round: as given
  }
}

/** Return "Between 4 and 5 September 2021, at night". @param {Speech} speech @param {Row} row */
export function whenWords(speech, row) {
  const start = row.date_start;
  if (!start) return speech.say("when_unknown");
  const end = row.date_end ?? start;
  const when = span(speech, row.date_precision, start, end);
  const part = row.time_of_day;
  if (!part) return when;
  if (PARTS.includes(part)) return fillFirst(speech, `part_${part}`, when, {});
  return fillFirst(speech, "part_clock", when, { time: /^\d{1,2}:\d{2}$/.test(part) ? speech.digits(part) : part });
}

/** @param {Speech} speech @param {string | undefined} precision @param {string} start @param {string} end */
function span(speech, precision, start, end) {
  if (precision === "year" && start.slice(0, 4) === end.slice(0, 4)) return plainSay(speech, "when_year", { year: dated(speech, start, { year: "numeric" }) });
  if (precision === "month" && start.slice(0, 7) === end.slice(0, 7)) return plainSay(speech, "when_month", { month: dated(speech, start, { month: "long", year: "numeric" }) });
  if (start === end) return dayWords(speech, start);
  /** @type {Intl.DateTimeFormatOptions} */
  const first = start.slice(0, 7) === end.slice(0, 7) ? { day: "numeric" } : start.slice(0, 4) === end.slice(0, 4) ? { day: "numeric", month: "long" } : FULL;
  const key = precision === "week" ? "when_week" : "when_between";
  return plainSay(speech, key, { first: dated(speech, start, first), last: dayWords(speech, end) });
}

/** Fill a pattern with our own words, which need no isolation. @param {Speech} speech @param {string} key @param {Record<string, string>} values */
function plainSay(speech, key, values) {
  const pattern = speech.say(key);
  return pattern.replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);
}

/** @param {Speech} speech @param {string} key @param {string} when @param {Record<string, string>} values */
function fillFirst(speech, key, when, values) {
  return speech.fill(speech.say(key).replace("{when}", () => when), values);
}

/**
 * Return "12 killed", "at least 3 killed", "10 to 16 killed", or null where no figure is given.
 * @param {Speech} speech
 * @param {"killed" | "injured"} what
 * @param {number | undefined} low
 * @param {number | undefined} high
 */
export function countWords(speech, what, low, high) {
  if (low === undefined && high === undefined) return null;
  if (high === undefined) return speech.say(`${what}_least`, { n: /** @type {number} */ (low) });
  if (low === undefined) return speech.say(`${what}_most`, { n: high });
  return low === high ? speech.say(what, { n: low }) : speech.say(`${what}_range`, { low, high });
}

/** Every figure of an incident, in words. @param {Speech} speech @param {Row} row @returns {string[]} */
export function casualties(speech, row) {
  const others = /** @type {const} */ (["killed_attackers", "abducted", "arrested"]);
  const counted = [
    countWords(speech, "killed", row.killed_min, row.killed_max),
    countWords(speech, "injured", row.injured_min, row.injured_max),
    ...others.map((what) => (!row[what] ? null : speech.say(what, { n: /** @type {number} */ (row[what]) }))),
  ];
  return counted.filter((words) => words !== null);
}

/** What happened, in a few words. @param {Speech} speech @param {Row} row */
export function whatWords(speech, row) {
  const what = row.sub_event_type || row.event_type;
  if (!what) return speech.word("kind", "other");
  if (speech.has("sub", what) || speech.language === "en") return speech.word("sub", what);
  return row.event_type && speech.has("sub", row.event_type) ? speech.word("sub", row.event_type) : legible(what);
}

/** The name of a place in the interface's language, else in one of its script. @param {Speech} speech @param {{name_en?: string, name_ar?: string, name_ckb?: string}} names */
export function nameIn(speech, { name_en: en, name_ar: ar, name_ckb: ckb }) {
  return nameOf(speech.language, [en, ar, ckb]);
}

/** @param {Row} row */
export function rowNames(row) {
  return { name_en: row.place_name_en, name_ar: row.place_name_ar, name_ckb: row.place_name_ckb };
}

/** @param {Speech} speech @param {Contents} contents @param {string} unit English name */
export function unitName(speech, contents, unit) {
  const names = contents.units[unit];
  return nameOf(speech.language, [unit, names?.ar, names?.ckb]);
}

/**
 * Where, as a heading, fit to be shown: the place's name, or the report's words; where these are in the other script, after
 * the unit that holds the place, so that who cannot read them knows where to look.
 * @param {Speech} speech
 * @param {Row} row
 */
export function placeWords(speech, row) {
  const name = nameIn(speech, rowNames(row)) || row.place_text || speech.say("unknown_place");
  const unit = row.unit && direction(name) !== speech.direction ? nameIn(speech, row.unit) : "";
  if (!unit || direction(unit) !== speech.direction) return legible(name);
  return plainSay(speech, "place_in_words", { unit: legible(unit), words: isolate(name) });
}

/** "Placed in the subdistrict of Rashad, about 20 km either way". @param {Speech} speech @param {Row} row */
export function precisionWords(speech, row) {
  const method = row.location_method ?? "";
  if (method === "unplaced" || row.lon === undefined) return speech.say("placed_nowhere");
  const name = nameIn(speech, rowNames(row));
  const place = name ? kindPhrase(speech, row.place_kind, name) : "";
  if (isWithheld(row)) return place ? ours(speech, "placed_published", { place }) : speech.say("placed_published_unnamed");
  if (onlyUnit(row)) return place ? ours(speech, "placed_area", { place }) : speech.say("placed_area_unnamed");
  if (row.radius_km === undefined) return speech.say("placed_plain");
  const radius = speech.length(row.radius_km);
  const alone = ["offset", "between", "along", "near", "coordinates", "corrected"];
  if (alone.includes(method)) return ours(speech, `placed_${method}`, { radius });
  if (!place) return speech.say("placed_plain");
  if (method === "area") return ours(speech, "placed_around", { place, radius });
  const wide = ["governorate", "district", "subdistrict", "country", "region"].includes(row.place_kind ?? "") || row.radius_km >= 10;
  return ours(speech, wide ? "placed_in" : "placed_at", { place, radius });
}

/** Whether the place was coarsened for publication: then it is not the report that says no more. @param {Row} row */
function isWithheld(row) {
  return row.location_reason_codes?.[0]?.[0]?.startsWith("published_") ?? false;
}

/** @param {Speech} speech @param {string | undefined} kind @param {string} name */
export function kindPhrase(speech, kind, name) {
  if (kind && speech.has("place_kind", kind)) return speech.fill(speech.word("place_kind", kind), { name });
  return isolate(name);
}

/** Fill a pattern with phrases that are isolated already. @param {Speech} speech @param {string} key @param {Record<string, string>} phrases */
function ours(speech, key, phrases) {
  return plainSay(speech, key, phrases);
}

/**
 * The units that hold the place, nearest first, each with its probability where that is not sure.
 * @param {Speech} speech
 * @param {Contents} contents
 * @param {Row} row
 * @returns {{label: string, units: {name: string, share: number | null}[]}[]}
 */
export function unitPath(speech, contents, row) {
  const levels = /** @type {const} */ (["subdistrict", "district", "governorate"]);
  return levels.flatMap((level) => {
    const shares = Object.entries(row[`${level}_shares`] ?? {}).filter(([, share]) => share >= 0.05).sort((a, b) => b[1] - a[1]);
    const named = shares.length ? shares : row[level] ? [/** @type {[string, number]} */ ([row[level], 1])] : [];
    if (!named.length) return [];
    const sure = named[0][1] >= 0.95;
    const kept = sure ? named.slice(0, 1) : named.slice(0, 3);
    const units = kept.map(([unit, share]) => ({ name: unitName(speech, contents, unit), share: sure ? null : share }));
    return [{ label: speech.word("unit", level), units }];
  });
}

/** @param {Speech} speech @param {number} share */
export function disputedWords(speech, share) {
  if (share >= 0.95) return speech.say("disputed_yes");
  return share <= 0.05 ? speech.say("disputed_no") : speech.say("disputed_maybe", { percent: speech.percent(share) });
}

/** @param {Speech} speech @param {Contents} contents @param {Row} row */
export function claimWords(speech, contents, row) {
  if (!row.claimed_governorate) return null;
  const claimed = kindPhrase(speech, "governorate", unitName(speech, contents, row.claimed_governorate));
  if (!row.governorate || row.governorate === row.claimed_governorate) return ours(speech, "claimed_alone", { claimed });
  return ours(speech, "claimed", { claimed, actual: kindPhrase(speech, "governorate", unitName(speech, contents, row.governorate)) });
}

/**
 * Why the place was chosen, fit to be shown: sentences of the interface's language where it has the pattern, else the English ones.
 * @param {Speech} speech
 * @param {Row} row
 * @returns {{text: string, foreign: boolean}[]}
 */
export function reasons(speech, row) {
  const codes = row.location_reason_codes ?? [];
  return (row.location_reasons ?? []).map((english, number) => {
    const [code, values] = codes[number] ?? ["", {}];
    if (speech.language === "en" || !speech.has("reasons", code)) return { text: legible(english), foreign: speech.language !== "en" };
    return { text: speech.fill(speech.word("reasons", code), reasonValues(speech, values)), foreign: false };
  });
}

/** @param {Speech} speech @param {Record<string, string | number>} values @returns {Record<string, string | number>} */
function reasonValues(speech, values) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const own = nameOf(speech.language, ["", values[`${name}_ar`], values[`${name}_ckb`]].map((said) => (said ? String(said) : "")));
      if (name === "direction") return [name, speech.word("direction_word", String(value))];
      if (name === "kind" || name === "asked") return [name, speech.word("kind_word", String(value))];
      return [name, own || value];
    }),
  );
}

/** First and last day of all incidents, in words; empty where none is known. @param {Speech} speech @param {{first: Int32Array, last: Int32Array}} table */
export function period(speech, { first, last }) {
  let [start, end] = [Infinity, -Infinity];
  for (let i = 0; i < first.length; i++) {
    if (first[i] === NO_DAY) continue;
    if (first[i] < start) start = first[i];
    if (last[i] > end) end = last[i];
  }
  return start <= end ? daysBetween(speech, isoOf(start), isoOf(end)) : "";
}
