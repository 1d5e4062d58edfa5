// A small plan in kilometres about a place: where its points fall in the drawing, and where their names have room.

import { FONT } from "./theme.js";

/** @typedef {import("./construction.js").Spot} Spot */
/** @typedef {import("./construction.js").Construction} Construction */
/** @typedef {{x: number, y: number}} Point pixels from the drawing's top left */
/** @typedef {Point & {beyond: number | null}} Refused `beyond`: where it lies, as degrees clockwise from the right; null where it is in the drawing */
/** @typedef {Point & {text: string, kind: string, gap: number, align?: string, of?: Refused, lateral?: boolean}} Label `lateral`: words of a line, which stand beside it rather than above */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Frame */

/** Pixels that stay free about what must be seen, for names and the scale. */
const MARGIN = { x: 46, y: 26 };
/** Of the drawing that the place and its words keep where refused places lie far off: a guess by eye. */
const LEAST_SHARE = 0.45;
/** Half of the least width that is drawn: a village with its fields. */
const LEAST_KM = 2.5;
const LETTERS = 11;
const DEGREE_KM = 111.2;

export class Plan {
  /**
   * @param {Point} size pixels
   * @param {import("./types").Row} row
   * @param {Construction} made
   * @param {number} steps of the footprint in a degree
   */
  constructor(size, row, made, steps) {
    this.size = size;
    const rings = ringsOf(row.footprint ?? [], steps);
    const own = row.lon === undefined || row.lat === undefined ? [] : [{ lon: row.lon, lat: row.lat }];
    const needed = [...own, ...rings.flat(), ...made.anchors, ...made.measures.flatMap(reachOf)];
    const middle = needed[0] ?? made.refused[0];
    this.origin = { lon: middle.lon, lat: Math.max(-80, Math.min(80, middle.lat)) };
    const { centre, scale } = this.#framed(needed, made.refused);
    this.centre = centre;
    /** Pixels of a kilometre. */
    this.scale = scale;
    this.chosen = own.length ? this.at(own[0]) : null;
    this.outline = rings.map((ring) => `M${ring.map((spot) => this.at(spot)).map(({ x, y }) => `${written(x)} ${written(y)}`).join("L")}Z`).join("");
    this.refused = made.refused.map((spot) => this.#kept(this.at(spot)));
  }

  /** Where a place falls in the drawing. @param {Spot} spot @returns {Point} */
  at(spot) {
    const { x, y } = this.#km(spot);
    return { x: this.size.x / 2 + (x - this.centre.x) * this.scale, y: this.size.y / 2 - (y - this.centre.y) * this.scale };
  }

  /** Where the words of a measure stand: half way, on a ring at its top. @param {import("./construction.js").Measure} measure @returns {Point} */
  middle({ from, to, km }) {
    const start = this.at(from);
    if (!to) return { x: start.x, y: Math.max(12, start.y - (km ?? 0) * this.scale) };
    const end = this.at(to);
    return { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  }

  /** A round length for the scale's bar, in km and pixels. */
  bar() {
    const most = this.size.x / 5 / this.scale;
    const power = 10 ** Math.floor(Math.log10(most));
    const km = power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1);
    return { km, px: km * this.scale };
  }

  /** Give each label a place of its own; those without room are left out. @param {Label[]} labels the most needed first @returns {Label[]} */
  place(labels) {
    const { x, y } = this.size;
    /** @type {Frame[]} the scale, the sign of north, and the marks */
    const taken = [{ left: 0, right: x / 5 + 70, top: y - 26, bottom: y }, { left: x - 44, right: x, top: y - 26, bottom: y }];
    const marks = [...labels.filter(({ lateral }) => !lateral), ...this.refused, ...(this.chosen ? [this.chosen] : [])];
    for (const { x: left, y: top } of marks) taken.push({ left: left - 4, right: left + 4, top: top - 4, bottom: top + 4 });
    return labels.flatMap((label) => {
      const found = (label.lateral ? [2, 3, 0, 1] : [0, 1, 2, 3]).map((side) => sided(label, side)).find((one) => this.#room(boxOf(one), taken));
      if (found) taken.push(boxOf(found));
      return found ? [found] : [];
    });
  }

  /** Words beside a point, wherever in the drawing that is. @param {Point} point @param {string} text @returns {Label} */
  beside({ x, y }, text) {
    const half = widthOf(text) / 2;
    const most = this.size.x - 4 - half;
    return { x: most < half + 4 ? this.size.x / 2 : Math.max(half + 4, Math.min(most, x)), y: y > 30 ? y - 9 : y + 18, text, kind: "full", gap: 0, align: "middle" };
  }

  /** The scale and the centre with which all that is needed is seen, and of what was refused as much as leaves it large. @param {Spot[]} needed @param {Spot[]} refused */
  #framed(needed, refused) {
    const room = { x: this.size.x - 2 * MARGIN.x, y: this.size.y - 2 * MARGIN.y };
    const scaleOf = (/** @type {Frame} */ { left, right, top, bottom }) => Math.min(room.x / Math.max(2 * LEAST_KM, right - left), room.y / Math.max(2 * LEAST_KM, top - bottom));
    let frame = around((needed.length ? needed : refused).map((spot) => this.#km(spot)));
    const least = scaleOf(frame) * LEAST_SHARE;
    for (const spot of [...refused].sort((a, b) => this.#off(frame, a) - this.#off(frame, b))) {
      const { x, y } = this.#km(spot);
      const wider = { left: Math.min(frame.left, x), right: Math.max(frame.right, x), top: Math.max(frame.top, y), bottom: Math.min(frame.bottom, y) };
      if (scaleOf(wider) < least) break;
      frame = wider;
    }
    return { centre: { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 }, scale: scaleOf(frame) };
  }

  /** How far a place is from the middle of a frame. @param {Frame} frame @param {Spot} spot */
  #off({ left, right, top, bottom }, spot) {
    const { x, y } = this.#km(spot);
    return Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2);
  }

  /** @param {Spot} spot kilometres east and north of the first place */
  #km({ lon, lat }) {
    const { origin } = this;
    return { x: (lon - origin.lon) * DEGREE_KM * Math.cos((origin.lat * Math.PI) / 180), y: (lat - origin.lat) * DEGREE_KM };
  }

  /** A place beyond the drawing stands at its edge, on the line from the middle. @param {Point} point @returns {Refused} */
  #kept({ x, y }) {
    const half = { x: this.size.x / 2, y: this.size.y / 2 };
    const [dx, dy] = [x - half.x, y - half.y];
    const over = Math.max(Math.abs(dx) / (half.x - 14), Math.abs(dy) / (half.y - 14));
    return over <= 1 ? { x, y, beyond: null } : { x: half.x + dx / over, y: half.y + dy / over, beyond: (Math.atan2(dy, dx) * 180) / Math.PI };
  }

