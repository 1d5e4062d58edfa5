// The detail panel: everything about one incident, or the list of those at one spot.

import { basisOfPerpetrator, claims, flags, independent, note, reprint, toldFigures } from "./accounts.js";
import { citing, incidentCitation } from "./citation.js";
import { h, icon, ICONS, refill } from "./dom.js";
import { expression } from "./expression.js";
import { KINDS } from "./kinds.js";
import { direction, languageTag, legible, quoted, safeLink } from "./legible.js";
import { mergeWords } from "./merge_words.js";
import { passages } from "./passages.js";
import {
  casualties, claimWords, dayWords, disputedWords, placeWords, precisionWords, reasons, unitPath, whatWords, whenWords,
} from "./sentences.js";
import { swatch } from "./swatch.js";
import { warningWords } from "./warnings.js";
import { Windowed } from "./windowed.js";

/** @typedef {import("./types").Row} Row */
/** @typedef {import("./words.js").Speech} Speech */

/**
 * @typedef {object} Room what the panel needs to know of the page
 * @property {Speech} speech
 * @property {import("./table.js").Table} table
 * @property {import("./types").Contents} contents
 * @property {() => void} close
 * @property {() => void} back to the choice that the incident came from
 * @property {number} among how many that choice has; 0 where there was none
 * @property {(step: 1 | -1) => void} step to the next or previous of the list, or of the choice
 */

/** Paragraphs of a report's evidence that show at once: about a panel's height. */
const SHOWN_PARAGRAPHS = 6;

/**
 * Tell everything about an incident; while its details are being opened, what is at hand.
 * @param {HTMLElement} panel @param {Room} room @param {number} index
 */
export function showIncident(panel, room, index) {
  const { speech, table } = room;
  const known = table.known(index);
  const row = known ?? table.brief(index);
  const unplaced = row.lon === undefined;
  const told = row.reports ?? [];
  panel.toggleAttribute("aria-busy", !known);
  if (!known) panel.setAttribute("aria-busy", "true");
  refill(
    panel,
    bar(room, true),
    h(
      "div",
      { class: "panel-body" },
      h("p", { class: "kind" }, swatch(KINDS[table.kind[index]], row.geo_precision ?? 1, { area: table.area[index] === 1 }), h("bdi", {}, whatWords(speech, row)), flags(speech, row)),
      h("h2", { id: "panel-title" }, h("bdi", {}, placeWords(speech, row))),
      h("p", { class: "lead" }, whenWords(speech, row)),
      note(speech, row),
      warnings(speech, row),
      section(speech.say("heading_change"), changes(speech, row)),
      section(speech.say("heading_casualties"), figures(speech, row), toldFigures(speech, row, told)),
      section(speech.say("heading_who"), who(speech, row), claims(speech, row)),
      section(speech.say("heading_where"), where(speech, table, row)),
      section(speech.say(unplaced ? "heading_why_not" : "heading_why"), expression(speech, table, index, row), why(speech, row)),
      section(speech.say("heading_when"), speech.knows(`basis_${row.date_basis}`) ? h("p", {}, speech.say(`basis_${row.date_basis}`)) : null),
      section(speech.say("heading_merge"), told.length > 1 ? merging(speech, row) : null),
      section(speech.say("heading_evidence"), told.length ? [independent(speech, told), ...evidence(speech, row, told)] : null),
      known ? section(speech.say("cite_heading"), citing(speech, incidentCitation(speech, room.contents, row))) : null,
      row.confidence === undefined ? null : h("p", { class: "small" }, speech.say("confidence", { percent: speech.percent(row.confidence) })),
    ),
  );
}

/** @param {HTMLElement} panel @param {Room} room @param {number[] | Int32Array} rows @param {(index: number) => HTMLElement} item */
export function showChoice(panel, room, rows, item) {
  const { speech } = room;
  const list = h("ul", { class: "list" });
  panel.removeAttribute("aria-busy");
  refill(
    panel,
    bar(room, false),
    h(
      "div",
      { class: "panel-body" },
      h("h2", { id: "panel-title" }, speech.say("here", { n: rows.length })),
      list,
    ),
  );
  const windowed = new Windowed(panel, list, item);
  windowed.fill(rows);
  return windowed;
}

