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
  const { choice: { measure }, counted } = reading;
  const change = measure === "change";
  const counts = measure === "deaths" ? "deaths" : "incidents";
  const rest = /** @type {const} */ ([["near_farther", counted.elsewhere], ["area_unplaced", counted.unplaced]]);
  refill(
    element,
    heading(title),
    change ? h("p", { class: "quiet" }, comparedWords(speech, reading)) : null,
    h("ul", { class: "classes" }, change ? changed(speech, reading, dark) : line(tone(0, 1, dark), toldWords(speech, reading))),
    change ? null : rest.map(([key, n]) => (Math.round(n) > 0 ? h("p", { class: "quiet" }, speech.say(`${key}_${counts}`, { n: Math.round(n) })) : null)),
    h("p", { class: "quiet" }, speech.say(change ? "area_change_means" : "near_range_means")),
  );
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
  if (!found) return [];
  const sign = signs?.[0] ?? null;
  const words = [tipWords(speech, reading, 0), changeWords(speech, found.before)].join(speech.say("separator"));
  return line(sign === null ? "transparent" : pole(sign, dark), words, sign !== null && sign > 0);
}

/** @param {string} style @param {string} words @param {boolean} [hatched] */
function line(style, words, hatched = false) {
  return h("li", {}, swatch(style, hatched), h("span", { class: "grow" }, words));
}
