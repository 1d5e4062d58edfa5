// A small drawing of how the place follows from the words: what they count from, which way and how far, where that leads,
// and which places were refused. North is up, and it is not mirrored where words run from the right.

import { apart, construction } from "./construction.js";
import { drawn, h } from "./dom.js";
import { colour, faded, KINDS } from "./kinds.js";
import { legible } from "./legible.js";
import { Plan, written } from "./plan.js";
import { nameIn, reasons, rowNames } from "./sentences.js";
import { theme } from "./theme.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./types").Row} Row */
/** @typedef {import("./construction.js").Construction} Construction */
/** @typedef {import("./construction.js").Measure} Measure */
/** @typedef {import("./plan.js").Label} Label */

/** The panel's inner width, and a height that leaves the reasons in sight. */
const SIZE = { x: 352, y: 168 };
/** Refused places that are drawn: the likeliest; more of them would hide the place that was chosen. */
const MOST_REFUSED = 12;
/** Signs of a name in the drawing: half of its width. */
const LONGEST = 30;

/**
 * @param {Speech} speech
 * @param {import("./table.js").Table} table
 * @param {number} index
 * @param {Row} row
 * @returns {HTMLElement | null} null where there is nothing to tell
 */
export function expression(speech, table, index, row) {
  const made = construction(row);
  if (!made) return null;
  made.refused.splice(MOST_REFUSED);
  const plan = new Plan(SIZE, row, made, table.scale);
  const tone = colour(KINDS[table.kind[index]], theme().dark);
  const labels = plan.place(labelsOf(speech, row, made, plan));
  const drawing = drawn(
    "svg",
    { viewBox: `0 0 ${SIZE.x} ${SIZE.y}`, role: "group", "aria-label": told(speech, row, made), class: "expression" },
    footprint(plan, tone),
    made.measures.map((measure) => line(plan, measure)),
    made.anchors.map((anchor) => square(plan.at(anchor))),
    plan.chosen ? drawn("circle", { cx: plan.chosen.x, cy: plan.chosen.y, r: 4.5, fill: tone, class: "chosen" }) : null,
    labels.filter(({ of }) => !of).map((label) => lettering(speech, label, label.kind)),
    plan.refused.map((spot, at) => cross(speech, row, made, plan, at, labels.find(({ of }) => of === spot))),
    scaleBar(speech, plan),
  );
  return h("figure", { class: "drawing" }, drawing, key(speech, row, made));
}

/** What the drawing shows, in the sentences that the panel says below it. @param {Speech} speech @param {Row} row @param {Construction} made */
function told(speech, row, made) {
  const sentences = reasons(speech, row).map(({ text }) => text);
  const names = [...new Set(made.refused.map((candidate) => nameIn(speech, candidate)))].join(speech.say("list_and"));
  return [speech.say("drawing"), ...sentences, names ? `${speech.say("refused_place", { name: names })}.` : ""].filter(Boolean).join(" ");
}

/** @param {Plan} plan @param {string} tone */
function footprint(plan, tone) {
  return plan.outline ? drawn("path", { d: plan.outline, fill: faded(tone, 0.12), stroke: tone, "fill-rule": "evenodd", class: "region" }) : null;
}

/** @param {Plan} plan @param {Measure} measure */
function line(plan, { from, to, km, said }) {
  const start = plan.at(from);
  const style = said ? "said" : "measured";
  if (!to) return drawn("circle", { cx: start.x, cy: start.y, r: written((km ?? 0) * plan.scale), class: style });
  const end = plan.at(to);
  return drawn("path", { d: `M${written(start.x)} ${written(start.y)}L${written(end.x)} ${written(end.y)}${said && !("name_en" in to) ? tip(start, end) : ""}`, class: style });
}

/** An arrow's head. @param {import("./plan.js").Point} start @param {import("./plan.js").Point} end */
function tip(start, end) {
  const way = Math.atan2(end.y - start.y, end.x - start.x);
  const [one, other] = [way + 2.6, way - 2.6].map((angle) => `${written(end.x + 7 * Math.cos(angle))} ${written(end.y + 7 * Math.sin(angle))}`);
  return `M${one}L${written(end.x)} ${written(end.y)}L${other}`;
}

/** @param {{x: number, y: number}} spot */
function square({ x, y }) {
  return drawn("rect", { x: written(x - 3.5), y: written(y - 3.5), width: 7, height: 7, class: "anchor" });
}

/**
 * A refused place, with its name where there is room and in full when it is looked at.
 * @param {Speech} speech @param {Row} row @param {Construction} made @param {Plan} plan @param {number} at @param {Label | undefined} label
 */
