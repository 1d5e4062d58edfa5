// What folium's own layers expect to find: Leaflet as L, a little of jQuery for popups, and pins without web fonts.

import L from "leaflet";
import icon from "leaflet/dist/images/marker-icon.png";
import retina from "leaflet/dist/images/marker-icon-2x.png";
import shadow from "leaflet/dist/images/marker-shadow.png";

/** folium's names of pin colours. @type {Record<string, string>} */
const PINS = { red: "#D55E00", darkred: "#8f2d00", lightred: "#f08c5a", orange: "#E69F00", beige: "#e3c99a", green: "#009E73", darkgreen: "#00694d", lightgreen: "#6fc7aa", blue: "#0072B2", darkblue: "#004a75", lightblue: "#56B4E9", cadetblue: "#5f9ea0", purple: "#8a5aa8", darkpurple: "#5b3a70", pink: "#CC79A7", white: "#ffffff", gray: "#8a8a8a", lightgray: "#c4c4c4", black: "#222222" };

/** @param {{markerColor?: string}} options */
function pin({ markerColor = "blue" } = {}) {
  const shape = document.createElement("span");
  shape.className = "pin";
  shape.style.setProperty("--pin", PINS[markerColor] ?? PINS.blue);
  return L.divIcon({ html: shape, className: "pin-holder", iconSize: [24, 34], iconAnchor: [12, 33], popupAnchor: [0, -30] });
}

/** folium makes popups as `$("<div>…</div>")[0]`, from markup that the map's author wrote. @param {string | Document | Function} given */
function query(given) {
  if (typeof given === "function") {
    setTimeout(() => given());
    return [];
  }
  if (given instanceof Document) return { ready: (/** @type {() => void} */ act) => setTimeout(act) };
  const holder = document.createElement("template");
  holder.innerHTML = String(given).trim();
  return [...holder.content.children];
}

export function installShims() {
  const place = /** @type {any} */ (window);
  place.L = L;
  place.$ ??= query;
  delete (/** @type {any} */ (L.Icon.Default.prototype)._getIconUrl);
  L.Icon.Default.mergeOptions({ iconUrl: icon, iconRetinaUrl: retina, shadowUrl: shadow });
  place.L.AwesomeMarkers ??= { icon: pin };
}
