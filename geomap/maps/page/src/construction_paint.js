// What the words of the chosen incident measure, on the map: thin, under the marks. A refused place tells its name when it is
// pointed at.

import { construction } from "./construction.js";
import { unitX, unitY } from "./geography.js";
import { legible } from "./legible.js";
import { FONT, theme } from "./theme.js";

/** @typedef {import("./geography.js").View} View */
/** @typedef {import("./construction.js").Spot} Spot */
/** @typedef {import("./types").Candidate} Candidate */

/** Pixels about a refused place's cross from which it is meant. */
const REACH = 9;

/** @param {CanvasRenderingContext2D} context @param {View} view @param {import("./types").Row} row @param {(named: import("./construction.js").Named) => string} nameOf */
export function paintConstruction(context, view, row, nameOf) {
  const made = construction(row);
  if (!made) return;
  const { halo, faint } = theme();
  context.beginPath();
  for (const { from, to, km, said } of made.measures) if (said) trace(context, view, from, to, km);
  for (const anchor of made.anchors) {
    const { x, y } = pixelOf(view, anchor);
    context.rect(x - 3.5, y - 3.5, 7, 7);
  }
  for (const place of made.refused) {
    const { x, y } = pixelOf(view, place);
    for (const dy of [4, -4]) {
      context.moveTo(x - 4, y - dy);
      context.lineTo(x + 4, y + dy);
    }
  }
  for (const [style, width] of /** @type {[string, number][]} */ ([[halo, 4], [faint, 1.6]])) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
  for (const anchor of made.anchors) letter(context, legible(nameOf(anchor)), pixelOf(view, anchor));
}

/** The refused place under a pixel, if any. @param {View} view @param {import("./types").Row} row @param {{x: number, y: number}} pixel @returns {Candidate | null} */
export function refusedAt(view, row, pixel) {
  const near = (/** @type {Spot} */ place) => {
    const { x, y } = pixelOf(view, place);
    return Math.hypot(x - pixel.x, y - pixel.y);
  };
  return construction(row)?.refused.find((place) => near(place) <= REACH) ?? null;
}

/** @param {CanvasRenderingContext2D} context @param {View} view @param {Spot} from @param {Spot | null} to @param {number | null} km */
function trace(context, view, from, to, km) {
  const start = pixelOf(view, from);
  if (to) {
    const end = pixelOf(view, to);
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
  } else {
    // A kilometre is the longer the nearer the pole (Web-Mercator).
    const r = ((km ?? 0) / (40075 * Math.cos((from.lat * Math.PI) / 180))) * view.worldSize;
    context.moveTo(start.x + r, start.y);
    context.arc(start.x, start.y, r, 0, 2 * Math.PI);
  }
}

/** @param {CanvasRenderingContext2D} context @param {string} name @param {{x: number, y: number}} at */
function letter(context, name, { x, y }) {
  const { halo, faint } = theme();
  context.font = `italic 11px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineWidth = 3;
  context.strokeStyle = halo;
  context.strokeText(name, x, y + 7);
  context.fillStyle = faint;
  context.fillText(name, x, y + 7);
}

/** @param {View} view @param {Spot} place */
function pixelOf(view, { lon, lat }) {
  return { x: view.px(unitX(lon)), y: view.py(unitY(lat)) };
}
