import assert from "node:assert/strict";
import { test } from "node:test";
import { direction, isolate, languageTag, legible, safeLink } from "../src/legible.js";

test("overrides are written out, embeddings dropped, controls shown", () => {
  assert.equal(legible("\u202egpj.exe"), "[U+202E]gpj.exe");
  assert.equal(legible("\u202bنص\u202c"), "نص");
  assert.equal(legible("a\u0000b"), "a\ufffdb");
  assert.equal(legible("line\nbreak\ttab"), "line\nbreak\ttab");
});

test("a text longer than seven pages is cut, never within a character", () => {
  assert.equal(legible("a".repeat(20_000)), "a".repeat(20_000));
  assert.equal(legible("a".repeat(20_001)), `${"a".repeat(20_000)}…`);
  assert.equal(legible(`${"a".repeat(19_999)}😀😀`), `${"a".repeat(19_999)}…`);
});

test("nothing in a text can close its isolate", () => {
  const inside = isolate("a\u2069b").slice(1, -1);
  assert.ok(!/[\u2066-\u2069]/.test(inside));
});

test("the first letter decides the direction", () => {
  assert.equal(direction("30 كم من كركوك"), "rtl");
  assert.equal(direction("12 killed in كركوك"), "ltr");
  assert.equal(direction("…"), "ltr");
});

test("only http and https are followed", () => {
  assert.equal(safeLink("https://example.org/a"), "https://example.org/a");
  for (const url of ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd", "", undefined]) {
    assert.equal(safeLink(url), null);
  }
});

test("only what has a language tag's form becomes one", () => {
  assert.equal(languageTag("ckb"), "ckb");
  assert.equal(languageTag("ar-IQ"), "ar-IQ");
  for (const bad of [undefined, "", "<script>", "Arabic", "ar_IQ"]) assert.equal(languageTag(bad), null);
});
