// The legend: kinds of event, which it hides and shows, and what the marks' fill means.

import { h, icon, ICONS, refill } from "./dom.js";
import { KINDS } from "./kinds.js";
import { swatch } from "./swatch.js";

/**
 * @param {HTMLElement} element
 * @param {import("./words.js").Speech} speech
 * @param {{table: import("./table.js").Table, counts: Float64Array, hidden: Set<import("./types").Kind>, toggle: (kind: import("./types").Kind) => void, open: boolean, setOpen: (open: boolean) => void}} state
 */
export function fillLegend(element, speech, { table, counts, hidden, toggle, open, setOpen }) {
  const { kinds, precisions, areas } = there(table);
  element.hidden = table.length === 0;
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

/** What there is to explain, found once. @type {WeakMap<import("./table.js").Table, {kinds: import("./types").Kind[], precisions: number[], areas: boolean}>} */
const found = new WeakMap();

/** @param {import("./table.js").Table} table */
function there(table) {
  const known = found.get(table);
  if (known) return known;
  const { length, kind, precision, area, x } = table;
  const kinds = new Set();
  const precisions = new Set();
  for (let i = 0; i < length; i++) {
    kinds.add(kind[i]);
    if (!area[i] && x[i] === x[i]) precisions.add(precision[i] || 1);
  }
  const made = { kinds: KINDS.filter((_, number) => kinds.has(number)), precisions: [1, 2, 3].filter((one) => precisions.has(one)), areas: area.includes(1) };
  found.set(table, made);
  return made;
}
