import assert from "node:assert/strict";
import { test } from "node:test";
import { others } from "../src/incidents.js";

const candidate = (id, name_en, lon, lat, probability) => ({ id, name_en, lon, lat, probability });
const kifri = candidate("kifri", "Kifri", 44.96, 34.69, 0.66);
const jalawla = candidate("jalawla", "Jalawla", 45.17, 34.27, 0.78);
const told = (row) => others({ row: { lon: 45.06, lat: 34.48, ...row } }).map(({ candidate: { id }, anchor }) => [id, anchor]);

test("an incident between two places is anchored in both", () => {
  const units = [candidate("kifri district", "Kifri", 44.96, 34.69, 0.33), candidate("jalawla subdistrict", "Jalawla", 45.17, 34.27, 0.21)];
  assert.deepEqual(told({ location_candidates: [kifri, ...units, jalawla] }), [["jalawla", true], ["kifri", true]]);
});

test("a namesake elsewhere was refused, not measured from", () => {
  const other = candidate("kifri of Wasit", "Kifri", 45.9, 32.5, 0.1);
  assert.deepEqual(told({ location_candidates: [other, kifri] }), [["kifri", true], ["kifri of Wasit", false]]);
});

test("a named place refused all others", () => {
  assert.deepEqual(told({ place_id: "kifri", location_candidates: [kifri, jalawla] }), [["jalawla", false]]);
});

test("what is not placed was measured from nowhere: all were refused", () => {
  assert.deepEqual(told({ lon: undefined, lat: undefined, location_candidates: [kifri] }), [["kifri", false]]);
});
