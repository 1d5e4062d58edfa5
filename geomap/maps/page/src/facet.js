// One group of the filters' pane: bars with the counts of a dimension's values, which follow all other filters.

import { isChosen, toggled } from "./choices.js";
import { FIGURES, PLACES } from "./dimensions.js";
import { h, icon, ICONS, refill } from "./dom.js";
import { facetName, valueWords } from "./filter_words.js";
import { folded } from "./folding.js";
import { mark, segments } from "./segments.js";
import { swatch } from "./swatch.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./selection.js").Selection} Selection */
/** @typedef {import("./columns").Filter} Filter */
/** @typedef {import("./columns").OfFigures} OfFigures */
/** @typedef {import("./columns").OfValues} OfValues */
/** @typedef {{value: string, label: string, count: number, range: import("./columns").Range | null, chosen: boolean}} Bar */

/** Bars that show at once, most frequent first; where there are more than can be looked over, a search helps. */
const FIRST = 6;
const MANY = 12;
/** Bars that "show all" shows: what lies beyond is found by its name. */
const MOST = 200;

/** Dimensions whose values have an order of their own. */
const ORDERED = new Set(["killed", "injured", "precision", "disputed", "near"]);

/** Whose word counts where a unit is contested; the first unless chosen otherwise. */
const READINGS = ["administered", "claimed", "either"];

export class Facet {
  /**
   * @param {Selection} selection
   * @param {string} dimension
   * @param {import("./filter_words.js").UnitName} unitName
   * @param {boolean} open
   */
  constructor(selection, dimension, unitName, open) {
    this.selection = selection;
    this.dimension = dimension;
    this.unitName = unitName;
    this.all = false;
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map();
    this.title = h("span", {});
    this.mark = h("span", { class: "facet-on", hidden: true });
    this.find = h("input", { type: "search", class: "facet-find", autocomplete: "off", spellcheck: "false", input: () => this.refresh() });
    this.list = h("ul", { class: "values" });
    this.more = h("button", { type: "button", class: "plain facet-more", hidden: true, click: () => this.#more() });
    this.extras = h("div", { class: "facet-extras" });
    this.element = h(
      "details",
      { class: "facet", "data-dimension": dimension, open, toggle: () => this.refresh() },
      h("summary", {}, this.title, this.mark, icon(ICONS.chevron)),
      h("div", { class: "facet-body" }, this.find, this.list, this.more, this.extras),
    );
  }

  /** @param {Speech} speech */
  speak(speech) {
    this.speech = speech;
    const name = facetName(speech, this.dimension);
    this.title.textContent = name;
    this.list.setAttribute("aria-label", name);
    this.find.placeholder = speech.say("find_value", { name });
    this.find.setAttribute("aria-label", this.find.placeholder);
    this.labels = new Map(this.selection.values(this.dimension).map((value) => [value, valueWords(speech, this.dimension, value, this.unitName)]));
    this.buttons.clear();
    refill(this.list);
    this.#fillExtras(speech);
    this.refresh();
  }

  /** Write the counts of now; one that is closed counts nothing. */
  refresh() {
    const { speech, selection, dimension } = this;
    if (!speech) return;
    const filter = selection.get(dimension);
    const chosen = filter && "values" in filter ? filter.values.length : filter ? 1 : 0;
    this.mark.hidden = chosen === 0;
    this.mark.textContent = chosen ? speech.numbers.format(chosen) : "";
    this.element.classList.toggle("on", chosen > 0);
    if (!this.element.open) return;
    const bars = this.#bars();
    const { shown, rest } = this.#looked(bars);
    const highest = Math.max(1, ...bars.map(({ count }) => count));
    const kept = shown.map((bar) => this.#row(speech, bar, highest));
    if (kept.some((row, at) => this.list.children[at] !== row) || this.list.children.length !== kept.length) this.#order(kept);
    this.find.hidden = bars.length <= MANY && !this.find.value;
    this.more.hidden = !rest && !this.all;
    this.more.textContent = this.all ? speech.say("fewer_values") : speech.say("all_values", { n: bars.length });
    if (!shown.length && this.find.value) refill(this.list, h("li", { class: "small" }, speech.say("no_value_found")));
    this.#markExtras(filter);
  }

  /** @returns {Bar[]} */
  #bars() {
    const { selection, dimension } = this;
    const filter = selection.get(dimension);
    const counts = selection.tallies(dimension);
    const ranges = PLACES.has(dimension) ? selection.ranges(dimension) : null;
    const bars = selection.values(dimension).map((value, at) => ({
      value, label: this.labels?.get(value) ?? value, count: counts[at], range: ranges?.[at] ?? null, chosen: isChosen(dimension, filter, value),
    }));
    if (FIGURES.has(dimension)) return bars.slice(1);
    const told = bars.filter(({ count, range, chosen }) => count >= 0.5 || (range?.high ?? 0) > 0 || (chosen && filter));
    return ORDERED.has(dimension) ? told.sort((a, b) => Number(a.value === "") - Number(b.value === "")) : told.sort((a, b) => b.count - a.count);
  }

  /** Bars to be shown: the first, those chosen, or what the search finds. @param {Bar[]} bars */
  #looked(bars) {
    const wanted = folded(this.find.value.trim());
    if (wanted) return { shown: bars.filter(({ value, label }) => folded(label).includes(wanted) || folded(value).includes(wanted)).slice(0, MOST), rest: false };
    const filter = this.selection.get(this.dimension);
    const first = this.all ? MOST : ORDERED.has(this.dimension) ? MANY : FIRST;
    const shown = bars.filter(({ chosen }, at) => at < first || (filter && chosen && !(/** @type {OfValues} */ (filter).without)));
    return { shown, rest: shown.length < bars.length };
  }

  /** @param {Speech} speech @param {Bar} bar @param {number} highest */
  #row(speech, { value, label, count, range, chosen }, highest) {
    const button = this.buttons.get(value) ?? this.#button(value, label);
    const wide = range !== null && range.low < range.high;
    const filtered = this.selection.get(this.dimension) !== null;
    button.setAttribute("aria-checked", String(chosen && filtered));
    button.classList.toggle("left-out", filtered && !chosen);
    button.style.setProperty("--share", String(count / highest));
    const n = Math.round(count);
    const [spread, counted] = /** @type {HTMLElement[]} */ ([...button.querySelectorAll(".value-range, .value-count")]);
    spread.textContent = wide ? speech.say("range", { low: range.low, high: range.high }) : "";
    counted.textContent = speech.numbers.format(n);
    const said = wide ? speech.say("value_range", { what: label, n, low: range.low, high: range.high }) : speech.say("value_count", { what: label, n });
    button.setAttribute("aria-label", said);
    button.title = said;
    return /** @type {HTMLLIElement} */ (button.parentElement);
  }

