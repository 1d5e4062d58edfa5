// The filters' pane: a facet for each dimension, what is on in words, and what to do where nothing is left.

import { Facet } from "./facet.js";
import { h, icon, ICONS, refill } from "./dom.js";
import { activeWords, filterWords } from "./filter_words.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./selection.js").Selection} Selection */

/** Facets that stand open at first: what, who and where. */
const OPEN = new Set(["kind", "perpetrator", "governorate"]);

/** Dimensions that have their place elsewhere: the search box and the histogram. */
const ELSEWHERE = new Set(["text", "time"]);

export class Filters {
  /**
   * @param {Selection} selection
   * @param {(speech: Speech, unit: string) => string} unitName
   * @param {() => void} close called where the pane is a sheet of its own (narrow)
   */
  constructor(selection, unitName, close) {
    this.selection = selection;
    /** @type {Speech | null} */
    this.speech = null;
    this.unitName = (/** @type {string} */ unit) => (this.speech ? unitName(this.speech, unit) : unit);
    this.facets = selection.dimensions.filter((name) => !ELSEWHERE.has(name)).map((name) => new Facet(selection, name, this.unitName, OPEN.has(name)));
    this.title = h("h2", { id: "filters-title" });
    this.closing = h("button", { type: "button", class: "plain filters-close", click: close }, icon(ICONS.close));
    this.done = h("button", { type: "button", class: "filled filters-done", click: close });
    this.body = h("div", { class: "facets" }, this.facets.map(({ element }) => element));
    this.element = h("section", { class: "filters", "aria-labelledby": "filters-title" }, h("div", { class: "filters-head" }, this.title, this.closing), this.body, h("div", { class: "filters-foot" }, this.done));
    this.element.addEventListener("keydown", (event) => this.#key(event));
    /** Whether the pane is in sight: what is not counts nothing. */
    this.seen = () => true;
    /** What is on, each with its own way off. */
    this.chips = h("ul", { class: "chips", hidden: true });
  }

  /** @param {Speech} speech */
  speak(speech) {
    this.speech = speech;
    this.title.textContent = speech.say("filters");
    this.closing.title = speech.say("close");
    this.closing.setAttribute("aria-label", speech.say("close"));
    for (const facet of this.facets) facet.speak(speech);
    this.refresh();
  }

  /** Write everything that follows the selection. */
  refresh() {
    const { speech, selection } = this;
    if (!speech) return;
    if (this.seen()) for (const facet of this.facets) facet.refresh();
    this.done.textContent = speech.say("show_filtered", { n: selection.count });
    this.#fillChips(speech);
  }

  /** How many filters are on. */
  get on() {
    return this.selection.active.length;
  }

  /** @param {Speech} speech */
  #fillChips(speech) {
    const { selection, chips } = this;
    const inside = chips.contains(document.activeElement);
    const active = activeWords(speech, selection, this.unitName);
    chips.hidden = active.length === 0;
    chips.setAttribute("aria-label", speech.say("filters_on", { n: active.length }));
    const all = h("li", {}, h("button", { type: "button", class: "plain chip-all", click: () => selection.clear() }, speech.say("clear_all")));
    refill(chips, active.map(({ dimension, text }) => h("li", {}, chip(speech, dimension, text, () => selection.set(dimension, null)))), active.length > 1 ? all : null);
    if (inside) /** @type {HTMLElement | null} */ (chips.querySelector("button"))?.focus();
  }

  /** Arrows go from value to value. @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.stopPropagation();
    if (target.matches("input[type=number]")) return;
    const stops = /** @type {HTMLElement[]} */ ([...this.body.querySelectorAll("summary, .value, .facet-find, .facet-more")].filter((element) => /** @type {HTMLElement} */ (element).offsetParent !== null));
    const at = stops.indexOf(target);
    if (at >= 0) stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    event.preventDefault();
  }
}

/** @param {Speech} speech @param {string} dimension @param {string} text @param {() => void} clear */
function chip(speech, dimension, text, clear) {
  const label = speech.say("clear_one", { what: text });
  return h("button", { type: "button", class: "chip", "data-dimension": dimension, title: label, "aria-label": label, click: clear }, h("bdi", {}, text), icon(ICONS.close));
}

/**
 * Say which filter left nothing, and offer to drop it.
 * @param {Speech} speech
 * @param {Selection} selection
 * @param {(unit: string) => string} unitName
 * @returns {HTMLElement}
 */
export function emptied(speech, selection, unitName) {
  const drops = selection.blame().map(({ dimension, hides }) => {
    const what = filterWords(speech, dimension, /** @type {import("./columns").Filter} */ (selection.get(dimension)), unitName);
    return h("li", {}, h("p", {}, speech.say("empty_without", { n: hides, what })), h("button", { type: "button", class: "outlined", click: () => selection.set(dimension, null) }, speech.say("clear_one", { what })));
  });
  return h(
    "div",
    { class: "empty" },
    h("h2", {}, speech.say("empty_filter")),
    drops.length ? h("ul", { class: "drops" }, drops) : h("p", {}, speech.say("empty_together")),
    selection.active.length > 1 || !drops.length ? h("button", { type: "button", class: drops.length ? "plain chip-all" : "outlined", click: () => selection.clear() }, speech.say("drop_filter")) : null,
  );
}
