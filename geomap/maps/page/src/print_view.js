// The map on paper, A4 or A3: map, legend, figures by kind, sources, and the list where it is wanted. It is there while
// the browser prints, whether the reader asked our menu for it or the browser's.

import { attribution, brief, facts, filters, madeWords, makers, owners, titleOf } from "./about.js";
import { shownRows } from "./exports.js";
import { h, refill } from "./dom.js";
import { legendRows } from "./legend_rows.js";
import { isolate, legible } from "./legible.js";
import { addedDrawings, mapPicture, viewOf } from "./map_picture.js";
import { casualties, placeWords, shortWhen, whatWords } from "./sentences.js";
import { byKind, plus } from "./tallies.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./tallies.js").Sum} Sum */

/** Papers that are offered. */
export const PAPERS = /** @type {const} */ (["A4", "A3"]);

/** @typedef {typeof PAPERS[number]} Paper */

/** Dots of the map for one of its pixels: 192 to the inch. */
const RATIO = 2;

/** Rows that a list on paper has: some sixty pages of A4. */
const MOST = 2000;

/** Letters of attribution that stand under the map; longer ones follow on a page of their own. */
const UNDER_MAP = 1000;

export class PrintView {
  /** @param {App} page */
  constructor(page) {
    this.page = page;
    /** @type {Paper} */
    this.paper = "A4";
    this.listed = false;
    this.sheet = new CSSStyleSheet();
    this.element = h("section", { class: "paper" });
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
    window.addEventListener("beforeprint", () => this.#lay());
    window.addEventListener("afterprint", () => this.#clear());
  }

  /** Open the browser's own print window. */
  print() {
    window.print();
  }

  #lay() {
    const { page, element, paper } = this;
    const { speech } = page;
    this.sheet.replaceSync(`@page { size: ${paper} landscape; margin: 10mm; }`);
    element.lang = speech.language;
    element.dir = speech.direction;
    element.dataset.paper = paper;
    const rows = shownRows(page.steering.selection.fails);
    const tallies = byKind(page.table, rows);
    const figure = h("figure", { class: "paper-map" });
    refill(element, first(page, tallies, figure), credits(page), this.listed ? list(page, rows) : null);
    document.body.append(element);
    fillMap(page, figure);
  }

  #clear() {
    this.element.remove();
    refill(this.element);
  }
}

/** @param {App} page @param {import("./tallies.js").Tally[]} tallies @param {HTMLElement} figure */
function first(page, tallies, figure) {
  const { speech, contents } = page;
  const shown = filters(page);
  return h(
    "div",
    { class: "paper-first" },
    h("header", {}, h("h1", { dir: "auto" }, brief(titleOf(speech, contents))), h("p", {}, facts(page).join(speech.say("separator"))), shown ? h("p", { class: "paper-filters" }, shown) : null),
    h("div", { class: "paper-body" }, figure, h("aside", {}, legend(page, tallies), figures(page, tallies))),
    h("footer", {}, h("p", {}, foot(page)), isLong(page) ? h("p", {}, makers(attribution(contents))) : lines(page)),
  );
}

/** @param {App} page */
function foot({ speech, contents, layers }) {
  return [...owners(speech, contents), madeWords(speech, contents), speech.say(layers.surveyed ? "borders_surveyed" : "borders")].join(" ");
}

/** @param {App} page */
function isLong({ contents }) {
  return attribution(contents).join("").length > UNDER_MAP;
}

/** @param {App} page */
function lines({ contents }) {
  return h("ul", { class: "paper-lines" }, attribution(contents).map((line) => h("li", { dir: "auto" }, legible(line))));
}

/** Attribution that has no room under the map. @param {App} page */
function credits(page) {
  return isLong(page) ? h("section", { class: "paper-credits" }, h("h2", {}, page.speech.say("sources")), h("ul", {}, attribution(page.contents).map((line) => h("li", { dir: "auto" }, legible(line))))) : null;
}

/** @param {App} page @param {import("./tallies.js").Tally[]} tallies */
function legend(page, tallies) {
  return legendRows(page, tallies).map(({ title, notes = [], rows }) => [
    h("h2", {}, title),
    h("ul", {}, rows.map(({ paint, text, count, size }) => h("li", {}, mark(paint, size), h("span", { class: "grow" }, text), page.areas.on ? h("span", {}, count) : null))),
    ...notes.map((note) => h("p", { class: "paper-note" }, note)),
  ]).flat();
}

