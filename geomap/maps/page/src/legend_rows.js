// The legend for paper and pictures: what stands on them, without what cannot be pressed there.

import { areaPart } from "./area_rows.js";
import { colour } from "./kinds.js";
import { there } from "./legend.js";
import { lineTitle } from "./line.js";
import { paintMark } from "./mark_paint.js";
import { radius, steps } from "./sizes.js";
import { paintHatch } from "./swatch.js";

/** @typedef {(context: CanvasRenderingContext2D) => void} Paint about (0, 0), in a square of 20 pixels */
/** @typedef {{title: string, notes?: string[], rows: {paint: Paint, text: string, count: string, size: number}[]}} Part */

const PAPER = "#ffffff";
const SOFT = "#5f5a50";
/** Half the height of a row's mark, in pixels. */
const HALF = 9;

/**
 * Return the legend's parts.
 * @param {import("./app.js").App} page
 * @param {import("./tallies.js").Tally[]} tallies
 * @returns {Part[]}
 */
export function legendRows({ speech, table, points, areas: { reading } }, tallies) {
  const { precisions, areas } = there(table);
  const row = (/** @type {string} */ text, /** @type {Paint} */ paint, count = "", size = HALF) => ({ paint, text, count, size });
  const line = table.line ? [row(lineTitle(speech, table.line), paintLine)] : [];
  if (reading) return [withRows(areaPart(speech, reading), line)]; // the marks are hidden then
  const mark = (/** @type {import("./types").Kind} */ kind, /** @type {number} */ precision, glyph = true) => (/** @type {CanvasRenderingContext2D} */ context) => paintMark(context, { kind, precision, r: 7, glyph, dark: false, paper: PAPER });
  const kinds = tallies.map(({ kind, incidents }) => row(speech.word("kind", kind), mark(kind, 1), speech.numbers.format(incidents)));
  const places = precisions.map((precision) => row(speech.say(`precision_${precision}`), mark("other", precision, false)));
  if (areas) places.push(row(speech.say("precision_area"), (context) => paintHatch(context, colour("other", false))));
  if (points.chosen >= 0 || points.allFootprints) places.push(row(speech.say("legend_footprint"), paintDashes));
  places.push(...line);
  const sizes = points.bySize && points.most ? steps(points.most).map((n) => row(speech.say("killed", { n }), (context) => paintDisc(context, radius(n, points.most)), "", radius(n, points.most) + 2)) : [];
  const parts = [
    { title: speech.say("legend_kind"), rows: kinds },
    { title: speech.say("legend_size"), rows: sizes },
    { title: speech.say("legend_precision"), rows: places },
  ];
  return parts.filter(({ rows }) => rows.length);
}

/** @param {Part} part @param {Part["rows"]} more */
function withRows(part, more) {
  return { ...part, rows: [...part.rows, ...more] };
}

/** @type {Paint} */
function paintDashes(context) {
  context.beginPath();
  context.roundRect(-8, -6, 16, 12, 4);
  context.fillStyle = "rgba(95,90,80,0.12)";
  context.fill();
  context.setLineDash([3, 2.4]);
  context.lineWidth = 1.4;
  context.strokeStyle = SOFT;
  context.stroke();
  context.setLineDash([]);
}

/** @type {Paint} */
function paintLine(context) {
  context.beginPath();
  context.moveTo(-9, 3);
  context.lineTo(9, -3);
  context.lineWidth = 2.4;
  context.strokeStyle = "#1d1b18";
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {number} r */
function paintDisc(context, r) {
  context.beginPath();
  context.arc(0, 0, r, 0, 2 * Math.PI);
  context.fillStyle = "rgba(95,90,80,0.3)";
  context.fill();
  context.lineWidth = 1.2;
  context.strokeStyle = SOFT;
  context.stroke();
}
