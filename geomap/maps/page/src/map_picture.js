// The map as one picture, painted anew from what paints its canvases: for files and paper, always in light colours.

import { paintAll } from "./canvas_layer.js";
import { latitude, View } from "./geography.js";
import { FONT, inLight } from "./theme.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {{width: number, height: number}} Size in CSS pixels */

/** Metres of the equator (WGS 84), by which the scale of Web Mercator goes. */
const EQUATOR = 40_075_016.686;
/** Longest scale bar, in pixels. */
const LONGEST = 110;
const INSET = 14;
const INK = "#1d1b18";
const PAPER = "rgba(255,255,255,0.86)";

/**
 * Return the view that holds what the reader sees, about the same middle.
 * @param {import("leaflet").Map} map
 * @param {Size} size
 */
export function viewOf(map, { width, height }) {
  const here = map.getSize();
  const scale = Math.min(width / here.x, height / here.y);
  const zoom = map.getZoom() + Math.log2(scale);
  const middle = map.project(map.getCenter(), zoom);
  return new View(256 * 2 ** zoom, { x: middle.x - width / 2, y: middle.y - height / 2 }, { x: width, y: height }, zoom);
}

/**
 * Paint the map with its scale and north; online tiles are left out, since a picture with those could not be read back.
 * @param {App} page
 * @param {Size} size
 * @param {number} ratio pixels of the picture for one of the page
 * @returns {HTMLCanvasElement}
 */
export function mapPicture(page, size, ratio) {
  const { map, ground, points, speech } = page;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(ratio, ratio);
  const view = viewOf(map, size);
  const [{ tiles }, { hovered }] = [ground.shown, points];
  ground.shown.tiles = false;
  points.hovered = -1;
  inLight(() => paintAll(map, context, view));
  ground.shown.tiles = tiles;
  points.hovered = hovered;
  paintScale(context, view, speech);
  paintNorth(context, view, speech);
  if (view.zoom !== map.getZoom()) page.repaint(); // marks were laid out for the picture
  return canvas;
}

/** Length of a scale bar in metres, a round number, and in pixels. @param {View} view */
export function scaleOf(view) {
  const middle = latitude((view.corner.y + view.size.y / 2) / view.worldSize);
  const metre = view.worldSize / (EQUATOR * Math.cos((middle * Math.PI) / 180));
  const power = 10 ** Math.floor(Math.log10(LONGEST / metre));
  const metres = power * (/** @type {number[]} */ ([5, 2]).find((step) => step * power * metre <= LONGEST) ?? 1);
  return { metres, pixels: metres * metre };
}

/** @param {CanvasRenderingContext2D} context @param {View} view @param {import("./words.js").Speech} speech */
function paintScale(context, view, speech) {
  const { metres, pixels } = scaleOf(view);
  const right = speech.direction === "rtl" ? INSET + pixels : view.size.x - INSET;
  const bottom = view.size.y - INSET;
  card(context, right - pixels - 8, bottom - 22, pixels + 16, 30);
  context.strokeStyle = context.fillStyle = INK;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(right - pixels, bottom - 5);
  context.lineTo(right - pixels, bottom);
  context.lineTo(right, bottom);
  context.lineTo(right, bottom - 5);
  context.stroke();
  context.font = `12px ${FONT}`;
  context.direction = /** @type {CanvasDirection} */ (speech.direction);
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(metres >= 1000 ? speech.say("kilometres", { n: metres / 1000 }) : speech.say("metres", { n: metres }), right - pixels / 2, bottom - 8);
}

/** @param {CanvasRenderingContext2D} context @param {View} view @param {import("./words.js").Speech} speech */
function paintNorth(context, view, speech) {
  const x = speech.direction === "rtl" ? INSET + 11 : view.size.x - INSET - 11;
  const y = INSET + 20;
  card(context, x - 15, y - 24, 30, 48);
  context.fillStyle = INK;
  context.beginPath();
  context.moveTo(x, y - 19);
  context.lineTo(x + 7, y + 2);
  context.lineTo(x, y - 3);
  context.lineTo(x - 7, y + 2);
  context.closePath();
  context.fill();
  context.font = `600 12px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(speech.say("north"), x, y + 17);
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} width @param {number} height */
function card(context, x, y, width, height) {
  context.fillStyle = PAPER;
  context.beginPath();
  context.roundRect(x, y, width, height, 4);
  context.fill();
}

/**
 * Lines and areas that the author added as layers of folium's: drawings that stand over the map, and where.
 * @param {App} page
 * @returns {{svg: SVGSVGElement, left: number, top: number, width: number, height: number}[]} in pixels of the map
 */
export function addedDrawings({ map }) {
  const container = map.getContainer();
  const frame = container.getBoundingClientRect();
  return [.../** @type {NodeListOf<SVGSVGElement>} */ (container.querySelectorAll(".leaflet-pane > svg"))].map((svg) => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
    copy.removeAttribute("style");
    copy.removeAttribute("class");
    return { svg: copy, left: left - frame.left, top: top - frame.top, width, height };
  });
}
