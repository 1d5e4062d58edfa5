// The list beside the map: the incidents that could not be placed, and all others.

import { h, icon, ICONS, refill } from "./dom.js";
import { KINDS } from "./kinds.js";
import { direction, legible } from "./legible.js";
import { casualties, placeWords, reasons, shortWhen, whatWords } from "./sentences.js";
import { swatch } from "./swatch.js";
import { Windowed } from "./windowed.js";

/** @typedef {import("./words.js").Speech} Speech */

/**
 * Make an entry of the list.
 * @param {Speech} speech
 * @param {import("./table.js").Table} table
 * @param {number} index
 * @param {{choose: (index: number) => void, hover: (index: number) => void, chosen: boolean}} act
 */
export function entry(speech, table, index, { choose, hover, chosen }) {
  const row = table.brief(index);
  const numbers = casualties(speech, row).slice(0, 2).join(speech.say("separator"));
  const why = row.lon === undefined ? reasons(speech, row).at(-1) : null;
  return h(
    "button",
    {
      type: "button",
      class: "entry",
      "data-index": index,
      "aria-current": chosen ? "true" : null,
      click: () => choose(index),
      pointerenter: () => hover(index),
      pointerleave: () => hover(-1),
      focus: () => hover(index),
      blur: () => hover(-1),
    },
    swatch(KINDS[table.kind[index]], row.geo_precision ?? 1, { area: table.area[index] === 1 }),
    h(
      "span",
      { class: "entry-text" },
      h("span", { class: "entry-place" }, h("bdi", {}, placeWords(speech, row))),
      h("span", { class: "entry-line" }, [whatWords(speech, row), shortWhen(speech, row)].join(speech.say("separator"))),
      numbers ? h("span", { class: "entry-line strong" }, numbers) : null,
      why ? h("span", { class: "entry-line", dir: why.foreign ? "ltr" : null }, why.text) : null,
    ),
  );
}

/** The list's parts: those without a place, and all others. */
export class List {
  /**
   * @param {HTMLElement} element
   * @param {{item: (index: number) => HTMLElement, empty: () => HTMLElement, total: number, documents: number | null}} more
   */
  constructor(element, more) {
    this.element = element;
    this.more = more;
    this.unplacedOpen = false;
    /** @type {Windowed[]} */
    this.parts = [];
  }

  /** @param {Speech} speech @param {number[] | Int32Array} unplaced @param {number[] | Int32Array} placed */
  fill(speech, unplaced, placed) {
    const { element, more } = this;
    for (const part of this.parts) part.stop();
    this.parts = [];
    if (more.total === 0) return refill(element, nothing(speech, more.documents));
    if (unplaced.length + placed.length === 0) return refill(element, more.empty());
    const list = h("ul", { class: "list", "aria-label": speech.say("list") });
    refill(element, unplaced.length ? this.#strip(speech, unplaced) : null, list);
    this.#part(element, list, placed);
    element.scrollTop = 0;
  }

  /** Make sure that an incident's entry is there, and return it. @param {number} index @param {boolean} placed @returns {HTMLElement | null} */
  reveal(index, placed) {
    if (!placed) {
      this.unplacedOpen = true;
      this.element.querySelector(".unplaced")?.setAttribute("open", "");
    }
    for (const part of this.parts) part.reveal(index);
    return this.element.querySelector(`[data-index="${index}"]`);
  }

  /** Make what stands about an entry. @param {Element} entry */
  extend(entry) {
    for (const part of this.parts) part.extend(entry);
  }

  /** Move the focus by so many entries from where it is. @param {HTMLElement} from @param {number} by */
  move(from, by) {
    const here = from.closest(".entry");
    if (here) this.extend(here);
    const entries = /** @type {HTMLElement[]} */ ([...this.element.querySelectorAll(".entry")].filter((element) => /** @type {HTMLElement} */ (element).offsetParent !== null));
    const at = entries.indexOf(/** @type {HTMLElement} */ (here));
    entries[Math.max(0, Math.min(entries.length - 1, at + by))]?.focus();
  }

  /** @param {HTMLElement} scroller @param {HTMLUListElement} list @param {number[] | Int32Array} rows */
  #part(scroller, list, rows) {
    const part = new Windowed(scroller, list, this.more.item);
    part.fill(rows);
    this.parts.push(part);
  }

  /** @param {Speech} speech @param {number[] | Int32Array} unplaced */
  #strip(speech, unplaced) {
    const list = h("ul", { class: "list" });
    this.#part(list, list, unplaced);
    return h(
      "details",
      { class: "unplaced", open: this.unplacedOpen, toggle: (/** @type {Event} */ event) => (this.unplacedOpen = /** @type {HTMLDetailsElement} */ (event.currentTarget).open) },
      h("summary", {}, h("span", {}, speech.say("not_placed", { n: unplaced.length })), icon(ICONS.chevron)),
      h("p", { class: "small" }, speech.say("unplaced_intro")),
      list,
    );
  }
}

/** @param {Speech} speech @param {number | null} documents */
function nothing(speech, documents) {
  const what = documents === null || documents === undefined ? speech.say("nothing_unknown") : speech.say("nothing_read", { n: documents });
  return h("div", { class: "empty" }, h("h2", {}, speech.say("nothing_title")), h("p", {}, what));
}

/**
 * Tell what could not be read.
 * @param {HTMLElement} element
 * @param {Speech} speech
 * @param {import("./types").Problem[]} problems
 */
export function fillProblems(element, speech, problems) {
  element.hidden = problems.length === 0;
  if (!problems.length) return;
  refill(
    element,
    h("summary", {}, icon(ICONS.alert), h("span", {}, speech.say("problems", { n: problems.length })), icon(ICONS.chevron)),
    h("ul", {}, problems.map(({ where = "", what = "", hint = "", skipped = false }) => {
      const text = legible([what, hint].filter(Boolean).join(" "));
      return h("li", {}, h("b", {}, h("bdi", {}, legible(where))), skipped ? h("span", { class: "small" }, speech.say("skipped")) : null, h("span", { dir: direction(text), lang: direction(text) === "ltr" ? "en" : null }, text));
    })),
  );
}
