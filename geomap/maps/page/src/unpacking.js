// Columns as they stand in the file (see geomap/maps/packing.py) become typed arrays.

/** @typedef {import("./columns").Codes} Codes */

/**
 * A column of the file's layout: `bytes` of each number (0: all are `base`), `steps` where each is the step from the one
 * before, `by` the column that it follows from.
 * @typedef {{name: string, bytes: 0 | 1 | 2 | 4, count: number, base: number, steps?: boolean, by?: string, none?: number}} Laid
 */

/** Columns by name, read from the file's bytes when they are asked for. */
export class Unpacking {
  /** @param {Laid[]} layout @param {Uint8Array} bytes */
  constructor(layout, bytes) {
    this.bytes = bytes;
    /** Columns that others follow from. @type {Map<string, Int32Array>} */
    this.kept = new Map();
    /** @type {Map<string, {laid: Laid, start: number}>} */
    this.places = new Map();
    let start = 0;
    for (const laid of layout) {
      this.places.set(laid.name, { laid, start });
      start += laid.bytes * laid.count;
    }
  }

  /** @param {string} name */
  has(name) {
    return this.places.has(name);
  }

  /** @param {string} name @returns {Laid | null} */
  laid(name) {
    return this.places.get(name)?.laid ?? null;
  }

  /**
   * Return a column as whole numbers, one for each row, `otherwise` for each of `length` rows where the file has none.
   * @param {string} name
   * @param {number} length
   * @param {number} otherwise
   * @returns {Int32Array}
   */
  numbers(name, length, otherwise) {
    const place = this.places.get(name);
    if (!place) return new Int32Array(length).fill(otherwise);
    const raw = this.#raw(place.laid, place.start);
    if (!place.laid.by) return raw;
    const by = this.#by(place.laid.by, length);
    const spread = new Int32Array(length);
    for (let i = 0; i < length; i++) spread[i] = raw[by[i]];
    return spread;
  }

  /**
   * Return a column of words' numbers, in as few bytes as they need.
   * @param {string} name
   * @param {number} length
   * @param {number} values how many words there are
   * @returns {Codes}
   */
  codes(name, length, values) {
    const Kind = values <= 256 ? Uint8Array : values <= 65536 ? Uint16Array : Uint32Array;
    const place = this.places.get(name);
    if (!place) return new Kind(length);
    const raw = this.#raw(place.laid, place.start);
    if (!place.laid.by) return Kind.from(raw);
    const by = this.#by(place.laid.by, length);
    const spread = new Kind(length);
    for (let i = 0; i < length; i++) spread[i] = raw[by[i]];
    return spread;
  }

  /** @param {string} name @param {number} length */
  #by(name, length) {
    const known = this.kept.get(name) ?? this.numbers(name, length, 0);
    this.kept.set(name, known);
    return known;
  }

  /** @param {Laid} laid @param {number} start @returns {Int32Array} */
  #raw({ bytes, count, base, steps }, start) {
    const found = new Int32Array(count);
    const from = this.bytes;
    for (let plane = 0; plane < bytes; plane++) {
      const shift = plane * 8;
      const at = start + plane * count;
      if (shift === 0) for (let i = 0; i < count; i++) found[i] = from[at + i];
      else for (let i = 0; i < count; i++) found[i] |= from[at + i] << shift;
    }
    if (steps) {
      let sum = base;
      for (let i = 0; i < count; i++) found[i] = sum += found[i];
    } else if (base) for (let i = 0; i < count; i++) found[i] += base;
    return found;
  }
}
