// Which names stand where: laid out once a zoom and language, the important ones first, none over another.

import { unitX, unitY } from "./geography.js";
import { legible } from "./legible.js";
import { FONT } from "./theme.js";
import { nameOf } from "./words.js";

/** @typedef {{text: string, x: number, y: number, dx: number, dy: number, align: CanvasTextAlign, font: string, spot: boolean, tone: "label" | "faint" | "ink", water: boolean, line: boolean}} Label */
/** @typedef {{kind: string, x: number, y: number, population: number, names: import("./types").Names, normal?: {x: number, y: number}}} Named normal: across the line that is named */

/** Half the width of an incident's mark, in pixels, and of a count. */
const MARK = 10;
const COUNT = 17;

/** Pixels that small places keep free about their names, up to the zoom from which one looks for them. */
const QUIET = 14;
const LOOKED_FOR = 11;

/** From a town's spot to its name: near, or farther where an incident stands on the spot; else it were another's name. */
const NEAR = [7];
const BEYOND_MARK = [16, 26];

/** Pixels within which a unit's name is not said again after its town's. */
const NAMESAKE = 110;

/** Pixels after which a line's name is said again. */
const AGAIN = 620;

/** @param {import("./types").Ground} ground @returns {Named[]} */
export function namedPlaces(ground) {
  return ground.labels.map(([kind, lon, lat, population, ...names]) => ({
    kind,
    x: unitX(lon / ground.scale),
    y: unitY(lat / ground.scale),
    population,
    names,
  }));
}

/** The line of the author, by all the spots where its name may stand. @param {import("./line.js").Line} line @param {number} zoom @returns {Named[]} none where it has no name */
export function namedLine(line, zoom) {
  const name = legible(line.name ?? "").replace(/\s+/gu, " ");
  return line.spots(256 * 2 ** zoom).map(({ x, y, normal }) => ({ kind: "line", x, y, normal, population: 0, names: [name, name, name] }));
}

/**
 * Return the style of a name at a zoom, or null where it is not shown. Zooms are chosen by eye on the disputed territories.
 * @param {Named} place
 * @param {number} zoom
 * @returns {{size: number, weight: number, spot: boolean, tone: "label" | "faint" | "ink", wide?: boolean, apart?: number, room?: number, rank: number} | null}
 */
function style(place, zoom) {
  const people = place.population;
  switch (place.kind) {
    case "neighbour":
      return zoom < 9 ? { size: 13, weight: 500, spot: false, tone: "faint", wide: true, rank: 0 } : null;
    case "country":
      return zoom < 6 ? { size: 15, weight: 600, spot: false, tone: "label", wide: true, rank: 0 } : null;
    case "governorate":
      return zoom >= 6 && zoom < 8.5 ? { size: 12, weight: 500, spot: false, tone: "faint", wide: true, rank: 4 } : null;
    case "district":
      return zoom >= 8.5 && zoom < 11 ? { size: 11.5, weight: 400, spot: false, tone: "faint", wide: true, rank: 5 } : null;
    case "city":
    case "town": {
      const first = people >= 900_000 ? 5.5 : people >= 300_000 ? 6.5 : people >= 120_000 ? 7 : people >= 40_000 ? 8 : people >= 10_000 ? 8.5 : 9.5;
      const size = people >= 500_000 ? 13.5 : people >= 100_000 ? 12.5 : 11.5;
      return zoom >= first ? { size, weight: people >= 300_000 ? 600 : 500, spot: true, tone: "label", rank: people >= 300_000 ? 1 : people >= 40_000 ? 2 : 3 } : null;
    }
    case "line":
      return { size: 12, weight: 600, spot: false, tone: "ink", apart: AGAIN, rank: 0.5 };
    case "lake":
    case "river":
    case "range":
      return zoom >= 8.5 ? { size: 11, weight: 400, spot: false, tone: "faint", rank: 7 } : null;
    default:
      return zoom >= 10 ? { size: 11, weight: 400, spot: true, tone: zoom < LOOKED_FOR ? "faint" : "label", room: zoom < LOOKED_FOR ? QUIET : 0, rank: 6 } : null;
  }
}

/**
 * Lay the names out.
 * @param {Named[]} places the important ones first
 * @param {number} zoom
 * @param {string} language of the interface
 * @param {boolean} rtl
 * @param {CanvasRenderingContext2D} context for measuring
 * @param {{x: number, y: number, dx: number, dy: number, count?: boolean}[]} marks that names keep clear of
 * @returns {Label[]}
 */
