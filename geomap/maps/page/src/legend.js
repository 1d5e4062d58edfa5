// The legend: kinds of event, which it hides and shows, and what the marks' fill means.

import { h, icon, ICONS, refill } from "./dom.js";
import { KINDS } from "./kinds.js";
import { swatch } from "./swatch.js";

/**
 * @param {HTMLElement} element
 * @param {import("./words.js").Speech} speech
 * @param {{incidents: import("./types").Incident[], counts: Float64Array, hidden: Set<import("./types").Kind>, toggle: (kind: import("./types").Kind) => void, open: boolean, setOpen: (open: boolean) => void}} state
 */
export function fillLegend(element, speech, { incidents, counts, hidden, toggle, open, setOpen }) {
  const kinds = KINDS.filter((kind) => incidents.some((incident) => incident.kind === kind));
  const precisions = [1, 2, 3].filter((precision) => incidents.some(({ row, area, x }) => x !== undefined && !area && (row.geo_precision ?? 1) === precision));
  const areas = incidents.some((incident) => incident.area);
  element.hidden = incidents.length === 0;
  refill(
    element,
    h(
      "details",
      { open, toggle: (/** @type {Event} */ event) => setOpen(/** @type {HTMLDetailsElement} */ (event.currentTarget).open) },
      h("summary", {}, speech.say("legend"), icon(ICONS.chevron)),
      h("h2", { title: speech.say("legend_hint") }, speech.say("legend_kind")),
      h("ul", {}, kinds.map((kind) =>
        h("li", {}, h("button", { type: "button", class: "plain kind-button", "aria-pressed": String(!hidden.has(kind)), title: speech.say("legend_hint"), click: () => toggle(kind), "data-kind": kind },
          swatch(kind, 1), h("span", { class: "grow" }, speech.word("kind", kind)), h("span", { class: "count" }, speech.numbers.format(counts[KINDS.indexOf(kind)])))),
      )),
      precisions.length || areas ? h("h2", {}, speech.say("legend_precision")) : null,
      h("ul", { class: "quiet" },
        precisions.map((precision) => h("li", {}, swatch("other", precision, { glyph: false }), h("span", {}, speech.say(`precision_${precision}`)))),
        areas ? h("li", {}, swatch("other", 1, { area: true }), h("span", {}, speech.say("precision_area"))) : null,
        h("li", {}, h("span", { class: "dashes", "aria-hidden": "true" }), h("span", {}, speech.say("legend_footprint"))),
      ),
    ),
  );
}
