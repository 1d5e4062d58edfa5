// A picture of the view for reports: title, filters in words, the map with scale and north, legend, sources.

import { attribution, brief, facts, filters, madeWords, makers, owners, titleOf } from "./about.js";
import { shownRows } from "./exports.js";
import { legendRows } from "./legend_rows.js";
import { direction } from "./legible.js";
import { addedDrawings, mapPicture } from "./map_picture.js";
import { byKind } from "./tallies.js";
import { Sheet } from "./typesetting.js";

/** @typedef {import("./app.js").App} App */

/** Pixels of the picture for one of the page: sharp on screens and in print at half the width of a page. */
const RATIO = 2;
const MARGIN = 24;
const LEGEND = 230;
/** Width of a map from which the legend stands beside it. */
const BESIDE = 560;
const PAPER = "#ffffff";
const TITLE = { size: 22, weight: 650, tone: "#1d1b18", leading: 30 };
const PLAIN = { size: 14, tone: "#1d1b18", leading: 21 };
const SOFT = { size: 13.5, tone: "#5f5a50", leading: 20 };
const HEAD = { size: 12.5, weight: 600, tone: "#5f5a50", leading: 20 };
const ROW = { size: 13, tone: "#1d1b18", leading: 18 };
const SMALL = { size: 11, tone: "#5f5a50", leading: 15 };

/** Letters of attribution beyond which only its makers are named: a picture has no place to open them. */
const MOST_CREDIT = 2500;

/**
 * Paint the picture.
 * @param {App} page
 * @returns {Promise<HTMLCanvasElement>}
 */
export async function picture(page) {
  const { speech, map } = page;
  const { x: width, y: height } = map.getSize();
  const beside = width >= BESIDE;
  const whole = MARGIN * 2 + width + (beside ? MARGIN + LEGEND : 0);
  const sheet = new Sheet(whole, speech.direction);
  const column = { at: MARGIN, width: whole - 2 * MARGIN };
  const ratio = Math.max(RATIO, window.devicePixelRatio || 1);
  let top = setHead(sheet, page, column);
  const drawn = await withDrawings(page, mapPicture(page, { width, height }, ratio), ratio);
  const left = speech.direction === "rtl" ? whole - MARGIN - width : MARGIN;
  const mapTop = top;
  sheet.work.push((context) => {
    context.drawImage(drawn, left, mapTop, width, height);
    context.strokeStyle = "#8f887a";
    context.lineWidth = 1;
    context.strokeRect(left + 0.5, mapTop + 0.5, width - 1, height - 1);
  });
  const legend = setLegend(sheet, page, beside ? { at: MARGIN + width + MARGIN, top: mapTop, width: LEGEND } : { at: MARGIN, top: mapTop + height + 12, width });
  top = Math.max(mapTop + height, legend) + 12;
  return sheet.painted(setFoot(sheet, page, column, top) + MARGIN, ratio, PAPER);
}

/** @param {Sheet} sheet @param {App} page @param {{at: number, width: number}} column */
function setHead(sheet, page, column) {
  const { speech, contents } = page;
  let top = sheet.text(brief(titleOf(speech, contents)), { ...column, top: MARGIN - 6 }, TITLE);
  top = sheet.text(facts(page).join(speech.say("separator")), { ...column, top }, SOFT);
  const shown = filters(page);
  if (shown) top = sheet.text(shown, { ...column, top: top + 2 }, PLAIN);
  return top + 10;
}

/** @param {Sheet} sheet @param {App} page @param {{at: number, top: number, width: number}} place */
function setLegend(sheet, page, { at, top, width }) {
  const parts = legendRows(page, byKind(page.table, shownRows(page.steering.selection.fails)));
  for (const { title, notes = [], rows } of parts) {
    const counted = Math.min(width / 2, 12 + Math.max(...rows.map(({ count }) => sheet.wide(count, ROW))));
    top = sheet.text(title, { at, top, width }, HEAD) + 2;
    for (const { paint, text, count, size } of rows) {
      const indent = Math.max(26, size * 2 + 6);
      const room = width - indent - (count ? counted : 0);
      const middle = top + Math.max(size, 11);
      sheet.draw(at + Math.max(10, size), middle, paint);
      const end = sheet.text(text, { at: at + indent, top: middle - ROW.leading / 2, width: room }, ROW);
      if (count) sheet.text(count, { at: at + width - counted, top: middle - ROW.leading / 2, width: counted, end: true }, { ...ROW, tone: SOFT.tone });
      top = Math.max(middle + Math.max(size, 11), end + 2);
    }
    for (const note of notes) top = sheet.text(note, { at, top: top + 4, width }, SMALL);
    top += 10;
  }
  return top;
}

/** @param {Sheet} sheet @param {App} page @param {{at: number, width: number}} column @param {number} top */
function setFoot(sheet, { speech, contents, layers: { surveyed } }, column, top) {
  const lines = attribution(contents);
  const long = lines.join("").length > MOST_CREDIT;
  const credit = long ? [makers(lines)] : lines;
  const said = [...owners(speech, contents), madeWords(speech, contents), speech.say(surveyed ? "borders_surveyed" : "borders")].join(" ");
  top = sheet.text(said, { ...column, top }, { ...SMALL, tone: PLAIN.tone });
  // Each line in its own direction: they are their publishers' words, mostly English.
  for (const line of credit.map((words) => brief(words, MOST_CREDIT))) top = sheet.text(line, { ...column, top, direction: direction(line) }, SMALL);
  return top;
}

/**
 * Paint the author's own lines and areas over the map; what cannot be painted is left out.
 * @param {App} page @param {HTMLCanvasElement} canvas @param {number} ratio
 */
async function withDrawings(page, canvas, ratio) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const { svg, left, top, width, height } of addedDrawings(page)) {
    const image = new Image();
    svg.setAttribute("width", String(width));
    svg.setAttribute("height", String(height));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
    try {
      await image.decode();
      context.drawImage(image, left, top, width, height);
    } catch {
      continue;
    }
  }
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} PNG */
export function png(canvas) {
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png"));
}