/** @param {Room} room @param {boolean} incident */
function bar(room, incident) {
  const { speech } = room;
  const button = (/** @type {string} */ name, /** @type {string} */ drawing, /** @type {() => void} */ act, /** @type {string} */ kind = "") =>
    h("button", { type: "button", class: `plain ${kind}`, "aria-label": speech.say(name), title: speech.say(name), click: act }, icon(drawing));
  return h(
    "div",
    { class: "panel-bar" },
    incident ? [button("previous", ICONS.previous, () => room.step(-1), "turns"), button("next", ICONS.next, () => room.step(1), "turns")] : null,
    h("span", { class: "grow" }, incident && room.among ? h("button", { type: "button", class: "plain among", click: room.back }, icon(ICONS.list), speech.say("here", { n: room.among })) : null),
    button("close", ICONS.close, room.close, "panel-close"),
  );
}

/** @param {string} title @param {...import("./dom.js").Child | import("./dom.js").Child[]} content */
function section(title, ...content) {
  const kept = content.flat().filter(Boolean);
  return kept.length ? h("section", {}, h("h3", {}, title), ...kept) : null;
}

/** @param {Speech} speech @param {import("./types").Row} row */
function warnings(speech, row) {
  const clock = row.date_basis === "page header" ? [h("p", {}, speech.say("basis_page header"))] : [];
  // Of a page clock the page speaks itself, in its own language.
  const given = (row.warnings ?? []).filter((text) => !(clock.length && /\bclock\b/.test(text))).map((text) => warningWords(speech, text)).map(({ text, foreign }) => h("p", foreign ? { dir: "ltr", lang: "en" } : {}, text));
  const shown = [...clock, ...given];
  return shown.length ? h("div", { class: "warning", role: "note" }, icon(ICONS.alert), h("div", {}, h("h3", {}, speech.say("heading_warnings")), shown)) : null;
}

/** @param {Speech} speech @param {import("./types").Row} row */
function figures(speech, row) {
  const words = casualties(speech, row);
  return words.length ? h("ul", { class: "figures" }, words.map((text) => h("li", {}, text))) : h("p", { class: "small" }, speech.say("no_casualties"));
}

/** @param {Speech} speech @param {import("./types").Row} row */
function who(speech, row) {
  const line = (/** @type {string} */ key, /** @type {string | undefined} */ code, /** @type {string | undefined} */ text) => {
    if (!code && !text) return [];
    const said = text ? h("span", { class: "as-written" }, h("bdi", { dir: direction(text) }, quoted(text))) : null;
    return [h("dt", {}, speech.say(key)), h("dd", {}, h("bdi", {}, code ? speech.word("actor", code) : ""), said, key === "perpetrator" ? basisOfPerpetrator(speech, row) : null)];
  };
  const weapons = (row.weapons ?? []).map((weapon) => speech.word("weapon", weapon));
  const listed = speech.lists.formatToParts(weapons).map(({ type, value }) => (type === "element" ? h("bdi", {}, value) : value));
  const rows = [
    ...line("perpetrator", row.perpetrator, row.perpetrator_text),
    ...line("target", row.target, row.target_text),
    ...(weapons.length ? [h("dt", {}, speech.say("weapons")), h("dd", {}, listed)] : []),
  ];
  return rows.length ? h("dl", {}, rows) : null;
}

/** @param {Speech} speech @param {import("./table.js").Table} contents @param {Row} row */
function where(speech, contents, row) {
  const path = unitPath(speech, contents, row).flatMap(({ label, units }) => [
    h("dt", {}, label),
    h("dd", {}, units.map(({ name, share }) => h("span", { class: "unit" }, h("bdi", {}, legible(name)), share === null ? null : h("span", { class: "share" }, speech.percent(share))))),
  ]);
  const claim = claimWords(speech, contents, row);
  return [
    h("p", {}, precisionWords(speech, row)),
    row.place_text ? h("p", { class: "quote" }, h("span", { class: "label" }, speech.say("as_written")), h("span", { class: "said", dir: direction(row.place_text) }, quoted(row.place_text))) : null,
    path.length ? h("dl", {}, path) : null,
    claim ? h("p", {}, claim) : null,
    row.disputed === undefined ? null : h("p", {}, disputedWords(speech, row.disputed)),
  ];
}

