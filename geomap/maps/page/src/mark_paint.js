// Marks as they are painted: of one incident, of a count, of a unit's count.

import { colour, faded, KINDS, strokeGlyph } from "./kinds.js";
import { FONT, theme } from "./theme.js";

/** Pixels of a painted mark for one of the page: sharp on phones. */
export const SHARP = 3;

/** Marks painted before, by what they show. @type {Map<string, HTMLCanvasElement>} */
const sprites = new Map();

/** Return a mark as a picture, painted once: drawing it a thousand times is then quick. @param {Parameters<typeof paintMark>[1]} mark */
export function sprite(mark) {
  const key = `${mark.kind} ${mark.precision} ${mark.r} ${mark.glyph} ${mark.dark}`;
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

/** Width of the ring about a count, whose colours are those of its kinds. */
const RING = 3;

/**
 * Paint a count: its number in a ring that is shared out among the kinds.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {{n: number, r: number, kinds: Uint32Array | null}} mark
 * @param {string} text
 * @param {boolean} dark
 */
export function paintRing(context, x, y, { n, r, kinds }, text, dark) {
  const { ink, paper, halo } = theme();
  context.beginPath();
  context.arc(x, y, r + 1, 0, 2 * Math.PI);
  context.fillStyle = halo;
  context.fill();
  context.beginPath();
  context.arc(x, y, r - 1, 0, 2 * Math.PI);
  context.fillStyle = paper;
  context.fill();
  context.lineWidth = RING;
  context.lineCap = "butt";
  let from = -Math.PI / 2;
  for (let kind = 0; kinds && kind < kinds.length; kind++) {
    if (!kinds[kind]) continue;
    const to = from + (2 * Math.PI * kinds[kind]) / n;
    context.beginPath();
    context.arc(x, y, r - RING / 2, from, to);
    context.strokeStyle = colour(KINDS[kind], dark);
    context.stroke();
    from = to;
  }
  context.font = `600 ${text.length > 3 ? 11 : 11.5}px ${FONT}`;
  context.fillStyle = ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5);
}

/** Paint a mark that is sized by its number, in the colour of most of its incidents. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {{r: number, killed: number, kinds: Uint32Array | null}} mark @param {boolean} dark */
export function paintDisc(context, x, y, { r, killed, kinds }, dark) {
  const tone = colour(KINDS[kinds ? kinds.indexOf(Math.max(...kinds)) : 0], dark);
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = faded(tone, killed ? 0.42 : 0.7);
  context.fill();
  if (!killed) return;
  context.strokeStyle = tone;
  context.lineWidth = 1.2;
  context.stroke();
}

/** Paint the count of a unit, in a box. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {string} text @param {string} ink @param {string} paper @param {string} edge @param {boolean} chosen */
export function paintCount(context, x, y, text, ink, paper, edge, chosen) {
  context.font = `600 12px ${FONT}`;
  const width = Math.max(22, context.measureText(text).width + 12);
  context.beginPath();
  context.roundRect(x - width / 2, y - 11, width, 22, 3);
  context.fillStyle = paper;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = 1.8;
  context.stroke();
  if (chosen) {
    context.beginPath();
    context.roundRect(x - width / 2 - 4, y - 15, width + 8, 30, 6);
    context.lineWidth = 2;
    context.stroke();
  }
  context.fillStyle = ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5);
}
