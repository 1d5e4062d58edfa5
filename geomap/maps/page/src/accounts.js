// What each report says by itself: figures that differ, who is said to have done it, whether it happened.

import { h } from "./dom.js";
import { direction, legible, quoted } from "./legible.js";
import { countWords } from "./sentences.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./types").Row} Row */
/** @typedef {import("./types").Report} Report */
/** @typedef {import("./types").Casualty} Casualty */

/** Status, and what became of it, where that is not what one takes for granted. @param {Speech} speech @param {Row} row */
export function flags(speech, row) {
  const said = [`status_${row.status}`, `factuality_${row.factuality}`].filter((key) => speech.knows(key));
  return said.map((key) => h("span", { class: "flag" }, speech.say(key)));
}

/** The words of the coder of an event, who gives no report. @param {Speech} speech @param {Row} row */
export function note(speech, row) {
  const way = direction(row.note ?? "");
  return [
    row.note ? h("p", { class: "note", dir: way }, legible(row.note)) : null,
    row.source ? h("p", { class: "small" }, speech.say("told_by", { source: row.source })) : null,
  ];
}

/**
 * Every figure of every report, with who gives it and how it stands, where there is more to tell than the figures above.
 * @param {Speech} speech @param {Row} row @param {Report[]} reports
 */
export function toldFigures(speech, row, reports) {
  const told = row.casualties ?? [];
  const kinds = told.map(({ kind, group }) => `${kind} ${group}`);
  const more = told.some(({ status, source, group }) => status !== "given" || source || group !== "unspecified") || new Set(kinds).size < kinds.length;
  if (!more) return null;
  return h("div", { class: "accounts" }, h("h4", {}, speech.say("figures_told")), h("ul", {}, told.map((one) => figure(speech, one, reports))));
}

/** @param {Speech} speech @param {Casualty} casualty @param {Report[]} reports */
function figure(speech, casualty, reports) {
  const { group, text, source, status = "given", rule, document } = casualty;
  const report = reports.length > 1 ? reports.find(({ id }) => id === document) : undefined;
  const from = source || report?.source || report?.title;
  const whose = speech.has("group", group) ? speech.word("group", group) : "";
  return h(
    "li",
    { class: status === "given" ? null : "set-aside" },
    h("span", { class: "account" }, h("b", {}, figureWords(speech, casualty)), whose ? h("span", {}, whose) : null, speech.has("standing", status) ? h("span", { class: "flag" }, speech.word("standing", status)) : null),
    text ? h("span", { class: "said small", dir: direction(text) }, quoted(text)) : null,
    from ? h("span", { class: "small" }, speech.say("told_by", { source: from })) : null,
    rule ? h("span", { class: "small", dir: "ltr", lang: "en" }, legible(rule)) : null,
  );
}

/** @param {Speech} speech @param {Casualty} casualty */
function figureWords(speech, { kind, low, high }) {
  const [least, most] = [low ?? undefined, high ?? undefined];
  if (least === undefined && most === undefined) return speech.word("uncounted", kind);
  if (kind === "killed" || kind === "injured") return countWords(speech, kind, least, most) ?? "";
  const n = /** @type {number} */ (least ?? most);
  return speech.knows(kind) ? speech.say(kind, { n }) : speech.numbers.format(n);
}

/** Who is said to have done it, by whom, and who denies it. @param {Speech} speech @param {Row} row */
export function claims(speech, row) {
  const told = (row.attributions ?? []).map(({ actor, kind, by, text }) => {
    const key = kind === "blamed" && by ? "claim_blamed_by" : `claim_${kind}`;
    if (!speech.knows(key)) return null;
    const sentence = speech.say(key, { actor: speech.word("actor", actor), by: by ?? "" });
    return h("li", {}, sentence, text ? h("span", { class: "said small", dir: direction(text) }, quoted(text)) : null);
  });
  return told.some(Boolean) ? h("div", { class: "accounts" }, h("ul", {}, told)) : null;
}

/** On what it rests who did it. @param {Speech} speech @param {Row} row */
export function basisOfPerpetrator(speech, row) {
  const key = `by_${row.perpetrator_basis}`;
  return speech.knows(key) ? h("span", { class: "as-written" }, speech.say(key)) : null;
}

/** That a report prints another's text again. @param {Speech} speech @param {Report} report @param {Report[]} reports */
export function reprint(speech, report, reports) {
  if (!report.reprint_of) return null;
  const first = reports.find(({ id }) => id === report.reprint_of);
  return h("span", { class: "flag" }, first?.source || first?.title ? speech.say("reprint_of", { source: first.source || first.title || "" }) : speech.say("reprint"));
}

/** How many reports tell it by themselves, where some are reprints. @param {Speech} speech @param {Report[]} reports */
export function independent(speech, reports) {
  const own = new Set(reports.map(({ id, reprint_of: first }) => first || id)).size;
  return own < reports.length ? h("p", { class: "small" }, speech.say("independent", { n: own })) : null;
}
