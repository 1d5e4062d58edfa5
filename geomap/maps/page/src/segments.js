// A choice of one among few, side by side.

import { h } from "./dom.js";

/**
 * @template {string} T
 * @param {string} name what is chosen
 * @param {[T, string][]} choices values and what they are called
 * @param {T} chosen
 * @param {(value: T) => void} choose
 * @returns {HTMLElement}
 */
export function segments(name, choices, chosen, choose) {
  const pick = (/** @type {T} */ value) => {
    mark(element, value);
    choose(value);
  };
  const element = h("div", { class: "segments", role: "group", "aria-label": name }, choices.map(([value, label]) => h("button", { type: "button", "data-value": value, click: () => pick(value) }, label)));
  mark(element, chosen);
  return element;
}

/** Show which one is chosen. @param {HTMLElement} element @param {string} value */
export function mark(element, value) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-value]"))) button.setAttribute("aria-pressed", String(button.dataset.value === value));
}
