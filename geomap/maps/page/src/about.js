// What the map says of itself, in words, as cover, picture and paper have it: title, facts, filters, makers, day.

import { maker } from "./credits.js";
import { activeWords } from "./filter_words.js";
import { isolate, legible } from "./legible.js";
import { dayWords } from "./sentences.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./types").Contents} Contents */

/** Letters of a heading, of a line of attribution: longer ones are cut where there is no room to open them. */
const LONGEST = 300;

/** @param {string} text fit to be shown, and cut where it is longer than any heading @param {number} [longest] */
export function brief(text, longest = LONGEST) {
  const signs = text.length > longest ? Array.from(text) : [];
  return legible(signs.length > longest ? `${signs.slice(0, longest - 1).join("")}…` : text);
}

/** @param {Speech} speech @param {Contents} contents */
export function titleOf(speech, contents) {
  return contents.title || speech.say("title");
}

/** Period, how many incidents and reports, as the page's header says it. @param {App} page @returns {string[]} */
export function facts({ frame }) {
  return [...frame.facts.children].map((part) => part.textContent ?? "").filter(Boolean);
}

/** The filters that are on, as one sentence; empty where there is none. @param {App} page @returns {string} */
export function filters({ speech, steering }) {
  const active = activeWords(speech, steering.selection, steering.filters.unitName).map(({ text }) => brief(text));
  return active.length ? speech.say("shown_filters").replace("{filters}", () => active.map((text) => `\u2068${text}\u2069`).join(speech.say("separator"))) : "";
}

/** "Made on 26 November 2026 with geomap 0.1.0", as far as it is known. @param {Speech} speech @param {Contents} contents */
export function madeWords(speech, { cover: { made, version } }) {
  const tool = version ? `geomap ${version}` : "geomap";
  return made ? speech.say("made_on", { date: dayWords(speech, made), tool }) : speech.say("made_with", { tool });
}

/** Whose map it is and on which terms, one line each. @param {Speech} speech @param {Contents} contents @returns {string[]} */
export function owners(speech, { cover: { author, licence } }) {
  return [author && speech.say("author_line", { author: brief(author) }), licence && speech.say("licence_line", { licence: brief(licence) })].filter((line) => line !== null);
}

/** Everything that licences ask for: the lines of tiles, gazetteer and incidents, and what was edited for publication. @param {Contents} contents @returns {string[]} */
export function attribution({ attribution: lines, publication }) {
  return publication?.note && !lines.includes(publication.note) ? [...lines, publication.note] : lines;
}

/** "© one, two". @param {string[]} lines */
export function makers(lines) {
  const names = [...new Set(lines.map(maker).filter(Boolean))];
  return names.length ? `© ${names.map(isolate).join(", ")}` : "";
}
