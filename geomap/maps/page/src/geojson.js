// GeoJSON (RFC 7946) as geomap/store/flat_json.py writes it: one feature a line, the footprint as well-known text.

/**
 * A feature collection's writer.
 * @param {Record<string, string | string[] | null>} members foreign members (RFC 7946, 6.1): whom to credit, what was filtered
 * @returns {import("./exports.js").Writer}
 */
export function geojson(members) {
  const told = Object.entries(members).filter(([, value]) => value?.length);
  const foreign = told.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}, `).join("");
  return {
    type: "application/geo+json",
    ending: "geojson",
    head: `{"type": "FeatureCollection", "name": "incidents", ${foreign}"features": [\n`,
    row: (record) => JSON.stringify({ type: "Feature", properties: record, geometry: point(record) }),
    between: ",\n",
    foot: "\n]}\n",
  };
}

/** @param {Record<string, any>} record longitude comes first (RFC 7946, 3.1.1) */
function point({ lon, lat }) {
  return lon === null || lat === null ? null : { type: "Point", coordinates: [lon, lat] };
}
