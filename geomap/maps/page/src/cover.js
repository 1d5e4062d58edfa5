// The cover: what the map is, whose, from what, how sure, and what it cannot know. A line under the header leads to it
// where the author has something to say; it opens over nothing by itself.

import { attribution, facts, filters, madeWords, titleOf } from "./about.js";
import { citing, mapCitation } from "./citation.js";
import { publicationWords } from "./credits.js";
import { h, icon, ICONS, refill } from "./dom.js";
import { isolate, legible, safeLink } from "./legible.js";
import { contested, placing } from "./tallies.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./words.js").Speech} Speech */

/** Outlets that are named at first. */
const OUTLETS = 12;

export class Cover {
  /** @param {App} page */
  constructor(page) {
    this.page = page;
    this.dialog = h("dialog", { class: "cover", "aria-labelledby": "cover-title", click: (/** @type {MouseEvent} */ event) => event.target === this.dialog && this.dialog.close() });
    this.strip = h("div", { class: "strip", hidden: !page.contents.cover.note });
    this.dialog.addEventListener("close", () => refill(this.dialog)); // figures are counted when it opens
    // The page's own keys are not for what lies over it.
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    page.frame.root.append(this.dialog);
    page.frame.bar.append(this.strip);
  }

  /** Show the cover, over the page till it is closed; the focus goes back to where it was. */
  open() {
    this.strip.hidden = true;
    this.#fill();
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  /** @param {Speech} speech */
  speak(speech) {
    const { note } = this.page.contents.cover;
    const first = legible((note ?? "").trim().split("\n")[0].slice(0, 300));
    refill(
      this.strip,
      h("button", { type: "button", class: "plain strip-words", click: () => this.open() }, icon(ICONS.info), h("span", {}, h("b", {}, speech.say("cover_note")), " ", h("bdi", {}, first))),
      h("button", { type: "button", class: "plain strip-close", title: speech.say("cover_hide"), "aria-label": speech.say("cover_hide"), click: () => (this.strip.hidden = true) }, icon(ICONS.close)),
    );
    if (this.dialog.open) this.#fill();
  }

  #fill() {
    const { page } = this;
    const { speech, contents } = page;
    const close = h("button", { type: "button", class: "plain cover-close", "aria-label": speech.say("close"), title: speech.say("close"), click: () => this.dialog.close() }, icon(ICONS.close));
    refill(
      this.dialog,
      h("header", {}, h("h2", { id: "cover-title", dir: "auto" }, legible(titleOf(speech, contents))), close),
      h(
        "div",
        { class: "cover-body", tabindex: "0", role: "region", "aria-label": speech.say("cover") },
        author(speech, contents),
        note(speech, contents.cover.note),
        publication(speech, contents),
        section(speech.say("cover_facts"), whole(page)),
        section(speech.say("cover_placed"), placed(page)),
        section(speech.say("cover_contested"), disputed(page)),
        section(speech.say("cover_limits"), h("ul", { class: "said" }, limits(page).map((words) => h("li", {}, words)))),
        section(speech.say("cover_cite"), citing(speech, mapCitation(speech, contents, { facts: facts(page), filters: filters(page), state: { filters: page.steering.selection.filters } }))),
        section(speech.say("sources"), h("ul", { class: "said small" }, attribution(contents).map((line) => h("li", { dir: "auto" }, linked(line))))),
        h("p", { class: "small made" }, madeWords(speech, contents)),
      ),
    );
  }
}

/** @param {string} title @param {...import("./dom.js").Child | import("./dom.js").Child[]} content */
function section(title, ...content) {
  const kept = content.flat().filter(Boolean);
  return kept.length ? h("section", {}, h("h3", {}, title), ...kept) : null;
}

/** @param {Speech} speech @param {import("./types").Contents} contents */
function author(speech, { cover }) {
  const line = (/** @type {string} */ key, /** @type {string | null} */ words) => (words ? [h("dt", {}, speech.say(key)), h("dd", {}, h("bdi", {}, linked(words)))] : []);
  const lines = [...line("cover_author", cover.author), ...line("cover_licence", cover.licence)];
  return lines.length ? h("dl", {}, lines) : null;
}

