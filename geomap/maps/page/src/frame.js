// The page's frame: header, list, map with its tools, panel. Words are filled in by `name`, so that languages can switch.

import { credits } from "./credits.js";
import { h, icon, ICONS } from "./dom.js";
import { OFFERED, Speech } from "./words.js";

/**
 * @typedef {object} Acts
 * @property {(language: string) => void} language
 * @property {() => void} zoomIn
 * @property {() => void} zoomOut
 * @property {() => void} whole
 * @property {() => void} sheet
 * @property {(event: KeyboardEvent) => void} key
 */

/**
 * Build the frame about the map's element.
 * @param {HTMLElement} mapElement
 * @param {Acts} act
 * @param {"peek" | "half"} sheet how far the list stands open where it is a sheet
 * @param {string[]} attribution lines that the licences of what is shown ask for
 * @param {boolean} surveyed whether the borders are a source's
 * @param {import("./types").Publication | null} [publication] what was done before it was published
 */
export function frame(mapElement, act, sheet, attribution, surveyed, publication = null) {
  const title = h("h1", { dir: "auto" });
  const facts = h("p", { class: "facts" });
  const languages = OFFERED.map((code) => {
    const speech = new Speech(code);
    return h("button", { type: "button", class: "plain language", lang: code, "data-language": code, title: speech.words.name, click: () => act.language(code) }, speech.words.short);
  });
  const search = h("input", { type: "search", id: "geomap-search", autocomplete: "off", spellcheck: "false" });
  const searchLabel = h("label", { for: "geomap-search", class: "hidden" });
  const count = h("span", { class: "count-line" });
  const handle = h("button", { type: "button", class: "plain handle", click: act.sheet }, count, icon(ICONS.chevron));
  pulled(handle, (way) => way !== root.dataset.sheet && act.sheet());
  const problems = h("details", { class: "problems", hidden: true });
  const list = h("div", { class: "scroll" });
  const side = h("aside", { class: "side" }, handle, h("div", { class: "search" }, icon(ICONS.search), searchLabel, search), list, problems);
  const tool = (/** @type {string} */ drawing, /** @type {() => void} */ click) => h("button", { type: "button", class: "tool", click }, icon(drawing));
  const tools = { zoom_in: tool(ICONS.plus, act.zoomIn), zoom_out: tool(ICONS.minus, act.zoomOut), whole: tool(ICONS.whole, act.whole) };
  const layers = h("div", {});
  const legend = h("div", { class: "legend card" });
  const scaleBar = h("div", { class: "scale", "aria-hidden": "true" }, h("span", {}), h("i", {}));
  const credited = credits(attribution, surveyed, publication);
  const status = h("p", { class: "message", role: "status", hidden: true });
  const panel = h("section", { class: "panel", tabindex: "-1", "aria-labelledby": "panel-title", hidden: true });
  const toolBox = h("div", { class: "tools" }, h("div", { class: "tool-group" }, Object.values(tools)), layers);
  const foot = h("div", { class: "foot" }, scaleBar, credited.element);
  const overlays = h("div", { class: "overlays" }, toolBox, legend, foot);
  const stage = h("div", { class: "stage" }, overlays, status, panel);
  const bar = h("header", { class: "bar" }, h("div", { class: "heading" }, title, facts), h("div", { class: "languages", role: "group" }, languages));
  /** Who else writes words that follow the language. @type {Set<(speech: Speech) => void>} */
  const named = new Set();
  const root = h(
    "div",
    { class: "geomap", "data-sheet": sheet, keydown: act.key },
    bar,
    h("main", {}, side, stage),
  );
  mapElement.replaceWith(root);
  stage.prepend(mapElement);
  let timer = 0;
  /** @type {string | null} */
  let tiles = null;

  return {
    root, bar, named, stage, side, title, facts, list, panel, legend, layers, search, count, problems, scaleBar, foot, tools: toolBox,

    /** @param {Speech} speech */
    name(speech) {
      for (const button of languages) button.setAttribute("aria-pressed", String(button.dataset.language === speech.language));
      languages[0].parentElement?.setAttribute("aria-label", speech.say("language"));
      search.placeholder = speech.say("search_hint");
      searchLabel.textContent = speech.say("search");
      side.setAttribute("aria-label", speech.say("list"));
      for (const [key, button] of Object.entries(tools)) {
        button.title = speech.say(key);
        button.setAttribute("aria-label", speech.say(key));
      }
      handle.title = speech.say(root.dataset.sheet === "half" ? "show_map" : "show_list");
      handle.setAttribute("aria-expanded", String(root.dataset.sheet === "half"));
      mapElement.setAttribute("role", "region");
      mapElement.setAttribute("aria-label", speech.say("map"));
      credited.name(speech, tiles);
      for (const name of named) name(speech);
    },

    /** Name who made the tiles that are shown, null where there are none. @param {string | null} attribution @param {Speech} speech */
    credit(attribution, speech) {
      tiles = attribution;
      this.name(speech);
    },

    /** @param {boolean} open */
    openPanel(open) {
      panel.hidden = !open;
      root.classList.toggle("with-panel", open);
    },

    /** @param {string} message */
    tell(message) {
      status.textContent = message;
      status.hidden = !message;
      clearTimeout(timer);
      timer = window.setTimeout(() => (status.hidden = true), 8000);
    },
  };
}

/** Pixels from which a touch of the handle is a pull, not a tap. */
const PULL = 16;

/**
 * Let a handle be pulled up and down as well as tapped.
 * @param {HTMLElement} handle
 * @param {(way: "half" | "peek") => void} act
 */
function pulled(handle, act) {
  let from = 0;
  let moved = false;
  handle.addEventListener("pointerdown", (event) => {
    from = event.clientY;
    moved = false;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointerup", (event) => {
    moved = Math.abs(event.clientY - from) > PULL;
    if (moved) act(event.clientY < from ? "half" : "peek");
  });
  // A pull ends in a click as well, which is no second wish.
  handle.addEventListener("click", (event) => moved && event.detail && event.stopImmediatePropagation(), { capture: true });
}

/** @typedef {ReturnType<typeof frame>} Frame */
