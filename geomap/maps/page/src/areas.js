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
/** Pixels to which a count may be moved so that it lies over no mark: nearest first, up and down before aside. */
const PLACES = [0, 22, 40, 58, 78, 100].flatMap((away) =>
  away ? [-90, 90, 0, 180, -45, 135, 45, -135].map((turn) => [away * Math.cos((turn * Math.PI) / 180), away * Math.sin((turn * Math.PI) / 180)]) : [[0, 0]],
);

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

  /** Let no count lie over a mark or another count: at the nearest place that is free, or the one with most room. @param {import("./marks.js").Near} near @param {number} world */
  settle(near, world) {
    /** @type {{x: number, y: number}[]} */
    const taken = [];
    for (const area of this.shown) {
      /** Pixels of room at a place, below zero where something lies over it. @param {number[]} place */
      const room = ([dx, dy]) => {
        const [x, y] = [area.x * world + dx, area.y * world + dy];
        let least = 0;
        for (const other of taken) least = Math.min(least, Math.max(Math.abs(other.x - x) - 2 * WIDE, Math.abs(other.y - y) - 2 * HIGH));
        near.first({ x: x / world, y: y / world }, (mark) => {
          least = Math.min(least, Math.hypot(mark.x * world - x, mark.y * world - y) - mark.r - HIGH);
          return false;
        });
        return least;
      };
      let [best, most] = [PLACES[0], -Infinity];
      for (const place of PLACES) {
        const here = room(place);
        if (here > most) [best, most] = [place, here];
        if (here >= 0) break;
      }
      [area.dx, area.dy] = best;
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
    for (const area of this.shown) if (area.dx || area.dy) paintLeader(context, view, area);
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

/** From a count that was moved to the unit that it counts. @param {CanvasRenderingContext2D} context @param {View} view @param {Area} area */
function paintLeader(context, view, { x, y, dx, dy, kind }) {
  const { dark, halo } = theme();
  const [left, top] = [view.px(x), view.py(y)];
  context.beginPath();
  context.moveTo(left, top);
  context.lineTo(left + dx, top + dy);
  for (const [style, width] of /** @type {[string, number][]} */ ([[halo, 3], [colour(kind, dark), 1]])) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
  context.beginPath();
  context.arc(left, top, 2, 0, 2 * Math.PI);
  context.fillStyle = colour(kind, dark);
  context.fill();
}

/** @param {Box} box */
function size(box) {
  return (box.east - box.west) * (box.south - box.north);
}
