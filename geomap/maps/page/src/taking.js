// Taking away: a menu in the header with a picture of the view, paper, and the incidents that are shown as data.

import { attribution, filters, titleOf } from "./about.js";
import { csv } from "./csv.js";
import { h, icon, ICONS, refill } from "./dom.js";
import { exported, fileName, give, shownRows, Stopped } from "./exports.js";
import { geojson } from "./geojson.js";
import { picture, png } from "./picture.js";
import { PAPERS, PrintView } from "./print_view.js";
import { extras } from "./record.js";
import { segments } from "./segments.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./words.js").Speech} Speech */

export class Taking {
  /** @param {App} page @param {() => void} cover what shows the cover, which has no button of its own where there is no room */
  constructor(page, cover) {
    this.page = page;
    this.cover = cover;
    this.paper = new PrintView(page);
    /** What is being made, so that it can be stopped. @type {{stopped: boolean} | null} */
    this.work = null;
    this.said = h("p", { class: "small taking-said", role: "status" });
    this.stop = h("button", { type: "button", class: "outlined", hidden: true, click: () => this.work && (this.work.stopped = true) });
    this.element = h("details", { class: "taking", keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event) });
    document.addEventListener("pointerdown", (event) => this.element.contains(/** @type {Node} */ (event.target)) || this.close());
  }

  /** @param {Speech} speech @param {boolean} narrow whether the cover is to be found here */
  speak(speech, narrow) {
    const { paper } = this;
    const item = (/** @type {string} */ key, /** @type {string} */ drawing, /** @type {() => void} */ click) =>
      h("button", { type: "button", class: "plain taking-item", "data-take": key, click }, icon(drawing), h("span", { class: "grow" }, speech.say(`taking_${key}`), h("span", { class: "small" }, speech.say(`taking_${key}_hint`))));
    const open = this.element.open;
    this.stop.textContent = speech.say("taking_stop");
    refill(
      this.element,
      h("summary", { class: "tool", title: speech.say("taking"), "aria-label": speech.say("taking") }, icon(narrow ? ICONS.more : ICONS.take)),
      h(
        "div",
        { class: "taking-box", role: "group", "aria-label": speech.say("taking") },
        narrow ? item("cover", ICONS.info, () => this.#cover()) : null,
        item("picture", ICONS.picture, () => this.#take("png")),
        item("csv", ICONS.table, () => this.#take("csv")),
        item("geojson", ICONS.spot, () => this.#take("geojson")),
        item("print", ICONS.print, () => this.#print()),
        h(
          "div",
          { class: "taking-paper" },
          segments(speech.say("taking_paper"), PAPERS.map((size) => /** @type {[typeof size, string]} */ ([size, size])), paper.paper, (size) => (paper.paper = size)),
          h("label", { class: "check" }, h("input", { type: "checkbox", name: "print-list", checked: paper.listed, change: (/** @type {any} */ event) => (paper.listed = event.target.checked) }), h("span", {}, speech.say("taking_with_list"))),
        ),
        this.said,
        this.stop,
      ),
    );
    this.element.open = open;
  }

  close() {
    this.element.open = false;
  }

  #cover() {
    this.close();
    /** @type {HTMLElement | null} */ (this.element.querySelector("summary"))?.focus(); // where the cover gives the focus back to
    this.cover();
  }

  #print() {
    this.close();
    this.paper.print();
  }

  /** @param {"png" | "csv" | "geojson"} format */
  async #take(format) {
    if (this.work) return;
    const { page } = this;
    const work = (this.work = { stopped: false });
    this.stop.hidden = format === "png";
    this.#tell(0);
    try {
      const name = fileName(titleOf(page.speech, page.contents), format);
      give(format === "png" ? await png(await picture(page)) : await this.#table(format, work), name);
      const tiles = format === "png" && page.layers.current;
      this.said.textContent = page.speech.say(tiles ? "taking_no_tiles" : "taking_done", { name });
    } catch (error) {
      if (!(error instanceof Stopped)) console.error(error);
      this.said.textContent = page.speech.say(error instanceof Stopped ? "taking_stopped" : "taking_failed");
    } finally {
      this.work = null;
      this.stop.hidden = true;
    }
  }

  /** @param {"csv" | "geojson"} format @param {{stopped: boolean}} work */
  #table(format, work) {
    const { table, contents, speech, steering } = this.page;
    const more = extras(table);
    const { author, licence, made } = contents.cover;
    const writer = format === "csv" ? csv(more) : geojson({ title: contents.title, author, licence, made, filters: filters(this.page).replace(/[\u2066-\u2069]/g, ""), attribution: attribution(contents) });
    const tell = (/** @type {number} */ share) => this.#tell(share);
    return exported(table, shownRows(steering.selection.fails), writer, more, { tell, stopped: () => work.stopped });
  }

  /** @param {number} share of the work that is done */
  #tell(share) {
    const { speech } = this.page;
    this.said.textContent = speech.say("taking_making", { percent: speech.percent(share) });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || !this.element.open) return;
    this.close();
    /** @type {HTMLElement | null} */ (this.element.querySelector("summary"))?.focus();
    event.stopPropagation();
    event.preventDefault();
  }
}
