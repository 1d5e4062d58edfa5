import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../src/calendar.js";
import { facet } from "../src/dimensions.js";
import { readFragment, writeFragment } from "../src/fragment.js";
import { likely } from "../src/interval.js";
import { Line, lineName, lineTitle, nearWords, withinWords } from "../src/line.js";
import { overTime, shareOf } from "../src/near_time.js";
import { Speech } from "../src/words.js";
import { random, randomRows, tableOf } from "./tables.js";

globalThis.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
const { layOut, namedLine } = await import("../src/labels.js");

const plain = (text) => text.replace(/[\u2066-\u2069]/g, "");
const close = (found, wanted, by = 1e-9) => assert.ok(Math.abs(found - wanted) <= by, `${found} is not ${wanted}`);
const DAY = 18_809; // Thursday, 1 July 2021
const counted = () => null;
const all = (rows) => new Uint32Array(rows.length);
const line = (lines, name = "Pipeline", near = []) => new Line({ name, within: 5, lines, band: [] }, 10_000, near);

const straight = [[440_000, 350_000, 10_000, 0]];
const ruler = { measureText: (text) => ({ width: text.length * 6 }) };

test("what lies near is told by month, dates over several shared out by their days", () => {
  const rows = [
    { x: 0.6, first: DAY, last: DAY },
    { x: 0.6, first: DAY + 30, last: DAY + 31 }, // the last of July, the first of August
    { x: 0.6, first: DAY + 40, last: DAY + 40 },
    { x: 0.6 },
    { first: DAY, last: DAY },
    { x: 0.6, first: DAY + 100, last: DAY + 100 },
  ];
  const { parts, undated, outside } = overTime(tableOf(rows), [255, 255, 0, 255, 0, 255], all(rows), "month", { first: DAY + 3, last: DAY + 45 }, counted);
  assert.deepEqual(parts.map(({ from, to }) => [from, to]), [[DAY, DAY + 30], [DAY + 31, DAY + 61]]);
  assert.deepEqual([undated, outside], [1, 1]);
  assert.deepEqual(parts.map(({ whole }) => whole), [1.5, 1.5]);
  close(parts[0].near.expected, 1 + 128 / 255);
  assert.deepEqual([parts[0].near.low, parts[0].near.high], [1, 2]);
  close(shareOf(parts[1]).expected, 128 / 255 / 1.5);
});

test("weeks begin on Monday; without days nothing is told but what has none", () => {
  const rows = [{ x: 0.6, first: DAY, last: DAY }, { x: 0.6 }];
  const { parts } = overTime(tableOf(rows), [100, 0], all(rows), "week", { first: DAY, last: DAY }, counted);
  assert.deepEqual(parts.map(({ from, to, whole }) => [from, to, whole]), [[DAY - 3, DAY + 3, 1]]);
  close(parts[0].near.expected, 100 / 255);
  const none = overTime(tableOf([{ x: 0.6 }]), [255], all([1]), "week", null, counted);
  assert.deepEqual([none.parts, none.undated, none.outside], [[], 1, 0]);
});

test("all parts come to as much as is shown and placed, whatever is filtered", () => {
  for (const step of ["week", "month"]) {
    for (let seed = 1; seed < 25; seed++) {
      const rows = randomRows(60, seed);
      const next = random(seed + 100);
      const near = rows.map(() => Math.floor(next() * 256));
      const fails = Uint32Array.from(rows, () => (next() < 0.3 ? 4 : 0));
      const table = tableOf(rows);
      const days = { first: 18_600 + seed * 10, last: 19_000 + seed * 10 };
      const placed = rows.flatMap((_, i) => (!fails[i] && table.x[i] === table.x[i] ? [i] : []));
      const deaths = (i) => ({ low: i % 3, high: (i % 3) + (i % 4) });
      for (const figure of [counted, deaths]) {
        const { parts, undated, outside } = overTime(table, near, fails, step, days, figure);
        const worth = (i) => (figure === counted ? 1 : (deaths(i).low + deaths(i).high) / 2);
        close(parts.reduce((sum, { whole }) => sum + whole, undated + outside), placed.reduce((sum, i) => sum + worth(i), 0), 1e-6);
        for (const { from, to, whole, near: found } of parts) {
          const share = (i) => Math.max(0, Math.min(table.last[i], to) - Math.max(table.first[i], from) + 1) / (table.last[i] - table.first[i] + 1);
          const held = placed.filter((i) => table.first[i] > -1e6 && share(i) > 0);
          close(found.expected, held.reduce((sum, i) => sum + (worth(i) * share(i) * near[i]) / 255, 0), (figure === counted ? 0.5 : 0) * (held.length / 255) + 1e-6);
          assert.ok(found.low <= found.high && found.expected <= whole + 0.01 * held.length);
          if (figure === counted && held.every((i) => share(i) === 1)) {
            const weights = new Uint32Array(256);
            for (const i of held) weights[near[i]]++;
            assert.deepEqual(found, likely(weights));
          }
        }
      }
    }
  }
});

