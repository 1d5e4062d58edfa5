// A Leaflet layer that is one canvas over the whole view, painted anew at every move.

import L from "leaflet";
import { View } from "./geography.js";

/** @typedef {(context: CanvasRenderingContext2D, view: View) => void} Paint */

/** What paints the canvases of each map, by their level. @type {WeakMap<L.Map, {level: number, paint: Paint}[]>} */
const paintings = new WeakMap();

/** Paint all canvases of a map into one, the lowest first. @param {L.Map} map @param {CanvasRenderingContext2D} context @param {View} view */
export function paintAll(map, context, view) {
  for (const { paint } of paintings.get(map) ?? []) {
    context.save();
    paint(context, view);
    context.restore();
  }
}

/**
 * Add a canvas to `map` that `paint` fills.
 * @param {L.Map} map
 * @param {string} name of the pane, which is made
 * @param {number} level z-index of the pane
 * @param {Paint} paint
 * @returns {{repaint: () => void, view: () => View}}
 */
export function addCanvas(map, name, level, paint) {
  const pane = map.createPane(name);
  pane.style.zIndex = String(level);
  pane.style.pointerEvents = "none";
  const canvas = document.createElement("canvas");
  canvas.className = "leaflet-zoom-animated";
  canvas.setAttribute("aria-hidden", "true");
  pane.append(canvas);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  let corner = map.containerPointToLatLng([0, 0]);
  let zoom = map.getZoom();

  const view = () => {
    const world = 256 * 2 ** map.getZoom();
    const topLeft = map.getPixelBounds().min ?? L.point(0, 0);
    return new View(world, topLeft, map.getSize(), map.getZoom());
  };

  const repaint = () => {
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(size.x * ratio) || canvas.height !== Math.round(size.y * ratio)) {
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    corner = map.containerPointToLatLng([0, 0]);
    zoom = map.getZoom();
    L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint([0, 0]), 1);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    paint(context, view());
  };

  map.on("move zoom viewreset resize moveend zoomend", repaint);
  map.on("zoomanim", (event) => {
    const { center, zoom: target } = /** @type {L.ZoomAnimEvent} */ (event);
    const inner = /** @type {any} */ (map);
    const place = inner._latLngToNewLayerPoint(corner, target, center);
    L.DomUtil.setTransform(canvas, place, map.getZoomScale(target, zoom));
  });
  paintings.set(map, [...(paintings.get(map) ?? []), { level, paint }].sort((a, b) => a.level - b.level));
  repaint();
  return { repaint, view };
}
