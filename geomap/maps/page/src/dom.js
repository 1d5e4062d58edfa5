// The only place that makes elements: text always becomes a text node, never markup.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [attributes] A function
 *   listens to the event of that name; true is an attribute without value; null, undefined and false leave it out.
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...kept(children));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element of a drawing.
 * @param {string} tag
 * @param {Record<string, string | number | null | undefined>} [attributes] null and undefined leave one out
 * @param {...(Child | Child[])} children
 * @returns {SVGElement}
 */
export function drawn(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, String(value));
  element.append(...kept(children));
  return /** @type {SVGElement} */ (element);
}

/**
 * Make one of the page's own drawings (fixed paths of ours).
 * @param {string} path
 */
export function icon(path) {
  return drawn("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" }, drawn("path", { d: path }));
}

/** @param {Element} element @param {...(Child | Child[])} children */
export function refill(element, ...children) {
  element.replaceChildren(...kept(children));
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
function kept(children) {
  return /** @type {(Node | string)[]} */ (children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
}

/** Drawings, as paths in a square of 24. */
export const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  whole: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  layers: "M12 3l9 5-9 5-9-5zM3 12.5l9 5 9-5M3 17l9 5 9-5",
  previous: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  link: "M14 4h6v6M20 4l-9 9M10 5H5v14h14v-5",
  alert: "M12 4l9.5 16h-19zM12 10v5M12 17.2v.6",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
  chevron: "M6 9l6 6 6-6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M8.5 6v12M15.5 6v12",
  filter: "M4 6h16M7 12h10M10.5 18h3",
  list: "M5 7h14M5 12h14M5 17h14",
  more: "M12 5.2v.1M12 12v.1M12 18.7v.1",
  take: "M12 4v11M7 10.5l5 5 5-5M4.5 20h15",
  question: "M9.2 9a2.9 2.9 0 1 1 4.4 2.5c-1 .6-1.6 1.2-1.6 2.5M12 17.2v.5M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z",
  picture: "M4 5h16v14H4zM4 16l4.5-4.5 3.5 3.5 3-3 5 4.5M15.5 9v.3",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
  spot: "M12 21c-4.5-5.2-6.5-8.4-6.5-11a6.5 6.5 0 0 1 13 0c0 2.6-2 5.8-6.5 11zM12 8.2v3.6M10.2 10h3.6",
  info: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 11v5.5M12 7.4v.4",
};
