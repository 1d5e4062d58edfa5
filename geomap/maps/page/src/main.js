// Entry: folium's script calls `geomap.start(map)` when Leaflet's map is there.

import "leaflet/dist/leaflet.css";
import "./style.css";
import { App } from "./app.js";
import { installShims } from "./folium_shims.js";

installShims();

/** @param {string} id @returns {any} */
function read(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

/** @type {any} */ (window).geomap = {
  /** @param {import("leaflet").Map} map */
  start: (map) => new App(map, read("geomap-contents"), read("geomap-ground")),
};
