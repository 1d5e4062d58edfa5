// The legend of areas for paper and pictures, in light colours.

import { titleWords } from "./area_words.js";
import { countsOf, isRate } from "./rates.js";
import { classWords, heatSteps, paintSwatch, pole, ramp, tone } from "./choropleth.js";
import { nearLegend } from "./near_legend.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./area_reading.js").Reading} Reading */

/** Half the height of a row's mark, in pixels. */
const HALF = 9;

/** @param {Speech} speech @param {Reading} reading @returns {import("./legend_rows.js").Part} */
export function areaPart(speech, reading) {
  const { choice: { level, measure }, counted, dense, ground, starts, levels } = reading;
  const counts = countsOf(measure);
  const row = (/** @type {string} */ text, /** @type {string} */ style, count = "", hatched = false) => ({ text, count, size: HALF, paint: (/** @type {CanvasRenderingContext2D} */ context) => paintSwatch(context, style, hatched) });
  const rest = /** @type {const} */ (["elsewhere", "unplaced"]).filter((part) => Math.round(counted[part]) > 0);
  const title = titleWords(speech, reading);
  if (level === "near") {
    const { about, row: found, notes } = nearLegend(speech, reading, false);
    return { title, rows: found ? [row(found.words, found.style, "", found.hatched)] : [], notes: about ? [about, ...notes] : notes };
  }
  if (level === "heat") return { title, rows: heatSteps(speech, Math.max(0, ...(dense ?? []))).map((text, at) => row(text, ramp(false)[at])) };
  if (measure === "change" || measure === "spots") return { title, rows: poles(speech, reading, row) };
  return {
    title,
    rows: [
      ...starts.map((_, at) => row(classWords(speech, starts, at, isRate(measure) ? "rate" : counts), tone(at, starts.length, false), speech.say(`area_count_${ground}`, { n: levels.filter((found) => found === at).length }))),
    ],
    notes: [...rest.map((part) => speech.say(`area_${part}_${counts}`, { n: Math.round(counted[part]) })), speech.say(isRate(measure) ? "area_rate_means" : "area_range_means")],
  };
}

/** @param {Speech} speech @param {Reading} reading @param {(text: string, style: string, count: string, hatched: boolean) => import("./legend_rows.js").Part["rows"][number]} row */
function poles(speech, { choice: { measure }, signs }, row) {
  const kinds = /** @type {[string, number | null][]} */ ([["more", 1], ["less", -1], ...(measure === "change" ? [["usual", 0], ["few", null]] : [])]);
  return kinds.map(([name, sign]) => row(speech.say(`area_${measure}_${name}`), sign === null ? "transparent" : pole(sign, false), speech.numbers.format(signs?.filter((found) => found === sign).length ?? 0), sign === 1));
}
