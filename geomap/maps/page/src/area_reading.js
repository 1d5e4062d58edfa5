// What areas tell of one choice: numbers, ranges, classes, change or hotspots of each unit, under the filters of the moment.

import { changed } from "./change.js";
import { classes, classOf, NONE, ramp } from "./choropleth.js";
import { density, steps } from "./heat.js";
import { overTime } from "./near_time.js";
import { countsOf, isRate, ratesOf, scaleOf } from "./rates.js";
import { spots } from "./spots.js";

/** @typedef {import("./area_layers.js").AreaLayers} AreaLayers */
/** @typedef {import("./area_layers.js").Counted} Counted */
/** @typedef {import("./change.js").Changed} Changed */
/** @typedef {"governorate" | "district" | "disputed" | "hexagon" | "heat" | "near"} Level */
/** @typedef {"incidents" | "deaths" | "change" | "spots" | "rate" | "deathrate"} Measure */
/** @typedef {{level: Level, measure: Measure}} Choice */
/** @typedef {{from: number, to: number, reach: number}} Period days, both included, and how many whole weeks there are before */
/**
 * @typedef {object} Reading
 * @property {Choice} choice
 * @property {import("./area_layers.js").Level} ground the level whose units are counted: of heat, the hexagons
 * @property {import("./area_layers.js").Unit[]} units
 * @property {import("./geography.js").Trace[]} traces
 * @property {Counted & {open?: number, none?: number}} counted
 * @property {number[]} starts of the classes
 * @property {number[]} levels class of each unit, -1 for none
 * @property {(number | null)[] | null} signs of change or of hotspots: 1 more, -1 less, 0 as usual, null neither told
 * @property {(import("./columns").Range | null)[] | null} rates per inhabitants, null of a unit of which nobody says how many live there
 * @property {number[] | null} dense of heat: per 1,000 km²
 * @property {Period | null} period null where no change can be told
 * @property {Map<number, Changed[]>} changes by weeks that are compared with
 * @property {import("./near_time.js").OverTime | null} time of the band about a line: what lies near, over time
 */

export const LEVELS = /** @type {const} */ (["governorate", "district", "disputed", "hexagon", "heat", "near"]);
export const MEASURES = /** @type {const} */ (["incidents", "deaths", "change", "spots"]);
/** Told where the author of the map says how many people live in the units. */
const RATES = /** @type {const} */ (["rate", "deathrate"]);

/** Weeks with which a period is compared, and days of the period where none is brushed: as in geomap/analysis/change.py. */
const BASELINES = [4, 52];
const LATEST = 7;
const WEEK = 7;
const SIGNS = { more: 1, fewer: -1, "as usual": 0, "too few": null };

/** What can be counted by a level: Gi* needs units of one size, and a smoothed change would be none. @param {Level} level @param {string | null} people level of the units whose inhabitants are known @returns {readonly Measure[]} */
export function measuresOf(level, people) {
  const counted = /** @type {Measure[]} */ (level === "hexagon" ? [...MEASURES] : level === "heat" ? ["incidents", "deaths"] : ["incidents", "deaths", "change"]);
  return level === people ? [...counted, ...RATES] : counted;
}

/**
 * Return the period whose change is told: the one that is brushed, else the last seven days.
 * @param {import("./selection.js").Selection} selection
 * @returns {Period | null} null where the incidents do not reach four weeks back
 */
export function periodOf(selection) {
  const { span } = selection;
  if (!span) return null;
  const { from, to } = /** @type {import("./columns").OfDays} */ (selection.get("time") ?? { from: null, to: null });
  if (from === null && to !== null) return null;
  const last = to ?? span.last;
  const first = from ?? last - LATEST + 1;
  const reach = Math.floor((first - span.first) / WEEK);
  return reach >= BASELINES[0] ? { from: first, to: last, reach } : null;
}

/**
 * Count.
 * @param {AreaLayers} layers
 * @param {Choice} choice
 * @param {import("./selection.js").Selection} selection
 * @param {import("./calendar.js").Step} step of what is told over time
 * @returns {Reading}
 */
export function readingOf(layers, choice, selection, step) {
  const { level, measure } = choice;
  const ground = level === "heat" ? "hexagon" : level;
  const units = layers.units(ground);
  const counted = countsOf(measure) === "deaths" ? layers.deaths(ground, selection.fails) : layers.incidents(ground, selection.fails);
  const expected = counted.ranges.map((range) => range.expected);
  const period = countsOf(measure) === "deaths" || isRate(measure) || level === "heat" ? null : periodOf(selection);
  const changes = period && measure !== "spots" ? changesOf(layers, ground, selection, period) : new Map();
  /** @type {Reading} */
  const reading = { choice, ground, units, traces: layers.traces(ground), counted, starts: [], levels: [], signs: null, rates: null, dense: null, period, changes, time: level === "near" ? timeOf(layers, measure, selection, step) : null };
  if (level === "heat") return { ...reading, ...heated(layers, expected) };
  if (measure === "change") return { ...reading, signs: changedSigns(changes) ?? units.map(() => null) };
  if (measure === "spots") return { ...reading, signs: Array.from(spots(expected, layers.neighbours).spot, (sign) => sign || null) };
  const rates = isRate(measure) && layers.data.people ? ratesOf(counted.ranges, layers.data.people) : null;
  const values = rates ? rates.map((rate, place) => (rate && expected[place] >= NONE ? rate.expected : 0)) : expected;
  const scale = rates ? scaleOf(values) : 1;
  const starts = classes(values.map((value) => value * scale));
  return { ...reading, rates, starts: starts.map((start) => start / scale), levels: values.map((value) => classOf(starts, value * scale)) };
}

/** What lies near the line in each week or month that is shown; days tell too little of a share. @param {AreaLayers} layers @param {Measure} measure @param {import("./selection.js").Selection} selection @param {import("./calendar.js").Step} step */
function timeOf(layers, measure, selection, step) {
  const { span } = selection;
  const { from, to } = /** @type {import("./columns").OfDays} */ (selection.get("time") ?? { from: null, to: null });
  const days = span && { first: Math.max(span.first, from ?? span.first), last: Math.min(span.last, to ?? span.last) };
  const figure = (/** @type {number} */ i) => (countsOf(measure) === "deaths" ? layers.killed(i) : null);
  return overTime(layers.table, layers.line?.near ?? [], selection.fails, step === "day" ? "week" : step, days && days.first <= days.last ? days : null, figure);
}

/** @param {AreaLayers} layers @param {import("./area_layers.js").Level} ground @param {import("./selection.js").Selection} selection @param {Period} period @returns {Map<number, Changed[]>} */
function changesOf(layers, ground, selection, { from, to, reach }) {
  const { first, last } = selection.table;
  const fails = selection.failsBut("time");
  const table = { units: layers.units(ground).length, parts: layers.parts(ground), first, last };
  return new Map(BASELINES.filter((weeks) => reach >= weeks).map((weeks) => [weeks, changed(table, fails, from, to, weeks)]));
}

/** The longest comparison that there is: a year has every season once. @param {Map<number, Changed[]>} changes */
export function longest(changes) {
  return Math.max(...changes.keys());
}

/** @param {Map<number, Changed[]>} changes */
function changedSigns(changes) {
  return changes.get(longest(changes))?.map(({ before: { verdict } }) => SIGNS[verdict]);
}

/** @param {AreaLayers} layers @param {number[]} expected */
function heated(layers, expected) {
  const found = density(expected, layers.data.hexagons);
  return { levels: steps(found, ramp(false).length), dense: Array.from(found, (each) => each * 10) };
}