/** @param {(context: CanvasRenderingContext2D) => void} paint @param {number} half of its height, in pixels */
function mark(paint, half) {
  const canvas = h("canvas", { width: half * 6, height: half * 6 });
  canvas.style.width = canvas.style.height = `${half * 2}px`;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(3, 0, 0, 3, half * 3, half * 3);
  paint(context);
  return canvas;
}

/** Incidents, killed and injured of each kind. @param {App} page @param {import("./tallies.js").Tally[]} tallies */
function figures({ speech }, tallies) {
  if (!tallies.length) return null;
  const sum = (/** @type {"killed" | "injured"} */ what) => tallies.map((tally) => tally[what]).reduce(plus);
  // Where no report gives a figure there is none, which is not the same as nobody.
  const said = (/** @type {Sum} */ { low, high, told }) => (!told ? "–" : low === high ? speech.numbers.format(low) : speech.say("range", { low, high }));
  const row = (/** @type {string} */ name, /** @type {number} */ n, /** @type {Sum} */ killed, /** @type {Sum} */ injured) =>
    h("tr", {}, h("th", { scope: "row" }, name), [speech.numbers.format(n), said(killed), said(injured)].map((text) => h("td", { class: "number" }, text)));
  return h(
    "table",
    { class: "paper-figures" },
    h("caption", {}, speech.say("figures_by_kind")),
    h("thead", {}, h("tr", {}, h("th", {}), [speech.say("list"), speech.word("facet", "killed"), speech.word("facet", "injured")].map((name) => h("th", { scope: "col", class: "number" }, name)))),
    h("tbody", {}, tallies.map(({ kind, incidents, killed, injured }) => row(speech.word("kind", kind), incidents, killed, injured))),
    h("tfoot", {}, row(speech.say("total"), tallies.reduce((all, { incidents }) => all + incidents, 0), sum("killed"), sum("injured"))),
  );
}

/** @param {App} page @param {Int32Array} rows */
function list({ speech, table }, rows) {
  const shown = rows.slice(0, MOST);
  const names = [speech.say("heading_when"), speech.word("facet", "sub_event_type"), speech.say("heading_where"), speech.say("heading_casualties"), speech.say("perpetrator"), speech.word("facet", "source")];
  return h(
    "section",
    { class: "paper-list" },
    h("h2", {}, speech.say("list")),
    rows.length > MOST ? h("p", {}, speech.say("list_cut", { n: rows.length, shown: MOST })) : null,
    h("table", {}, h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, Array.from(shown, (row) => entry(speech, table, row)))),
  );
}

/** @param {import("./words.js").Speech} speech @param {import("./table.js").Table} table @param {number} index */
function entry(speech, table, index) {
  const row = table.brief(index);
  const place = row.lon === undefined ? `${placeWords(speech, row)} (${speech.say("placed_nowhere")})` : placeWords(speech, row);
  const cells = [shortWhen(speech, row), whatWords(speech, row), brief(place), casualties(speech, row).join(speech.say("list_and")), row.perpetrator ? speech.word("actor", row.perpetrator) : "", sources(speech, table, index)];
  return h("tr", {}, cells.map((text) => h("td", {}, h("bdi", {}, text))));
}

/** @param {import("./words.js").Speech} speech @param {import("./table.js").Table} table @param {number} index */
function sources(speech, table, index) {
  const column = table.list("source");
  if (!column) return "";
  const names = Array.from(column.codes.subarray(column.offsets[index], column.offsets[index + 1]), (code) => column.values[code]);
  return [...new Set(names)].filter(Boolean).map((name) => isolate(brief(name))).join(speech.say("list_and"));
}

/** Paint the map as large as its place on the paper is. @param {App} page @param {HTMLElement} figure */
function fillMap(page, figure) {
  const { width, height } = figure.getBoundingClientRect();
  if (!(width > 1 && height > 1)) return;
  const canvas = mapPicture(page, { width, height }, RATIO);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", page.speech.say("map"));
  figure.append(canvas);
  const here = page.map.getSize();
  const view = viewOf(page.map, { width, height });
  const scale = 2 ** (view.zoom - page.map.getZoom());
  for (const { svg, left, top, width: wide, height: high } of addedDrawings(page)) {
    svg.style.cssText = `position:absolute;left:${width / 2 + (left - here.x / 2) * scale}px;top:${height / 2 + (top - here.y / 2) * scale}px;width:${wide * scale}px;height:${high * scale}px`;
    figure.append(svg);
  }
}
