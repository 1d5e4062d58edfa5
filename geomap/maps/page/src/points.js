// Incidents on the ground: points in one canvas, areas for what is known by its unit only, footprints of what is looked at.

import { addCanvas } from "./canvas_layer.js";
import { unitX, unitY } from "./geography.js";
import { others } from "./incidents.js";
import { colour, faded, strokeGlyph } from "./kinds.js";
import { legible } from "./legible.js";
import { FONT, theme } from "./theme.js";

/** @typedef {import("./types").Incident} Incident */
/** @typedef {import("./geography.js").View} View */
/** @typedef {{incident: Incident, x: number, y: number, dx: number, dy: number}} Spot */
/** @typedef {{incidents: Incident[], path: Path2D, box: import("./types").Box, x: number, y: number}} Area */

const RADIUS = 6.5;
/** Several at one spot stand about it at this distance in pixels; more than this many become one mark with their number. */
const FAN = 13;
const FAN_MOST = 8;
/** Pixels of a painted mark for one of the page: sharp on phones. */
const SHARP = 3;
const GLYPH_ZOOM = 9;

export class Points {
  /**
   * @param {import("leaflet").Map} map
   * @param {(number: number) => string} number writes a count in the interface's language
   * @param {(incident: Incident | import("./types").Candidate) => string} nameOf
   */
  constructor(map, number, nameOf) {
    this.map = map;
    this.number = number;
    this.nameOf = nameOf;
    this.allFootprints = false;
    /** @type {Incident | null} */
    this.chosen = null;
    /** @type {Incident | null} */
    this.hovered = null;
    /** @type {Spot[]} */
    this.spots = [];
    /** @type {Area[]} */
    this.areas = [];
    /** @type {{incidents: Incident[], x: number, y: number}[]} */
    this.stacks = [];
    this.canvas = addCanvas(map, "geomap-incidents", 450, (context, view) => this.#paint(context, view));
  }

  /** @param {Incident[]} incidents those to be shown */
  show(incidents) {
    this.areas = areasOf(incidents.filter((incident) => incident.area));
    this.spots = [];
    this.stacks = [];
    for (const group of groups(incidents.filter((incident) => !incident.area && incident.x !== undefined))) {
      const [{ x = 0, y = 0 }] = group;
      if (group.length > FAN_MOST) this.stacks.push({ incidents: group, x, y });
      else this.spots.push(...fanned(group, x, y));
    }
    this.repaint();
  }

  /** Where names must not stand. @returns {{x: number, y: number, dx: number, dy: number, count?: boolean}[]} */
  marks() {
    return [...this.spots, ...[...this.stacks, ...this.areas].map(({ x, y }) => ({ x, y, dx: 0, dy: 0, count: true }))];
  }

  repaint() {
    this.canvas.repaint();
  }

  /**
   * Return the incidents under a pixel of the map: all whose marks lie over each other there, else those of the nearest
   * mark within reach; empty where there is none.
   * @param {{x: number, y: number}} pixel
   * @param {number} reach pixels
   * @returns {Incident[]}
   */
  at(pixel, reach) {
    const view = this.canvas.view();
    const candidates = [
      ...this.spots.map(({ incident, x, y, dx, dy }) => ({ incidents: [incident], px: view.px(x) + dx, py: view.py(y) + dy })),
      ...[...this.stacks, ...this.areas].map(({ incidents, x, y }) => ({ incidents, px: view.px(x), py: view.py(y) })),
    ];
    const near = candidates
      .map(({ incidents, px, py }) => ({ incidents, distance: Math.hypot(px - pixel.x, py - pixel.y) }))
      .filter(({ distance }) => distance <= reach)
      .sort((a, b) => a.distance - b.distance);
    const touched = near.filter(({ distance }) => distance <= RADIUS);
    return (touched.length ? touched : near.slice(0, 1)).flatMap(({ incidents }) => incidents);
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  #paint(context, view) {
    const { dark, ink, paper } = theme();
    const looked = [this.hovered, this.chosen].filter((incident) => incident !== null);
    for (const area of this.areas) this.#paintArea(context, view, area, dark);
    if (this.allFootprints) {
      for (const { incident } of this.spots) if (!looked.includes(incident)) paintFootprint(context, view, incident, dark, 0.5);
    }
    for (const incident of new Set(looked)) if (!incident.area) paintFootprint(context, view, incident, dark, 1);
    if (this.chosen) this.#paintCandidates(context, view, this.chosen);
    for (const spot of this.spots) paintLeg(context, view, spot, ink);
    for (const spot of this.spots) if (spot.incident !== this.chosen) this.#paintSpot(context, view, spot, dark, paper);
    for (const stack of this.stacks) paintCount(context, view.px(stack.x), view.py(stack.y), this.number(stack.incidents.length), ink, paper, ink, { chosen: stack.incidents.some((incident) => incident === this.chosen) });
    for (const area of this.areas) this.#paintAreaCount(context, view, area, ink, paper);
    const chosen = this.spots.find((spot) => spot.incident === this.chosen);
    if (chosen) this.#paintSpot(context, view, chosen, dark, paper);
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {Area} area @param {boolean} dark */
  #paintArea(context, view, area, dark) {
    if (!view.shows(area.box)) return;
    const tone = colour(commonest(area.incidents), dark);
    const looked = area.incidents.some((incident) => incident === this.chosen || incident === this.hovered);
    view.fill(context, area.path, faded(tone, looked ? 0.14 : 0.05));
    view.hatch(context, area.path, faded(tone, looked ? 0.75 : 0.32), { gap: 8, width: 1, rising: false });
    view.stroke(context, area.path, faded(tone, looked ? 1 : 0.65), looked ? 2 : 1);
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {Area} area @param {string} ink @param {string} paper */
  #paintAreaCount(context, view, area, ink, paper) {
    const chosen = area.incidents.some((incident) => incident === this.chosen);
    const tone = colour(commonest(area.incidents), theme().dark);
    paintCount(context, view.px(area.x), view.py(area.y), this.number(area.incidents.length), ink, paper, chosen ? ink : tone, { square: true, chosen });
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {Spot} spot @param {boolean} dark @param {string} paper */
  #paintSpot(context, view, spot, dark, paper) {
    const x = view.px(spot.x) + spot.dx;
    const y = view.py(spot.y) + spot.dy;
    if (x < -30 || y < -30 || x > view.size.x + 30 || y > view.size.y + 30) return;
    const { incident } = spot;
    const near = view.zoom >= GLYPH_ZOOM;
    const looked = incident === this.chosen || incident === this.hovered;
    const r = (near ? RADIUS + 2.5 : RADIUS) + (looked ? 1 : 0);
    context.save();
    context.translate(x, y);
    const mark = sprite({ kind: incident.kind, precision: incident.row.geo_precision ?? 1, r, glyph: near, dark, paper });
    context.drawImage(mark, -mark.width / SHARP / 2, -mark.height / SHARP / 2, mark.width / SHARP, mark.height / SHARP);
    if (incident === this.chosen) {
      context.beginPath();
      context.arc(0, 0, r + 3.5, 0, 2 * Math.PI);
      context.strokeStyle = theme().ink;
      context.lineWidth = 2;
      context.stroke();
    }
    context.restore();
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {Incident} incident */
  #paintCandidates(context, view, incident) {
    const tone = theme();
    for (const { candidate, anchor } of others(incident)) {
      const x = view.px(unitX(candidate.lon));
      const y = view.py(unitY(candidate.lat));
      context.beginPath();
      if (anchor) {
        context.moveTo(x, y);
        context.lineTo(view.px(incident.x ?? 0), view.py(incident.y ?? 0));
        context.rect(x - 3.5, y - 3.5, 7, 7);
      } else {
        for (const [dx, dy] of [[4, 4], [4, -4]]) {
          context.moveTo(x - dx, y - dy);
          context.lineTo(x + dx, y + dy);
        }
      }
      for (const [style, width] of /** @type {[string, number][]} */ ([[tone.halo, 4], [tone.faint, 1.6]])) {
        context.strokeStyle = style;
        context.lineWidth = width;
        context.stroke();
      }
      context.font = `italic 11px ${FONT}`;
      context.textAlign = "center";
      context.textBaseline = "top";
      context.lineWidth = 3;
      context.strokeStyle = tone.halo;
      const name = legible(this.nameOf(candidate));
      context.strokeText(name, x, y + 7);
      context.fillStyle = tone.faint;
      context.fillText(name, x, y + 7);
    }
  }
}

/** Marks painted before, by what they show. @type {Map<string, HTMLCanvasElement>} */
const sprites = new Map();

/** Return a mark as a picture, painted once: drawing it a thousand times is then quick. @param {Parameters<typeof paintMark>[1]} mark */
function sprite(mark) {
  const key = Object.values(mark).join();
  const known = sprites.get(key);
  if (known) return known;
  const canvas = document.createElement("canvas");
  const size = Math.ceil((mark.r + 3) * 2) * SHARP;
  canvas.width = size;
  canvas.height = size;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.translate(size / 2, size / 2);
  context.scale(SHARP, SHARP);
  paintMark(context, mark);
  sprites.set(key, canvas);
  return canvas;
}

/**
 * Paint an incident's mark about (0, 0): filled where the place is exact, half where it is near, a ring where only the
 * region is known.
 * @param {CanvasRenderingContext2D} context
 * @param {{kind: import("./types").Kind, precision: number, r: number, glyph: boolean, dark: boolean, paper: string}} mark
 */
export function paintMark(context, { kind, precision, r, glyph, dark, paper }) {
  const tone = colour(kind, dark);
  const disc = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ radius) => {
    context.beginPath();
    context.arc(0, 0, radius, from, to);
  };
  disc(0, 2 * Math.PI, r + 1.4);
  context.fillStyle = paper;
  context.fill();
  if (precision <= 1) {
    disc(0, 2 * Math.PI, r);
    context.fillStyle = tone;
    context.fill();
  } else {
    if (precision === 2) {
      disc(Math.PI / 2, (3 * Math.PI) / 2, r);
      context.fillStyle = tone;
      context.fill();
    }
    disc(0, 2 * Math.PI, r - 1.1);
    context.strokeStyle = tone;
    context.lineWidth = 2.2;
    context.stroke();
  }
  if (glyph && precision !== 2) {
    context.strokeStyle = precision <= 1 ? paper : tone;
    context.lineWidth = 1.5;
    context.lineCap = "round";
    context.lineJoin = "round";
    strokeGlyph(context, kind, r);
  }
}

