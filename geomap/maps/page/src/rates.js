// Counts against the people who live there, where the author of the map gives them: per so many inhabitants.

/** @typedef {import("./columns").Range} Range */
/** @typedef {{level: string, of: (number | null)[], per: number}} People of each unit of a level */

/** Digits of a rate that are told: it rests on counts, and on a census that is older. */
const DIGITS = 2;

/** Measures that are rates, and what they count. */
const COUNTED = /** @type {Record<string, "incidents" | "deaths">} */ ({ rate: "incidents", deathrate: "deaths", deaths: "deaths" });

/** What is counted for a measure. @param {string} measure @returns {"incidents" | "deaths"} */
export function countsOf(measure) {
  return COUNTED[measure] ?? "incidents";
}

/** @param {string} measure */
export function isRate(measure) {
  return measure === "rate" || measure === "deathrate";
}

/**
 * Return the rates of units; null where nobody says how many live there.
 * @param {Range[]} ranges
 * @param {People} people
 * @returns {(Range | null)[]}
 */
export function ratesOf(ranges, { of, per }) {
  return ranges.map(({ expected, low, high }, place) => {
    const living = of[place];
    return living ? { expected: (expected * per) / living, low: (low * per) / living, high: (high * per) / living } : null;
  });
}

/** Power of ten that makes whole numbers of rates, two digits of the greatest: classes are parted at those. @param {number[]} rates */
export function scaleOf(rates) {
  const most = Math.max(0, ...rates);
  return most ? 10 ** Math.max(0, DIGITS - 1 - Math.floor(Math.log10(most))) : 1;
}

/** @param {number} rate */
export function rounded(rate) {
  return Number(rate.toPrecision(DIGITS));
}

/** A rate in figures. @param {import("./words.js").Speech} speech @param {number} rate */
export function rateFigures(speech, rate) {
  return speech.finer.format(rounded(rate));
}
