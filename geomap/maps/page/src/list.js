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
      h("span", { class: "entry-place" }, h("bdi", {}, legible(placeWords(speech, row)))),
      h("span", { class: "entry-line" }, [whatWords(speech, row), shortWhen(speech, row)].join(speech.say("separator"))),
      numbers ? h("span", { class: "entry-line strong" }, numbers) : null,
      why ? h("span", { class: "entry-line", dir: why.foreign ? "ltr" : null }, why.foreign ? legible(why.text) : why.text) : null,
    ),
  );
}

/**
 * Fill the list.
 * @param {HTMLElement} element
 * @param {Speech} speech
 * @param {Incident[]} shown
 * @param {{item: (incident: Incident) => HTMLElement, total: number, documents: number | null, drop: () => void, unplacedOpen: boolean, openUnplaced: (open: boolean) => void}} more
 */
export function fillList(element, speech, shown, { item, total, documents, drop, unplacedOpen, openUnplaced }) {
  const placed = shown.filter((incident) => incident.x !== undefined);
  const unplaced = shown.filter((incident) => incident.x === undefined);
  if (total === 0) refill(element, nothing(speech, documents));
  else if (shown.length === 0) {
    refill(element, h("div", { class: "empty" }, h("p", {}, speech.say("empty_filter")), h("button", { type: "button", class: "outlined", click: drop }, speech.say("drop_filter"))));
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
    refill(element, strip, h("ul", { class: "list", "aria-label": speech.say("list") }, placed.map((incident) => h("li", {}, item(incident)))));
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
    h("ul", {}, problems.map(({ where = "", what = "", hint = "" }) => {
      const text = legible([what, hint].filter(Boolean).join(" "));
      return h("li", {}, h("b", {}, h("bdi", {}, legible(where))), h("span", { dir: direction(text), lang: direction(text) === "ltr" ? "en" : null }, text));
    })),
  );
}
