// Areas in words: a line for the pointer, the legend's title, what changed.

import { nameOf, short, unitWords } from "./choropleth.js";
import { daysWords } from "./filter_words.js";
import { longest } from "./area_reading.js";
import { countsOf, isRate, rateFigures } from "./rates.js";
import { nearWords } from "./line.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./area_reading.js").Reading} Reading */
/** @typedef {import("./change.js").Compared} Compared */

/** One line for the unit under the pointer. @param {Speech} speech @param {Reading} reading @param {number} place */
export function tipWords(speech, reading, place) {
  const { choice: { level, measure }, units, counted, changes, dense, signs } = reading;
  const range = counted.ranges[place];
  const unit = nameOf(speech, units[place]);
  if (level === "heat") return speech.say(`area_unit_heat_${measure}`, { unit, n: short(dense?.[place] ?? 0) });
  if (measure === "change") {
    const { now, before } = changes.get(longest(changes))?.[place] ?? { now: range, before: null };
    const n = Math.round(now.expected);
    return before ? speech.say("area_unit_change", { unit, n, low: before.low, high: before.high }) : unitWords(speech, units[place], "incidents", now);
  }
  if (isRate(measure)) return rateWords(speech, unit, reading.rates?.[place] ?? null);
  const counts = unitWords(speech, units[place], countsOf(measure), range);
  const sign = measure === "spots" ? signs?.[place] : 0;
  return sign ? [counts, speech.say(`area_spots_${sign > 0 ? "more" : "less"}`)].join(speech.say("separator")) : counts;
}

/** "Kirkuk: 2.5 per 100,000 people (2 to 3.5)". @param {Speech} speech @param {string} unit @param {import("./columns").Range | null} rate */
function rateWords(speech, unit, rate) {
  if (!rate) return speech.say("area_unit_no_people", { unit });
  const [n, low, high] = [rate.expected, rate.low, rate.high].map((each) => rateFigures(speech, each));
  return low === high ? speech.say("area_unit_sure_rate", { unit, rate: n }) : speech.say("area_unit_rate", { unit, rate: n, low, high });
}

/** What is told, as legend and table are called. @param {Speech} speech @param {Reading} reading */
export function titleWords(speech, { choice: { level, measure }, units }) {
  const line = units[0]?.line;
  if (line) return nearWords(speech, line, `near_title_${measure}`);
  if (level === "heat") return speech.say(`area_heat_${measure}`);
  if (measure === "spots") return speech.say("area_spots");
  return speech.say(`area_title_${measure}`, { by: speech.say(`area_by_${level}`) });
}

/** "25 – 31 Dec 2021, against the mean of the 52 weeks before", or why no change can be told. @param {Speech} speech @param {Reading} reading */
export function comparedWords(speech, { period, changes }) {
  if (!period || !changes.size) return speech.say("area_change_none");
  return speech.say("area_change_period", { period: daysWords(speech, { from: period.from, to: period.to }), n: longest(changes) });
}

/** How a unit changed: "+40 %", "more", "as usual". @param {Speech} speech @param {Compared} compared */
export function changeWords(speech, { percent, verdict }) {
  if (percent === null || verdict === "as usual") return speech.word("area_verdict", verdict);
  const share = speech.percent(Math.abs(percent) / 100);
  return speech.say(percent < 0 ? "area_less_by" : "area_more_by", { share });
}
