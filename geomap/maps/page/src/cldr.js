// Numerals, dates and lists of a language that browsers do not have (see geomap/maps/cldr.py), by CLDR's tables, under the
// names that Intl gives them.

import ckb from "./cldr/ckb.json" with { type: "json" };

/** @typedef {typeof ckb} Table */

/** @type {Record<string, Table>} */
const TABLES = { ckb };

/** @param {string} language @returns {Table | null} what CLDR says of a language whose words browsers do not have */
export function tableOf(language) {
  return Object.hasOwn(TABLES, language) ? TABLES[language] : null;
}

/** @param {Table} table @param {string} text @returns {string} with the language's digits */
function digits(table, text) {
  return text.replace(/[0-9]/g, (digit) => table.digits[Number(digit)]);
}

/** Whole numbers in a language whose one plural rule is "one: n = 1". */
export class Plurals {
  /** @param {number} n */
  select(n) {
    return n === 1 ? "one" : "other";
  }
}

/** Numbers and percentages, grouped as in English: CLDR's patterns are the same, its signs are not. */
export class Numbers {
  /** @param {Table} table @param {Intl.NumberFormatOptions} form */
  constructor(table, form) {
    this.table = table;
    this.plain = new Intl.NumberFormat("en", form);
  }

  /** @param {number} value */
  format(value) {
    /** @type {Record<string, string>} */
    const signs = this.table.signs;
    return this.plain.formatToParts(value).map(({ type, value: text }) => signs[type] ?? digits(this.table, text)).join("");
  }
}

/** Days in UTC, by the patterns of CLDR's skeletons. */
export class Dates {
  /** @param {Table} table @param {Intl.DateTimeFormatOptions} form */
  constructor(table, { year, month, weekday, day }) {
    this.table = table;
    this.skeleton = `${year ? "y" : ""}${month ? "MMM" : ""}${weekday ? "E" : ""}${day ? "d" : ""}`;
    /** @type {Record<string, string>} */
    const patterns = table.dates;
    if (!(this.skeleton in patterns)) throw new RangeError(`CLDR's table has no dates of the form "${this.skeleton}": add it to geomap/maps/cldr.py`);
    this.pattern = patterns[this.skeleton];
  }

  /** @param {Date} date */
  format(date) {
    return this.#written(this.pattern, date);
  }

  /** @param {Date} first @param {Date} last */
  formatRange(first, last) {
    if (!(first <= last)) throw new RangeError("a range of dates that ends before it begins");
    /** @type {Record<string, Record<string, string[]>>} */
    const spans = this.table.spans;
    const field = this.#apart(first, last);
    if (field === null) return this.format(first);
    const halves = spans[this.skeleton]?.[field];
    if (halves) return this.#written(halves[0], first) + this.#written(halves[1], last);
    return this.table.span.replace("{0}", this.format(first)).replace("{1}", this.format(last));
  }

  /** The greatest field that is written and differs. @param {Date} first @param {Date} last */
  #apart(first, last) {
    const fields = /** @type {const} */ (["y", "M", "d"]);
    return fields.find((field) => this.pattern.includes(field) && this.#written(field, first) !== this.#written(field, last)) ?? null;
  }

  /** @param {string} pattern @param {Date} date */
  #written(pattern, date) {
    const { months, weekdays } = this.table;
    /** @type {Record<string, string>} */
    const values = { y: String(date.getUTCFullYear()), M: String(date.getUTCMonth()), MMM: months[date.getUTCMonth()], E: weekdays[date.getUTCDay()], d: String(date.getUTCDate()) };
    return digits(this.table, pattern.replace(/y|M+|E|d/g, (field) => values[field]));
  }
}

/** Several things, one after the other. */
export class Lists {
  /** @param {Table} table */
  constructor(table) {
    this.table = table;
  }

  /** @param {string[]} elements @returns {{type: "element" | "literal", value: string}[]} */
  formatToParts(elements) {
    return elements.flatMap((value, index) => {
      const joint = { type: /** @type {const} */ ("literal"), value: this.#joint(index, elements.length) };
      const element = { type: /** @type {const} */ ("element"), value };
      return index ? [joint, element] : [element];
    });
  }

  /** @param {string[]} elements */
  format(elements) {
    return this.formatToParts(elements).map(({ value }) => value).join("");
  }

  /** What stands before the element at `index`, which is not the first. @param {number} index @param {number} count */
  #joint(index, count) {
    const { pair, middle, end } = this.table.lists;
    const pattern = count === 2 ? pair : index === count - 1 ? end : middle;
    return pattern.replace(/\{[01]\}/g, "");
  }
}

/** Names of languages. */
export class Tongues {
  /** @param {Table} table */
  constructor(table) {
    this.table = table;
  }

  /** @param {string} code @returns {string} the code itself where the language has no name here, as Intl does */
  of(code) {
    /** @type {Record<string, string>} */
    const names = this.table.languages;
    return Object.hasOwn(names, code) ? names[code] : code;
  }
}
