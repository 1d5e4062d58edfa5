// The legend: kinds of event, which it hides and shows, and what the marks' fill means.

import { h, icon, ICONS, refill } from "./dom.js";
import { KINDS } from "./kinds.js";
import { lineTitle } from "./line.js";
import { radius, steps } from "./sizes.js";
import { swatch } from "./swatch.js";

/**
 * @param {HTMLElement} element
 * @param {import("./words.js").Speech} speech
 * @param {{table: import("./table.js").Table, counts: Float64Array, hidden: Set<import("./types").Kind>, toggle: (kind: import("./types").Kind) => void, open: boolean, setOpen: (open: boolean) => void, sized: boolean, size: (on: boolean) => void, most: number}} state
 */
export function fillLegend(element, speech, { table, counts, hidden, toggle, open, setOpen, sized, size, most }) {
  const { kinds, precisions, areas, killed } = there(table);
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
      killed ? sizes(speech, sized, size, most) : null,
      precisions.length || areas ? h("h2", {}, speech.say("legend_precision")) : null,
      h("ul", { class: "quiet" },
        precisions.map((precision) => h("li", {}, swatch("other", precision, { glyph: false }), h("span", {}, speech.say(`precision_${precision}`)))),
        areas ? h("li", {}, swatch("other", 1, { area: true }), h("span", {}, speech.say("precision_area"))) : null,
        h("li", {}, h("span", { class: "dashes", "aria-hidden": "true" }), h("span", {}, speech.say("legend_footprint"))),
        table.line ? h("li", {}, h("span", { class: "line-sign", "aria-hidden": "true" }), h("bdi", {}, lineTitle(speech, table.line))) : null,
      ),
    ),
  );
}

/** The switch that sizes marks by how many were killed, and three of these sizes. @param {import("./words.js").Speech} speech @param {boolean} sized @param {(on: boolean) => void} size @param {number} most */
function sizes(speech, sized, size, most) {
  const box = h("label", { class: "check" }, h("input", { type: "checkbox", name: "sized", checked: sized, change: (/** @type {any} */ event) => size(event.target.checked) }), h("span", {}, speech.say("legend_size")));
  if (!sized || !most) return box;
  const discs = steps(most).map((number) => {
    const disc = h("i", { class: "disc", "aria-hidden": "true" });
    disc.style.width = disc.style.height = `${2 * radius(number, most)}px`;
    return h("li", {}, disc, h("span", {}, speech.say("killed", { n: number })));
  });
  return [box, h("ul", { class: "discs" }, discs)];
}

/** What there is to explain, found once. @type {WeakMap<import("./table.js").Table, {kinds: import("./types").Kind[], precisions: number[], areas: boolean, killed: boolean}>} */
const found = new WeakMap();

/** @param {import("./table.js").Table} table */
export function there(table) {
  const known = found.get(table);
  if (known) return known;
  const { length, kind, precision, area, x } = table;
  const kinds = new Set();
  const precisions = new Set();
  for (let i = 0; i < length; i++) {
    kinds.add(kind[i]);
    if (!area[i] && x[i] === x[i]) precisions.add(precision[i] || 1);
  }
  const made = { kinds: KINDS.filter((_, number) => kinds.has(number)), precisions: [1, 2, 3].filter((one) => precisions.has(one)), areas: area.includes(1), killed: table.killedMin.some((n) => n > 0) || table.killedMax.some((n) => n > 0) };
  found.set(table, made);
  return made;
}
