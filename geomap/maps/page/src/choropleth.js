// Units and hexagons coloured by how much they hold: classes of round numbers, a ramp that colour-blind readers and grey
// printers tell apart, and a legend that says each class in words.

import { h, icon, ICONS, refill } from "./dom.js";
import { countsOf, isRate, rateFigures } from "./rates.js";
import { nearWords } from "./line.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./geography.js").View} View */
/** @typedef {import("./geography.js").Trace} Trace */
/** @typedef {import("./columns").Range} Range */
/** @typedef {{trace: Trace, level: number}} Shade level: class of the unit, -1 for none */

/**
 * Five steps of plum, of one hue (OKLCH 320°) that neither water nor land has, whose lightness goes evenly for all kinds of
 * colour vision and in grey print (0.86 to 0.33, and 0.36 to 0.88): on paper more is darker, on a dark ground brighter.
 */
const RAMP = ["#e2c6e8", "#c592d1", "#a75fb7", "#803091", "#51155d"];
const RAMP_DARK = ["#4d3054", "#754481", "#a462b4", "#ce90dc", "#eec8f7"];
/** Blue and vermilion of Okabe and Ito: fewer and more, or cold and hot; what is more is hatched as well, for grey print. */
const POLES = { less: "#0072b2", more: "#d55e00" };
/** What is neither: a grey that stands back from its ground. */
const USUAL = { light: "#cfcabf", dark: "#56564f" };
/** Part of the ground's colour that shows through, so that rivers and roads do. */
const COVER = 0.82;
/** What counts as none: an incident that lies there with less than one in twenty, as in the panel. */
export const NONE = 0.05;
/** Width and height of a swatch, in pixels. */
const SWATCH = 18;

/** @param {boolean} dark @returns {string[]} */
export function ramp(dark) {
  return dark ? RAMP_DARK : RAMP;
}

/**
 * Return the least number of each class, rising: round ones (1, 2, 5, 10 …); 0 begins the class of what is less than one.
 *
 * All begin as one class; that which weighs most is parted at a round number, as evenly as can be, until there are as many as
 * eyes tell apart. A unit weighs as the root of its number: few units hold much, and are still told from each other.
 * @param {ArrayLike<number>} values
 * @param {number} [most] classes
 */
export function classes(values, most = RAMP.length) {
  const held = Array.from(values).filter((value) => value >= NONE).sort((a, b) => a - b);
  if (!held.length) return [];
  const greatest = held[held.length - 1];
  const starts = held[0] >= 1 ? [round(held[0])] : greatest >= 1 ? [0, 1] : [0];
  const weight = (/** @type {number} */ from, /** @type {number} */ to) => held.reduce((sum, value) => (value >= from && value < to ? sum + Math.sqrt(value) : sum), 0);
  while (starts.length < most) {
    const parted = offers(greatest).flatMap((offer) => {
      const after = starts.findIndex((start) => start >= offer);
      if (after === 0 || starts[after] === offer) return [];
      const [low, next] = after < 0 ? [starts[starts.length - 1], Infinity] : [starts[after - 1], starts[after]];
      return [{ offer, evenly: Math.min(weight(low, offer), weight(offer, next)) }];
    });
    const best = parted.reduce((found, each) => (each.evenly >= found.evenly ? each : found), { offer: 0, evenly: 0 });
    if (!best.evenly) break;
    starts.push(best.offer);
    starts.sort((a, b) => a - b);
  }
  return starts;
}

/** 1, 2, 5, 10, 20, 50 … up to a number. @param {number} most @returns {number[]} */
function offers(most) {
  const found = [];
  for (let tens = 1; tens <= most; tens *= 10) found.push(...[1, 2, 5].map((digit) => digit * tens).filter((each) => each <= most));
  return found;
}

/** The greatest of 1, 2, 5, 10, 20, 50 … that is not above a number. @param {number} value */
function round(value) {
  const tens = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return tens * ([5, 2].find((digit) => digit * tens <= value + 1e-9) ?? 1);
}

/** @param {number[]} starts as `classes` returns them @param {number} value @returns {number} its class, -1 for none */
export function classOf(starts, value) {
  if (!(value >= NONE)) return -1;
  return Math.max(0, starts.filter((start) => value >= start).length - 1);
}

/** Colour of a class where there are `count`: the ends of the ramp are always used. @param {number} level @param {number} count @param {boolean} dark */
export function tone(level, count, dark) {
  const steps = ramp(dark);
  return steps[count < 2 ? steps.length - 2 : Math.round((level * (steps.length - 1)) / (count - 1))];
}

/**
 * Paint units by their classes.
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {Shade[]} shades
 * @param {{count: number, dark: boolean, edge: string | null}} how `count`: classes there are; `edge` null for heat, which has none
 */
export function paintShades(context, view, shades, { count, dark, edge }) {
  if (!edge) return paintTogether(context, view, shades, { count, dark });
  for (const { trace, level } of shades) {
    if (level < 0 || !view.shows(trace.box)) continue;
    faintly(context, () => view.fill(context, trace.path, tone(level, count, dark)));
    view.stroke(context, trace.path, edge, 0.6);
  }
}

