// A small drawing of a share over time: a bar for each week or month, paler where it is not sure.

import { dateOf } from "./calendar.js";
import { drawn, h } from "./dom.js";
import { shareOf } from "./near_time.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./near_time.js").OverTime} OverTime */
/** @typedef {import("./near_time.js").Part} Part */

/** The drawing's own units: it is as wide as the panel lets it be. */
const HIGH = 100;
const WIDE = 10;
/** Part of its room that a bar takes. */
const BROAD = 0.78;
/** Where the drawing may end: what lies highest still has room. */
const TOPS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/** @param {Speech} speech @param {OverTime} time of which a part has something */
export function shareChart(speech, { step, parts }) {
  const shares = parts.map(shareOf);
  const told = shares.filter((share) => share !== null);
  const most = Math.max(...told.map(({ high, expected }) => Math.max(high, expected)));
  const top = TOPS.find((each) => each >= most - 1e-9) ?? 1;
  const width = parts.length * WIDE;
  const y = (/** @type {number} */ share) => HIGH * (1 - share / top);
  const at = (/** @type {number} */ place) => ((speech.direction === "rtl" ? parts.length - 1 - place : place) + 0.5) * WIDE;
  const block = (/** @type {string} */ name, /** @type {number} */ place, /** @type {number} */ low, /** @type {number} */ high) =>
    high > low ? drawn("rect", { class: name, x: at(place) - (WIDE * BROAD) / 2, width: WIDE * BROAD, y: y(high), height: y(low) - y(high) }) : null;
  const bars = shares.flatMap((share, place) => {
    if (!share) return [];
    const { expected, low, high } = share;
    const sure = Math.min(low, expected);
    return [block("sure", place, 0, sure), block("likely", place, sure, expected), block("perhaps", place, expected, high)];
  });
  const expected = told.map((share) => share.expected);
  const [first, final] = [parts[0], parts[parts.length - 1]].map((part) => partWords(speech, step, part));
  const label = speech.say(`near_chart_${step}`, { first, last: final, least: speech.percent(Math.min(...expected)), most: speech.percent(Math.max(...expected)) });
  return h("figure", { class: "share-chart" },
    h("span", { class: "share-top", "aria-hidden": "true" }, speech.percent(top)),
    drawn("svg", { viewBox: `0 0 ${width} ${HIGH}`, preserveAspectRatio: "none", role: "img", "aria-label": label },
      drawn("line", { class: "half", x1: 0, x2: width, y1: HIGH / 2, y2: HIGH / 2 }), drawn("line", { class: "half", x1: 0, x2: width, y1: 0, y2: 0 }),
      bars, drawn("line", { class: "base", x1: 0, x2: width, y1: HIGH, y2: HIGH })),
    h("figcaption", { class: "small" }, h("span", {}, first), parts.length > 1 ? h("span", {}, final) : null));
}

/** "Jan 2021", or the Monday of a week. @param {Speech} speech @param {import("./near_time.js").Step} step @param {Part} part */
export function partWords(speech, step, { from }) {
  return speech.dates(step === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short", year: "numeric" }).format(dateOf(from));
}
