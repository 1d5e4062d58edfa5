// What the map shows of the ground: the first view, going to an incident, pointing at one, the scale bar.

import L from "leaflet";
import { latitude, longitude } from "./geography.js";
import { legible } from "./legible.js";
import { casualties, placeWords, shortWhen, whatWords } from "./sentences.js";
import { still } from "./theme.js";

/** @typedef {import("./types").Incident} Incident */

/** Iraq's north, where there is nothing to show. */
const HOME = L.latLngBounds([33.6, 41.8], [37.2, 46.2]);
const PADDING = 48;
const CLOSEST = 10;

export class MapView {
  /**
   * @param {L.Map} map
   * @param {Incident[]} incidents
   * @param {import("./frame.js").Frame} frame
   */
  constructor(map, incidents, frame) {
    this.map = map;
    this.incidents = incidents;
    this.frame = frame;
    map.options.zoomAnimation = !still();
    map.setMinZoom(5).setMaxZoom(16);
    map.attributionControl?.setPrefix(false);
    map.invalidateSize({ animate: false });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    map.on("zoomend moveend resize", () => this.#scale());
  }

  /** Show all that is placed. */
  whole() {
    const boxes = this.incidents.filter((incident) => incident.x !== undefined).map(bounds);
    const all = boxes.reduce((sum, box) => sum.extend(box), L.latLngBounds([]));
    const target = all.isValid() ? all : HOME;
    this.map.fitBounds(target, { padding: [PADDING, PADDING], maxZoom: CLOSEST, animate: false });
    this.#scale();
  }

  /**
   * Bring an incident into the part of the map that the panel leaves free.
   * @param {Incident} incident
   * @param {boolean} closer may zoom in, as coming from the list asks for
   */
  bring(incident, closer) {
    if (incident.x === undefined || incident.y === undefined) return;
    const point = L.latLng(latitude(incident.y), longitude(incident.x));
    const box = bounds(incident);
    const { start, end } = this.#covered();
    const pad = { paddingTopLeft: L.point(start.x + PADDING, start.y + PADDING), paddingBottomRight: L.point(end.x + PADDING, end.y + PADDING) };
    const needed = Math.min(CLOSEST, this.map.getBoundsZoom(box, false, pad.paddingTopLeft.add(pad.paddingBottomRight)));
    const small = needed > this.map.getZoom() + 1;
    if (closer && (small || !this.#sees(box, pad))) this.map.fitBounds(box, { ...pad, maxZoom: CLOSEST, animate: !still() });
    else this.map.panInside(point, { ...pad, animate: !still() });
  }

  /**
   * Whether all of a box lies in the part of the map that is free.
   * @param {L.LatLngBounds} box
   * @param {{paddingTopLeft: L.Point, paddingBottomRight: L.Point}} pad
   */
  #sees(box, { paddingTopLeft, paddingBottomRight }) {
    const free = L.bounds(paddingTopLeft, this.map.getSize().subtract(paddingBottomRight));
    const corners = [box.getNorthWest(), box.getSouthEast()].map((corner) => this.map.latLngToContainerPoint(corner));
    return corners.every((corner) => free.contains(corner));
  }

  /**
   * @param {object} act
   * @param {(pixel: L.Point, reach: number) => Incident[]} act.at
   * @param {(incidents: Incident[], pixel: L.Point) => void} act.hover
   * @param {(incidents: Incident[]) => void} act.choose
   * @param {() => void} act.none
   */
  listen({ at, hover, choose, none }) {
    const container = this.map.getContainer();
    this.map.on("mousemove", (event) => {
      const found = at(event.containerPoint, 12);
      container.classList.toggle("on-incident", found.length > 0);
      hover(found, event.containerPoint);
    });
    this.map.on("mouseout movestart", (event) => hover([], /** @type {any} */ (event).containerPoint ?? L.point(0, 0)));
    this.map.on("click", (event) => {
      const touch = /** @type {PointerEvent} */ (event.originalEvent).pointerType === "touch";
      const found = at(event.containerPoint, touch ? 22 : 14);
      if (found.length) choose(found);
      else none();
    });
  }

  /** One line about an incident. @param {import("./words.js").Speech} speech @param {Incident} incident */
  tip(speech, { row }) {
    const parts = [`\u2068${legible(placeWords(speech, row))}\u2069`, whatWords(speech, row), row.date_start ? shortWhen(speech, row) : "", ...casualties(speech, row).slice(0, 2)];
    return parts.filter(Boolean).join(speech.say("separator"));
  }

  /** @param {boolean} rtl @param {import("./words.js").Speech} speech */
  mirror(rtl, speech) {
    this.speech = speech;
    this.map.attributionControl?.setPosition(rtl ? "bottomleft" : "bottomright");
    this.map.invalidateSize({ animate: false });
    this.#scale();
  }

  /** How much of the map the panel covers, from its top left and bottom right corner. */
  #covered() {
    const { panel, stage } = this.frame;
    const zero = L.point(0, 0);
    if (panel.hidden) return { start: zero, end: zero };
    const map = stage.getBoundingClientRect();
    const box = panel.getBoundingClientRect();
    if (box.width > map.width * 0.8) return { start: zero, end: L.point(0, Math.min(box.height, map.height * 0.6)) };
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

/** @param {Incident} incident @returns {L.LatLngBounds} of its footprint, else of its point */
function bounds({ x = 0, y = 0, footprintBounds: box }) {
  const point = L.latLng(latitude(y), longitude(x));
  if (!box) return point.toBounds(8000);
  return L.latLngBounds([latitude(box.south), longitude(box.west)], [latitude(box.north), longitude(box.east)]).extend(point);
}
