// What only the panel tells of the incidents: chunks that are opened when one is asked for, and kept for a while.

import { inflatedJson } from "./inflate.js";

/** Chunks that stay open: who reads on through a list finds them again, a million incidents do not fill the memory. */
const KEPT = 24;

export class Chunks {
  /** @param {string} text one line of deflated JSON for each chunk @param {number} size rows of a chunk */
  constructor(text, size) {
    this.lines = text ? text.split("\n") : [];
    this.size = size;
    /** @type {Map<number, Promise<any>>} */
    this.asked = new Map();
    /** @type {Map<number, any>} */
    this.open = new Map();
  }

  /** @param {number} i row @returns {any} the chunk that holds it, if it is open */
  now(i) {
    const number = this.of(i);
    return this.lines[number] ? this.open.get(number) : null;
  }

  /** @param {number} i row @returns {number} its chunk */
  of(i) {
    return Math.floor(i / this.size);
  }

  /** Open a chunk. @param {number} number @returns {Promise<any>} null where it has nothing to tell */
  chunk(number) {
    const known = this.asked.get(number);
    if (known) {
      this.asked.delete(number); // what was asked for last is kept longest
      this.asked.set(number, known);
      return known;
    }
    const asked = this.read(number).then((chunk) => {
      if (this.asked.has(number)) this.open.set(number, chunk);
      return chunk;
    });
    this.asked.set(number, asked);
    for (const [old] of this.asked) {
      if (this.asked.size <= KEPT) break;
      this.asked.delete(old);
      this.open.delete(old);
    }
    return asked;
  }

  /** Read a chunk without keeping it. @param {number} number @returns {Promise<any>} */
  read(number) {
    return inflatedJson(this.lines[number] ?? "");
  }
}