  /** @param {Frame} box @param {Frame[]} taken */
  #room({ left, right, top, bottom }, taken) {
    const inside = left >= 2 && right <= this.size.x - 2 && top >= 1 && bottom <= this.size.y - 1;
    return inside && taken.every((other) => right <= other.left || left >= other.right || bottom <= other.top || top >= other.bottom);
  }
}

/** A length in pixels as attributes have it. @param {number} length */
export function written(length) {
  return Math.round(length * 10) / 10;
}

/** A label above its point, below, to the right or to the left. @param {Label} label @param {number} side @returns {Label} */
function sided(label, side) {
  const { x, y, gap } = label;
  if (side < 2) return { ...label, y: side ? y + gap + LETTERS - 1 : y - gap, align: "middle" };
  return { ...label, x: side === 2 ? x + gap : x - gap, y: y + 4, align: side === 2 ? "start" : "end" };
}

/** @param {Label} label @returns {Frame} */
function boxOf({ x, y, text, align }) {
  const width = widthOf(text);
  const left = align === "middle" ? x - width / 2 : align === "end" ? x - width : x;
  return { left: left - 1, right: left + width + 1, top: y - LETTERS + 1, bottom: y + 3 };
}

/** @type {CanvasRenderingContext2D | null} */
let pen = null;

/** @param {string} text */
function widthOf(text) {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * 6;
  pen.font = `${LETTERS}px ${FONT}`;
  return pen.measureText(text).width;
}

/** @param {Point[]} points @returns {Frame} */
function around(points) {
  const frame = { left: Infinity, right: -Infinity, top: -Infinity, bottom: Infinity };
  for (const { x, y } of points) {
    frame.left = Math.min(frame.left, x);
    frame.right = Math.max(frame.right, x);
    frame.top = Math.max(frame.top, y);
    frame.bottom = Math.min(frame.bottom, y);
  }
  return frame;
}

/** What a measure needs of the drawing: its end, or its ring. @param {import("./construction.js").Measure} measure @returns {Spot[]} */
function reachOf({ from, to, km }) {
  if (to) return [from, to];
  const [up, across] = [(km ?? 0) / DEGREE_KM, (km ?? 0) / (DEGREE_KM * Math.max(0.2, Math.cos((from.lat * Math.PI) / 180)))];
  return [{ lon: from.lon - across, lat: from.lat - up }, { lon: from.lon + across, lat: from.lat + up }];
}

/** @param {number[][][]} polygons steps of longitude and latitude, each from the one before @param {number} steps in a degree @returns {Spot[][]} */
function ringsOf(polygons, steps) {
  return polygons.flat().map((ring) => {
    let [lon, lat] = [0, 0];
    /** @type {Spot[]} */
    const spots = [];
    for (let i = 0; i < ring.length; i += 2) spots.push({ lon: (lon += ring[i]) / steps, lat: (lat += ring[i + 1]) / steps });
    return spots;
  });
}
