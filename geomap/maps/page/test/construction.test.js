import assert from "node:assert/strict";
import { test } from "node:test";
import { apart, away, bearingOf, construction } from "../src/construction.js";

const place = (id, name_en, lon, lat, probability) => ({ id, name_en, lon, lat, probability });
const kirkuk = place("iq.kirkuk.p.kirkuk", "Kirkuk", 44.392, 35.468, 0.98);
const near = (one, other, km) => assert.ok(apart(one, other) < km, `${apart(one, other)} km apart`);

test("a place so far off at a bearing is so far off at that bearing", () => {
  for (const bearing of [0, 22.5, 90, 217, 359])
    for (const km of [0.1, 30, 400]) {
      const there = away(kirkuk, bearing, km);
      assert.ok(Math.abs(apart(kirkuk, there) - km) < 1e-6);
      if (bearing === 90) assert.ok(there.lon > kirkuk.lon && Math.abs(there.lat - kirkuk.lat) < 0.2);
    }
});

test("directions are bearings; the centre is none", () => {
  assert.deepEqual(["N", "NE", "E", "SSW", "NNW"].map(bearingOf), [0, 45, 90, 202.5, 337.5]);
  assert.deepEqual(["C", undefined, "<b>", "toString"].map(bearingOf), [null, null, null, null]);
});

test("30 km southwest of Kirkuk: a line from the town, not from the governorate of its name", () => {
  const row = {
    lon: 44.15, lat: 35.28, location_method: "offset",
    location_reason_codes: [["offset", { said_km: 30, direction: "SW", anchor: "Kirkuk", anchor_ar: "كركوك" }]],
    location_candidates: [place("iq.kirkuk", "Kirkuk", 44.2, 35.4, 0.008), kirkuk],
  };
  const { anchors, measures, refused } = construction(row);
  assert.deepEqual(anchors, [{ name_en: "Kirkuk", name_ar: "كركوك", name_ckb: undefined, lon: 44.392, lat: 35.468 }]);
  assert.deepEqual(measures.map(({ km, direction, said }) => [km, direction, said]), [[30, "SW", true]]);
  near(measures[0].to, away(kirkuk, 225, 30), 0.001);
  assert.deepEqual(refused, []);
});

test("where name and distance contradict each other, both are drawn, the anchor reckoned back from the place", () => {
  const rashad = place("iq.kirkuk.p.rashad", "Rashad", 44.082, 35.135, 0.96);
  const row = {
    lon: 44.082, lat: 35.135, place_id: rashad.id, location_method: "named",
    location_reason_codes: [["named", { place: "Rashad" }], ["contradicts", { said_km: 30, direction: "SW", anchor: "Kirkuk", place: "Rashad", km: 46, bearing: 217 }]],
    location_candidates: [rashad, place("iq.diyala.p.rashad", "Rashad", 45.027, 33.973, 0.011), place("iq.kirkuk.daquq.rashad", "Rashad", 44.082, 35.135, 0.01)],
  };
  const { anchors, measures, refused } = construction(row);
  near(anchors[0], kirkuk, 1.5);
  assert.deepEqual(measures.map(({ km, direction, said }) => [km, direction, said]), [[30, "SW", true], [46, null, false]]);
  near(measures[1].to, rashad, 0.001);
  assert.deepEqual(refused.map(({ id }) => id), ["iq.diyala.p.rashad"]);
});

test("a distance alone is a ring, a direction alone a line without a length", () => {
  const told = (code, values) => construction({ lon: 44, lat: 35.5, location_candidates: [kirkuk], location_reason_codes: [[code, { anchor: "Kirkuk", ...values }]] }).measures;
  assert.deepEqual(told("distance", { said_km: 20 }).map(({ to, km }) => [to, km]), [[null, 20]]);
  const [line] = told("direction", { direction: "N", km: 28 });
  assert.deepEqual([line.km, line.direction], [null, "N"]);
  near(line.to, away(kirkuk, 0, 28), 0.001);
  assert.deepEqual(told("near", { km: 6 }), []);
});

test("places between which it lies are joined", () => {
  const hawija = place("iq.kirkuk.p.hawija", "Hawija", 43.773, 35.326, 0.98);
  const { measures } = construction({ lon: 44.1, lat: 35.4, location_candidates: [kirkuk, hawija], location_reason_codes: [["between", { first: "Kirkuk", second: "Hawija" }]] });
  assert.deepEqual(measures.map(({ from, to }) => [from.name_en, to.name_en]), [["Kirkuk", "Hawija"]]);
});

test("a plain name that one place bears has nothing to show", () => {
  const row = { lon: kirkuk.lon, lat: kirkuk.lat, place_id: kirkuk.id, location_method: "named", location_candidates: [kirkuk, place("iq.kirkuk", "Kirkuk", 44.2, 35.4, 0.01)] };
  assert.equal(construction({ ...row, location_reason_codes: [["named", { place: "Kirkuk" }], ["well_known", { place: "Kirkuk" }]] }), null);
  assert.equal(construction({ lon: 44, lat: 35 }), null);
  assert.equal(construction({}), null);
});

test("what makes no sense is left out", () => {
  const row = (code, values) => ({ lon: 44, lat: 35, location_candidates: [{ name_en: "X", lon: Number.NaN, lat: 3 }], location_reason_codes: [[code, values]] });
  assert.equal(construction(row("offset", { anchor: "X", said_km: "30", direction: "SW" })), null);
  assert.equal(construction(row("__proto__", { anchor: "X" })), null);
  assert.equal(construction(row("contradicts", { anchor: {}, km: Infinity, bearing: "n" })), null);
});