/** @param {Speech} speech @param {import("./types").Row} row */
function why(speech, row) {
  const told = reasons(speech, row);
  if (!told.length) return null;
  return h("ol", { class: "reasons" }, told.map(({ text, foreign }) => h("li", foreign ? { dir: "ltr", lang: "en" } : {}, text)));
}

/** What became of it since an earlier edition; the details are in English alone. @param {Speech} speech @param {Row} row */
function changes(speech, row) {
  if (!row.change) return null;
  const lines = (row.change_detail ?? "").split("\n").filter(Boolean);
  return [
    h("p", { class: "change", "data-change": row.change }, speech.word("change", row.change)),
    lines.length ? h("ul", { class: "reasons" }, lines.map((line) => h("li", { dir: "ltr", lang: "en" }, legible(line)))) : null,
  ];
}

/** @param {Speech} speech @param {import("./types").Row} row */
function merging(speech, row) {
  const told = (row.merge_reasons ?? []).map((text) => mergeWords(speech, text));
  return told.length ? h("ul", { class: "reasons" }, told.map(({ text, foreign }) => h("li", foreign ? { dir: "ltr", lang: "en" } : {}, text))) : null;
}

/** @param {Speech} speech @param {Row} row @param {import("./types").Report[]} reports */
function evidence(speech, row, reports) {
  return reports.map((report) => {
    const own = (row.evidence ?? []).filter((span) => span.document === report.id || reports.length === 1);
    const way = direction(own.map((span) => span.text).join(" ") || report.title || "");
    const shown = passages(own);
    return h(
      "article",
      { class: "report" },
      source(speech, report, reports),
      shown.length
        ? h(
            "blockquote",
            { dir: way, lang: languageTag(report.language), class: way === "rtl" ? "arabic" : null, "aria-label": speech.say("words_of") },
            folded(speech, shown.map((paragraph) => h("p", {}, paragraph.map((segments, number) => [number ? " … " : "", segments.map((segment) => marked(speech, segment))].flat()).flat()))),
          )
        : null,
    );
  });
}

/** Leave the paragraphs after the first few to be opened. @param {Speech} speech @param {HTMLElement[]} paragraphs */
function folded(speech, paragraphs) {
  if (paragraphs.length <= SHOWN_PARAGRAPHS) return paragraphs;
  const label = h("summary", { lang: speech.language, dir: speech.direction }, `${speech.say("show_all_evidence")} (${speech.numbers.format(paragraphs.length)})`);
  return [...paragraphs.slice(0, SHOWN_PARAGRAPHS), h("details", {}, label, paragraphs.slice(SHOWN_PARAGRAPHS))];
}

/** @param {Speech} speech @param {import("./types").Report} report @param {import("./types").Report[]} reports */
function source(speech, report, reports) {
  const link = safeLink(report.url);
  const title = legible(report.title || report.id || speech.say("untitled"));
  const way = direction(title);
  const facts = [report.source ? h("bdi", {}, legible(report.source)) : null, report.published ? h("span", {}, speech.say("published", { date: dayWords(speech, report.published) })) : null, reprint(speech, report, reports)];
  return h(
    "header",
    {},
    h("h4", { dir: way, lang: languageTag(report.language) }, link ? h("a", { href: link, target: "_blank", rel: "noopener noreferrer", title: speech.say("open_report") }, title, icon(ICONS.link)) : title),
    h("p", { class: "small facts" }, facts),
  );
}

/** @param {Speech} speech @param {import("./passages.js").Segment} segment */
function marked(speech, { text, fields, ends }) {
  if (!fields.length) return legible(text);
  const labels = ends.map((field) => h("span", { class: "field", lang: speech.language, dir: speech.direction }, speech.word("field", field)));
  return h("span", { class: "evidence" }, h("mark", { "data-fields": fields.join(" "), title: fields.map((field) => speech.word("field", field)).join(speech.say("list_and")) }, legible(text)), labels);
}
