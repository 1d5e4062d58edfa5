// Where filters, list and histogram stand: side by side, one behind the other, or in sheets, as the window has room.

import { h, icon, ICONS } from "./dom.js";
import { mark, segments } from "./segments.js";

/** @typedef {import("./words.js").Speech} Speech */

/** Up to this width the list is a sheet from below (narrow.css). */
const NARROW = "(max-width: 999px)";
/** From this width on both list and filters have room (filters.css). */
const ROOMY = "(min-width: 1600px)";

export class Panes {
  /**
   * @param {{root: HTMLElement, side: HTMLElement, stage: HTMLElement, list: HTMLElement}} frame
   * @param {import("./filters.js").Filters} filters
   * @param {import("./timeline.js").Timeline} timeline
   */
  constructor(frame, filters, timeline) {
    this.frame = frame;
    this.filters = filters;
    this.timeline = timeline;
    this.narrow = window.matchMedia(NARROW);
    this.roomy = window.matchMedia(ROOMY);
    this.badge = h("span", { class: "facet-on", "aria-hidden": "true" });
    this.said = h("span", { class: "hidden" });
    this.label = h("span", {});
    this.button = h("button", { type: "button", class: "plain filters-button", "aria-expanded": "false", click: () => this.open(true) }, icon(ICONS.filter), this.label, this.badge, this.said);
    this.tabs = h("div", { class: "tabs" });
    const search = /** @type {HTMLElement} */ (frame.side.querySelector(".search"));
    search.after(filters.chips, this.tabs, filters.element);
    /** @type {HTMLElement} */ (frame.side.querySelector(".handle")).after(this.button);
    frame.root.dataset.pane = "list";
    frame.root.classList.toggle("timed", !timeline.element.hidden);
    filters.element.addEventListener("keydown", (event) => this.#key(event));
    filters.seen = () => (this.narrow.matches ? frame.root.dataset.filters === "open" : this.roomy.matches || frame.root.dataset.pane === "filters");
    this.narrow.addEventListener("change", () => this.#place());
    this.roomy.addEventListener("change", () => filters.refresh());
    this.#place();
  }

  /** @param {Speech} speech */
  speak(speech) {
    this.speech = speech;
    const choices = /** @type {[string, string][]} */ ([["list", speech.say("list")], ["filters", speech.say("filters")]]);
    const choice = segments(speech.say("pane"), choices, this.frame.root.dataset.pane ?? "list", (pane) => this.show(pane));
    this.tabs.replaceChildren(choice);
    this.label.textContent = speech.say("filters");
    this.refresh();
  }

  refresh() {
    const { speech, filters } = this;
    if (!speech) return;
    this.badge.hidden = filters.on === 0;
    this.badge.textContent = speech.numbers.format(filters.on);
    this.said.textContent = filters.on ? speech.say("filters_on", { n: filters.on }) : "";
  }

  /** Show the list or the filters, where only one has room. @param {string} pane "list" or "filters" */
  show(pane) {
    this.frame.root.dataset.pane = pane;
    mark(this.tabs, pane);
    this.filters.refresh();
  }

  /** Open or close the filters where they are a sheet of their own. @param {boolean} open */
  open(open) {
    const { root, stage } = this.frame;
    const { element } = this.filters;
    if (open) root.dataset.filters = "open";
    else delete root.dataset.filters;
    this.button.setAttribute("aria-expanded", String(open));
    stage.inert = open;
    /** @type {HTMLElement} */ (root.querySelector(".bar")).inert = open;
    if (open) {
      element.setAttribute("role", "dialog");
      element.setAttribute("aria-modal", "true");
      this.filters.refresh();
      this.filters.closing.focus({ preventScroll: true });
    } else {
      element.removeAttribute("role");
      element.removeAttribute("aria-modal");
      if (this.narrow.matches) this.button.focus({ preventScroll: true });
    }
  }

  #place() {
    const { root, side } = this.frame;
    if (root.dataset.filters) this.open(false);
    if (this.narrow.matches) this.button.after(this.timeline.element);
    else root.append(this.timeline.element);
    this.filters.refresh();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || !this.frame.root.dataset.filters) return;
    this.open(false);
    event.stopPropagation();
    event.preventDefault();
  }
}
