import assert from "node:assert/strict";
import { test } from "node:test";
import { passages } from "../src/passages.js";

const TEXT = "Gunmen killed three soldiers at dawn. Nothing else.";
const span = (field, surface, text = TEXT) => {
  const start = [...text.slice(0, text.indexOf(surface))].length;
  return { field, document: "d", start, end: start + [...surface].length, text: surface };
};
const joined = (paragraphs) => paragraphs.map((paragraph) => paragraph.map((passage) => passage.map((segment) => segment.text).join("")));

test("words inside their sentence are marked, the sentence is whole", () => {
  const found = passages([span("killed", "killed three soldiers"), span("sentence", TEXT), span("date", "at dawn")]);
  assert.deepEqual(joined(found), [[TEXT]]);
  assert.deepEqual(found[0][0].filter((segment) => segment.fields.length), [
    { text: "killed three soldiers", fields: ["killed"], ends: ["killed"] },
    { text: "at dawn", fields: ["date"], ends: ["date"] },
  ]);
});

test("words that overlap share a mark, each label stands once", () => {
  const found = passages([span("killed", "killed three soldiers"), span("target", "soldiers")]);
  assert.deepEqual(found[0][0], [
    { text: "killed three ", fields: ["killed"], ends: [] },
    { text: "soldiers", fields: ["killed", "target"], ends: ["killed", "target"] },
  ]);
});

test("words apart are passages of one paragraph, far apart of two", () => {
  const near = [span("event_type", "Gunmen"), span("date", "at dawn")];
  assert.deepEqual(joined(passages(near)), [["Gunmen", "at dawn"]]);
  const far = { ...near[1], start: 900, end: 907 };
  assert.deepEqual(joined(passages([near[0], far])), [["Gunmen"], ["at dawn"]]);
});

test("offsets count characters, not halves of them", () => {
  const text = "🚁🚁 strike killed two";
  const found = passages([span("sentence", text, text), span("killed", "killed two", text)]);
  assert.deepEqual(found[0][0].at(-1), { text: "killed two", fields: ["killed"], ends: ["killed"] });
});

test("spans that lie do no harm", () => {
  assert.deepEqual(passages([{ field: "killed", document: "d", start: 5, end: 2, text: "x" }, { field: "date", document: "d", start: 0, end: 9, text: "" }]), []);
});
