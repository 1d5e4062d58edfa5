// The page's address: keeps in it what the page shows, and shows what it says, when the page opens and when it changes.

import { readFragment, writeFragment } from "./fragment.js";

/** @typedef {import("./fragment.js").State} State */

/** Milliseconds of quiet before the address is written: browsers allow about a hundred writes in half a minute. */
const QUIET = 400;

export class Address {
  /**
   * @param {() => Partial<State>} state what the page shows
   * @param {(state: State) => void} restore
   */
  constructor(state, restore) {
    this.state = state;
    this.restore = restore;
    this.timer = 0;
    this.written = location.hash;
    window.addEventListener("hashchange", () => this.#read());
    // Who leaves, or copies the address at once, finds in it what was shown.
    window.addEventListener("pagehide", () => this.timer && this.#write());
  }

  /** Show what the address says when the page opens. */
  open() {
    if (location.hash.length > 1) this.restore(readFragment(location.hash));
  }

  /** The page shows something else now. */
  changed() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.#write(), QUIET);
  }

  #write() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (location.hash !== this.written) return this.#read(); // somebody gave another one, of which the page is yet to hear
    const fragment = writeFragment(this.state());
    const hash = fragment && `#${fragment}`;
    if (hash === location.hash) return;
    try {
      history.replaceState(history.state, "", hash || location.href.split("#")[0]);
    } catch {
      return; // a frame without an address of its own, as in a notebook
    }
    this.written = location.hash;
  }

  #read() {
    if (location.hash === this.written) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.written = location.hash;
    this.restore(readFragment(location.hash));
  }
}
