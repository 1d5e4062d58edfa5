// Tables as plain values, for tests: from rows, and at random from a seed.

import { NO_DAY } from "../src/calendar.js";
import { KINDS, kindOf } from "../src/kinds.js";

/** Random numbers 0..1 that are the same each time (mulberry32). */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const LISTS = ["source", "language", "weapons"];
const CODED = ["sub_event_type", "perpetrator", "target", "governorate", "district", "claimed_governorate", "status", "factuality", "change"];

/** Make a table of rows like `{first, last, kind, governorate, governorate_shares, source: [], …}`; what a row does not say is not known. */
export function tableOf(rows) {
  const number = (name, unknown, Type = Int32Array) => Type.from(rows, (row) => row[name] ?? unknown);
  const coded = Object.fromEntries(CODED.map((name) => [name, codedOf(rows.map((row) => row[name] ?? ""))]));
  const lists = Object.fromEntries(LISTS.map((name) => [name, severalOf(rows.map((row) => row[name] ?? []))]));
  return {
    length: rows.length,
    x: number("x", NaN, Float32Array),
    y: number("y", NaN, Float32Array),
    first: number("first", NO_DAY),
    last: number("last", NO_DAY),
    kind: Uint8Array.from(rows, (row) => KINDS.indexOf(row.kind ?? kindOf(undefined, row.sub_event_type))),
    area: number("area", 0, Uint8Array),
    precision: number("precision", 0, Uint8Array),
    killedMin: number("killedMin", -1),
    killedMax: number("killedMax", -1),
    injuredMin: number("injuredMin", -1),
    injuredMax: number("injuredMax", -1),
    disputed: number("disputed", 255, Uint8Array),
    column: (name) => (coded[name]?.values.length > 1 ? coded[name] : null),
    list: (name) => lists[name] ?? null,
    shares: (level) => sharesOf(rows.map((row) => row[`${level}_shares`] ?? {})),
    matches: (text) => Uint8Array.from(rows, (row) => Number((row.words ?? "").includes(text))),
  };
}

function codedOf(said) {
  const values = ["", ...new Set(said.filter(Boolean))];
  return { values, codes: Uint16Array.from(said, (value) => values.indexOf(value)) };
}

function severalOf(said) {
  const values = ["", ...new Set(said.flat())];
  return { values, offsets: offsetsOf(said), codes: Uint16Array.from(said.flat(), (value) => values.indexOf(value)) };
}

function sharesOf(said) {
  const pairs = said.flatMap((shares) => Object.entries(shares));
  const units = [...new Set(pairs.map(([unit]) => unit))];
  if (!units.length) return null;
  return {
    units,
    offsets: offsetsOf(said.map((shares) => Object.keys(shares))),
    codes: Uint16Array.from(pairs, ([unit]) => units.indexOf(unit)),
    weights: Uint8Array.from(pairs, ([, share]) => Math.round(share * 255)),
  };
}

function offsetsOf(lists) {
  let at = 0;
  return Uint32Array.from([0, ...lists.map((list) => (at += list.length))]);
}

const GOVERNORATES = ["Kirkuk", "Diyala", "Nineveh", "Erbil", "Anbar"];
const SUBS = ["Armed clash", "Attack", "Suicide bomb", "Grenade", "Air/drone strike", "Arrests", "Shelling/artillery/missile attack", "Agreement"];

/** Return rows that say a little of everything, and often nothing. */
export function randomRows(count, seed) {
  const next = random(seed);
  const below = (n) => Math.floor(next() * n);
  const pick = (list) => list[below(list.length)];
  const maybe = (make, chance = 0.8) => (next() < chance ? make() : undefined);
  return Array.from({ length: count }, () => {
    const first = maybe(() => 18_600 + below(900), 0.95);
    const killedMin = maybe(() => below(8));
    const governorate = maybe(() => pick(GOVERNORATES), 0.9);
    const share = Math.round((0.5 + next() / 2) * 100) / 100;
    const other = pick(GOVERNORATES);
    return {
      x: maybe(next), y: next(),
      first, last: first === undefined ? undefined : first + (next() < 0.7 ? 0 : below(40)),
      sub_event_type: pick(SUBS),
      perpetrator: maybe(() => pick(["IS", "PMF", "unknown"])),
      target: maybe(() => pick(["civilians", "Peshmerga", "Iraqi army"])),
      governorate, district: maybe(() => `D${below(20)}`),
      governorate_shares: governorate && next() < 0.8 ? { [governorate]: share, ...(other !== governorate && share < 1 ? { [other]: 1 - share } : {}) } : undefined,
      claimed_governorate: maybe(() => pick(GOVERNORATES), 0.2),
      area: Number(next() < 0.1), precision: below(4),
      killedMin, killedMax: maybe(() => (killedMin ?? 0) + below(10)),
      injuredMin: maybe(() => below(30), 0.3),
      disputed: maybe(() => below(101)),
      source: Array.from({ length: below(4) }, () => `S${below(6)}`),
      language: Array.from({ length: below(3) }, () => pick(["ar", "ckb", "en"])),
      weapons: maybe(() => [pick(["IED", "mortar"])], 0.4),
      status: pick(["extracted", "confirmed", "corrected"]),
      factuality: maybe(() => pick(["asserted", "denied"])),
      words: `${pick(["hawija", "daquq"])} ${pick(["bomb", "raid"])}`,
    };
  });
}
