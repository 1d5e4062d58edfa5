// What an incident's own words come to: where else it might have been, and whether a unit is all that is known.

const UNITS = new Set(["country", "governorate", "district", "subdistrict", "region"]);

/**
 * Return the candidates elsewhere than where the incident was placed. An incident without a place of its own was reckoned
 * from the likeliest candidate of each name: these are its anchors; all others were refused, and all of one not placed.
 * @param {{row: import("./types").Row}} incident
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
