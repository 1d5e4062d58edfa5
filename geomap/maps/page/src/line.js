// The line that the author gives: where it runs, the band about it, what it is called.

import { Trace, unitX, unitY } from "./geography.js";
import { legible } from "./legible.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {{name: string | null, within: number, lines: number[][], band: number[][][]}} LineData within: km */
/** @typedef {{x: number, y: number, normal: {x: number, y: number}}} Spot of the line, and the direction across it, of length 1 */

/** Pixels between spots where the name may stand, and how many there are at most. */
const BETWEEN = 40;
const MOST_SPOTS = 400;

export class Line {
  /**
   * @param {LineData} data
   * @param {number} scale steps per degree
   * @param {ArrayLike<number>} near probability of each row to lie in the band, in 255ths
   */
  constructor({ name, within, lines, band }, scale, near) {
    this.name = name;
    this.within = within;
    this.near = near;
    this.data = { lines, band, scale };
    /** @type {{trace?: Trace, band?: Trace}} */
    this.traced = {};
  }

  /** @returns {Trace} */
  get trace() {
    const { lines, scale } = this.data;
    return (this.traced.trace ??= lines.reduce((trace, steps) => trace.add(steps, scale, false), new Trace()));
  }

  /** @returns {Trace} */
  get band() {
    const { band, scale } = this.data;
    return (this.traced.band ??= new Trace().addPolygons(band, scale));
  }

  /** Where its name may stand, best first: the middle of the longest part, then on to both sides. @param {number} world pixels across the world @returns {Spot[]} */
  spots(world) {
    const parts = this.data.lines.map((steps) => cornersOf(steps, this.data.scale)).map((corners) => ({ corners, ends: lengthsOf(corners) }));
    const total = parts.reduce((sum, { ends }) => sum + last(ends), 0);
    const between = Math.max(BETWEEN / world, total / MOST_SPOTS);
    parts.sort((a, b) => last(b.ends) - last(a.ends));
    return parts.flatMap(({ corners, ends }) => {
      const half = Math.floor(last(ends) / 2 / between);
      const steps = Array.from({ length: 2 * half + 1 }, (_, n) => (n % 2 ? 1 : -1) * Math.ceil(n / 2));
      return steps.map((step) => spotAt(corners, ends, last(ends) / 2 + step * between));
    });
  }
}

/** @param {number[]} values */
const last = (values) => values[values.length - 1];

/** @param {number[]} steps @param {number} scale @returns {{x: number, y: number}[]} */
function cornersOf(steps, scale) {
  let [lon, lat] = [0, 0];
  return Array.from({ length: steps.length / 2 }, (_, at) => {
    lon += steps[2 * at];
    lat += steps[2 * at + 1];
    return { x: unitX(lon / scale), y: unitY(lat / scale) };
  });
}

/** How far each corner is along the line. @param {{x: number, y: number}[]} corners */
function lengthsOf(corners) {
  let sum = 0;
  return corners.map(({ x, y }, at) => (sum += at ? Math.hypot(x - corners[at - 1].x, y - corners[at - 1].y) : 0));
}

/** @param {{x: number, y: number}[]} corners @param {number[]} ends @param {number} along @returns {Spot} */
function spotAt(corners, ends, along) {
  const at = Math.max(1, ends.findIndex((end) => end >= along));
  const [from, to] = [corners[at - 1], corners[at] ?? corners[at - 1]];
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const share = Math.max(0, Math.min(1, (along - ends[at - 1]) / length));
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const up = dx < 0 ? -1 : 1; // first above the line, as names of rivers stand
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y), normal: { x: up * dy, y: -up * dx } };
}

/** What it is called, or "the line". @param {Speech} speech @param {Line} line */
export function lineName(speech, { name }) {
  return name ?? speech.say("near_line");
}

/** What the legend calls it. @param {Speech} speech @param {Line} line */
export function lineTitle(speech, { name }) {
  return legible(name ?? speech.say("legend_line"));
}

/** "5 km", exactly. @param {Speech} speech @param {number} km */
export function withinWords(speech, km) {
  const tenths = Math.abs(km * 10 - Math.round(km * 10)) < 1e-6;
  return tenths ? speech.say("kilometres", { n: km }) : speech.say("metres", { n: km * 1000 });
}

/** "Within 5 km of the pipeline", or another sentence of both. @param {Speech} speech @param {Line} line @param {string} [key] */
export function nearWords(speech, line, key = "near_level") {
  return speech.say(key, { within: withinWords(speech, line.within), line: lineName(speech, line) });
}
