// What the map shows of the ground: the first view, going to an incident, pointing at one, the scale bar.

import L from "leaflet";
import { latitude, longitude } from "./geography.js";
import { casualties, placeWords, shortWhen, whatWords } from "./sentences.js";
import { still } from "./theme.js";

/** @typedef {import("./types").Box} Box */

/** Iraq's north, where there is nothing to show. */
const HOME = L.latLngBounds([33.6, 41.8], [37.2, 46.2]);
const CLOSEST = 10;
/** Pixels between what is shown and the map's edge: a mark and some ground about it. */
const ROOMY = 48;
const TIGHT = 22;
/** Half the width of a mark, in pixels, and a little. */
const MARK = 12;

/** @typedef {{topLeft: L.Point, bottomRight: L.Point}} Margins of the map that are to stay free */

export class MapView {
  /**
   * @param {L.Map} map
   * @param {import("./table.js").Table} table
   * @param {import("./frame.js").Frame} frame
   */
  constructor(map, table, frame) {
    this.map = map;
    this.table = table;
    this.frame = frame;
    map.options.zoomAnimation = !still();
    map.setMinZoom(5).setMaxZoom(16);
    map.attributionControl?.remove(); // the frame tells the sources
    map.invalidateSize({ animate: false });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    map.on("zoomend moveend resize", () => this.#scale());
  }

  /** Show all marks and areas, as large as the room allows and none under what lies over the map. */
  whole() {
    const { box, some } = extent(this.table);
    const target = box ?? HOME;
    this.#fit(target, this.#margins(target, some), false);
    const { lat, lng: lon } = this.map.getCenter();
    this.first = { lat, lon, zoom: this.map.getZoom() };
    this.#scale();
  }

  /** Where the reader went on the map; null where it stands as at first. @returns {import("./fragment.js").State["view"]} */
  moved() {
    const { lat, lng: lon } = this.map.getCenter();
    const zoom = this.map.getZoom();
    const same = this.first && zoom === this.first.zoom && this.map.project([lat, lon]).distanceTo(this.map.project([this.first.lat, this.first.lon])) < 1;
    return same ? null : { lat, lon, zoom };
  }

  /** @param {{lat: number, lon: number, zoom: number}} view */
  go({ lat, lon, zoom }) {
    const snap = this.map.options.zoomSnap;
    this.map.options.zoomSnap = 0; // as it was left, not as steps go
    this.map.setView([lat, lon], zoom, { animate: false });
    this.map.options.zoomSnap = snap;
  }

  /** The margins that show the most of those that let no mark lie under what is over the map. @param {L.LatLngBounds} box @param {L.LatLng[]} marks */
  #margins(box, marks) {
    const tries = this.#tries();
    const zooms = new Map(tries.map((margins) => [margins, this.#target(box, margins).zoom]));
    const nearest = [...tries].sort((a, b) => Number(zooms.get(b)) - Number(zooms.get(a)));
    return nearest.find((margins) => this.#clear(box, margins, marks)) ?? tries[tries.length - 1];
  }

  /** Margins from narrow to wide: the map's edge, then beside its tools or its legend, and above its credits or its legend. @returns {Margins[]} */
  #tries() {
    const { start, end } = this.#covered();
    const edge = this.map.getSize().x < 600 ? TIGHT : ROOMY;
    const [tools, legend, sole] = this.#obstacles().map((box) => box.getSize());
    const rtl = document.documentElement.dir === "rtl";
    const side = L.point(tools.x + MARK, 0);
    const beyond = L.point(legend.x + MARK, 0);
    const foot = L.point(0, legend.y + MARK);
    const credits = L.point(0, sole.y);
    const zero = L.point(0, 0);
    return [[zero, zero], [side, zero], [beyond, zero], [zero, credits], [side, credits], [beyond, credits], [zero, foot], [side, foot]].map(([beside, below]) => ({
      topLeft: start.add([edge, edge]).add(rtl ? zero : beside),
      bottomRight: end.add([edge, edge]).add(below).add(rtl ? beside : zero),
    }));
  }

  /** What lies over the map: its tools, its legend, and its foot. @returns {L.Bounds[]} in pixels of the map */
  #obstacles() {
    const { stage, tools, legend, foot } = this.frame;
    const map = stage.getBoundingClientRect();
    return [tools, legend, foot].map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return L.bounds([left - map.left - MARK, top - map.top - MARK], [right - map.left + MARK, bottom - map.top + MARK]);
    });
  }

