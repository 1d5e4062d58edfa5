// The page while its incidents are being read, and where they cannot be.

import { h } from "./dom.js";
import { Unreadable } from "./inflate.js";
import { opening, Speech } from "./words.js";

/** Milliseconds within which nothing is said: it would not be read (MAP.md). */
const SILENT = 100;

/**
 * Return what `work` comes to; say on the page what is being done where it takes long, and what to do where it fails.
 * @template T
 * @param {HTMLElement} element where the page will be
 * @param {{language: string | null}} contents
 * @param {() => Promise<T>} work
 * @returns {Promise<T | null>} null where it failed
 */
export async function awaited(element, contents, work) {
  const speech = new Speech(opening(contents.language, navigator.languages));
  const said = h("p", { class: "geomap-opening", role: "status", lang: speech.language, dir: speech.direction, hidden: true }, speech.say("loading"));
  element.after(said);
  const timer = setTimeout(() => (said.hidden = false), SILENT);
  try {
    const done = await work();
    // What is shown has been painted before the rest of the work begins.
    if (!said.hidden) await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    said.remove();
    return done;
  } catch (error) {
    said.textContent = speech.say(error instanceof Unreadable ? "unreadable" : "broken");
    said.hidden = false;
    element.hidden = true;
    return null;
  } finally {
    clearTimeout(timer);
  }
}