/** Paint what has no edges class by class, so that none shows between neighbours. @param {CanvasRenderingContext2D} context @param {View} view @param {Shade[]} shades @param {{count: number, dark: boolean}} how */
function paintTogether(context, view, shades, { count, dark }) {
  for (let each = 0; each < count; each++) {
    const path = new Path2D();
    for (const { trace, level } of shades) if (level === each) path.addPath(trace.path);
    faintly(context, () => view.fill(context, path, tone(each, count, dark)));
  }
}

/**
 * Paint what is more and what is less: changes, hot and cold cells.
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {{trace: Trace, sign: number | null}[]} shades sign: 1 more, -1 less, 0 as usual, null left as it is
 * @param {{edge: string, dark: boolean}} how
 */
export function paintPoles(context, view, shades, { edge, dark }) {
  for (const { trace, sign } of shades) {
    if (sign === null || !view.shows(trace.box)) continue;
    faintly(context, () => view.fill(context, trace.path, pole(sign, dark)));
    if (sign > 0) view.hatch(context, trace.path, edge, { gap: 6, width: 1 });
    view.stroke(context, trace.path, edge, 0.6);
  }
}

/** Colour of more, of less, or of as usual. @param {number} sign @param {boolean} dark */
export function pole(sign, dark) {
  return sign > 0 ? POLES.more : sign < 0 ? POLES.less : dark ? USUAL.dark : USUAL.light;
}

/** @param {CanvasRenderingContext2D} context @param {() => void} paint */
function faintly(context, paint) {
  const before = context.globalAlpha;
  context.globalAlpha = COVER;
  paint();
  context.globalAlpha = before;
}

/** A canvas of one to a pixel of the page, on which nothing is painted: only asked what lies where. @type {CanvasRenderingContext2D | null} */
let probe = null;

/**
 * Return the place of the unit under a pixel, -1 where there is none.
 * @param {View} view
 * @param {Trace[]} traces
 * @param {{x: number, y: number}} pixel
 */
export function unitAt(view, traces, pixel) {
  probe ??= /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const context = probe;
  return traces.findIndex(({ path, box }) => {
    if (!(view.px(box.west) <= pixel.x && pixel.x <= view.px(box.east) && view.py(box.north) <= pixel.y && pixel.y <= view.py(box.south))) return false;
    let inside = false;
    view.inPaths(context, () => (inside = context.isPointInPath(path, pixel.x, pixel.y, "evenodd")));
    return inside;
  });
}

/** "41, range 36–47" in the page's language, or "41" where nothing is uncertain. @param {Speech} speech @param {Range} range */
export function rangeWords(speech, { expected, low, high }) {
  const n = Math.round(expected);
  return low === high ? speech.say("area_sure", { n }) : speech.say("area_range", { n, low, high });
}

/**
 * One line for a unit: its name and its number.
 * @param {Speech} speech
 * @param {import("./area_layers.js").Unit} unit
 * @param {"incidents" | "deaths"} measure
 * @param {Range} range
 */
export function unitWords(speech, unit, measure, range) {
  const { expected, low, high } = range;
  return speech.say(`area_unit_${low === high ? "sure_" : ""}${measure}`, { unit: nameOf(speech, unit), n: Math.round(expected), low, high });
}

/** Name of a unit in the language of the page; of a hexagon that of its town, or where there is none that it is a hexagon. @param {Speech} speech @param {import("./area_layers.js").Unit} unit */
export function nameOf(speech, { names: [en, ar, ckb], near, line }) {
  if (line) return nearWords(speech, line);
  const own = (speech.language === "ar" ? ar : speech.language === "ckb" ? ckb || ar : en) || en;
  if (!own) return speech.say("area_cell");
  return near ? speech.say("area_cell_near", { unit: own }) : own;
}

/** A class of rates in figures. @param {Speech} speech @param {number} low @param {number | undefined} next */
function rateClassWords(speech, low, next) {
  const [from, to] = [low, next ?? 0].map((rate) => rateFigures(speech, rate));
  return next === undefined ? speech.say("area_least_rate", { n: from }) : low ? speech.say("area_class_rate", { low: from, n: to }) : speech.say("area_under_rate", { n: to });
}

/** A class in words: "5 to 9 incidents". @param {Speech} speech @param {number[]} starts @param {number} level @param {"incidents" | "deaths" | "rate"} measure */
export function classWords(speech, starts, level, measure) {
  const [low, next] = [starts[level], starts[level + 1]];
  if (measure === "rate") return rateClassWords(speech, low, next);
  if (low === 0) return speech.say(`area_under_${measure}`, { n: 1 });
  if (next === undefined) return speech.say(`area_least_${measure}`, { n: low });
  return next - low === 1 ? speech.say(`area_one_${measure}`, { n: low }) : speech.say(`area_class_${measure}`, { low, n: next - 1 });
}