test("a share never exceeds one, and of nothing there is none", () => {
  assert.equal(shareOf({ whole: 0, near: { expected: 0, low: 0, high: 0 } }), null);
  assert.deepEqual(shareOf({ whole: 0.5, near: { expected: 0.5, low: 0, high: 1 } }), { expected: 1, low: 0, high: 1 });
});

test("a line is called by its name, its distance told exactly, and neither can act", () => {
  const [en, ar] = ["en", "ar"].map((language) => new Speech(language));
  assert.equal(plain(nearWords(en, line([]))), "Within 5 km of Pipeline");
  assert.equal(plain(nearWords(ar, line([], null))), "ضمن ٥ كم من الخط");
  assert.deepEqual([lineName(en, line([], null)), lineTitle(en, line([], null)), lineTitle(en, line([]))], ["the line", "The line", "Pipeline"]);
  assert.deepEqual(layOut(namedLine(line(straight, null), 10), 10, "en", false, ruler, []), []);
  assert.deepEqual([0.25, 0.5, 2.2, 12].map((km) => withinWords(en, km)), ["250 m", "0.5 km", "2.2 km", "12 km"]);
  assert.equal(nearWords(en, line([], "{within} \u202e$&")), "Within \u20685 km\u2069 of \u2068{within} [U+202E]$&\u2069");
});

test("a name may stand along the line, first at the middle of its longest part", () => {
  const spots = line([[440_000, 340_000, 100, 100], ...straight]).spots(256 * 2 ** 8);
  close(spots[0].x, 44.5 / 360 + 0.5);
  const xs = spots.slice(0, -1).map(({ x }) => x);
  assert.ok(xs.length > 1 && Math.min(...xs) >= 44 / 360 + 0.5 - 1e-12 && Math.max(...xs) <= 45 / 360 + 0.5 + 1e-12);
  for (const { normal } of spots) close(Math.hypot(normal.x, normal.y), 1);
  close(spots[0].normal.y, -1);
  assert.ok(line(straight).spots(256 * 2 ** 20).length <= 402);
});

test("a line that turns at every step, or stands still, has spots all the same", () => {
  for (const steps of [[440_000, 350_000, 50, 50, -50, 50, -50, -50, 50, -50], [440_000, 350_000, 1, 0]]) {
    for (const { x, y, normal } of line([steps]).spots(256 * 2 ** 12)) assert.ok([x, y, normal.x, normal.y].every(Number.isFinite));
  }
});

test("the line's name lies over no other, nor over marks, and is said again far on", () => {
  const given = line(straight);
  const zoom = 12;
  const world = 256 * 2 ** zoom;
  const names = namedLine(given, zoom);
  const towns = [0, 200, 400, 600].map((away) => ({ kind: "city", x: names[0].x + away / world, y: names[0].y - 12 / world, population: 1_000_000, names: ["Kirkuk", "", ""] }));
  const labels = layOut([...names, ...towns], zoom, "en", false, ruler, [{ x: names[0].x, y: names[0].y + 14 / world, dx: 0, dy: 0 }]);
  const boxes = labels.map(({ text, x, y, dx, dy, align }) => {
    const width = text.length * 6;
    const left = x * world + dx - (align === "center" ? width / 2 : align === "right" ? width : 0);
    return [left, y * world + dy - 6, left + width, y * world + dy + 6];
  });
  boxes.forEach(([l, t, r, b], at) => boxes.slice(at + 1).forEach(([l2, t2, r2, b2]) => assert.ok(l >= r2 || r <= l2 || t >= b2 || b <= t2, `${labels[at].text} lies over another`)));
  const said = labels.filter((label) => label.line).map(({ x }) => x * world).sort((a, b) => a - b);
  assert.ok(said.length >= 3);
  said.slice(1).forEach((x, at) => assert.ok(x - said[at] >= 620 - 1e-6));
  assert.equal(labels.filter((label) => !label.line).length, towns.length);
});

test("rows are near likely, perhaps or not, by one half and one in twenty", () => {
  const rows = [{ x: 0.6 }, { x: 0.6 }, { x: 0.6 }, { x: 0.6 }, { x: 0.6 }, {}];
  const table = { ...tableOf(rows), line: { near: [255, 128, 127, 13, 12, 0] } };
  const { values, codes } = facet(table, "near");
  assert.deepEqual(Array.from(codes, (code) => values[code]), ["likely", "likely", "maybe", "maybe", "farther", ""]);
  assert.equal(facet(tableOf(rows), "near"), null);
  const filters = { near: { values: ["likely", "maybe"] } };
  assert.equal(writeFragment({ filters, areas: ["near", "deaths"] }), "near=likely,maybe&areas=near,deaths");
  assert.deepEqual({ ...readFragment("#near=likely,maybe").filters }, filters);
});

test("a month is told from its first day to its last", () => {
  const rows = [{ x: 0.6, first: dayOf(2024, 1, 29), last: dayOf(2024, 1, 29) }];
  const { parts } = overTime(tableOf(rows), [255], all(rows), "month", { first: rows[0].first, last: rows[0].last }, counted);
  assert.deepEqual([parts[0].from, parts[0].to], [dayOf(2024, 1, 1), dayOf(2024, 1, 29)]);
});