/** @param {CanvasRenderingContext2D} context @param {View} view @param {Incident} incident @param {boolean} dark @param {number} strength */
function paintFootprint(context, view, incident, dark, strength) {
  if (!incident.footprint || !incident.footprintBounds || !view.shows(incident.footprintBounds)) return;
  const tone = colour(incident.kind, dark);
  view.fill(context, incident.footprint, faded(tone, 0.12 * strength));
  view.stroke(context, incident.footprint, faded(tone, strength === 1 ? 1 : 0.6), 1.5, [5, 4]);
}

/** @param {CanvasRenderingContext2D} context @param {View} view @param {Spot} spot @param {string} ink */
function paintLeg(context, view, { x, y, dx, dy }, ink) {
  if (!dx && !dy) return;
  context.beginPath();
  context.moveTo(view.px(x), view.py(y));
  context.lineTo(view.px(x) + dx, view.py(y) + dy);
  context.strokeStyle = faded(ink, 0.55);
  context.lineWidth = 1;
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {string} text @param {string} ink @param {string} paper @param {string} edge @param {{square?: boolean, chosen?: boolean}} [look] */
function paintCount(context, x, y, text, ink, paper, edge, { square = false, chosen = false } = {}) {
  context.font = `600 12px ${FONT}`;
  const width = Math.max(22, context.measureText(text).width + 12);
  context.beginPath();
  context.roundRect(x - width / 2, y - 11, width, 22, square ? 3 : 11);
  context.fillStyle = paper;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = 1.8;
  context.stroke();
  if (chosen) {
    context.beginPath();
    context.roundRect(x - width / 2 - 4, y - 15, width + 8, 30, square ? 6 : 15);
    context.lineWidth = 2;
    context.stroke();
  }
  context.fillStyle = ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5);
}

