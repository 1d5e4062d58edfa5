// The offline basemap: land, water, borders, hatching and names, from the gazetteer's data alone.

import { addCanvas } from "./canvas_layer.js";
import { Trace } from "./geography.js";
import { layOut, namedLine, namedPlaces } from "./labels.js";
import { theme } from "./theme.js";

/** @typedef {import("./types").Ground} GroundData */
/** @typedef {import("./geography.js").View} View */

export class Ground {
  /**
   * @param {import("leaflet").Map} map
   * @param {GroundData} data
   * @param {() => {language: string, direction: string}} speech
   * @param {import("./line.js").Line | null} [line] that the author gives
   */
  constructor(map, data, speech, line = null) {
    this.speech = speech;
    this.line = line;
    this.shown = { districts: true, disputed: true, tiles: false };
    this.areas = traces(data.areas, data.scale);
    this.borders = lineTraces(data.borders, data.scale);
    this.lines = data.lines.map(([kind, , , , steps]) => ({ kind, trace: new Trace().add(steps, data.scale, false) }));
    this.names = namedPlaces(data);
    /** @type {{x: number, y: number, dx: number, dy: number}[]} */
    this.marks = [];
    /** @type {Map<string, import("./labels.js").Label[]>} */
    this.layouts = new Map();
    this.below = addCanvas(map, "geomap-ground", 150, (context, view) => this.#paintGround(context, view));
    this.above = addCanvas(map, "geomap-lines", 300, (context, view) => this.#paintLines(context, view));
  }

  /** @param {{x: number, y: number, dx: number, dy: number}[]} marks that names keep clear of */
  keepClear(marks) {
    this.marks = marks;
    this.layouts.clear();
  }

  repaint() {
    this.below.repaint();
    this.above.repaint();
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  #paintGround(context, view) {
    const tone = theme();
    context.fillStyle = tone.water;
    context.fillRect(0, 0, view.size.x, view.size.y);
    for (const { trace } of this.areas.neighbour ?? []) {
      if (view.shows(trace.box)) {
        view.fill(context, trace.path, tone.abroad);
        view.stroke(context, trace.path, tone.governorate, 0.6);
      }
    }
    for (const { trace } of this.areas.country ?? []) view.fill(context, trace.path, tone.land);
    for (const { trace } of this.areas.lake ?? []) if (view.shows(trace.box)) view.fill(context, trace.path, tone.water);
    const river = view.zoom < 7.5 ? 1 : view.zoom < 9.5 ? 1.5 : 2;
    for (const { kind, trace } of this.lines) {
      if (!view.shows(trace.box)) continue;
      if (kind === "river") view.stroke(context, trace.path, tone.water, river);
      else if (kind === "road" && view.zoom >= 7.5) view.stroke(context, trace.path, tone.road, 1.2);
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  #paintLines(context, view) {
    const tone = theme();
    if (this.shown.disputed) {
      for (const { trace } of this.areas.disputed ?? []) {
        if (view.shows(trace.box)) view.hatch(context, trace.path, tone.disputed, { gap: 7, width: 1.6 });
      }
    }
    if (this.shown.districts && view.zoom >= 7) this.#border(context, view, "district", tone.district, 0.7, [4, 3]);
    this.#border(context, view, "governorate", tone.governorate, 1.2);
    this.#border(context, view, "country", tone.country, 1.6);
    if (this.line && view.shows(this.line.trace.box)) {
      view.stroke(context, this.line.trace.path, tone.halo, 5.5);
      view.stroke(context, this.line.trace.path, tone.ink, 2.4);
    }
    this.#paintNames(context, view);
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {string} level @param {string} style @param {number} width @param {number[]} [dash] */
  #border(context, view, level, style, width, dash) {
    for (const trace of this.borders[level] ?? []) if (view.shows(trace.box)) view.stroke(context, trace.path, style, width, dash);
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  #paintNames(context, view) {
    const tone = theme();
    const zoom = Math.floor(view.zoom * 4) / 4; // never more room than there is
    const { language, direction } = this.speech();
    const key = `${language} ${zoom}`;
    context.direction = /** @type {CanvasDirection} */ (direction);
    context.textBaseline = "middle";
    if (!this.layouts.has(key)) {
      const line = this.line ? namedLine(this.line, zoom) : [];
      this.layouts.set(key, layOut([...line, ...this.names], zoom, language, direction === "rtl", context, this.marks));
    }
    context.lineJoin = "round";
    for (const label of this.layouts.get(key) ?? []) {
      if (this.shown.tiles && !label.line) continue; // tiles have names of their own
      const x = view.px(label.x);
      const y = view.py(label.y);
      if (x < -150 || y < -30 || x > view.size.x + 150 || y > view.size.y + 30) continue;
      if (label.spot) {
        context.beginPath();
        context.arc(x, y, 2.2, 0, 2 * Math.PI);
        context.fillStyle = tone.halo;
        context.strokeStyle = tone.label;
        context.lineWidth = 1.1;
        context.fill();
        context.stroke();
      }
      context.font = label.font;
      context.textAlign = label.align;
      context.lineWidth = 4;
      context.strokeStyle = tone.halo;
      context.strokeText(label.text, x + label.dx, y + label.dy);
      context.fillStyle = tone[label.tone];
      context.fillText(label.text, x + label.dx, y + label.dy);
    }
  }
}

/** @param {GroundData["areas"]} areas @param {number} scale @returns {Record<string, {trace: Trace}[]>} */
function traces(areas, scale) {
  return Object.fromEntries(
    Object.entries(areas).map(([level, rows]) => [level, rows.map(([, , , polygons]) => ({ trace: new Trace().addPolygons(polygons, scale) }))]),
  );
}

/** @param {GroundData["borders"]} borders @param {number} scale @returns {Record<string, Trace[]>} */
function lineTraces(borders, scale) {
  return Object.fromEntries(
    Object.entries(borders).map(([level, lines]) => [level, lines.map((steps) => new Trace().add(steps, scale, false))]),
  );
}

