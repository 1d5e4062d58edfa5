// How to cite the map, or one incident of it: the elements in the order of ISO 690:2021 for a part of a host item - what
// the part is, who told it first, "In:" the host with its creator, when it was made, on which terms, where it is.

import { brief, madeWords, titleOf } from "./about.js";
import { copied } from "./copying.js";
import { writeFragment } from "./fragment.js";
import { h } from "./dom.js";
import { safeLink } from "./legible.js";
import { dayWords, placeWords, whatWords, whenWords } from "./sentences.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./types").Contents} Contents */
/** @typedef {import("./types").Row} Row */

/** Reports that a citation names: an incident that forty papers print is not cited by forty. */
const NAMED = 5;

/** @param {Speech} speech @param {Contents} contents @param {Row} row @returns {string} */
export function incidentCitation(speech, contents, row) {
  const told = row.reports ?? [];
  const named = told.slice(0, NAMED).map((report) => reportWords(speech, report));
  const more = told.length - named.length;
  const reports = [...named, ...(more > 0 ? [speech.say("cite_more", { n: more })] : [])].join(speech.say("cite_and"));
  const what = plain(speech, "cite_what", { what: whatWords(speech, row), where: placeWords(speech, row), when: whenWords(speech, row) });
  const host = [hostWords(speech, contents), madeWords(speech, contents)].join(" ");
  const link = address({ incident: row.id ?? null });
  return joined([what, reports && plain(speech, "cite_reports", { reports }), plain(speech, "cite_in", { host }), where(speech, link)]);
}

/**
 * @param {Speech} speech @param {Contents} contents
 * @param {{facts: string[], filters: string, state: Partial<import("./fragment.js").State>}} shown what the map shows now
 * @returns {string}
 */
export function mapCitation(speech, contents, { facts, filters, state }) {
  const { licence } = contents.cover;
  const scope = plain(speech, "cite_scope", { facts: facts.join(speech.say("list_and")) });
  return joined([hostWords(speech, contents), scope, filters, madeWords(speech, contents), licence && speech.say("licence_line", { licence: brief(licence) }), where(speech, address(state))]);
}

/**
 * A citation that can be copied.
 * @param {Speech} speech
 * @param {string} text
 */
export function citing(speech, text) {
  const words = h("p", { class: "citation", dir: speech.direction }, text);
  const said = h("span", { class: "small", role: "status" });
  const copy = async () => {
    said.textContent = speech.say((await copied(text, words)) ? "copied" : "copy_selected");
  };
  return h("div", { class: "citing" }, words, h("div", { class: "row" }, h("button", { type: "button", class: "outlined copy", click: copy }, speech.say("copy")), said));
}

/** @param {Speech} speech @param {Contents} contents */
function hostWords(speech, contents) {
  const title = brief(titleOf(speech, contents));
  const { author } = contents.cover;
  return author ? speech.say("cite_host", { author: brief(author), title }) : speech.say("cite_host_alone", { title });
}

/** "Source, “title”, 6 September 2021, https://…" @param {Speech} speech @param {import("./types").Report} report */
function reportWords(speech, { id, title, url, source, published }) {
  const named = title || id;
  const parts = [
    source && `\u2068${brief(source)}\u2069`,
    named && speech.say("active_text", { text: brief(named) }),
    published && dayWords(speech, published),
    safeLink(url) && `\u2066${safeLink(url)}\u2069`,
  ];
  return parts.filter(Boolean).join(speech.say("list_and"));
}

/** @param {Speech} speech @param {string | null} link */
function where(speech, link) {
  return link && plain(speech, "cite_at", { link: `\u2066${link}\u2069` });
}

/** The file's address with what it shows, where others can reach it. @param {Partial<import("./fragment.js").State>} state */
function address(state) {
  if (!/^https?:$/.test(location.protocol)) return null;
  const fragment = writeFragment(state);
  return location.href.split("#")[0] + (fragment && `#${fragment}`);
}

/** Fill a pattern with phrases of ours, which need no isolation. @param {Speech} speech @param {string} key @param {Record<string, string>} phrases */
function plain(speech, key, phrases) {
  return speech.say(key).replace(/\{(\w+)\}/g, (slot, name) => phrases[name] ?? slot);
}

/** @param {(string | null)[]} sentences */
function joined(sentences) {
  return sentences.filter(Boolean).join(" ");
}
