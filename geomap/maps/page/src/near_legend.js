// The legend of the band about the author's line: how much lies in it, of how much that is placed.

import { changeWords, comparedWords, tipWords } from "./area_words.js";
import { longest } from "./area_reading.js";
import { heading, pole, swatch, tone } from "./choropleth.js";
import { h, refill } from "./dom.js";
import { shareOf } from "./near_time.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./area_reading.js").Reading} Reading */

/**
 * Fill the legend.
 * @param {HTMLElement} element
 * @param {Speech} speech
 * @param {Reading} reading whose level is "near"
 * @param {string} title
 * @param {boolean} dark
 */
export function fillNearLegend(element, speech, reading, title, dark) {
  const { about, row, notes } = nearLegend(speech, reading, dark);
  refill(
    element,
    heading(title),
    about ? h("p", { class: "quiet" }, about) : null,
    h("ul", { class: "classes" }, row ? h("li", {}, swatch(row.style, row.hatched), h("span", { class: "grow" }, row.words)) : []),
    notes.map((note) => h("p", { class: "quiet" }, note)),
  );
}

/**
 * What the legend says, on the page and on paper.
 * @param {Speech} speech
 * @param {Reading} reading whose level is "near"
 * @param {boolean} dark
 * @returns {{about: string, row: {words: string, style: string, hatched: boolean} | null, notes: string[]}}
 */
export function nearLegend(speech, reading, dark) {
  const { choice: { measure }, counted } = reading;
  if (measure === "change") return { about: comparedWords(speech, reading), row: changed(speech, reading, dark), notes: [speech.say("area_change_means")] };
  const counts = measure === "deaths" ? "deaths" : "incidents";
  const rest = /** @type {const} */ ([["near_farther", counted.elsewhere], ["area_unplaced", counted.unplaced]]);
  const told = rest.flatMap(([key, n]) => (Math.round(n) > 0 ? [speech.say(`${key}_${counts}`, { n: Math.round(n) })] : []));
  return { about: "", row: { words: toldWords(speech, reading), style: tone(0, 1, dark), hatched: false }, notes: [...told, speech.say("near_range_means")] };
}

/** "34 of 170, range 30 to 38: 20 %" @param {Speech} speech @param {Reading} reading */
export function toldWords(speech, { counted: { ranges: [near], total, unplaced } }) {
  const whole = total - unplaced;
  const share = shareOf({ whole, near });
  if (!share) return speech.say("near_nothing");
  const [n, of] = [Math.round(near.expected), Math.round(whole)];
  return speech.say(near.low === near.high ? "near_told_sure" : "near_told", { n, of, low: near.low, high: near.high, share: speech.percent(share.expected) });
}

/** @param {Speech} speech @param {Reading} reading @param {boolean} dark */
function changed(speech, reading, dark) {
  const { changes, signs } = reading;
  const found = changes.get(longest(changes))?.[0];
  if (!found) return null;
  const sign = signs?.[0] ?? null;
  const words = [tipWords(speech, reading, 0), changeWords(speech, found.before)].join(speech.say("separator"));
  return { words, style: sign === null ? "transparent" : pole(sign, dark), hatched: sign !== null && sign > 0 };
}
