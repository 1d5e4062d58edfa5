// The numbers of areas as a table: what the colours tell, for eyes that want figures and for those that see no colours.

import { changeWords, comparedWords, titleWords } from "./area_words.js";
import { longest } from "./area_reading.js";
import { nameOf } from "./choropleth.js";
import { h, icon, ICONS, refill } from "./dom.js";
import { countsOf, isRate, rateFigures } from "./rates.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./area_reading.js").Reading} Reading */
/** @typedef {{close: () => void, look: (place: number) => void, go: (place: number) => void}} Acts look: point at a unit, -1 at none */

/** Rows that stand at once; all others when asked for: hexagons may be a thousand. */
const FIRST = 60;
/** What counts as none, as in the map. */
const NONE = 0.05;

/**
 * Fill the panel with the table.
 * @param {HTMLElement} panel
 * @param {Speech} speech
 * @param {Reading} reading
 * @param {Acts & {all: boolean, showAll: () => void}} act
 */
export function fillAreaTable(panel, speech, reading, act) {
  const { choice: { measure } } = reading;
  const places = sorted(speech, reading);
  const shown = act.all ? places : places.slice(0, FIRST);
  const rest = places.length - shown.length;
  const compared = measure === "change" || reading.changes.size > 0;
  refill(
    panel,
    h("div", { class: "panel-bar" }, h("span", { class: "grow" }), h("button", { type: "button", class: "plain panel-close", "aria-label": speech.say("close"), title: speech.say("close"), click: act.close }, icon(ICONS.close))),
    h("div", { class: "panel-body" },
      h("h2", { id: "areas-title" }, titleWords(speech, reading)),
      compared ? h("p", { class: "small" }, speech.say("area_change_told", { told: comparedWords(speech, reading) })) : null,
      places.length ? table(speech, reading, shown, act) : h("p", {}, speech.say("area_none_held")),
      rest ? h("button", { type: "button", class: "outlined", click: act.showAll }, speech.say("area_all_rows", { n: places.length })) : null,
      notes(speech, reading).map((note) => h("p", { class: "small" }, note))),
  );
}

/** Units that hold something, the most first. @param {Speech} speech @param {Reading} reading @returns {number[]} */
function sorted(speech, { units, counted, changes, rates, choice: { measure } }) {
  const ranges = measure === "change" ? (changes.get(longest(changes)) ?? []).map(({ now }) => now) : counted.ranges;
  const means = measure === "change" ? (changes.get(longest(changes)) ?? []).map(({ before }) => before.mean) : [];
  const held = ranges.flatMap(({ expected }, place) => (expected >= NONE || means[place] >= NONE ? [place] : []));
  const names = new Map(held.map((place) => [place, nameOf(speech, units[place])]));
  const much = (/** @type {number} */ place) => (rates ? (rates[place]?.expected ?? -1) : ranges[place].expected);
  return held.sort((a, b) => much(b) - much(a) || (means[b] ?? 0) - (means[a] ?? 0) || String(names.get(a)).localeCompare(String(names.get(b)), speech.language));
}

/** @param {Speech} speech @param {Reading} reading @param {number[]} places @param {Acts} act */
function table(speech, reading, places, act) {
  const { choice: { measure }, changes, rates, units, traces, signs } = reading;
  const change = measure === "change";
  const weeks = change ? [...changes.keys()] : changes.size ? [longest(changes)] : [];
  const head = (/** @type {string} */ text) => h("th", { scope: "col" }, text);
  const counts = countsOf(measure);
  const row = (/** @type {number} */ place) => {
    const { expected, low, high } = change ? /** @type {any} */ (changes.get(weeks[0]))[place].now : reading.counted.ranges[place];
    const go = () => act.go(place);
    const name = h("button", { type: "button", class: "plain unit-name", click: go, focus: () => act.look(place), blur: () => act.look(-1), disabled: !Number.isFinite(traces[place].box.west) }, h("bdi", {}, nameOf(speech, units[place])));
    return h("tr", { "data-unit": units[place].key, pointerenter: () => act.look(place), pointerleave: () => act.look(-1) },
      h("th", { scope: "row" }, name, sign(speech, measure === "spots" ? signs?.[place] : 0)),
      h("td", {}, speech.numbers.format(Math.round(expected))),
      h("td", {}, low === high ? "" : speech.say("area_between", { low, high })),
      rates ? rateCells(speech, rates[place]) : null,
      weeks.map((each) => changeCell(speech, /** @type {any} */ (changes.get(each))[place].before, change)));
  };
  return h("table", { class: "areas" },
    h("thead", {}, h("tr", {}, head(speech.say("area_head_unit")), head(speech.say(`area_head_${counts}`)), head(speech.say("area_head_range")),
      rates ? [head(speech.say("area_head_rate")), head(speech.say("area_head_range"))] : null,
      weeks.map((each) => head(change ? speech.say("area_head_weeks", { n: each }) : speech.say("area_change"))))),
    h("tbody", {}, places.map(row)),
    change ? null : sums(speech, reading, weeks.length + (rates ? 2 : 0)));
}

/** A rate and its range; empty where nobody says how many live there. @param {Speech} speech @param {import("./columns").Range | null} rate */
function rateCells(speech, rate) {
  const [n = "", low, high] = rate ? [rate.expected, rate.low, rate.high].map((each) => rateFigures(speech, each)) : [];
  return [h("td", {}, n), h("td", {}, low === high ? "" : speech.say("area_between", { low, high }))];
}

/** Hot or cold, said beside a name. @param {Speech} speech @param {number | null | undefined} found */
function sign(speech, found) {
  return found ? h("span", { class: "share" }, speech.say(found > 0 ? "area_hot" : "area_cold")) : null;
}

/** @param {Speech} speech @param {import("./change.js").Compared} before @param {boolean} mean whether the mean is told too */
function changeCell(speech, before, mean) {
  return h("td", { class: `change ${before.verdict.replace(" ", "-")}` }, changeWords(speech, before),
    mean ? h("span", { class: "share" }, speech.say("area_mean", { n: Math.round(before.mean * 10) / 10 })) : null);
}

/** What lies in none of the units, and what all come to: as many as the list holds. @param {Speech} speech @param {Reading} reading @param {number} more columns */
function sums(speech, { counted: { elsewhere, unplaced, total } }, more) {
  const line = (/** @type {string} */ name, /** @type {number} */ n) => h("tr", {}, h("th", { scope: "row" }, speech.say(name)), h("td", {}, speech.numbers.format(Math.round(n))), h("td", { colspan: 1 + more }));
  return h("tfoot", {}, Math.round(elsewhere) ? line("area_outside", elsewhere) : null, Math.round(unplaced) ? line("area_unplaced", unplaced) : null, line("area_total", total));
}

/** What is to be known of the figures. @param {Speech} speech @param {Reading} reading @returns {string[]} */
function notes(speech, { choice: { level, measure }, counted: { open = 0, none = 0 }, changes }) {
  const said = [speech.say("area_range_means")];
  if (level === "heat") said.unshift(speech.say("area_heat_table"));
  if (open) said.push(speech.say("area_open", { n: open }));
  if (none) said.push(speech.say("area_no_figure", { n: none }));
  if (changes.size) said.push(speech.say("area_change_means"));
  if (isRate(measure)) said.push(speech.say("area_rate_means"));
  if (measure === "spots") said.push(speech.say("area_spots_means"));
  return said;
}
