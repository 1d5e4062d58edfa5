// How long a filter or a brush takes on the map's page, every count included.
//
// `node benchmarks/selection.mjs [rows …]` prints milliseconds, the median and the slowest of the steps. After each step the
// counts of all facets and the histogram are taken, as if every facet stood open; the page has some of them closed.

import { NO_DAY } from "../geomap/maps/page/src/calendar.js";
import { DIMENSIONS } from "../geomap/maps/page/src/dimensions.js";
import { Selection } from "../geomap/maps/page/src/selection.js";
import { random } from "../geomap/maps/page/test/tables.js";

/** Values of each column: as many as a country's decade has. */
const VALUES = { sub_event_type: 24, perpetrator: 18, target: 18, governorate: 20, district: 110, claimed_governorate: 20, status: 4, factuality: 4 };
const LISTS = { source: 60, language: 3, weapons: 14 };
const SPAN = { from: 15_000, days: 3650 };

/** @param {number} length rows */
function table(length) {
  const next = random(length);
  const below = (n) => Math.floor(next() * n);
  const filled = (Type, make) => Type.from({ length }, make);
  const named = (name, n) => ["", ...Array.from({ length: n }, (_, i) => `${name} ${i}`)];
  const columns = Object.fromEntries(Object.entries(VALUES).map(([name, n]) => [name, { values: named(name, n), codes: filled(Uint8Array, () => (name === "claimed_governorate" && next() < 0.95 ? 0 : 1 + below(n))) }]));
  const several = (n) => {
    const offsets = new Uint32Array(length + 1);
    for (let i = 0; i < length; i++) offsets[i + 1] = offsets[i] + (next() < 0.8 ? 1 : 2);
    return { offsets, codes: Uint16Array.from({ length: offsets[length] }, () => below(n)) };
  };
  const lists = Object.fromEntries(Object.entries(LISTS).map(([name, n]) => [name, { values: named(name, n), ...several(n + 1) }]));
  const shares = Object.fromEntries(["governorate", "district"].map((level) => {
    const { offsets, codes } = several(VALUES[level]);
    return [level, { units: columns[level].values.slice(1), offsets, codes, weights: Uint8Array.from(codes, () => (next() < 0.6 ? 255 : below(256))) }];
  }));
  const first = filled(Int32Array, () => (next() < 0.01 ? NO_DAY : SPAN.from + below(SPAN.days)));
  const killed = filled(Int32Array, () => (next() < 0.5 ? -1 : below(20)));
  return {
    length, first, last: first.map((day) => (day === NO_DAY || next() < 0.9 ? day : day + below(30))),
    x: filled(Float32Array, () => (next() < 0.05 ? NaN : next())), y: filled(Float32Array, next),
    kind: filled(Uint8Array, () => below(8)), area: filled(Uint8Array, () => Number(next() < 0.1)), precision: filled(Uint8Array, () => 1 + below(3)),
    killedMin: killed, killedMax: killed.map((n) => (n < 0 ? n : n + below(3))), injuredMin: killed, injuredMax: killed, disputed: filled(Uint8Array, () => below(101)),
    column: (name) => columns[name] ?? null, list: (name) => lists[name] ?? null, shares: (level) => shares[level] ?? null,
    matches: () => filled(Uint8Array, () => Number(next() < 0.3)),
  };
}

/** Steps of a reader: a brush that is drawn and moved, filters on and off. */
function steps(selection) {
  const day = (share) => SPAN.from + Math.round(share * SPAN.days);
  const brushes = Array.from({ length: 20 }, (_, n) => ["time", { from: day(n / 25), to: day(n / 25 + 0.2) }]);
  const some = (name) => ({ values: selection.values(name).slice(1, 4) });
  const filters = ["kind", "sub_event_type", "governorate", "source"].flatMap((name) => [[name, some(name)], [name, null]]);
  return { brush: brushes, filter: [["time", null], ...filters, ["killed", { least: 5, most: null }], ["killed", null]] };
}

function count(selection) {
  for (const name of selection.dimensions) if (name !== "text" && name !== "time") selection.tallies(name);
  selection.histogram("week");
}

for (const rows of process.argv.slice(2).map(Number).filter(Boolean).concat(process.argv.length > 2 ? [] : [100_000, 1_000_000])) {
  const columns = table(rows);
  const start = performance.now();
  const selection = new Selection(columns);
  count(selection);
  console.log(`${rows.toLocaleString("en")} rows: ready in ${Math.round(performance.now() - start)} ms, ${selection.dimensions.length} of ${DIMENSIONS.length} dimensions`);
  for (const [name, run] of Object.entries(steps(selection))) {
    const times = run.map(([dimension, filter]) => {
      const began = performance.now();
      selection.set(dimension, filter);
      count(selection);
      return performance.now() - began;
    }).sort((a, b) => a - b);
    console.log(`  ${name}: ${times[times.length >> 1].toFixed(1)} ms, slowest ${times.at(-1).toFixed(1)} ms`);
  }
}