/**
 * Fill the legend of a count: each class in words with how many units it has, what lies in no unit, and what the range means.
 * It is a `details`, as all of them are.
 * @param {HTMLElement} element
 * @param {Speech} speech
 * @param {{level: import("./area_layers.js").Level, measure: import("./area_reading.js").Measure, starts: number[], levels: number[], dark: boolean, counted: import("./area_layers.js").Counted}} state
 */
export function fillAreaLegend(element, speech, { level, measure, starts, levels, dark, counted }) {
  const [counts, rate] = [countsOf(measure), isRate(measure)];
  const held = starts.map((_, at) => levels.filter((found) => found === at).length);
  const rest = /** @type {const} */ (["elsewhere", "unplaced"]).filter((part) => Math.round(counted[part]) > 0);
  refill(
    element,
    heading(speech.say(`area_title_${measure}`, { by: speech.say(`area_by_${level}`) })),
    h("ul", { class: "classes" }, starts.map((_, at) =>
      h("li", {}, swatch(tone(at, starts.length, dark)), h("span", { class: "grow" }, classWords(speech, starts, at, rate ? "rate" : counts)),
        h("span", { class: "count" }, speech.say(`area_count_${level}`, { n: held[at] }))))),
    rest.map((part) => h("p", { class: "quiet" }, speech.say(`area_${part}_${counts}`, { n: Math.round(counted[part]) }))),
    h("p", { class: "quiet" }, speech.say(rate ? "area_rate_means" : "area_range_means")),
  );
}

/**
 * Fill the legend of hotspots or of change.
 * @param {HTMLElement} element
 * @param {Speech} speech
 * @param {"spots" | "change"} kind
 * @param {{more: number, less: number, usual: number, few: number, title: string, about: string, dark: boolean}} found how many units are of each kind
 */
export function fillPolesLegend(element, speech, kind, { more, less, usual, few, title, about, dark }) {
  const line = (/** @type {string} */ name, /** @type {string} */ style, /** @type {number} */ n) =>
    h("li", {}, swatch(style, name === "more"), h("span", { class: "grow" }, speech.say(`area_${kind}_${name}`)), h("span", { class: "count" }, speech.numbers.format(n)));
  refill(
    element,
    heading(title),
    h("p", { class: "quiet" }, about),
    h("ul", { class: "classes" }, line("more", POLES.more, more), line("less", POLES.less, less),
      kind === "change" ? [line("usual", pole(0, dark), usual), line("few", "transparent", few)] : null),
    h("p", { class: "quiet" }, speech.say(`area_${kind}_means`)),
  );
}

/**
 * Fill the legend of the heat: the ramp from little to much, with the greatest density.
 * @param {HTMLElement} element
 * @param {Speech} speech
 * @param {{measure: "incidents" | "deaths", most: number, bandwidth: number, dark: boolean}} state `most`: per 1,000 km²; `bandwidth`: km
 */
export function fillHeatLegend(element, speech, { measure, most, bandwidth, dark }) {
  refill(
    element,
    heading(speech.say(`area_heat_${measure}`)),
    h("ul", { class: "classes" }, heatSteps(speech, most).map((text, at) => h("li", {}, swatch(ramp(dark)[at]), h("span", { class: "grow" }, text)))),
    h("p", { class: "quiet" }, speech.say(`area_heat_means_${measure}`, { km: speech.length(bandwidth) })),
  );
}

/** The steps of a heat in words; none where there is nothing. @param {Speech} speech @param {number} most per 1,000 km² @returns {string[]} */
export function heatSteps(speech, most) {
  return most ? RAMP.map((_, at) => speech.say("area_heat_to", { n: short((most * (at + 1)) / RAMP.length) })) : [];
}

/** The line that opens and closes a legend. @param {string} title */
export function heading(title) {
  return h("summary", {}, h("span", {}, title), icon(ICONS.chevron));
}

/** A density to two digits: it is no exacter. @param {number} value */
export function short(value) {
  return Number(value.toPrecision(2));
}

/** A square in a colour. @param {string} style @param {boolean} [hatched] */
export function swatch(style, hatched = false) {
  const canvas = h("canvas", { class: "swatch", width: 2 * SWATCH, height: 2 * SWATCH, "aria-hidden": "true" });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(2, 2);
  context.translate(SWATCH / 2, SWATCH / 2);
  paintSwatch(context, style, hatched);
  return canvas;
}

/** @param {CanvasRenderingContext2D} context painted about (0, 0) @param {string} style @param {boolean} hatched */
export function paintSwatch(context, style, hatched) {
  const half = SWATCH / 2 - 1;
  context.save();
  context.beginPath();
  context.rect(-half, -half, 2 * half, 2 * half);
  context.clip();
  context.globalAlpha = COVER;
  context.fillStyle = style;
  context.fill();
  context.beginPath();
  for (let at = -4 * half; hatched && at < 4 * half; at += 6) {
    context.moveTo(at, -half);
    context.lineTo(at - 2 * half, half);
  }
  context.strokeStyle = "#1d1b18";
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}
