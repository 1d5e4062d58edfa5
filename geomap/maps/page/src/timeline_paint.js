// Paints the histogram: stacked bars, hatched where dates are known only roughly, an axis of days, months or years.

import { dateOf, dayOf } from "./calendar.js";
import { totals } from "./histogram.js";
import { colour, KINDS } from "./kinds.js";
import { FONT, theme } from "./theme.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./columns").Histogram} Histogram */

/**
 * @typedef {object} Picture
 * @property {number} width CSS pixels
 * @property {number} height
 * @property {Histogram} histogram
 * @property {Speech} speech
 * @property {boolean} stacked by kind
 * @property {import("./columns").OfDays | null} days that are shown on the map
 * @property {number} hovered a bin, or -1
 */

/** Pixels under the bars for the axis, and over them. */
const AXIS = 18;
const HEAD = 12;
/** Opacity of what lies outside the window. */
const OUTSIDE = 0.3;
/** Pixels from which bars have a gap between them, and that a label of the axis needs. */
const GAP_FROM = 4;
const LABEL = { day: 54, month: 62, year: 46 };

/** @param {HTMLCanvasElement} canvas @param {Picture} picture */
export function paintTimeline(canvas, picture) {
  const { width, height } = picture;
  const sharp = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * sharp);
  canvas.height = Math.round(height * sharp);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(sharp, sharp);
  const sums = totals(picture.histogram);
  const top = ceiling(Math.max(...sums, 1));
  paintGrid(context, picture, top);
  paintBars(context, picture, sums, (count) => (count / top) * (height - AXIS - HEAD));
  paintAxis(context, picture);
}

/** Where days lie in the picture; mirrored where the language runs from the right. @param {Picture} picture @returns {(day: number) => number} */
function across({ width, histogram: { starts }, speech }) {
  const [first, end] = [starts[0], /** @type {number} */ (starts.at(-1))];
  const scale = width / (end - first);
  return speech.direction === "rtl" ? (day) => width - (day - first) * scale : (day) => (day - first) * scale;
}

/** The next number that a reader can halve at a glance. @param {number} count */
function ceiling(count) {
  if (count <= 10) return Math.ceil(count);
  const power = 10 ** Math.floor(Math.log10(count));
  return /** @type {number} */ ([1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= count)) * power;
}

/** @param {CanvasRenderingContext2D} context @param {Picture} picture @param {number} top */
function paintGrid(context, { width, height, speech }, top) {
  const tone = theme();
  const base = height - AXIS;
  const halves = top >= 2 ? [top / 2, top] : [top];
  context.font = `10.5px ${FONT}`;
  context.textBaseline = "bottom";
  context.textAlign = "left";
  for (const count of halves) {
    const y = Math.round(base - (count / top) * (base - HEAD)) + 0.5;
    context.strokeStyle = tone.district;
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    line(context, 0, y, width, y);
    context.globalAlpha = 1;
    if (count !== top) continue;
    const label = speech.numbers.format(count);
    context.fillStyle = tone.label;
    context.fillText(label, speech.direction === "rtl" ? width - context.measureText(label).width - 2 : 2, y - 0.5);
  }
  context.strokeStyle = tone.governorate;
  line(context, 0, base + 0.5, width, base + 0.5);
}

/** @param {CanvasRenderingContext2D} context @param {Picture} picture @param {Float64Array} sums @param {(count: number) => number} tall */
function paintBars(context, picture, sums, tall) {
  const { histogram, days, stacked, hovered, height } = picture;
  const { starts, counts, vague } = histogram;
  const tone = theme();
  const x = across(picture);
  const hatch = hatching(context, tone.label);
  for (let bin = 0; bin < sums.length; bin++) {
    if (!sums[bin] && bin !== hovered) continue;
    const [a, b] = [x(starts[bin]), x(starts[bin + 1])];
    const wide = Math.abs(b - a);
    const left = Math.min(a, b) + (wide >= GAP_FROM ? 0.5 : 0);
    const broad = Math.max(1, wide - (wide >= GAP_FROM ? 1 : 0));
    if (bin === hovered) {
      context.fillStyle = tone.label;
      context.globalAlpha = 0.1;
      context.fillRect(Math.min(a, b), HEAD, wide, height - AXIS - HEAD);
    }
    context.globalAlpha = isOutside(days, starts, bin) ? OUTSIDE : 1;
    let y = height - AXIS;
    const block = (/** @type {number} */ count, /** @type {string | CanvasPattern} */ style) => {
      const h = tall(count);
      context.fillStyle = style;
      context.fillRect(left, y - h, broad, h);
      y -= h;
    };
    const kinds = counts.subarray(bin * KINDS.length, (bin + 1) * KINDS.length);
    if (stacked) kinds.forEach((count, kind) => count && block(count, colour(KINDS[kind], tone.dark)));
    else block(sums[bin] - vague[bin], tone.faint);
    if (vague[bin] > 0.01) block(vague[bin], hatch);
    context.globalAlpha = 1;
  }
}

