// Incidents on the ground: points and counts in one canvas, areas for what is known by its unit only, footprints of what is
// looked at.

import { Areas } from "./areas.js";
import { addCanvas } from "./canvas_layer.js";
import { paintConstruction, refusedAt } from "./construction_paint.js";
import { Trace } from "./geography.js";
import { Grid } from "./grid.js";
import { colour, faded, KINDS } from "./kinds.js";
import { legible } from "./legible.js";
import { paintDisc, paintRing, sprite, SHARP } from "./mark_paint.js";
import { fanned, layOut, Near, RADIUS, rowsOf } from "./marks.js";
import { sized } from "./sizes.js";
import { FONT, theme } from "./theme.js";

/** @typedef {import("./geography.js").View} View */
/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./types").Row} Row */
/** @typedef {import("./types").Box} Box */
/**
 * What lies under a pixel: `n` incidents, in the order of the table where they are few enough to be told, and their box.
 * @typedef {{n: number, rows: number[], box: Box}} Hit
 */

const GLYPH_ZOOM = 9;
/** Footprints that are shown at once: more of them are a fog. */
const MOST_FOOTPRINTS = 400;

export class Points {
  /**
   * @param {import("leaflet").Map} map
   * @param {import("./table.js").Table} table
   * @param {(number: number) => string} number writes a count in the interface's language
   * @param {(named: import("./construction.js").Named) => string} nameOf
   */
  constructor(map, table, number, nameOf) {
    this.map = map;
    this.table = table;
    this.number = number;
    this.nameOf = nameOf;
    this.allFootprints = false;
    /** Whether marks are sized by how many were killed, and how many were at the largest. */
    this.bySize = false;
    this.most = 0;
    /** Whether only what is looked at is painted, since areas tell the numbers. */
    this.veiled = false;
    /** Row that the panel shows, and that under the pointer; -1: none. */
    this.chosen = -1;
    this.hovered = -1;
    this.grid = new Grid(table);
    /** Kind of each place in the grid's rows; 255: not shown. */
    this.kinds = new Uint8Array(this.grid.rows.length).fill(255);
    this.areas = new Areas(table);
    /** @type {{zoom: number, box: Box, marks: Mark[], near: Near} | null} */
    this.laid = null;
    /** Called when other marks stand where names were. @type {() => void} */
    this.moved = () => {};
    /** Outlines of footprints that are at hand. @type {Map<number, Trace | null>} */
    this.traces = new Map();
    this.canvas = addCanvas(map, "geomap-incidents", 450, (context, view) => this.#paint(context, view));
  }

  /** @param {Uint32Array} fails 0 for each row that is to be shown */
  show(fails) {
    const { rows } = this.grid;
    const { kind } = this.table;
    for (let j = 0; j < rows.length; j++) this.kinds[j] = fails[rows[j]] ? 255 : kind[rows[j]];
    this.areas.count(fails);
    this.laid = null;
    this.repaint();
  }

  /** Where names must not stand. @returns {{x: number, y: number, dx: number, dy: number, count?: boolean}[]} */
  marks() {
    if (this.veiled) return [];
    const spots = (this.laid?.marks ?? []).flatMap(({ x, y, n, fan }) => (fan ?? [0]).map((_, at) => ({ x, y, count: n > 1 && !fan && !this.bySize, ...(fan ? fanned(n, at) : { dx: 0, dy: 0 }) })));
    return [...spots, ...this.areas.shown.map(({ x, y, dx, dy }) => ({ x, y, dx, dy, count: true }))];
  }

  repaint() {
    this.canvas.repaint();
  }

  /**
   * Return what lies under a pixel of the map: all whose marks lie over each other there, else those of the nearest mark
   * within reach.
   * @param {{x: number, y: number}} pixel
   * @param {number} reach pixels
   * @returns {Hit | null}
   */
  at(pixel, reach) {
    if (this.veiled) return null;
    const view = this.canvas.view();
    const { near } = this.#layout(view);
    const spot = { x: (pixel.x + view.corner.x) / view.worldSize, y: (pixel.y + view.corner.y) / view.worldSize };
    /** @type {{hit: () => Hit, distance: number}[]} */
    const found = [];
    near.first(spot, (mark) => {
      found.push(...this.#hits(view, mark, pixel));
      return false;
    });
    for (const area of this.areas.shown) {
      const distance = Math.hypot(view.px(area.x) + area.dx - pixel.x, view.py(area.y) + area.dy - pixel.y);
      found.push({ hit: () => ({ n: area.n, rows: this.areas.rowsOf(area), box: area.box }), distance: Math.max(0, distance - 6) });
    }
    const within = found.filter(({ distance }) => distance <= reach).sort((a, b) => a.distance - b.distance);
    const touched = within.filter(({ distance }) => distance <= RADIUS);
    return together((touched.length ? touched : within.slice(0, 1)).map(({ hit }) => hit()));
  }

  /** @param {View} view @param {Mark} mark @param {{x: number, y: number}} pixel */
  #hits(view, mark, pixel) {
    const [x, y] = [view.px(mark.x) - pixel.x, view.py(mark.y) - pixel.y];
    if (this.bySize) {
      const told = () => ({ n: mark.n, rows: rowsOf(mark, this.grid, this.kinds), box: mark.box });
      return [{ hit: told, distance: Math.max(0, Math.hypot(x, y) - mark.r + RADIUS) }];
    }
    const one = (/** @type {number} */ row) => () => ({ n: 1, rows: [row], box: mark.box });
    if (mark.fan) {
      return mark.fan.map((row, at) => {
        const { dx, dy } = fanned(mark.n, at);
        return { hit: one(row), distance: Math.hypot(x + dx, y + dy) };
      });
    }
    if (mark.n === 1) return [{ hit: one(mark.row), distance: Math.hypot(x, y) }];
    const hit = () => ({ n: mark.n, rows: rowsOf(mark, this.grid, this.kinds), box: mark.box });
    return [{ hit, distance: Math.max(0, Math.hypot(x, y) - mark.r + RADIUS) }];
  }

  /** The marks of a view and of as much again about it. @param {View} view */
  #layout(view) {
    const box = boxOf(view, 0);
    const { laid } = this;
    if (laid && laid.zoom === view.zoom && holds(laid.box, box)) return laid;
    const wide = boxOf(view, 1);
    const whole = this.bySize || holds(wide, this.grid.box);
    const marks = this.bySize ? this.#sized(view.worldSize) : layOut(this.grid, this.kinds, wide, view.worldSize);
    const near = new Near(marks, view.worldSize);
    this.laid = { zoom: view.zoom, box: whole ? { west: -Infinity, north: -Infinity, east: Infinity, south: Infinity } : wide, marks, near };
    this.areas.settle(near, view.worldSize);
    this.moved();
    return this.laid;
  }

