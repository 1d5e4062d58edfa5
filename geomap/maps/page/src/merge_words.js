// Why reports were taken to tell one event: the English sentences of geomap/merge in the page's language.

import { isolate, legible } from "./legible.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {{text: string, foreign: boolean}} Told */

/** "A and B (log-odds 2.1): sentences", as geomap/merge/joining.py writes it. */
const LINK = /^(?<late>\S+) and (?<early>\S+) \(log-odds (?<odds>-?[\d.]+)\): (?<told>.*)$/s;
const PLACE = /^The place is the most exact of (?<n>\d+): (?<place>.+) \(within (?<km>[\d.]+) km\)\.$/s;
const REPRINT = /^(?<late>\S+) prints the text of (?<early>\S+) again: the same passage\.$/;
/** Where one sentence ends and the next begins; names of places have stops too, but then no pattern fits. */
const BETWEEN = /(?<=\.) (?=[\p{Lu}\p{Lo}\d])/u;

const COUNT = "(?:at least |at most )?\\d+(?: to \\d+)?";

/** English sentences, and the keys of the table `merge`. @type {[string, RegExp][]} */
const PATTERNS = [
  ["same_passage", /^It is the same passage of the same report\.$/],
  ["apart_same_figures", /^One report tells them apart, but with the same figures\.$/],
  ["apart", /^One report tells them apart\.$/],
  ["overlap", /^Their places overlap \(within (?<km>\d+) km\)\.$/],
  ["km_apart", /^Their places are (?<km>\d+) km apart\.$/],
  ["two_places", /^(?<names>.+) are different places\.$/s],
  ["words_alike", /^The words for the place are alike\.$/],
  ["words_differ", /^The words for the place differ within it\.$/],
  ["days_apart", /^Their days are (?<n>\d+) apart\.$/],
  ["same_day", /^They can be on the same day\.$/],
  ["one_type", /^They are of one type\.$/],
  ["near_types", /^Their types differ, but are told as one another\.$/],
  ["types_differ", /^Their types differ\.$/],
  ["agree_differ", /^Their (?<field>perpetrator|target) agree, (?<other>perpetrator|target) differ\.$/],
  ["agree", /^Their (?<field>perpetrator|target) agree\.$/],
  ["differ", /^Their (?<field>perpetrator|target) differ\.$/],
  ["both_agree", /^Their perpetrator and target agree\.$/],
  ["both_differ", /^Their perpetrator and target differ\.$/],
  ["figures_agree", new RegExp(`^(?<one>${COUNT}) and (?<two>${COUNT}) (?<field>killed|injured) agree\\.$`)],
  ["figures_near", new RegExp(`^(?<one>${COUNT}) and (?<two>${COUNT}) (?<field>killed|injured) nearly agree\\.$`)],
  ["figures_differ", new RegExp(`^(?<one>${COUNT}) and (?<two>${COUNT}) (?<field>killed|injured) disagree\\.$`)],
  ["figures_grew", new RegExp(`^(?<one>${COUNT}) (?<field>killed|injured) became (?<two>${COUNT}) in a later report\\.$`)],
  ["shared_words", /^They share (?<percent>\d+)% of their words\.$/],
];

/**
 * Return a reason for a merge in the page's language, or as given where some sentence of it has no pattern.
 * @param {Speech} speech
 * @param {string} english
 * @returns {Told}
 */
export function mergeWords(speech, english) {
  const given = { text: legible(english), foreign: true };
  if (speech.language === "en") return given;
  const reprint = REPRINT.exec(english)?.groups;
  if (reprint) return { text: said(speech, "reprint", { late: legible(reprint.late), early: legible(reprint.early) }), foreign: false };
  const place = PLACE.exec(english)?.groups;
  if (place) return { text: said(speech, "most_exact", { n: Number(place.n), km: Number(place.km), place: legible(place.place) }), foreign: false };
  const link = LINK.exec(english)?.groups;
  if (!link) return given;
  const sentences = link.told.split(BETWEEN).map((sentence) => sentenceWords(speech, sentence));
  if (sentences.includes(null)) return given;
  const values = { late: legible(link.late), early: legible(link.early), odds: Number(link.odds) };
  return { text: `${said(speech, "link", values)} ${sentences.join(" ")}`, foreign: false };
}

/** @param {Speech} speech @param {string} english @returns {string | null} */
function sentenceWords(speech, english) {
  for (const [key, pattern] of PATTERNS) {
    const found = pattern.exec(english)?.groups ?? (pattern.test(english) ? {} : null);
    if (!found) continue;
    return said(speech, key, {
      km: Number(found.km),
      n: Number(found.n),
      names: found.names ? legible(found.names) : "",
      field: found.field ? speech.word("field", found.field) : "",
      other: found.other ? speech.word("field", found.other) : "",
      percent: found.percent ? speech.percent(Number(found.percent) / 100) : "",
    }, { one: found.one, two: found.two });
  }
  return null;
}

/**
 * @param {Speech} speech @param {string} key @param {Record<string, import("./types").Value>} values
 * @param {Record<string, string | undefined>} [counts] of people, in English
 */
function said(speech, key, values, counts = {}) {
  const entry = speech.word("merge", key);
  const told = Object.entries(counts).map(([name, english]) => [name, english ? countWords(speech, english) : ""]);
  return speech.fill(entry, { ...values, ...Object.fromEntries(told) });
}

/** @param {Speech} speech @param {string} english "at least 5", "6 to 8" */
function countWords(speech, english) {
  const [, form, low, high] = /^(at least |at most )?(\d+)(?: to (\d+))?$/.exec(english) ?? [];
  const pattern = high ? "count_range" : form ? `count_${form.trim().slice(3)}` : "count";
  return isolate(speech.fill(speech.word("warning", pattern), { n: Number(low), high: Number(high) }));
}
