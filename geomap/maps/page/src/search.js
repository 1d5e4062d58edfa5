// Where words stand: in the columns' words, and in all other text, folded into one string after the page has been painted.

import { folded } from "./folding.js";
import { Namesakes } from "./namesakes.js";

/** Columns of words that are looked through, and those among them that are names. */
const NAMES = ["place_name_en", "place_name_ar", "place_name_ckb", "governorate", "district", "subdistrict"];
const WORDS = [...NAMES, "place_text", "perpetrator", "target"];
const TEXTS = ["summary", "note", "perpetrator_text", "target_text"];
/** Milliseconds of work after which the page may do something else. */
const SLICE = 12;

export class Search {
  /** @param {import("./table.js").Table} table */
  constructor(table) {
    this.table = table;
    /** What the chunks of details say, folded; that of row i begins at `starts[i]`. */
    this.text = "";
    this.starts = new Uint32Array(table.length + 1);
    /** @type {string[]} */
    this.reports = [];
    this.ready = table.details.lines.length + table.reports.lines.length === 0;
    /** @type {Promise<void> | null} */
    this.reading = null;
    /** @type {Map<string, string[]>} */
    this.words = new Map();
    /** @type {Namesakes | null} */
    this.namesakes = null;
  }

  /** Read the text, a little at a time. @returns {Promise<void>} */
  read() {
    this.reading ??= this.#read();
    return this.reading;
  }

  /**
   * Return 1 for each row in which every word of `text` stands, in any spelling of a name.
   * @param {string} text
   * @returns {Uint8Array | Promise<Uint8Array>}
   */
  matches(text) {
    return this.ready ? this.#matches(text) : this.read().then(() => this.#matches(text));
  }

  /** @param {string} text */
  #matches(text) {
    const found = new Uint8Array(this.table.length).fill(1);
    for (const word of folded(text).split(/\s+/).filter(Boolean)) {
      const hits = this.#hits([word, ...this.#namesakes().of(word)]);
      for (let i = 0; i < found.length; i++) found[i] &= hits[i];
    }
    return found;
  }

  /** Return 1 for each row in which any of the words stands. @param {string[]} words */
  #hits(words) {
    const { table } = this;
    const hits = new Uint8Array(table.length);
    const holds = (/** @type {string} */ text) => words.some((word) => text.includes(word));
    for (const name of WORDS) {
      const column = table.column(name);
      if (column) mark(hits, column.codes, this.#folded(name, () => column.values.map((value) => this.#said(name, value))).map(holds));
    }
    for (const name of ["weapons", "source"]) {
      const column = name === "source" && !table.listed(name) ? null : table.listed(name);
      if (column) mark(hits, column.codes, this.#folded(name, () => column.values.map((value) => [value].flat().join("\n"))).map(holds));
    }
    for (const word of words) this.#markText(hits, word);
    if (table.told && this.reports.some(holds)) {
      const { offsets, numbers } = table.told;
      const told = this.reports.map(holds);
      for (let i = 0; i < hits.length; i++) for (let at = offsets[i]; at < offsets[i + 1]; at++) if (told[numbers[at]]) hits[i] = 1;
    }
    return hits;
  }

  /** @param {Uint8Array} hits @param {string} word */
  #markText(hits, word) {
    const { text, starts } = this;
    for (let at = text.indexOf(word); at >= 0; ) {
      const row = rowAt(starts, at);
      hits[row] = 1;
      at = text.indexOf(word, starts[row + 1]);
    }
  }

  /** A word with the names that its unit has in other languages. @param {string} name @param {string} value */
  #said(name, value) {
    const unit = ["governorate", "district", "subdistrict"].includes(name) ? Object.values(this.table.units[value] ?? {}) : [];
    return [value, ...unit].join("\n");
  }

  /** @param {string} name @param {() => string[]} make */
  #folded(name, make) {
    if (!this.words.has(name)) this.words.set(name, make().map(folded));
    return /** @type {string[]} */ (this.words.get(name));
  }

  #namesakes() {
    this.namesakes ??= new Namesakes(NAMES.flatMap((name) => (this.table.column(name)?.values ?? []).map((value) => this.#said(name, value))));
    return this.namesakes;
  }

  async #read() {
    const { table } = this;
    /** @type {string[]} */
    const parts = [];
    const { lines, size } = table.details;
    let [length, since] = [0, performance.now()];
    for (let number = 0; number * size < table.length; number++) {
      const chunk = lines[number] ? await table.details.read(number) : null;
      const end = Math.min(table.length, (number + 1) * size);
      for (let i = number * size; i < end; i++) {
        const said = chunk ? folded(textOf(chunk, i - number * size)) : "";
        this.starts[i] = length;
        if (said) parts.push(said, "\n");
        length += said ? said.length + 1 : 0;
      }
      if (performance.now() - since > SLICE) since = await pause();
    }
    this.starts[table.length] = length;
    this.text = parts.join("");
    for (let number = 0; number < table.reports.lines.length; number++) {
      for (const { title = "", source = "" } of await table.reports.read(number)) this.reports.push(folded(`${title}\n${source}`));
    }
    this.ready = true;
  }
}

/** @param {Record<string, any[]>} chunk @param {number} at */
function textOf(chunk, at) {
  const told = TEXTS.map((name) => chunk[name]?.[at]).filter(Boolean);
  const evidence = (chunk.evidence?.[at] ?? []).map((/** @type {import("./types").Evidence} */ { text }) => text);
  return [...told, ...evidence].join("\n");
}

/** @param {Uint8Array} hits @param {import("./columns").Codes} codes @param {boolean[]} held by the word of each code */
function mark(hits, codes, held) {
  if (!held.includes(true)) return;
  const flags = Uint8Array.from(held, Number);
  for (let i = 0; i < hits.length; i++) hits[i] |= flags[codes[i]];
}

/** The row whose text holds a place of the string. @param {Uint32Array} starts @param {number} at */
function rowAt(starts, at) {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Let the page do something else. @returns {Promise<number>} when it came back */
function pause() {
  return new Promise((done) => setTimeout(() => done(performance.now())));
}
