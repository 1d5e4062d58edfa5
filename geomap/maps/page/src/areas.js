// Incidents of which only a unit is known: the unit is hatched in the colour of most of them, with their number.

import { colour, faded, KINDS } from "./kinds.js";
import { paintCount } from "./mark_paint.js";
import { theme } from "./theme.js";

/** @typedef {import("./geography.js").View} View */
/** @typedef {import("./types").Box} Box */
/** @typedef {{path: Path2D, box: Box, x: number, y: number, dx: number, dy: number, n: number, kind: import("./types").Kind, number: number}} Area */

/** Half of a count's width and height, in pixels, with some room about it. */
const WIDE = 15;
const HIGH = 14;
/** Pixels to which a count may be moved so that it lies over no mark: nearest first. */
const STEPS = [0, 22, 40, 58];

export class Areas {
  /** @param {import("./table.js").Table} table */
  constructor(table) {
    this.table = table;
    /** @type {number[]} */
    this.rows = [];
    for (let i = 0; i < table.length; i++) if (table.area[i]) this.rows.push(i);
    /** @type {Uint32Array} */
    this.fails = new Uint32Array(0);
    /** Units that show something: the wide ones first, so that a district lies over its governorate. @type {Area[]} */
    this.shown = [];
  }

  /** @param {Uint32Array} fails 0 for each row that is to be shown */
  count(fails) {
    const { table } = this;
    this.fails = fails;
    /** @type {Map<number, {row: number, kinds: number[]}>} */
    const found = new Map();
    for (const row of this.rows) {
      if (fails[row]) continue;
      const number = table.areaOf[row];
      const unit = found.get(number) ?? { row, kinds: KINDS.map(() => 0) };
      unit.kinds[table.kind[row]]++;
      found.set(number, unit);
    }
    const units = [...found].map(([number, { row, kinds }]) => {
      const { path, box } = table.areas[number - 1];
      return { number, path, box, x: table.x[row], y: table.y[row], dx: 0, dy: 0, n: kinds.reduce((sum, n) => sum + n, 0), kind: KINDS[kinds.indexOf(Math.max(...kinds))] };
    });
    this.shown = units.sort((a, b) => size(b.box) - size(a.box) || a.number - b.number);
  }

  /** Let no count lie over a mark or another count. @param {import("./marks.js").Near} near @param {number} world */
  settle(near, world) {
    /** @type {{x: number, y: number}[]} */
    const taken = [];
    for (const area of this.shown) {
      const places = STEPS.flatMap((away) => (away ? [[0, -away], [0, away], [away, 0], [-away, 0], [away, -away], [-away, away]] : [[0, 0]]));
      const free = places.find(([dx, dy]) => {
        const [x, y] = [area.x * world + dx, area.y * world + dy];
        if (taken.some((other) => Math.abs(other.x - x) < 2 * WIDE && Math.abs(other.y - y) < 2 * HIGH)) return false;
        return !near.first({ x: x / world, y: y / world }, (mark) => Math.hypot(mark.x * world - x, mark.y * world - y) < mark.r + HIGH);
      });
      [area.dx, area.dy] = free ?? [0, 0];
      taken.push({ x: area.x * world + area.dx, y: area.y * world + area.dy });
    }
  }

  /** Incidents of a unit that are shown. @param {Area} area @returns {number[]} */
  rowsOf(area) {
    return this.rows.filter((row) => this.table.areaOf[row] === area.number && !this.fails[row]);
  }

  /** @param {Area} area @param {number} row */
  #holds(area, row) {
    return row >= 0 && this.table.areaOf[row] === area.number;
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {{chosen: number, hovered: number}} looked */
  paint(context, view, { chosen, hovered }) {
    const { dark } = theme();
    for (const area of this.shown) {
      if (!view.shows(area.box)) continue;
      const tone = colour(area.kind, dark);
      const seen = this.#holds(area, chosen) || this.#holds(area, hovered);
      view.fill(context, area.path, faded(tone, seen ? 0.14 : 0.05));
      view.hatch(context, area.path, faded(tone, seen ? 0.75 : 0.32), { gap: 8, width: 1, rising: false });
      view.stroke(context, area.path, faded(tone, seen ? 1 : 0.65), seen ? 2 : 1);
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {{chosen: number, number: (n: number) => string}} points @param {string} ink @param {string} paper */
  paintCounts(context, view, { chosen, number }, ink, paper) {
    for (const area of this.shown) {
      const current = this.#holds(area, chosen);
      const tone = current ? ink : colour(area.kind, theme().dark);
      paintCount(context, view.px(area.x) + area.dx, view.py(area.y) + area.dy, number(area.n), ink, paper, tone, current);
    }
  }
}

/** @param {Box} box */
function size(box) {
  return (box.east - box.west) * (box.south - box.north);
}
