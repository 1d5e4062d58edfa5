// What steers the page: filters, time and address. It says when other incidents are shown; the page shows them.

import { Address } from "./address.js";
import { emptied, Filters } from "./filters.js";
import { KINDS } from "./kinds.js";
import { Panes } from "./panes.js";
import { Selection } from "./selection.js";
import { onTheme } from "./theme.js";
import { Timeline } from "./timeline.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./types").Kind} Kind */
/** @typedef {import("./columns").OfText} OfText */
/** @typedef {import("./columns").OfValues} OfValues */
/** @typedef {import("./fragment.js").State} State */

/**
 * @typedef {object} Page what the steering needs of the page
 * @property {() => void} filtered other incidents are shown: `selection.fails` says which
 * @property {(speech: Speech, unit: string) => string} unitName
 * @property {() => Omit<State, "filters">} state what is not as the page opens
 * @property {(state: State) => void} restore all but the filters
 */

export class Steering {
  /**
   * @param {import("./columns").Columns} table
   * @param {{root: HTMLElement, side: HTMLElement, stage: HTMLElement, list: HTMLElement, search: HTMLInputElement}} frame
   * @param {Page} page
   */
  constructor(table, frame, page) {
    this.frame = frame;
    this.page = page;
    this.selection = new Selection(table);
    this.filters = new Filters(this.selection, page.unitName, () => this.panes.open(false));
    this.timeline = new Timeline(this.selection);
    this.panes = new Panes(frame, this.filters, this.timeline);
    /** @type {Address | null} */
    this.address = null;
    frame.search.addEventListener("input", () => this.selection.set("text", { text: frame.search.value }));
    this.selection.onChange(() => this.#filtered());
    onTheme(() => this.speech && this.filters.speak(this.speech)); // their marks are painted
  }

  /** Once the page stands: show what its address says, and keep it from then on. */
  open() {
    const state = () => ({ ...this.page.state(), filters: this.selection.filters });
    this.address = new Address(state, (wanted) => {
      this.selection.replace(wanted.filters);
      this.page.restore(wanted);
    });
    this.address.open();
  }

  /** The page shows something else that its address tells. */
  changed() {
    this.address?.changed();
  }

  /** @param {Speech} speech */
  speak(speech) {
    this.speech = speech;
    this.filters.speak(speech);
    this.timeline.speak(speech);
    this.panes.speak(speech);
    this.changed();
  }

  /** What the list says where nothing is left. @returns {HTMLElement} */
  emptied() {
    return emptied(/** @type {Speech} */ (this.speech), this.selection, this.filters.unitName);
  }

  /** Kinds that the legend shows as left out. @returns {Set<Kind>} */
  get hiddenKinds() {
    const { values = [], without } = /** @type {OfValues} */ (this.selection.get("kind") ?? { values: [] });
    return new Set(values.length ? KINDS.filter((kind) => values.includes(kind) === Boolean(without)) : []);
  }

  /** Leave a kind out, or take it in again. @param {Kind} kind */
  toggleKind(kind) {
    const hidden = this.hiddenKinds;
    if (!hidden.delete(kind)) hidden.add(kind);
    this.selection.set("kind", { values: [...hidden], without: true });
  }

  #filtered() {
    const { search } = this.frame;
    if (document.activeElement !== search) search.value = /** @type {OfText | null} */ (this.selection.get("text"))?.text ?? "";
    this.filters.refresh();
    this.timeline.refresh();
    this.panes.refresh();
    this.page.filtered();
    this.changed();
  }
}