/** @param {Speech} speech @param {string | null} words */
function note(speech, words) {
  if (!words) return null;
  const paragraphs = words.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
  return h("section", { class: "author-note" }, h("h3", {}, speech.say("cover_note")), paragraphs.map((part) => h("p", { dir: "auto" }, linked(part))));
}

/** @param {Speech} speech @param {import("./types").Contents} contents */
function publication(speech, { publication: facts }) {
  return facts ? section(speech.say("publication"), h("ul", { class: "said" }, publicationWords(speech, facts).map((words) => h("li", {}, words)))) : null;
}

/** Period, how many incidents, from how many reports, by which outlets. @param {App} page */
function whole({ speech, table, period, contents }) {
  const reports = table.reportCount || (contents.documents ?? 0);
  const outlets = table.list("source")?.values.filter(Boolean) ?? [];
  const row = (/** @type {string} */ name, /** @type {import("./dom.js").Child[]} */ ...value) => [h("dt", {}, name), h("dd", {}, ...value)];
  return h("dl", {}, [
    ...(period ? row(speech.say("cover_period"), period) : []),
    ...row(speech.say("list"), speech.numbers.format(table.length)),
    ...(reports ? row(speech.say("cover_reports"), speech.numbers.format(reports)) : []),
    ...(outlets.length ? row(speech.say("cover_outlets", { n: outlets.length }), ...names(speech, outlets)) : []),
  ]);
}

/** @param {Speech} speech @param {string[]} outlets */
function names(speech, outlets) {
  const said = (/** @type {string[]} */ some) => some.map(isolate).join(speech.say("list_and"));
  if (outlets.length <= OUTLETS + 1) return [said(outlets)];
  const rest = outlets.slice(OUTLETS);
  return [said(outlets.slice(0, OUTLETS)), h("details", {}, h("summary", {}, speech.say("cover_more", { n: rest.length })), said(rest))];
}

/** How many there are of each precision, and what that means. @param {App} page */
function placed({ speech, table }) {
  const counts = placing(table);
  const kinds = /** @type {const} */ (["1", "2", "3", "given", "area", "unplaced"]);
  const told = kinds.filter((kind) => counts[kind]);
  if (!told.length) return null;
  return h("table", { class: "placing" }, h("tbody", {}, told.map((kind) => h("tr", {}, h("td", { class: "number" }, speech.numbers.format(counts[kind])), h("td", {}, speech.say(`cover_precision_${kind}`))))));
}

/** @param {App} page */
function disputed({ speech, table }) {
  const { told, disputed: inside, maybe } = placing(table);
  const claimed = contested(table);
  if (!told && !claimed) return null;
  const sentences = [
    speech.say("cover_contested_rule"),
    told ? speech.say("cover_disputed", { n: inside }) : "",
    maybe ? speech.say("cover_disputed_maybe", { n: maybe }) : "",
    claimed ? speech.say("cover_claimed", { n: claimed }) : "",
  ];
  return h("ul", { class: "said" }, sentences.filter(Boolean).map((words) => h("li", {}, words)));
}

/** What the map cannot know, in plain words. @param {App} page */
function limits({ speech, table, layers }) {
  const read = table.told !== null;
  const keys = ["limit_reported", read ? "limit_read" : "limit_given", read ? "limit_merged" : "", "limit_figures", "limit_places", layers.surveyed ? "borders_surveyed" : "limit_borders"];
  return keys.filter(Boolean).map((key) => speech.say(key));
}

/** Return words with their addresses as links that may be followed. @param {string} words @returns {(Node | string)[]} */
function linked(words) {
  return legible(words).split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]،؛])/u).map((part, number) => {
    const link = number % 2 ? safeLink(part) : null;
    return link ? h("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, part) : part;
  });
}
