// Words on a canvas: wrapped, from the side that the language begins at, laid out before the canvas's height is known.

import { wrapped } from "./lines.js";
import { FONT } from "./theme.js";

/** @typedef {{size: number, weight?: number, tone: string, leading: number}} Face size and leading in pixels */
/** @typedef {(context: CanvasRenderingContext2D) => void} Paint */

/** A page of words and drawings, as wide as it is told and as high as it gets. */
export class Sheet {
  /** @param {number} width CSS pixels @param {"ltr" | "rtl"} direction */
  constructor(width, direction) {
    this.width = width;
    this.direction = direction;
    this.measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    /** @type {Paint[]} */
    this.work = [];
  }

  /**
   * Set a text.
   * @param {string} text
   * @param {{at: number, top: number, width: number, end?: boolean, direction?: "ltr" | "rtl"}} place distance from the side where lines begin; at the end of its width, where asked for; the text's own direction
   * @param {Face} face
   * @returns {number} where it ends below
   */
  text(text, { at, top, width, end = false, direction = this.direction }, { size, weight = 400, tone, leading }) {
    const font = `${weight} ${size}px ${FONT}`;
    this.measure.font = font;
    const lines = wrapped(text, width, (part) => this.measure.measureText(part).width);
    const rtl = this.direction === "rtl";
    const left = rtl !== end;
    const x = end ? this.across(at + width) : this.across(at);
    lines.forEach((line, number) => this.work.push((context) => {
      context.font = font;
      context.fillStyle = tone;
      context.direction = direction;
      context.textAlign = left ? "right" : "left";
      context.textBaseline = "alphabetic";
      context.fillText(line, x, top + number * leading + leading * 0.5 + size * 0.36);
    }));
    return top + lines.length * leading;
  }

  /** How wide a line of words is, in pixels. @param {string} words @param {Face} face */
  wide(words, { size, weight = 400 }) {
    this.measure.font = `${weight} ${size}px ${FONT}`;
    return this.measure.measureText(words).width;
  }

  /** Put a drawing about a point. @param {number} at @param {number} y @param {Paint} paint */
  draw(at, y, paint) {
    this.work.push((context) => {
      context.save();
      context.translate(this.across(at), y);
      paint(context);
      context.restore();
    });
  }

  /** Pixels from the left. @param {number} at pixels from the side where lines begin */
  across(at) {
    return this.direction === "rtl" ? this.width - at : at;
  }

  /** @param {number} height @param {number} ratio pixels of the picture for one of the page @param {string} paper */
  painted(height, ratio, paper) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(this.width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.scale(ratio, ratio);
    context.fillStyle = paper;
    context.fillRect(0, 0, this.width, height);
    for (const paint of this.work) paint(context);
    return canvas;
  }
}
