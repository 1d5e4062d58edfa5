// How the place follows from the words: what they count from, which way and how far, and which places were refused.

import { onlyUnit, others } from "./incidents.js";

/** @typedef {import("./types").Row} Row */
/** @typedef {import("./types").Candidate} Candidate */
/** @typedef {{lon: number, lat: number}} Spot degrees, WGS 84 */
/** @typedef {Spot & {name_en?: string, name_ar?: string, name_ckb?: string}} Named */
/** @typedef {Record<string, string | number>} Values */

/**
 * @typedef {object} Measure what the words measure, or what the ground does
 * @property {Named} from
 * @property {Spot | null} to null: a ring about `from`
 * @property {number | null} km null where the words give no distance
 * @property {string | null} direction compass code; null where the words give none
 * @property {boolean} said whether the words say it, rather than the ground
 */

/**
 * @typedef {object} Construction
 * @property {Named[]} anchors places that the words count from
 * @property {Measure[]} measures
 * @property {Candidate[]} refused
 */

const EARTH_KM = 6371;
/** A town and the district of its name stand at one point, to the rounding of their coordinates. */
const SAME_KM = 1;

/** Which values of a reason are places that the words count from (geomap/locate/reasons.py). @type {Record<string, string[]>} */
const ANCHORED = {
  ...Object.fromEntries("offset direction distance near side outskirts towards along foot junction agrees agrees_by_road contradicts contradicts_direction contradicts_distance contradicts_position".split(" ").map((code) => [code, ["anchor"]])),
  between: ["first", "second"],
  border: ["first", "second"],
  among: ["first", "second", "other"],
};
/** Reasons by which places stand in the footprint's own terms, with a line from each to the next. */
const JOINED = new Set(["between", "among"]);
const COMPASS = "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split(" ");

/** Degrees clockwise from north. @param {unknown} direction @returns {number | null} null for the centre and what is no direction */
export function bearingOf(direction) {
  const at = COMPASS.indexOf(String(direction));
  return at < 0 ? null : at * 22.5;
}

/**
 * The place so many km from another (on the sphere: within 0.5 % of the ellipsoid's geodesic).
 * @param {Spot} from @param {number} bearing degrees @param {number} km @returns {Spot}
 */
export function away({ lon, lat }, bearing, km) {
  const [phi, way, far] = [radians(lat), radians(bearing), km / EARTH_KM];
  const end = Math.asin(Math.sin(phi) * Math.cos(far) + Math.cos(phi) * Math.sin(far) * Math.cos(way));
  const turn = Math.atan2(Math.sin(way) * Math.sin(far) * Math.cos(phi), Math.cos(far) - Math.sin(phi) * Math.sin(end));
  return { lon: lon + degrees(turn), lat: degrees(end) };
}

/** Distance in km, on the sphere. @param {Spot} one @param {Spot} other */
export function apart(one, other) {
  const [a, b] = [radians(one.lat), radians(other.lat)];
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(other.lon - one.lon) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/**
 * Return how an incident's place was found; null where there is nothing to show: a plain name that only one place bears.
 * @param {Row} row
 * @returns {Construction | null}
 */
export function construction(row) {
  const told = (row.location_reason_codes ?? []).filter(([code]) => Object.hasOwn(ANCHORED, code));
  /** @type {Map<string, Named>} */
  const anchors = new Map();
  const measures = told.flatMap(([code, values]) => {
    const named = ANCHORED[code].map((key) => anchorOf(row, values, key)).filter((anchor) => anchor !== null);
    for (const anchor of named) anchors.set(anchor.name_en ?? "", anchors.get(anchor.name_en ?? "") ?? anchor);
    return measured(row, code, values, named);
  });
  const refused = refusals(row, [...anchors.values()]);
  return anchors.size || refused.length ? { anchors: [...anchors.values()], measures, refused } : null;
}

/** @param {Row} row @param {string} code @param {Values} values @param {Named[]} anchors @returns {Measure[]} */
function measured(row, code, values, anchors) {
  const [from] = anchors;
  if (!from) return [];
  if (JOINED.has(code)) return anchors.slice(1).map((to, at) => ({ from: anchors[at], to, km: null, direction: null, said: true }));
  const [km, far, bearing] = [number(values.said_km), number(values.km), bearingOf(values.direction)];
  /** @type {Measure[]} */
  const found = [];
  const reach = km ?? (code === "direction" || code === "contradicts_direction" ? far : null);
  if (bearing !== null && reach) found.push({ from, to: away(from, bearing, reach), km, direction: String(values.direction), said: true });
  else if (bearing === null && km && code !== "agrees_by_road") found.push({ from, to: null, km, direction: null, said: true });
  const place = values.place === undefined ? null : placeOf(row, values);
  if (place && far) found.push({ from, to: place, km: far, direction: null, said: false });
  return found;
}

/**
 * The place that a reason counts from. The record holds positions of the names in the words; that of a place from which a
 * named one is so far at such a bearing follows from these, to about a kilometre.
 * @param {Row} row @param {Values} values @param {string} key @returns {Named | null}
 */
function anchorOf(row, values, key) {
  const names = { name_en: text(values[key]), name_ar: text(values[`${key}_ar`]), name_ckb: text(values[`${key}_ckb`]) };
  const known = likeliest(row, names.name_en);
  if (known) return { ...names, lon: known.lon, lat: known.lat };
  const [km, bearing, place] = [number(values.km), number(values.bearing), placeOf(row, values)];
  return km === null || bearing === null || !place ? null : { ...names, ...away(place, bearing + 180, km) };
}

/** @param {Row} row @param {Values} values @returns {Spot | null} the place that a reason speaks of */
function placeOf(row, values) {
  const { lon, lat } = row;
  return likeliest(row, text(values.place)) ?? (lon === undefined || lat === undefined ? null : { lon, lat });
}

/** @param {Row} row @param {string | undefined} name @returns {Candidate | null} */
function likeliest(row, name) {
  const bearing = (row.location_candidates ?? []).filter(({ name_en: en, lon, lat }) => name && en === name && Number.isFinite(lon) && Number.isFinite(lat));
  return bearing.reduce((/** @type {Candidate | null} */ best, one) => (best && (best.probability ?? 0) >= (one.probability ?? 0) ? best : one), null);
}

/** Places refused; not the unit that a town gives its name to, where the town was meant. @param {Row} row @param {Named[]} anchors @returns {Candidate[]} */
function refusals(row, anchors) {
  const meant = [row.place_id, ...anchors.map(({ name_en: name }) => likeliest(row, name)?.id)];
  const holds = (/** @type {string | undefined} */ id) => meant.some((other) => id !== undefined && other?.startsWith(`${id}.`));
  return others({ row })
    .filter(({ candidate, anchor }) => !anchor && !anchors.some((one) => apart(one, candidate) < SAME_KM) && !holds(candidate.id))
    .map(({ candidate }) => candidate)
    .filter(({ lon, lat }) => Number.isFinite(lon) && Number.isFinite(lat));
}

/** @param {unknown} value */
function number(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** @param {unknown} value */
function text(value) {
  return typeof value === "string" ? value : undefined;
}

/** @param {number} angle */
function radians(angle) {
  return (angle * Math.PI) / 180;
}

/** @param {number} angle */
function degrees(angle) {
  return (angle * 180) / Math.PI;
}