export function layOut(places, zoom, language, rtl, context, marks) {
  const world = 256 * 2 ** zoom;
  const chosen = places.flatMap((place, index) => {
    const look = style(place, zoom);
    const text = nameOf(language, place.names);
    return look && text ? [{ place, look, text, index }] : [];
  });
  chosen.sort((a, b) => a.look.rank - b.look.rank || a.index - b.index);
  const taken = new Boxes();
  const spots = new Boxes();
  const marked = new Boxes();
  for (const { x, y, dx, dy, count } of marks) {
    const half = count ? COUNT : MARK;
    for (const boxes of [spots, marked]) boxes.add(x * world + dx - half, y * world + dy - MARK, 2 * half, 2 * MARK);
  }
  for (const { place, look } of chosen) {
    if (look.spot) spots.add(place.x * world - 3, place.y * world - 3, 6, 6);
  }
  /** @type {Label[]} */
  const labels = [];
  /** @type {Map<string, {x: number, y: number}[]>} */
  const said = new Map();
  for (const { place, look, text } of chosen) {
    const key = look.apart ? `line ${text}` : text;
    const same = said.get(key) ?? [];
    // A unit that bears its town's name reads as a mistake beside it, most of all without capitals.
    const apart = look.apart ?? (look.wide ? NAMESAKE : 0);
    if (apart && same.some(({ x, y }) => Math.hypot(x - place.x, y - place.y) * world < apart)) continue;
    const font = `${look.weight} ${look.size}px ${FONT}`;
    context.font = font;
    const shown = look.wide && language === "en" ? spaced(text) : text;
    const width = context.measureText(shown).width;
    const room = look.room ?? 0;
    const distances = marked.free(place.x * world - NEAR[0], place.y * world - NEAR[0], 2 * NEAR[0], 2 * NEAR[0]) ? NEAR : [...NEAR, ...BEYOND_MARK];
    const about = place.normal ? beside(place.normal, width, look.size) : positions(look.spot ? distances : null, width, look.size, rtl);
    const spot = about.find(({ left, top }) => {
      const box = /** @type {const} */ ([place.x * world + left - 2, place.y * world + top - 1, width + 4, look.size + 4]);
      return spots.free(...box) && taken.free(box[0] - room, box[1] - room, box[2] + 2 * room, box[3] + 2 * room);
    });
    if (!spot) continue;
    said.set(key, [...same, place]);
    taken.add(place.x * world + spot.left - 2, place.y * world + spot.top - 1, width + 4, look.size + 4);
    labels.push({ text: shown, x: place.x, y: place.y, dx: spot.dx, dy: spot.dy, align: spot.align, font, spot: look.spot, tone: look.tone, water: place.kind === "river" || place.kind === "lake", line: place.kind === "line" });
  }
  return labels;
}

/** @param {string} text @returns {string} capitals with hair spaces: areas read apart from towns */
function spaced(text) {
  return [...text.toUpperCase()].join("\u200a");
}

/**
 * Return where a name may stand about its spot, best first.
 * @param {number[] | null} distances from the spot; null where the name stands upon it
 * @param {number} width
 * @param {number} size
 * @param {boolean} rtl
 * @returns {{dx: number, dy: number, align: CanvasTextAlign, left: number, top: number}[]}
 */
function positions(distances, width, size, rtl) {
  const half = size / 2 + 1;
  const middle = /** @type {const} */ ({ dx: 0, dy: 0, align: "center", left: -width / 2, top: -half });
  if (!distances) return [middle];
  return distances.flatMap((away) => {
    const right = /** @type {const} */ ({ dx: away, dy: 0, align: "left", left: away, top: -half });
    const left = /** @type {const} */ ({ dx: -away, dy: 0, align: "right", left: -away - width, top: -half });
    const far = size + away - NEAR[0];
    const above = /** @type {const} */ ({ dx: 0, dy: -far, align: "center", left: -width / 2, top: -far - half });
    const below = /** @type {const} */ ({ dx: 0, dy: far, align: "center", left: -width / 2, top: far - half });
    return rtl ? [left, right, above, below] : [right, left, above, below];
  });
}

/** Return where a name may stand beside a line: above it, or below. @param {{x: number, y: number}} normal @param {number} width @param {number} size @returns {ReturnType<typeof positions>} */
function beside(normal, width, size) {
  const away = (Math.abs(normal.x) * width + Math.abs(normal.y) * size) / 2 + NEAR[0];
  return [1, -1].map((side) => {
    const [dx, dy] = [side * normal.x * away, side * normal.y * away];
    return { dx, dy, align: "center", left: dx - width / 2, top: dy - size / 2 - 1 };
  });
}

/** Boxes on a grid, so that a question looks at few of them. */
class Boxes {
  constructor() {
    /** @type {Map<string, number[][]>} */
    this.cells = new Map();
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  add(x, y, width, height) {
    for (const key of Boxes.#keys(x, y, width, height)) {
      const cell = this.cells.get(key) ?? [];
      cell.push([x, y, x + width, y + height]);
      this.cells.set(key, cell);
    }
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  free(x, y, width, height) {
    return Boxes.#keys(x, y, width, height).every((key) =>
      (this.cells.get(key) ?? []).every(([l, t, r, b]) => x >= r || x + width <= l || y >= b || y + height <= t),
    );
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  static #keys(x, y, width, height) {
    const keys = [];
    for (let i = Math.floor(x / 96); i <= Math.floor((x + width) / 96); i += 1) {
      for (let j = Math.floor(y / 96); j <= Math.floor((y + height) / 96); j += 1) keys.push(`${i},${j}`);
    }
    return keys;
  }
}