  /** Whether no mark would lie under what is over the map. @param {L.LatLngBounds} box @param {Margins} margins @param {L.LatLng[]} marks */
  #clear(box, margins, marks) {
    const { zoom, center } = this.#target(box, margins);
    const middle = this.map.project(center, zoom);
    const half = this.map.getSize().divideBy(2);
    const obstacles = this.#obstacles();
    return marks.every((mark) => {
      const pixel = this.map.project(mark, zoom).subtract(middle).add(half);
      return obstacles.every((obstacle) => !obstacle.contains(pixel));
    });
  }

  /** The closest view that holds a box within margins. @param {L.LatLngBounds} box @param {Margins} margins */
  #target(box, { topLeft, bottomRight }) {
    const { map } = this;
    const snap = map.options.zoomSnap;
    map.options.zoomSnap = 0; // half a step too far out would leave a third of a small screen to the neighbours
    const zoom = Math.min(CLOSEST, map.getBoundsZoom(box, false, topLeft.add(bottomRight)));
    map.options.zoomSnap = snap;
    const corners = map.project(box.getSouthWest(), zoom).add(map.project(box.getNorthEast(), zoom));
    const center = map.unproject(corners.add(bottomRight).subtract(topLeft).divideBy(2), zoom);
    return { zoom, center };
  }

  /** @param {L.LatLngBounds} box @param {Margins} margins @param {boolean} animate */
  #fit(box, margins, animate) {
    const { zoom, center } = this.#target(box, margins);
    const snap = this.map.options.zoomSnap;
    this.map.options.zoomSnap = 0;
    this.map.setView(center, zoom, { animate });
    this.map.options.zoomSnap = snap;
  }

  /**
   * Bring an incident into the part of the map that the panel leaves free.
   * @param {number} row
   * @param {Box | null} footprint
   * @param {boolean} closer may zoom in, as coming from the list asks for
   */
  bring(row, footprint, closer) {
    if (this.table.x[row] !== this.table.x[row]) return;
    const point = position(this.table, row);
    const box = footprint ? latLngs(footprint).extend(point) : point.toBounds(8000);
    const margins = this.#margins(box, [point]);
    const small = this.#target(box, margins).zoom > this.map.getZoom() + 1;
    if (closer && (small || !this.#sees(box, margins))) this.#fit(box, margins, !still());
    else this.map.panInside(point, { paddingTopLeft: margins.topLeft, paddingBottomRight: margins.bottomRight, animate: !still() });
  }

  /** Show a box, as large as the room allows. @param {Box} box */
  show(box) {
    const bounds = latLngs(box);
    this.#fit(bounds, this.#margins(bounds, []), !still());
  }

  /** Go nearer to a box, where its parts are told apart. @param {Box} box */
  closer(box) {
    const bounds = latLngs(box);
    const margins = this.#margins(bounds, []);
    const zoom = Math.min(this.map.getMaxZoom(), Math.max(this.map.getZoom() + 1, this.#target(bounds, margins).zoom));
    this.map.setView(bounds.getCenter(), zoom, { animate: !still() });
  }

  /**
   * Whether all of a box lies in the part of the map that is free.
   * @param {L.LatLngBounds} box
   * @param {Margins} margins
   */
  #sees(box, { topLeft, bottomRight }) {
    const free = L.bounds(topLeft, this.map.getSize().subtract(bottomRight));
    const corners = [box.getNorthWest(), box.getSouthEast()].map((corner) => this.map.latLngToContainerPoint(corner));
    return corners.every((corner) => free.contains(corner));
  }

  /**
   * @param {object} act
   * @param {(pixel: L.Point, reach: number) => import("./points.js").Hit | null} act.at
   * @param {(hit: import("./points.js").Hit | null, pixel: L.Point) => void} act.hover
   * @param {(hit: import("./points.js").Hit) => void} act.choose
   * @param {() => void} act.none
   */
  listen({ at, hover, choose, none }) {
    const container = this.map.getContainer();
    this.map.on("mousemove", (event) => {
      const found = at(event.containerPoint, 12);
      container.classList.toggle("on-incident", found !== null);
      hover(found, event.containerPoint);
    });
    this.map.on("mouseout movestart", (event) => hover(null, /** @type {any} */ (event).containerPoint ?? L.point(0, 0)));
    this.map.on("click", (event) => {
      const touch = /** @type {PointerEvent} */ (event.originalEvent).pointerType === "touch";
      const found = at(event.containerPoint, touch ? 22 : 14);
      if (found) choose(found);
      else none();
    });
  }

  /** One line about an incident. @param {import("./words.js").Speech} speech @param {import("./types").Row} row */
  tip(speech, row) {
    const parts = [`\u2068${placeWords(speech, row)}\u2069`, whatWords(speech, row), row.date_start ? shortWhen(speech, row) : "", ...casualties(speech, row).slice(0, 2)];
    return parts.filter(Boolean).join(speech.say("separator"));
  }

  /** @param {import("./words.js").Speech} speech */
  speak(speech) {
    this.speech = speech;
    this.map.invalidateSize({ animate: false });
    this.#scale();
  }

  /** How much of the map the panel, or the sheet below, covers: from its top left and bottom right corner. */
  #covered() {
    const { side, stage } = this.frame;
    const panel = [...stage.querySelectorAll(".panel")].find((element) => !(/** @type {HTMLElement} */ (element).hidden)) ?? this.frame.panel;
    const zero = L.point(0, 0);
    const map = stage.getBoundingClientRect();
    const box = panel.getBoundingClientRect();
    const wide = (/** @type {DOMRect} */ { width }) => width > map.width * 0.8;
    if (!box.width || wide(box)) {
      const sheets = [side.getBoundingClientRect(), box].filter(wide);
      return { start: zero, end: L.point(0, Math.max(0, ...sheets.map(({ top }) => map.bottom - top))) };
    }
    return box.left <= map.left + 1 ? { start: L.point(box.width, 0), end: zero } : { start: zero, end: L.point(box.width, 0) };
  }

  #scale() {
    if (!this.speech) return;
    const size = this.map.getSize();
    const middle = size.y / 2;
    const metres = this.map.containerPointToLatLng([0, middle]).distanceTo(this.map.containerPointToLatLng([100, middle]));
    if (!(metres > 0)) return;
    const power = 10 ** Math.floor(Math.log10(metres));
    const round = [5, 2, 1].find((step) => step * power <= metres) ?? 1;
    const length = round * power;
    const [text, line] = this.frame.scaleBar.children;
    text.textContent = length >= 1000 ? this.speech.say("kilometres", { n: length / 1000 }) : this.speech.say("metres", { n: length });
    /** @type {HTMLElement} */ (line).style.width = `${(100 * length) / metres}px`;
  }
}