  /** Size the marks by how many were killed, where anybody was, or all alike. @param {boolean} on */
  size(on) {
    const { killedMin, killedMax } = this.table;
    this.bySize = on && [killedMin, killedMax].some((figures) => figures.some((n) => n > 0));
    this.laid = null;
    this.repaint();
  }

  /** Paint only what is looked at, or all. @param {boolean} on */
  veil(on) {
    if (on === this.veiled) return;
    this.veiled = on;
    this.moved();
    this.repaint();
  }

  /** All marks, so that their scale stays while the map moves. @param {number} world */
  #sized(world) {
    const { marks, most } = sized(this.grid, this.kinds, world, this.table);
    this.most = most;
    return marks;
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  #paint(context, view) {
    const { dark, ink, paper } = theme();
    const { marks } = this.#layout(view);
    const seen = marks.filter(({ x, y, r }) => {
      const [left, top] = [view.px(x), view.py(y)];
      return left > -r - 4 && top > -r - 4 && left < view.size.x + r + 4 && top < view.size.y + r + 4;
    });
    if (this.veiled) seen.length = 0;
    else this.areas.paint(context, view, this);
    if (this.allFootprints) this.#paintFootprints(context, view, seen, dark);
    for (const row of new Set([this.hovered, this.chosen])) if (row >= 0 && !this.table.area[row]) this.#paintFootprint(context, view, row, dark, 1);
    this.#paintConstruction(context, view);
    for (const mark of seen) if (mark.fan) paintLegs(context, view, mark, ink);
    for (const mark of seen) this.#paintMark(context, view, mark, dark, paper);
    if (!this.veiled) this.areas.paintCounts(context, view, this, ink, paper);
    for (const row of [this.hovered, this.chosen]) if (row >= 0) this.#paintLooked(context, view, row, seen, dark, paper);
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {Mark} mark @param {boolean} dark @param {string} paper */
  #paintMark(context, view, mark, dark, paper) {
    const [x, y] = [view.px(mark.x), view.py(mark.y)];
    if (this.bySize) paintDisc(context, x, y, mark, dark);
    else if (mark.fan) {
      mark.fan.forEach((row, at) => {
        const { dx, dy } = fanned(mark.n, at);
        this.#paintPoint(context, view, row, x + dx, y + dy, dark, paper);
      });
    } else if (mark.n === 1) this.#paintPoint(context, view, mark.row, x, y, dark, paper);
    else paintRing(context, x, y, mark, this.number(mark.n), dark);
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {number} row @param {number} x @param {number} y @param {boolean} dark @param {string} paper @param {number} [grown] pixels */
  #paintPoint(context, view, row, x, y, dark, paper, grown = 0) {
    const near = view.zoom >= GLYPH_ZOOM;
    const r = (near ? RADIUS + 2.5 : RADIUS) + grown;
    const mark = sprite({ kind: KINDS[this.table.kind[row]], precision: this.table.precision[row] || 1, r, glyph: near, dark, paper });
    context.drawImage(mark, x - mark.width / SHARP / 2, y - mark.height / SHARP / 2, mark.width / SHARP, mark.height / SHARP);
  }

  /** Paint what is looked at over all others. @param {CanvasRenderingContext2D} context @param {View} view @param {number} row @param {Mark[]} seen @param {boolean} dark @param {string} paper */
  #paintLooked(context, view, row, seen, dark, paper) {
    const { x, y, area } = this.table;
    if (area[row] || x[row] !== x[row]) return;
    const fan = seen.find((mark) => mark.fan?.includes(row));
    const { dx, dy } = fan?.fan ? fanned(fan.n, fan.fan.indexOf(row)) : { dx: 0, dy: 0 };
    const [left, top] = [view.px(x[row]) + dx, view.py(y[row]) + dy];
    this.#paintPoint(context, view, row, left, top, dark, paper, 1);
    if (row !== this.chosen) return;
    context.beginPath();
    context.arc(left, top, (view.zoom >= GLYPH_ZOOM ? RADIUS + 2.5 : RADIUS) + 4.5, 0, 2 * Math.PI);
    context.strokeStyle = theme().ink;
    context.lineWidth = 2;
    context.stroke();
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {Mark[]} seen @param {boolean} dark */
  #paintFootprints(context, view, seen, dark) {
    const rows = seen.flatMap((mark) => mark.fan ?? (mark.runs.length ? rowsOf(mark, this.grid, this.kinds) : [])).slice(0, MOST_FOOTPRINTS);
    for (const row of rows) if (row !== this.chosen && row !== this.hovered) this.#paintFootprint(context, view, row, dark, 0.5);
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {number} row @param {boolean} dark @param {number} strength */
  #paintFootprint(context, view, row, dark, strength) {
    const trace = this.footprint(row);
    if (!trace || !view.shows(trace.box)) return;
    const tone = colour(KINDS[this.table.kind[row]], dark);
    view.fill(context, trace.path, faded(tone, 0.12 * strength));
    view.stroke(context, trace.path, faded(tone, strength === 1 ? 1 : 0.6), 1.5, [5, 4]);
  }

  /** Return the footprint of a row, if its details are at hand; else ask for them. @param {number} row @returns {Trace | null} */
  footprint(row) {
    const known = this.traces.get(row);
    if (known !== undefined) return known;
    if (this.table.area[row]) return this.table.areas[this.table.areaOf[row] - 1];
    this.traces.set(row, null);
    const take = (/** @type {Row} */ { footprint }) => this.traces.set(row, footprint ? new Trace().addPolygons(footprint, this.table.scale) : null);
    const open = this.table.known(row);
    if (open) take(open);
    else this.table.detail(row).then(take).then(() => this.repaint());
    return this.traces.get(row) ?? null;
  }

  /** The place under a pixel that was refused for the chosen incident. @param {{x: number, y: number}} pixel @returns {string | null} its name */
  refusedAt(pixel) {
    const row = this.chosen >= 0 ? this.table.known(this.chosen) : null;
    const place = row && refusedAt(this.canvas.view(), row, pixel);
    return place ? legible(this.nameOf(place)) : null;
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  #paintConstruction(context, view) {
    const row = this.chosen >= 0 ? this.table.known(this.chosen) : null;
    if (row) paintConstruction(context, view, row, this.nameOf);
  }
}