function cross(speech, row, made, plan, at, label) {
  const { x, y, beyond } = plan.refused[at];
  const words = refusedWords(speech, row, made, at);
  const full = plan.beside({ x, y }, words);
  const head = beyond === null ? null : drawn("path", { d: "M5.5 -3.5L9.5 0L5.5 3.5", transform: `translate(${written(x)} ${written(y)}) rotate(${written(beyond)})` });
  return drawn(
    "g",
    { class: "refused", tabindex: 0, role: "img", "aria-label": speech.say("refused_place", { name: words }) },
    drawn("circle", { cx: written(x), cy: written(y), r: 11, class: "reach" }),
    drawn("path", { d: `M${written(x - 4)} ${written(y - 4)}l8 8m0 -8l-8 8` }),
    head,
    label ? lettering(speech, label, "short") : null,
    lettering(speech, full, "full"),
  );
}

/** "Rashad (94 km SE)": a refused place, and how far from the chosen one. @param {Speech} speech @param {Row} row @param {Construction} made @param {number} at */
function refusedWords(speech, row, made, at) {
  const candidate = made.refused[at];
  const name = cut(nameIn(speech, candidate));
  if (row.lon === undefined || row.lat === undefined) return name;
  return speech.say("drawing_refused", { name, length: speech.length(apart({ lon: row.lon, lat: row.lat }, candidate)) });
}

/** Names and distances, the most needed first. @param {Speech} speech @param {Row} row @param {Construction} made @param {Plan} plan @returns {Label[]} */
function labelsOf(speech, row, made, plan) {
  const anchors = made.anchors.map((anchor) => ({ ...plan.at(anchor), text: cut(nameIn(speech, anchor)), kind: "name", gap: 7 }));
  const lengths = made.measures.filter(({ km, direction }) => km !== null || direction !== null).map((measure) => ({ ...plan.middle(measure), text: lengthWords(speech, measure), kind: measure.said ? "length" : "length ground", gap: 6, lateral: true }));
  const name = cut(nameIn(speech, rowNames(row)));
  const same = made.anchors.some((anchor) => cut(nameIn(speech, anchor)) === name);
  const chosen = plan.chosen && name && !same ? [{ ...plan.chosen, text: name, kind: "name", gap: 8 }] : [];
  const refused = plan.refused.map((spot, at) => ({ ...spot, text: spot.beyond === null ? cut(nameIn(speech, made.refused[at])) : refusedWords(speech, row, made, at), kind: "short", gap: 7, of: spot }));
  return [...chosen, ...anchors, ...lengths, ...refused];
}

/** A name as long as there is room for; the reasons below the drawing tell it whole. @param {string} name */
function cut(name) {
  const signs = Array.from(legible(name));
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join("").trimEnd()}…` : signs.join("");
}

/** "30 km SW", "SW", "46 km". @param {Speech} speech @param {Measure} measure */
function lengthWords(speech, { km, direction }) {
  const way = direction === null ? "" : speech.word("compass", direction);
  if (km === null) return way;
  return way ? speech.say("drawing_length", { length: speech.length(km), direction: way }) : speech.length(km);
}

/** The drawing runs from the left in every language, so that the ends of its words stay where they were put; the words do not. @param {Speech} speech @param {Label} label @param {string} kind */
function lettering({ direction }, { x, y, align, text }, kind) {
  const words = `${direction === "rtl" ? "\u2067" : "\u2066"}${text}\u2069`;
  return drawn("text", { x: written(x), y: written(y), "text-anchor": align, class: kind, "aria-hidden": "true" }, words);
}

/** @param {Speech} speech @param {Plan} plan */
function scaleBar(speech, plan) {
  const { km, px } = plan.bar();
  const [left, bottom] = [10, SIZE.y - 9];
  return drawn(
    "g",
    { class: "scale-bar", "aria-hidden": "true" },
    drawn("path", { d: `M${left} ${bottom - 4}v4h${written(px)}v-4` }),
    lettering(speech, { x: left + px + 5, y: bottom, align: "start", text: speech.length(km), kind: "", gap: 0 }, "scale"),
    drawn("path", { d: `M${SIZE.x - 14} ${bottom}v-13m-3 4l3 -4l3 4` }),
    lettering(speech, { x: SIZE.x - 20, y: bottom, align: "end", text: speech.say("north_sign"), kind: "", gap: 0 }, "scale"),
  );
}

/** What the signs mean. @param {Speech} speech @param {Row} row @param {Construction} made */
function key(speech, row, { anchors, refused }) {
  const sign = (/** @type {string} */ kind, /** @type {string} */ path) => drawn("svg", { viewBox: "0 0 14 14", "aria-hidden": "true", class: "sign" }, drawn("path", { d: path, class: kind }));
  return h(
    "figcaption",
    { class: "small" },
    anchors.length ? h("span", {}, sign("anchor", "M3.5 3.5h7v7h-7z"), speech.say("drawing_anchor")) : null,
    refused.length ? h("span", {}, sign("cross", "M3 3l8 8m0 -8l-8 8"), speech.say("refused")) : null,
    row.footprint ? h("span", {}, sign("dashes", "M0 7h14"), speech.say("legend_footprint")) : null,
  );
}