/** @param {import("./table.js").Table} table @param {number} row */
function position({ x, y }, row) {
  return L.latLng(latitude(y[row]), longitude(x[row]));
}

/** @param {Box} box */
function latLngs({ west, north, east, south }) {
  return L.latLngBounds([latitude(south), longitude(west)], [latitude(north), longitude(east)]);
}

/** Marks of which it is looked that none lies under what is over the map. */
const SOME = 2000;

/** The box of all marks and areas, null where there is none; and where some of the marks are. @param {import("./table.js").Table} table */
function extent(table) {
  const { x, y, area, areaOf, length } = table;
  const step = Math.ceil(length / SOME);
  const some = [];
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (/** @type {Box} */ box) => [west, north, east, south] = [Math.min(west, box.west), Math.min(north, box.north), Math.max(east, box.east), Math.max(south, box.south)];
  for (let i = 0; i < length; i++) {
    if (x[i] !== x[i]) continue;
    if (i % step === 0) some.push(position(table, i));
    if (area[i]) take(table.areas[areaOf[i] - 1].box);
    else {
      if (x[i] < west) west = x[i];
      if (x[i] > east) east = x[i];
      if (y[i] < north) north = y[i];
      if (y[i] > south) south = y[i];
    }
  }
  return { box: west <= east ? latLngs({ west, north, east, south }) : null, some };
}
