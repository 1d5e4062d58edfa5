// A mark as it stands on the map, for lists and the legend.

import { colour } from "./kinds.js";
import { paintMark } from "./mark_paint.js";
import { theme } from "./theme.js";

const SIZE = 20;
/** Pixels of the picture for one of the page: sharp on phones. */
const SHARP = 3;

/** Pictures made before, by what they show: a long list needs only a few. @type {Map<string, string>} */
const made = new Map();

/**
 * @param {import("./types").Kind} kind
 * @param {number} precision
 * @param {{area?: boolean, glyph?: boolean}} [more]
 * @returns {HTMLImageElement}
 */
export function swatch(kind, precision, { area = false, glyph = true } = {}) {
  const { dark, paper } = theme();
  const key = [kind, precision, area, glyph, dark].join();
  if (!made.has(key)) made.set(key, picture((context) => (area ? paintHatch(context, colour(kind, dark)) : paintMark(context, { kind, precision, r: 7.5, glyph, dark, paper }))));
  const image = new Image(SIZE, SIZE);
  image.className = "swatch";
  image.alt = "";
  image.src = made.get(key) ?? "";
  return image;
}

/** @param {(context: CanvasRenderingContext2D) => void} paint about (0, 0) @returns {string} data address */
function picture(paint) {
  const canvas = document.createElement("canvas");
  canvas.width = SIZE * SHARP;
  canvas.height = SIZE * SHARP;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(SHARP, SHARP);
  context.translate(SIZE / 2, SIZE / 2);
  paint(context);
  return canvas.toDataURL();
}

/** @param {CanvasRenderingContext2D} context @param {string} tone */
export function paintHatch(context, tone) {
  context.beginPath();
  context.roundRect(-8, -6.5, 16, 13, 2);
  context.strokeStyle = tone;
  context.lineWidth = 1.3;
  context.stroke();
  context.clip();
  context.beginPath();
  for (let at = -20; at < 20; at += 5) {
    context.moveTo(at, -8);
    context.lineTo(at + 16, 8);
  }
  context.lineWidth = 1;
  context.stroke();
}
