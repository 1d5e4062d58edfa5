// What the page says, in each of its languages. A language is one file in ../words; its patterns are sentences with
// {values}, and those that count are keyed by CLDR's plural categories ("=0" before them).

import ar from "../words/ar.json" with { type: "json" };
import en from "../words/en.json" with { type: "json" };
import { isolate, legible } from "./legible.js";

/** @type {Record<string, any>} */
const LANGUAGES = { en, ar };

/** Languages in the order in which the page offers them. */
export const OFFERED = /** @type {string[]} */ (Object.keys(LANGUAGES));

/**
 * Return the language in which to open: the one that the author chose, else the first that the reader prefers.
 * @param {string | null} chosen
 * @param {readonly string[]} preferred tags such as "ar-IQ", as in `navigator.languages`
 */
export function opening(chosen, preferred) {
  return chosen ?? preferred.map((tag) => tag.toLowerCase().split("-")[0]).find((code) => OFFERED.includes(code)) ?? "en";
}

/** Everything that speaks one language. */
export class Speech {
  /** @param {string} language */
  constructor(language) {
    this.language = language in LANGUAGES ? language : "en";
    this.words = LANGUAGES[this.language];
    this.locale = /** @type {string} */ (this.words.locale);
    this.direction = /** @type {"ltr" | "rtl"} */ (this.words.direction);
    this.plural = new Intl.PluralRules(this.locale);
    this.numbers = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 1 });
    this.percents = new Intl.NumberFormat(this.locale, { style: "percent", maximumFractionDigits: 0 });
    /** @type {Map<string, Intl.DateTimeFormat>} */
    this.calendars = new Map();
    this.lists = new Intl.ListFormat(this.locale, { type: "conjunction" });
  }

  /**
   * Say the sentence called `key`; numbers are written the language's way, texts kept apart from its direction.
   * @param {string} key
   * @param {Record<string, import("./types").Value>} [values] `n` chooses the plural.
   * @returns {string}
   */
  say(key, values = {}) {
    const entry = this.words[key] ?? LANGUAGES.en[key] ?? key;
    const pattern = typeof entry === "string" ? entry : this.#form(entry, Number(values.n));
    return this.fill(pattern, values);
  }

  /**
   * Fill a pattern's {values}.
   * @param {string} pattern
   * @param {Record<string, import("./types").Value>} values
   */
  fill(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (slot, name) => {
      const value = values[name];
      if (value === undefined) return slot;
      return typeof value === "number" ? this.numbers.format(value) : isolate(value);
    });
  }

  /**
   * Return the word for a code of a table such as `actor`, or the code itself, made legible, where the table has none.
   * @param {string} table
   * @param {string} code
   */
  word(table, code) {
    return this.has(table, code) ? this.words[table][code] : legible(code);
  }

  /** Whether there is a sentence called `key`. @param {string} key */
  knows(key) {
    return Object.hasOwn(this.words, key);
  }

  /** @param {string} table @param {string} code */
  has(table, code) {
    return Object.hasOwn(this.words[table] ?? {}, code);
  }

  /**
   * Return how days are written; kept, since to make one takes longer than to write a thousand days.
   * @param {Intl.DateTimeFormatOptions} form
   */
  dates(form) {
    const key = Object.entries(form).join();
    const made = this.calendars.get(key) ?? new Intl.DateTimeFormat(this.locale, { timeZone: "UTC", ...form });
    this.calendars.set(key, made);
    return made;
  }

  /** @param {number} share 0..1 */
  percent(share) {
    return this.percents.format(share);
  }

  /** @param {number} km */
  length(km) {
    if (km < 0.95) return this.say("metres", { n: Math.max(50, Math.round(km * 20) * 50) });
    return this.say("kilometres", { n: km < 9.5 ? Math.round(km * 2) / 2 : Math.round(km) });
  }

  /** @param {import("./types").Plural} forms @param {number} n */
  #form(forms, n) {
    return forms[`=${n}`] ?? forms[this.plural.select(n)] ?? forms.other;
  }
}
