// What lies near the author's line, over time: a drawing of the share, and a row for each week or month.

import { changeWords, comparedWords, tipWords, titleWords } from "./area_words.js";
import { longest } from "./area_reading.js";
import { h, icon, ICONS, refill } from "./dom.js";
import { toldWords } from "./near_legend.js";
import { shareOf } from "./near_time.js";
import { partWords, shareChart } from "./share_chart.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./area_reading.js").Reading} Reading */
/** @typedef {import("./near_time.js").OverTime} OverTime */
/** @typedef {import("./near_time.js").Part} Part */

/** Rows that stand at once; all others when asked for. */
const FIRST = 60;

/**
 * Fill the panel.
 * @param {HTMLElement} panel
 * @param {Speech} speech
 * @param {Reading} reading whose level is "near"
 * @param {{close: () => void, all: boolean, showAll: () => void}} act
 */
export function fillNearTable(panel, speech, reading, act) {
  const { choice: { measure }, counted: { open = 0, none = 0 }, changes } = reading;
  const time = /** @type {OverTime} */ (reading.time);
  const shown = act.all ? time.parts : time.parts.slice(0, FIRST);
  const rest = time.parts.length - shown.length;
  const found = measure === "change" ? changes.get(longest(changes))?.[0] : undefined;
  const notes = [speech.say("near_range_means"), open ? speech.say("area_open", { n: open }) : "", none ? speech.say("area_no_figure", { n: none }) : ""];
  refill(
    panel,
    h("div", { class: "panel-bar" }, h("span", { class: "grow" }), h("button", { type: "button", class: "plain panel-close", "aria-label": speech.say("close"), title: speech.say("close"), click: act.close }, icon(ICONS.close))),
    h("div", { class: "panel-body" },
      h("h2", { id: "areas-title" }, titleWords(speech, reading)),
      h("p", {}, toldWords(speech, reading)),
      measure === "change" ? h("p", { class: "small" }, comparedWords(speech, reading)) : null,
      found ? h("p", {}, [tipWords(speech, reading, 0), changeWords(speech, found.before)].join(speech.say("separator"))) : null,
      time.parts.some(({ whole }) => whole > 0) ? shareChart(speech, time) : null,
      table(speech, reading, time, shown),
      rest ? h("button", { type: "button", class: "outlined", click: act.showAll }, speech.say("area_all_rows", { n: time.parts.length })) : null,
      notes.map((note) => (note ? h("p", { class: "small" }, note) : null))),
  );
}

/** @param {Speech} speech @param {Reading} reading @param {OverTime} time @param {Part[]} parts */
function table(speech, { choice: { measure }, counted: { ranges: [near], total, unplaced } }, time, parts) {
  const head = (/** @type {string} */ key) => h("th", { scope: "col" }, speech.say(key));
  const counts = measure === "deaths" ? "deaths" : "incidents";
  const row = (/** @type {Part} */ part) => h("tr", { "data-unit": String(part.from) }, h("th", { scope: "row" }, partWords(speech, time.step, part)), cells(speech, part));
  const line = (/** @type {string} */ key, /** @type {number} */ n) => (Math.round(n) > 0 ? h("tr", {}, h("th", { scope: "row" }, speech.say(key)), h("td", {}, whole(speech, n)), h("td", { colspan: 3 })) : null);
  return h("table", { class: "areas near" },
    h("thead", {}, h("tr", {}, head(`near_head_${time.step}`), head(`area_head_${counts}`), head("near_head_near"), head("area_head_range"), head("near_head_share"))),
    h("tbody", {}, parts.map(row)),
    h("tfoot", {},
      line("near_undated", time.undated), line("near_outside", time.outside),
      h("tr", { class: "placed" }, h("th", { scope: "row" }, speech.say("near_placed")), cells(speech, { whole: total - unplaced, near })),
      line("area_unplaced", unplaced),
      h("tr", {}, h("th", { scope: "row" }, speech.say("area_total")), h("td", {}, whole(speech, total)), h("td", { colspan: 3 }))));
}

/** @param {Speech} speech @param {Pick<Part, "whole" | "near">} part */
function cells(speech, part) {
  const { expected, low, high } = part.near;
  const share = shareOf(part);
  return [
    h("td", {}, figure(speech, part.whole)),
    h("td", {}, share ? figure(speech, expected) : ""),
    h("td", {}, low === high ? "" : speech.say("area_between", { low, high })),
    h("td", {}, share ? speech.percent(share.expected) : ""),
  ];
}

/** @param {Speech} speech @param {number} n */
function whole(speech, n) {
  return speech.numbers.format(Math.round(n));
}

/** Of few, tenths are told: else a share of 60 % of one would stand beside "1". @param {Speech} speech @param {number} n */
function figure(speech, n) {
  return n < 10 ? speech.numbers.format(n) : whole(speech, n);
}