/** @param {import("./columns").OfDays | null} days @param {Int32Array} starts @param {number} bin */
function isOutside(days, starts, bin) {
  return days !== null && (starts[bin + 1] - 1 < (days.from ?? -Infinity) || starts[bin] > (days.to ?? Infinity));
}

/** Thin rising lines: what may have been then. @param {CanvasRenderingContext2D} context @param {string} tone @returns {CanvasPattern} */
function hatching(context, tone) {
  const size = 4;
  const tile = document.createElement("canvas");
  const sharp = window.devicePixelRatio || 1;
  tile.width = tile.height = Math.round(size * sharp);
  const brush = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  brush.scale(tile.width / size, tile.height / size);
  brush.strokeStyle = tone;
  brush.globalAlpha = 0.75;
  brush.lineWidth = 1;
  for (const from of [-size, 0, size]) line(brush, from, size, from + size, 0);
  const pattern = /** @type {CanvasPattern} */ (context.createPattern(tile, "repeat"));
  pattern.setTransform(new DOMMatrix().scale(1 / sharp));
  return pattern;
}

/** @param {CanvasRenderingContext2D} context @param {Picture} picture */
function paintAxis(context, picture) {
  const { width, height, speech } = picture;
  const x = across(picture);
  const tone = theme();
  const rtl = speech.direction === "rtl";
  context.font = `11px ${FONT}`;
  context.textBaseline = "top";
  context.textAlign = "left";
  const away = (/** @type {number} */ day) => Math.round(rtl ? width - x(day) : x(day)); // from where time begins
  const told = ticks(picture);
  let taken = 0;
  told.forEach(({ day, label }, number) => {
    const begun = away(day) < 0; // its days began before the picture does
    const from = Math.max(0, away(day)) + (begun ? 2 : 0.5);
    const at = rtl ? width - from : from;
    context.strokeStyle = tone.governorate;
    if (!begun) line(context, at, height - AXIS, at, height - AXIS + 4);
    const long = context.measureText(label).width;
    const room = begun && number + 1 < told.length ? away(told[number + 1].day) : width;
    if (from < taken || from + long + 6 > room) return;
    context.fillStyle = tone.label;
    context.fillText(label, rtl ? at - long - 4 : at + 4, height - AXIS + 4);
    taken = from + long + 10;
  });
}

/** Days of the axis with a label, at the coarsest rhythm that fills it. @param {Picture} picture @returns {{day: number, label: string}[]} */
function ticks({ width, histogram: { starts }, speech }) {
  const [first, end] = [starts[0], /** @type {number} */ (starts.at(-1))];
  const room = (/** @type {number} */ days) => (days / (end - first)) * width;
  const from = dateOf(first);
  const year = from.getUTCFullYear();
  const month = from.getUTCMonth();
  const said = (/** @type {number} */ day, /** @type {Intl.DateTimeFormatOptions} */ form) => ({ day, label: speech.dates(form).format(dateOf(day)) });
  const days = [1, 2, 7, 14].find((step) => room(step) >= LABEL.day);
  if (days && end - first < 70) return range((at) => first + at * days, end).map((day) => said(day, { day: "numeric", month: "short" }));
  const months = [1, 2, 3, 6].find((step) => room(step * 30) >= LABEL.month);
  if (months) {
    const aligned = month - (month % months);
    return range((at) => dayOf(year, aligned + at * months, 1), end).map((day, at) => said(day, at === 0 || dateOf(day).getUTCMonth() === 0 ? { month: "short", year: "numeric" } : { month: "short" }));
  }
  const years = [1, 2, 5, 10, 20, 50, 100].find((step) => room(step * 365) >= LABEL.year) ?? 100;
  return range((at) => dayOf(year - (year % years) + at * years, 0, 1), end).map((day) => said(day, { year: "numeric" }));
}

/** @param {(at: number) => number} day @param {number} end @returns {number[]} */
function range(day, end) {
  const found = [];
  for (let at = 0; day(at) < end; at++) found.push(day(at));
  return found;
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} toX @param {number} toY */
function line(context, x, y, toX, toY) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}
