// Colours of the ground, light and dark; the style sheet has those of everything else.

/** @typedef {import("./types").Theme} Theme */

/** @type {Theme} */
const LIGHT = {
  dark: false,
  land: "#f6f4ef",
  abroad: "#eceae4",
  water: "#c9dbe6",
  country: "#8f8775",
  governorate: "#b3ac9d",
  district: "#cbc4b5",
  road: "#ddd6c6",
  disputed: "rgba(168,130,74,0.22)",
  label: "#57524a",
  faint: "#8b8577",
  halo: "rgba(246,244,239,0.9)",
  ink: "#1d1b18",
  paper: "#ffffff",
};

/** @type {Theme} */
const DARK = {
  dark: true,
  land: "#23262a",
  abroad: "#1a1c1f",
  water: "#2c4152",
  country: "#8b8474",
  governorate: "#5f5c54",
  district: "#46453f",
  road: "#3a3c3d",
  disputed: "rgba(201,160,98,0.24)",
  label: "#c9c3b6",
  faint: "#958f83",
  halo: "rgba(30,33,36,0.9)",
  ink: "#f3efe6",
  paper: "#23262a",
};

const query = window.matchMedia("(prefers-color-scheme: dark)");

let lit = false;

/** @returns {Theme} */
export function theme() {
  return query.matches && !lit ? DARK : LIGHT;
}

/** Do some painting in the light colours, whatever the system's setting: for paper. @template T @param {() => T} work @returns {T} */
export function inLight(work) {
  lit = true;
  try {
    return work();
  } finally {
    lit = false;
  }
}

/** @param {() => void} listener called when the system's setting changes */
export function onTheme(listener) {
  query.addEventListener("change", listener);
}

/** Whether the reader asked for less movement. */
export function still() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export const FONT = 'system-ui, "Segoe UI", "Noto Sans Arabic", "Noto Naskh Arabic", Tahoma, sans-serif';