/** @param {CanvasRenderingContext2D} context @param {View} view @param {Mark} mark @param {string} ink */
function paintLegs(context, view, mark, ink) {
  const [x, y] = [view.px(mark.x), view.py(mark.y)];
  context.beginPath();
  for (let at = 0; at < mark.n; at++) {
    const { dx, dy } = fanned(mark.n, at);
    context.moveTo(x, y);
    context.lineTo(x + dx, y + dy);
  }
  context.strokeStyle = faded(ink, 0.55);
  context.lineWidth = 1;
  context.stroke();
}

/** @param {Hit[]} hits @returns {Hit | null} */
function together(hits) {
  if (hits.length < 2) return hits[0] ?? null;
  const boxes = hits.map(({ box }) => box);
  const told = hits.every(({ rows }) => rows.length);
  return {
    n: hits.reduce((sum, { n }) => sum + n, 0),
    rows: told ? [...new Set(hits.flatMap(({ rows }) => rows))].sort((a, b) => a - b) : [],
    box: { west: Math.min(...boxes.map((box) => box.west)), east: Math.max(...boxes.map((box) => box.east)), north: Math.min(...boxes.map((box) => box.north)), south: Math.max(...boxes.map((box) => box.south)) },
  };
}

/** What a view shows, and as many of its widths and heights about it. @param {View} view @param {number} more @returns {Box} */
function boxOf({ corner, size, worldSize }, more) {
  return {
    west: (corner.x - more * size.x) / worldSize,
    east: (corner.x + (1 + more) * size.x) / worldSize,
    north: (corner.y - more * size.y) / worldSize,
    south: (corner.y + (1 + more) * size.y) / worldSize,
  };
}

/** @param {Box} outer @param {Box} inner */
function holds(outer, inner) {
  return outer.west <= inner.west && outer.east >= inner.east && outer.north <= inner.north && outer.south >= inner.south;
}
