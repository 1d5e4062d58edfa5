// The list beside the map: search, what is active, the incidents that could not be placed, and all others.

import { h, icon, ICONS, refill } from "./dom.js";
import { direction, legible } from "./legible.js";
import { casualties, placeWords, reasons, shortWhen, whatWords } from "./sentences.js";
import { swatch } from "./swatch.js";

/** @typedef {import("./types").Incident} Incident */
/** @typedef {import("./words.js").Speech} Speech */

/**
 * Make an entry of the list.
 * @param {Speech} speech
 * @param {Incident} incident
 * @param {{choose: (incident: Incident) => void, hover: (incident: Incident | null) => void, chosen: boolean}} act
 */
export function entry(speech, incident, { choose, hover, chosen }) {
  const { row } = incident;
  const numbers = casualties(speech, row).slice(0, 2).join(speech.say("separator"));
  const why = incident.x === undefined ? reasons(speech, row).at(-1) : null;
  return h(
    "button",
    {
      type: "button",
      class: "entry",
      "data-index": incident.index,
      "aria-current": chosen ? "true" : null,
      click: () => choose(incident),
      pointerenter: () => hover(incident),
      pointerleave: () => hover(null),
      focus: () => hover(incident),
      blur: () => hover(null),
    },
    swatch(incident.kind, row.geo_precision ?? 1, { area: incident.area }),
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

/**
 * Fill the list.
 * @param {HTMLElement} element
 * @param {Speech} speech
 * @param {Incident[]} shown
 * @param {{item: (incident: Incident) => HTMLElement, total: number, documents: number | null, empty: () => HTMLElement, unplacedOpen: boolean, openUnplaced: (open: boolean) => void}} more
 * @returns {(incident: Incident) => void} makes sure that an incident's entry is there
 */
export function fillList(element, speech, shown, { item, total, documents, empty, unplacedOpen, openUnplaced }) {
  const placed = shown.filter((incident) => incident.x !== undefined);
  const unplaced = shown.filter((incident) => incident.x === undefined);
  if (total === 0) refill(element, nothing(speech, documents));
  else if (shown.length === 0) {
    refill(element, empty());
  } else {
    const strip = unplaced.length
      ? h(
          "details",
          { class: "unplaced", open: unplacedOpen, toggle: (/** @type {Event} */ event) => openUnplaced(/** @type {HTMLDetailsElement} */ (event.currentTarget).open) },
          h("summary", {}, h("span", {}, speech.say("not_placed", { n: unplaced.length })), icon(ICONS.chevron)),
          h("p", { class: "small" }, speech.say("unplaced_intro")),
          h("ul", { class: "list" }, unplaced.map((incident) => h("li", {}, item(incident)))),
        )
      : null;
    const list = h("ul", { class: "list", "aria-label": speech.say("list") });
    refill(element, strip, list);
    return inPortions(element, list, placed, item);
  }
  return () => {};
}

/** Entries made at once; the rest when the reader comes near, so that a long list opens as fast as a short one. */
const PORTION = 200;

/** Fill `list` as far as it is looked at; the answer fills it up to an incident. @param {HTMLElement} scroller @param {HTMLUListElement} list @param {Incident[]} incidents @param {(incident: Incident) => HTMLElement} item */
function inPortions(scroller, list, incidents, item) {
  let made = 0;
  const more = (/** @type {number} */ until) => {
    while (made < until) portion();
  };
  const portion = () => {
    list.append(...incidents.slice(made, made + PORTION).map((incident) => h("li", {}, item(incident))));
    made += PORTION;
  };
  portion();
  scroller.onscroll = () => {
    if (scroller.scrollTop + 3 * scroller.clientHeight > scroller.scrollHeight) more(Math.min(made + 1, incidents.length));
  };
  return (/** @type {Incident} */ incident) => more(incidents.indexOf(incident) + 1);
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
