// A list of which only the part that is looked at is made: a million entries need no million elements.

import { h } from "./dom.js";

/** Up to so many entries all are made, soon: find in the page and screen readers then have them all. */
const ALL = 200;
/** Entries made at once, and of a longer list kept at most. */
const PORTION = 60;
const MOST = 180;
/** Pixels about the view that are filled before one comes there. */
const MARGIN = 900;
/** Height of an entry that is not made, in pixels, and of all of them: browsers cut off taller elements. */
const ENTRY = 82;
const TALLEST = 8_000_000;

export class Windowed {
  /**
   * @param {HTMLElement} scroller
   * @param {HTMLUListElement} list inside the scroller
   * @param {(row: number) => HTMLElement} item
   */
  constructor(scroller, list, item) {
    this.scroller = scroller;
    this.list = list;
    this.item = item;
    /** @type {number[] | Int32Array} */
    this.rows = [];
    /** Places of the entries that are made: from `first` to before `end`. */
    this.first = 0;
    this.end = 0;
    this.height = ENTRY;
    this.later = 0;
    this.onScroll = () => this.#scrolled();
    scroller.addEventListener("scroll", this.onScroll, { passive: true });
  }

  /** @param {number[] | Int32Array} rows */
  fill(rows) {
    this.rows = rows;
    this.height = Math.min(ENTRY, TALLEST / Math.max(1, rows.length));
    this.#make(0, Math.min(rows.length, PORTION));
    clearTimeout(this.later);
    if (rows.length > PORTION && rows.length <= ALL) this.later = window.setTimeout(() => this.#rest());
  }

  stop() {
    clearTimeout(this.later);
    this.scroller.removeEventListener("scroll", this.onScroll);
  }

  /** Make the entry of a row and those about it, if they are not there. @param {number} row */
  reveal(row) {
    const at = this.rows.indexOf(row);
    if (at < 0 || (at >= this.first && at < this.end)) return;
    this.#around(at);
  }

  /** Make what comes after or before an entry that is made. @param {Element} entry */
  extend(entry) {
    const item = entry.closest("li");
    if (!item || item.parentElement !== this.list) return;
    const at = this.first + [...this.list.children].indexOf(item);
    if (at <= this.first + 1 && this.first > 0) this.#shift(-1);
    else if (at >= this.end - 2 && this.end < this.rows.length) this.#shift(1);
  }

  /** Make all entries of a list that is not long. */
  #rest() {
    this.list.append(...this.#items(this.end, this.rows.length));
    this.end = this.rows.length;
    this.#pad();
  }

  /** @param {number} at */
  #around(at) {
    if (this.rows.length <= ALL) return this.#make(0, this.rows.length);
    const first = Math.max(0, Math.min(at - PORTION / 2, this.rows.length - PORTION));
    this.#make(first, Math.min(this.rows.length, first + PORTION));
  }

  /** @param {number} first @param {number} end */
  #make(first, end) {
    [this.first, this.end] = [first, end];
    this.list.replaceChildren(...this.#items(first, end));
    this.#pad();
  }

  /** @param {number} from @param {number} to */
  #items(from, to) {
    const all = this.rows.length <= ALL;
    const items = [];
    for (let at = from; at < to; at++) {
      items.push(h("li", all ? {} : { "aria-setsize": this.rows.length, "aria-posinset": at + 1 }, this.item(this.rows[at])));
    }
    return items;
  }

  #pad() {
    const { style } = this.list;
    style.paddingBlockStart = this.first ? `${this.first * this.height}px` : "";
    style.paddingBlockEnd = this.end < this.rows.length ? `${(this.rows.length - this.end) * this.height}px` : "";
  }

  #scrolled() {
    if (this.end - this.first === this.rows.length || !this.list.children.length) return;
    const view = this.scroller.getBoundingClientRect();
    const top = this.list.children[0].getBoundingClientRect().top;
    const bottom = this.list.children[this.list.children.length - 1].getBoundingClientRect().bottom;
    if (top > view.bottom + MARGIN || bottom < view.top - MARGIN || (top > view.top && this.first > 0 && top > view.bottom)) this.#jump();
    else if (top > view.top - MARGIN && this.first > 0) this.#shift(-1);
    else if (bottom < view.bottom + MARGIN && this.end < this.rows.length) this.#shift(1);
  }

  /** Go where the reader pulled the scroll bar. */
  #jump() {
    const above = this.scroller.getBoundingClientRect().top - this.list.getBoundingClientRect().top;
    const at = Math.max(0, Math.min(this.rows.length - 1, Math.floor(above / this.height)));
    this.#around(at);
    const item = this.list.children[at - this.first];
    if (item) this.scroller.scrollTop += item.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  /** Make a portion more at one end, drop what is far at the other; what is seen stays where it is. @param {1 | -1} way */
  #shift(way) {
    const seen = this.#seen();
    const before = seen?.getBoundingClientRect().top ?? 0;
    if (way > 0) {
      const end = Math.min(this.rows.length, this.end + PORTION);
      this.list.append(...this.#items(this.end, end));
      this.end = end;
      while (this.end - this.first > MOST) this.#drop(this.list.firstElementChild, 1);
    } else {
      const first = Math.max(0, this.first - PORTION);
      this.list.prepend(...this.#items(first, this.first));
      this.first = first;
      while (this.end - this.first > MOST) this.#drop(this.list.lastElementChild, -1);
    }
    this.#pad();
    if (seen) this.scroller.scrollTop += seen.getBoundingClientRect().top - before;
  }

  /** @param {Element | null} item @param {1 | -1} way */
  #drop(item, way) {
    item?.remove();
    if (way > 0) this.first++;
    else this.end--;
  }

  /** The first entry in view. */
  #seen() {
    const { top } = this.scroller.getBoundingClientRect();
    return [...this.list.children].find((item) => item.getBoundingClientRect().bottom > top);
  }
}
