// Entry: folium's script calls `geomap.start(map)` when Leaflet's map is there.

import "leaflet/dist/leaflet.css";
import "./style.css";
import { App } from "./app.js";
import { desk } from "./desk.js";
import { installShims } from "./folium_shims.js";
import { awaited } from "./opening.js";
import { tableOf } from "./table.js";

installShims();

/** @param {string} id */
function read(id) {
  return document.getElementById(id)?.textContent ?? "";
}

/** @param {import("leaflet").Map} map */
async function start(map) {
  const contents = JSON.parse(read("geomap-contents"));
  const table = await awaited(map.getContainer(), contents, () => tableOf(contents, (name) => read(`geomap-${name}`)));
  if (!table) return;
  contents.units = table.units;
  const page = new App(map, contents, JSON.parse(read("geomap-ground")), table);
  desk(page);
  /** @type {any} */ (window).geomap.page = page;
  // What the search looks through is read when the page has been painted.
  requestAnimationFrame(() => setTimeout(() => table.search.read()));
}

/** @type {any} */ (window).geomap = { start };
