// Kinds of event: which ACLED type is which, their colours (Okabe–Ito) and glyphs.

/** @typedef {import("./types").Kind} Kind */

/** @type {Record<Kind, string>} */
export const COLOURS = {
  fighting: "#D55E00",
  bombs: "#E69F00",
  air: "#0072B2",
  shelling: "#56B4E9",
  abduction: "#CC79A7",
  bodies: "#3b3b3b",
  territory: "#009E73",
  other: "#8a8a8a",
};

/** Kinds in the legend's order. */
export const KINDS = /** @type {Kind[]} */ (Object.keys(COLOURS));

/** ACLED's sub-event types (codebook 2023), lower case; what is not here goes by its event type. @type {Map<string, Kind>} */
const BY_SUB_TYPE = new Map(Object.entries({
  "remote explosive/landmine/ied": "bombs",
  "remote explosion/landmine/ied": "bombs",
  "suicide bomb": "bombs",
  grenade: "bombs",
  "air/drone strike": "air",
  "shelling/artillery/missile attack": "shelling",
  "abduction/forced disappearance": "abduction",
  arrests: "abduction",
  "government regains territory": "territory",
  "non-state actor overtakes territory": "territory",
  "non-violent transfer of territory": "territory",
  "headquarters or base established": "territory",
}));

/** @type {Map<string, Kind>} */
const BY_TYPE = new Map(Object.entries({
  battles: "fighting",
  "violence against civilians": "fighting",
  "explosions/remote violence": "bombs",
}));

/**
 * Return the kind of an incident.
 * @param {string | undefined} type
 * @param {string | undefined} subType
 * @returns {Kind}
 */
export function kindOf(type, subType) {
  const sub = (subType ?? "").toLowerCase();
  if (/bod(y|ies)|execut|mass grave/.test(sub)) return "bodies";
  return BY_SUB_TYPE.get(sub) ?? BY_TYPE.get((type ?? "").toLowerCase()) ?? "other";
}

/**
 * Return the colour of a kind on this ground: two of them vanish on a dark one and are lightened.
 * @param {Kind} kind
 * @param {boolean} dark
 */
export function colour(kind, dark) {
  if (dark && kind === "bodies") return "#d9d4c8";
  if (dark && kind === "air") return "#3d9bd6";
  return COLOURS[kind];
}

/**
 * Return `hex` at the given opacity.
 * @param {string} hex #rrggbb
 * @param {number} alpha 0..1
 */
export function faded(hex, alpha) {
  const value = Number.parseInt(hex.slice(1), 16);
  return `rgba(${value >> 16},${(value >> 8) & 255},${value & 255},${alpha})`;
}

/**
 * Draw a kind's glyph, which repeats what its colour says, about (0, 0) within a radius of `r`.
 * @param {CanvasRenderingContext2D} context
 * @param {Kind} kind
 * @param {number} r
 */
export function strokeGlyph(context, kind, r) {
  const a = r * 0.46;
  context.beginPath();
  for (const stroke of GLYPHS[kind]) {
    stroke.forEach(([x, y], index) => (index ? context.lineTo(x * a, y * a) : context.moveTo(x * a, y * a)));
  }
  context.stroke();
}

/** Strokes in a square of ±1: crossed lines, a burst, a falling dart, an arc of fire, a bracket, a bar, a flag, a dash. @type {Record<Kind, number[][][]>} */
const GLYPHS = {
  fighting: [[[-0.9, -0.9], [0.9, 0.9]], [[0.9, -0.9], [-0.9, 0.9]]],
  bombs: [[[0, -1.1], [0, 1.1]], [[-0.95, -0.55], [0.95, 0.55]], [[-0.95, 0.55], [0.95, -0.55]]],
  air: [[[0, -1.1], [0, 1]], [[-0.75, 0.25], [0, 1.05], [0.75, 0.25]]],
  shelling: [[[-1, 0.8], [-0.6, -0.2], [0, -0.7], [0.6, -0.2], [1, 0.8]]],
  abduction: [[[-0.35, -0.95], [-0.9, -0.95], [-0.9, 0.95], [-0.35, 0.95]], [[0.35, -0.95], [0.9, -0.95], [0.9, 0.95], [0.35, 0.95]]],
  bodies: [[[-1, 0], [1, 0]], [[-1, -0.5], [-1, 0.5]]],
  territory: [[[-0.6, 1.1], [-0.6, -1], [0.8, -0.5], [-0.6, 0]]],
  other: [[[-0.25, 0], [0.25, 0]]],
};
