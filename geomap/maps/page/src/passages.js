// Evidence as it stood in the report: spans that touch or lie within each other become one passage with its words marked.

/** @typedef {import("./types").Evidence} Evidence */
/**
 * Words that rest on the same spans: `fields` that they are evidence for, and of these the ones that end here.
 * @typedef {{text: string, fields: string[], ends: string[]}} Segment
 */

/** Spans of these fields are the sentence about the words, not the words of a field. */
const SENTENCE_FIELDS = new Set(["sentence", "passage"]);

/** Characters between passages from which a new paragraph begins: about two sentences. */
const FAR = 200;

/**
 * Return the passages of one document, in the order of the text, those near each other in one paragraph; each passage is
 * a row of segments.
 * @param {Evidence[]} evidence of one document
 * @returns {Segment[][][]}
 */
export function passages(evidence) {
  const usable = evidence.filter((span) => span.end > span.start && span.text.length > 0);
  const spans = [...usable].sort((a, b) => a.start - b.start || b.end - a.end);
  /** @type {Evidence[][]} */
  const groups = [];
  let reach = -Infinity;
  for (const span of spans) {
    if (groups.length && span.start <= reach) groups[groups.length - 1].push(span);
    else groups.push([span]);
    reach = Math.max(reach, span.end);
  }
  /** @type {Segment[][][]} */
  const paragraphs = [];
  let end = -Infinity;
  for (const group of groups) {
    if (!paragraphs.length || group[0].start - end > FAR) paragraphs.push([]);
    paragraphs[paragraphs.length - 1].push(segments(group));
    end = Math.max(...group.map((span) => span.end));
  }
  return paragraphs;
}

/** @param {Evidence[]} group spans that overlap or touch @returns {Segment[]} */
function segments(group) {
  const cuts = [...new Set(group.flatMap((span) => [span.start, span.end]))].sort((a, b) => a - b);
  return cuts.slice(0, -1).flatMap((from, number) => {
    const to = cuts[number + 1];
    const over = group.filter((span) => span.start <= from && span.end >= to);
    if (!over.length) return [];
    const text = slice(over[0], from, to);
    const told = over.filter((span) => !SENTENCE_FIELDS.has(span.field));
    const fields = [...new Set(told.map((span) => span.field))];
    const ends = [...new Set(told.filter((span) => span.end === to).map((span) => span.field))];
    return text ? [{ text, fields, ends }] : [];
  });
}

/**
 * Offsets count characters as Python does (code points), not JavaScript's half pairs.
 * @param {Evidence} span
 * @param {number} from
 * @param {number} to
 */
function slice(span, from, to) {
  const points = [...span.text];
  return points.slice(from - span.start, to - span.start).join("");
}