  /** @param {string} value @param {string} label */
  #button(value, label) {
    const colour = this.dimension === "kind" ? swatch(/** @type {import("./types").Kind} */ (value), 1, { glyph: false }) : null;
    const button = h(
      "button",
      { type: "button", class: "value", role: "checkbox", "data-value": value, click: () => this.#toggle(value) },
      h("span", { class: "tick" }, icon(ICONS.check)), colour,
      h("span", { class: "value-label" }, h("bdi", {}, label)),
      h("span", { class: "value-range" }),
      h("span", { class: "value-count" }),
    );
    h("li", {}, button);
    this.buttons.set(value, button);
    return button;
  }

  /** Put rows in order; who has the focus keeps it. @param {HTMLLIElement[]} rows */
  #order(rows) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const ours = focused !== null && this.list.contains(focused);
    refill(this.list, rows);
    if (ours && focused.isConnected) focused.focus({ preventScroll: true });
  }

  /** @param {string} value */
  #toggle(value) {
    this.selection.set(this.dimension, toggled(this.dimension, this.selection.get(this.dimension), value));
  }

  #more() {
    this.all = !this.all;
    this.refresh();
    if (!this.all) this.element.scrollIntoView({ block: "nearest" });
  }

  /** @param {Speech} speech */
  #fillExtras(speech) {
    const { dimension, selection } = this;
    if (FIGURES.has(dimension)) refill(this.extras, this.#figures(speech));
    else if (PLACES.has(dimension)) {
      const readings = dimension === "governorate" && selection.table.column("claimed_governorate") ? this.#readings(speech) : null;
      const shared = selection.table.shares(/** @type {"governorate" | "district"} */ (dimension));
      const maybe = shared ? h("label", { class: "check" }, h("input", { type: "checkbox", class: "maybe", change: (/** @type {any} */ event) => this.#option({ maybe: event.target.checked || undefined }) }), h("span", {}, speech.say("maybe_there"))) : null;
      refill(this.extras, readings, maybe, shared ? h("p", { class: "small" }, speech.say("range_note")) : null);
    }
    this.extras.hidden = !this.extras.children.length;
  }

  /** @param {Speech} speech */
  #figures(speech) {
    const name = facetName(speech, this.dimension);
    const field = (/** @type {"least" | "most"} */ end) =>
      h("input", { type: "number", min: 0, step: 1, inputmode: "numeric", "data-end": end, "aria-label": speech.say(`figure_${end}`, { name }), change: () => this.#limit(end) });
    return h("div", { class: "limits" }, h("span", {}, speech.say("from")), field("least"), h("span", {}, speech.say("to")), field("most"));
  }

  /** What was typed last counts: where the other end lies beyond it, that end is open. @param {"least" | "most"} typed */
  #limit(typed) {
    const [least, most] = [...this.extras.querySelectorAll("input")].map(({ value }) => (value === "" ? null : Math.max(0, Math.round(Number(value)))));
    const crossed = least !== null && most !== null && least > most;
    this.selection.set(this.dimension, { least: crossed && typed === "most" ? null : least, most: crossed && typed === "least" ? null : most });
  }

  /** @param {Speech} speech */
  #readings(speech) {
    const label = speech.say("reading_name");
    const choices = READINGS.map((reading) => /** @type {[string, string]} */ ([reading, speech.word("reading", reading)]));
    const choice = segments(label, choices, READINGS[0], (reading) => this.#option({ reading: reading === READINGS[0] ? undefined : /** @type {"claimed" | "either"} */ (reading) }));
    return h("div", { class: "reading" }, h("p", { class: "small" }, label), choice);
  }

  /** @param {Partial<OfValues>} option */
  #option(option) {
    const { values = [], ...others } = /** @type {OfValues} */ (this.selection.get(this.dimension) ?? { values: [] });
    this.selection.set(this.dimension, { values, ...others, ...option });
  }

  /** @param {Filter | null} filter */
  #markExtras(filter) {
    const { reading = READINGS[0], maybe = false } = /** @type {OfValues} */ (filter ?? { values: [] });
    mark(this.extras, reading);
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (this.extras.querySelectorAll(".maybe"))) box.checked = maybe;
    const limits = /** @type {OfFigures} */ (FIGURES.has(this.dimension) && filter ? filter : { least: null, most: null });
    for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (this.extras.querySelectorAll("[data-end]"))) {
      if (document.activeElement !== field) field.value = String(limits[/** @type {"least" | "most"} */ (field.dataset.end)] ?? "");
    }
  }
}