/** @param {Incident[]} incidents @returns {Incident[][]} those at the same spot (0.0001°) together */
function groups(incidents) {
  /** @type {Map<string, Incident[]>} */
  const found = new Map();
  for (const incident of incidents) {
    const key = `${incident.row.lon?.toFixed(4)},${incident.row.lat?.toFixed(4)}`;
    found.set(key, [...(found.get(key) ?? []), incident]);
  }
  return [...found.values()];
}

/** @param {Incident[]} group @param {number} x @param {number} y @returns {Spot[]} */
function fanned(group, x, y) {
  const distance = group.length === 1 ? 0 : Math.max(FAN, (FAN * group.length) / 5);
  return group.map((incident, number) => {
    const angle = (2 * Math.PI * number) / group.length - Math.PI / 2;
    return { incident, x, y, dx: distance * Math.cos(angle), dy: distance * Math.sin(angle) };
  });
}

/** @param {Incident[]} incidents @returns {Area[]} one for each unit */
function areasOf(incidents) {
  /** @type {Map<string, Area>} */
  const found = new Map();
  for (const incident of incidents) {
    const key = incident.row.place_id ?? JSON.stringify(incident.footprintBounds);
    const area = found.get(key);
    if (area) area.incidents.push(incident);
    else {
      const { footprint: path, footprintBounds: box, x = 0, y = 0 } = incident;
      if (path && box) found.set(key, { incidents: [incident], path, box, x, y });
    }
  }
  // The wide ones first, so that a district lies over its governorate.
  return [...found.values()].sort((a, b) => size(b.box) - size(a.box));
}

/** @param {import("./types").Box} box */
function size(box) {
  return (box.east - box.west) * (box.south - box.north);
}

/** @param {Incident[]} incidents @returns {import("./types").Kind} */
function commonest(incidents) {
  /** @type {Map<import("./types").Kind, number>} */
  const counts = new Map();
  for (const { kind } of incidents) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0][0];
}
