// Rows become incidents: kinds, positions, footprints, and what the search looks through.

import { Trace, unitX, unitY } from "./geography.js";
import { kindOf } from "./kinds.js";

/** @typedef {import("./types").Incident} Incident */
/** @typedef {import("./types").Contents} Contents */

const UNITS = new Set(["country", "governorate", "district", "subdistrict", "region"]);

/** Latin letters without their marks, Arabic ones without theirs: "Hawija" and "hawija", "الحويجة" and "الحويجه". */
const FOLDS = /** @type {const} */ ([
  [/[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c-\u200f]/g, ""],
  [/[أإآٱ]/g, "ا"],
  [/[ىی]/g, "ي"],
  [/ک/g, "ك"],
  [/[ةەھ]/g, "ه"],
]);

/** @param {string} text @returns {string} */
export function folded(text) {
  return FOLDS.reduce((form, [pattern, letter]) => form.replace(pattern, letter), text.normalize("NFD").toLowerCase());
}

/** @param {Contents} contents @returns {Incident[]} */
export function incidentsOf(contents) {
  return contents.incidents.map((row, index) => {
    const trace = row.footprint ? new Trace().addPolygons(row.footprint, contents.scale) : null;
    row.unit = unitOf(contents, row);
    const placed = row.lon !== undefined && row.lat !== undefined && row.location_method !== "unplaced";
    return {
      index,
      row,
      kind: kindOf(row.event_type, row.sub_event_type),
      x: placed ? unitX(/** @type {number} */ (row.lon)) : undefined,
      y: placed ? unitY(/** @type {number} */ (row.lat)) : undefined,
      area: placed && onlyUnit(row) && trace !== null,
      footprint: trace?.path ?? null,
      footprintBounds: trace?.box ?? null,
      haystack: haystack(contents, index),
    };
  });
}

/** Probability from which a unit may be said to hold the place: a guess, untested. */
const SURE = 0.8;

/** @param {Contents} contents @param {import("./types").Row} row */
function unitOf({ units }, row) {
  const levels = /** @type {const} */ (["district", "governorate"]); // readers know few subdistricts
  const unit = levels.flatMap((level) => Object.entries(row[`${level}_shares`] ?? {})).find(([, share]) => share >= SURE)?.[0] ?? row.governorate;
  return unit === undefined ? undefined : { name_en: unit, name_ar: units[unit]?.ar, name_ckb: units[unit]?.ckb };
}

/**
 * Return the candidates elsewhere than where the incident was placed. An incident without a place of its own was reckoned
 * from the likeliest candidate of each name: these are its anchors; all others were refused, and all of one not placed.
 * @param {Pick<Incident, "row">} incident
 * @returns {{candidate: import("./types").Candidate, anchor: boolean}[]}
 */
export function others({ row }) {
  const all = [...(row.location_candidates ?? [])].sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0));
  const placed = row.lon !== undefined && row.location_method !== "unplaced";
  const anchors = placed && row.place_id === undefined ? all.filter((one, at) => all.findIndex(({ name_en }) => name_en === one.name_en) === at) : [];
  return all
    .filter(({ id }) => id === undefined || id !== row.place_id)
    .filter(({ lon, lat }) => !placed || Math.hypot(lon - (row.lon ?? 0), lat - (row.lat ?? 0)) > 0.01)
    .map((candidate) => ({ candidate, anchor: anchors.includes(candidate) }))
    .filter(({ candidate, anchor }) => anchor || !anchors.some(({ lon, lat }) => lon === candidate.lon && lat === candidate.lat));
}

/**
 * Whether only a unit is known. A region about a town ("a village of Rashad") is one as well, but has a middle that means
 * something.
 * @param {import("./types").Row} row
 */
export function onlyUnit(row) {
  return row.location_method === "area" && (row.place_kind === undefined || UNITS.has(row.place_kind));
}

/** @param {Contents} contents @param {number} index */
function haystack(contents, index) {
  const row = contents.incidents[index];
  const units = [row.governorate, row.district, row.subdistrict];
  const parts = [
    row.summary, row.place_text, row.place_name_en, row.place_name_ar, row.place_name_ckb, row.perpetrator, row.target,
    row.perpetrator_text, row.target_text, ...(row.weapons ?? []), ...units,
    ...units.flatMap((unit) => Object.values(contents.units[unit ?? ""] ?? {})),
    ...(row.evidence ?? []).map((evidence) => evidence.text),
    ...row.report.flatMap((number) => [contents.reports[number]?.title, contents.reports[number]?.source]),
  ];
  return folded(parts.filter(Boolean).join("\n"));
}
