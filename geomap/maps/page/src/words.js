// What the page says, in each of its languages. A language is one file in ../words; its patterns are sentences with
// {values}, and those that count are keyed by CLDR's plural categories ("=0" before them).

import ar from "../words/ar.json" with { type: "json" };
import ckb from "../words/ckb.json" with { type: "json" };
import en from "../words/en.json" with { type: "json" };
import { Dates, Lists, Numbers, Plurals, tableOf, Tongues } from "./cldr.js";
import { isolate, legible } from "./legible.js";

/** @type {Record<string, any>} */
const LANGUAGES = { ar, ckb, en };

/** Languages in the order in which the page offers them. */
export const OFFERED = /** @type {string[]} */ (Object.keys(LANGUAGES));

/**
 * Return the language in which to open: the one that the author chose, else the first that the reader prefers.
 * @param {string | null} chosen
 * @param {readonly string[]} preferred tags such as "ar-IQ", as in `navigator.languages`
 */
export function opening(chosen, preferred) {
  return chosen ?? preferred.map(spoken).find((code) => OFFERED.includes(code)) ?? "en";
}

/** @param {string} tag @returns {string} its language; "ku" is Sorani where it is Iraq's, or in Arabic letters */
function spoken(tag) {
  const [language, ...more] = tag.toLowerCase().split("-");
  return language === "ku" && more.some((part) => part === "arab" || part === "iq") ? "ckb" : language;
}

/** Where a name stands in [English, Arabic, Sorani], as each language's readers look for it: its own, its script's, any. */
const NAMES = /** @type {Record<string, number[]>} */ ({ en: [0, 1, 2], ar: [1, 2, 0], ckb: [2, 1, 0] });

/**
 * Return the first name that there is for readers of `language`, or "".
 * @param {string} language
 * @param {readonly (string | undefined)[]} names English, Arabic, Sorani
 */
export function nameOf(language, names) {
  return NAMES[language].map((place) => names[place]).find(Boolean) ?? "";
}

/** Everything that speaks one language. */
export class Speech {
  /** @param {string} language */
  constructor(language) {
    this.language = language in LANGUAGES ? language : "en";
    this.words = LANGUAGES[this.language];
    this.locale = /** @type {string} */ (this.words.locale);
    this.direction = /** @type {"ltr" | "rtl"} */ (this.words.direction);
    this.table = tableOf(this.language);
    const [decimal, finer, percent] = /** @type {const} */ ([{ maximumFractionDigits: 1 }, { maximumFractionDigits: 3 }, { style: "percent", maximumFractionDigits: 0 }]);
    this.plural = this.table ? new Plurals() : new Intl.PluralRules(this.locale);
    this.numbers = this.table ? new Numbers(this.table, decimal) : new Intl.NumberFormat(this.locale, decimal);
    /** Of numbers that are rounded before, such as rates. */
    this.finer = this.table ? new Numbers(this.table, finer) : new Intl.NumberFormat(this.locale, finer);
    this.percents = this.table ? new Numbers(this.table, percent) : new Intl.NumberFormat(this.locale, percent);
    this.lists = this.table ? new Lists(this.table) : new Intl.ListFormat(this.locale, { type: "conjunction" });
    /** Names of languages, by their codes. */
    this.tongues = this.table ? new Tongues(this.table) : new Intl.DisplayNames(this.locale, { type: "language", fallback: "code" });
    /** @type {Map<string, Dates | Intl.DateTimeFormat>} */
    this.calendars = new Map();
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
    const made = this.calendars.get(key) ?? (this.table ? new Dates(this.table, form) : new Intl.DateTimeFormat(this.locale, { timeZone: "UTC", ...form }));
    this.calendars.set(key, made);
    return made;
  }

  /** Return `text` with the language's digits: "03:30". @param {string} text */
  digits(text) {
    return text.replace(/[0-9]/g, (digit) => this.numbers.format(Number(digit)));
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
