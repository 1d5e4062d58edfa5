// A mark as it stands on the map, for lists and the legend.

import { paintMark } from "./points.js";
import { theme } from "./theme.js";

/**
 * @param {import("./types").Kind} kind
 * @param {number} precision
 * @param {{area?: boolean, faint?: boolean}} [more]
 * @returns {HTMLCanvasElement}
 */
export function swatch(kind, precision, { area = false } = {}) {
  const canvas = document.createElement("canvas");
  canvas.className = "swatch";
  canvas.setAttribute("aria-hidden", "true");
  const ratio = 2;
  canvas.width = 20 * ratio;
  canvas.height = 20 * ratio;
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  const { dark, paper } = theme();
  context.scale(ratio, ratio);
  context.translate(10, 10);
  if (area) paintHatch(context, dark ? "#b9b2a3" : "#6b6557");
  else paintMark(context, { kind, precision, r: 7.5, glyph: true, dark, paper });
  return canvas;
}

/** @param {CanvasRenderingContext2D} context @param {string} tone */
function paintHatch(context, tone) {
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
