// All that the page shows, in its address after "#": readable, short, and harmless whoever wrote it.
//
// #time=2021-07-01..2021-12-31&kind=bombs,air&killed=5..&governorate=Kirkuk;reading=claimed&at=35.467,44.392,8&incident=x&lang=ar

import { isoOf, parseDay } from "./calendar.js";
import { DIMENSIONS, FIGURES, sound } from "./dimensions.js";

/** @typedef {import("./columns").Filter} Filter */
/** @typedef {import("./columns").Filters} Filters */

/**
 * @typedef {object} State what a link or a bookmark restores; null is as the page opens
 * @property {Filters} filters
 * @property {{lat: number, lon: number, zoom: number} | null} view
 * @property {string | null} incident its id
 * @property {string | null} language
 * @property {string[] | null} layers names of the switches that are on
 * @property {boolean} sized whether marks are sized by how many were killed
 * @property {string[] | null} areas by which areas incidents are counted, and what of them
 */

/** Names in the fragment where they are not the dimension's own. @type {Map<string, string>} */
const NAMES = new Map([["text", "q"], ["sub_event_type", "event"], ["perpetrator", "by"], ["target", "against"]]);
const DIMENSION_OF = new Map(DIMENSIONS.map((dimension) => [NAMES.get(dimension) ?? dimension, dimension]));

/** A link longer than this is no link of ours: 18 filters with some values each come to about a thousand letters. */
const LONGEST = 20_000;

/** What stands for "not known", and what begins "all but": letters that `packed` never writes at a value's beginning. */
const UNKNOWN = "~";
const WITHOUT = "!";

/** What marks can be sized by. */
const BY_KILLED = "killed";

/** Names that layers and languages can have. */
const NAME = /^[a-z][a-z0-9_-]{0,30}$/i;
const MOST_LAYERS = 20;
const LONGEST_ID = 200;

/** @param {Partial<State>} state @returns {string} without "#"; empty for a page as it opens */
export function writeFragment({ filters = {}, view = null, incident = null, language = null, layers = null, sized = false, areas = null }) {
  const pairs = DIMENSIONS.flatMap((dimension) => {
    const filter = sound(dimension, filters[dimension]);
    return filter ? [`${NAMES.get(dimension) ?? dimension}=${written(filter)}`] : [];
  });
  if (view) pairs.push(`at=${Number(view.lat.toFixed(4))},${Number(view.lon.toFixed(4))},${Number(view.zoom.toFixed(2))}`);
  if (incident !== null) pairs.push(`incident=${packed(incident)}`);
  if (language !== null) pairs.push(`lang=${language}`);
  if (layers !== null) pairs.push(`layers=${layers.join(",")}`);
  if (sized) pairs.push(`size=${BY_KILLED}`);
  if (areas !== null) pairs.push(`areas=${areas.join(",")}`);
  return pairs.join("&");
}

/** Read a fragment; what in it makes no sense is left out. @param {string} fragment with or without "#" @returns {State} */
export function readFragment(fragment) {
  /** @type {State} */
  const state = { filters: Object.create(null), view: null, incident: null, language: null, layers: null, sized: false, areas: null };
  if (fragment.length > LONGEST) return state;
  for (const pair of fragment.replace(/^#/, "").split("&")) {
    const at = pair.indexOf("=");
    if (at > 0) take(state, pair.slice(0, at), pair.slice(at + 1));
  }
  return state;
}

/** @param {State} state @param {string} name @param {string} value */
function take(state, name, value) {
  const dimension = DIMENSION_OF.get(name);
  const plain = unpacked(value);
  if (dimension) {
    const filter = sound(dimension, read(dimension, value));
    if (filter) state.filters[dimension] = filter;
  } else if (name === "at") state.view = readView(value);
  else if (name === "incident") state.incident = plain && plain.length <= LONGEST_ID ? plain : null;
  else if (name === "lang") state.language = NAME.test(value) ? value : null;
  else if (name === "size") state.sized = value === BY_KILLED;
  else if (name === "layers") state.layers = value.split(",").filter((layer) => NAME.test(layer)).slice(0, MOST_LAYERS);
  else if (name === "areas") state.areas = value.split(",").filter((part) => NAME.test(part)).slice(0, MOST_LAYERS);
}

/** @param {Filter} filter */
function written(filter) {
  if ("text" in filter) return packed(filter.text);
  if ("from" in filter) return `${filter.from === null ? "" : isoOf(filter.from)}..${filter.to === null ? "" : isoOf(filter.to)}`;
  if ("least" in filter) return `${filter.least ?? ""}..${filter.most ?? ""}`;
  const values = filter.values.map((value) => (value === "" ? UNKNOWN : packed(value)));
  const options = [filter.reading ? `;reading=${filter.reading}` : "", filter.maybe ? ";maybe" : ""];
  return `${filter.without ? WITHOUT : ""}${values.join(",")}${options.join("")}`;
}

/** @param {string} dimension @param {string} value @returns {unknown} a filter, or what `sound` refuses */
function read(dimension, value) {
  if (dimension === "text") return { text: unpacked(value) };
  const [low, high] = value.split("..");
  if (dimension === "time") return { from: parseDay(low), to: parseDay(high ?? low) };
  if (FIGURES.has(dimension)) return { least: figure(low), most: figure(high ?? low) };
  const [list, ...options] = value.split(";");
  const without = list.startsWith(WITHOUT);
  const bare = without ? list.slice(1) : list;
  const values = bare ? bare.split(",").map((part) => (part === UNKNOWN ? "" : unpacked(part))) : [];
  return { values, without, maybe: options.includes("maybe"), reading: options.find((option) => option.startsWith("reading="))?.slice(8) };
}

/** @param {string} text */
function figure(text) {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** @param {string} value @returns {State["view"]} */
function readView(value) {
  const parts = value.split(",");
  if (parts.length !== 3 || !parts.every((part) => /^-?\d{1,3}(\.\d{1,6})?$/.test(part))) return null;
  const [lat, lon, zoom] = parts.map(Number);
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 24 ? { lat, lon, zoom } : null;
}

/** Escape what has a meaning here; a space is "+". @param {string} text */
function packed(text) {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/[!~']/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replace(/%2F/g, "/").replace(/%20/g, "+");
}

/** @param {string} text @returns {string | null} null where its escapes are broken */
function unpacked(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return null;
  }
}
