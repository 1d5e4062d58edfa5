// The layer switch, and online tiles: asked for only after the reader agreed, and quiet when they do not answer.

import L from "leaflet";
import { h, icon, ICONS, refill } from "./dom.js";
import { legible } from "./legible.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./types").Tiles} Tiles */
/** @typedef {{districts: boolean, disputed: boolean, footprints: boolean}} Switches */

const FAILURES = 3;
/** Shown where a tile does not come: nothing. */
const BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/** How the switches stand when the page opens. @type {Switches} */
const FIRST = { districts: true, disputed: true, footprints: false };

export class Layers {
  /**
   * @param {L.Map} map
   * @param {HTMLElement} element
   * @param {Tiles[]} offers
   * @param {boolean} surveyed whether the districts are a source's
   * @param {{switched: (switches: Switches) => void, tiled: (tiles: Tiles | null) => void, say: (message: string) => void}} act
   * @param {HTMLElement} areas where the areas are chosen
   */
  constructor(map, element, offers, surveyed, act, areas) {
    this.areas = areas;
    this.map = map;
    this.element = element;
    this.offers = offers;
    this.surveyed = surveyed;
    this.act = act;
    this.open = false;
    /** @type {Switches} */
    this.switches = { ...FIRST };
    /** @type {Tiles | null} */
    this.asked = null;
    /** @type {Tiles | null} */
    this.current = null;
    /** @type {Set<Tiles>} */
    this.agreed = new Set();
    /** @type {L.TileLayer | null} */
    this.layer = null;
    document.addEventListener("pointerdown", (event) => this.element.contains(/** @type {Node} */ (event.target)) || this.close());
  }

  /** Close the switch, as a menu does when one goes on elsewhere; tell whether it was open. */
  close() {
    const details = this.element.querySelector("details");
    const was = details?.open ?? false;
    if (was) details?.removeAttribute("open");
    return was;
  }

  /** Names of the switches that are on; null where they stand as at first. @returns {string[] | null} */
  chosen() {
    const names = /** @type {(keyof Switches)[]} */ (Object.keys(this.switches));
    return names.every((name) => this.switches[name] === FIRST[name]) ? null : names.filter((name) => this.switches[name]);
  }

  /** Switch on what is named, all else off; null is as at first. @param {string[] | null} on */
  choose(on) {
    for (const name of /** @type {(keyof Switches)[]} */ (Object.keys(this.switches))) this.switches[name] = on?.includes(name) ?? FIRST[name];
    this.act.switched(this.switches);
    if (this.speech) this.fill(this.speech);
  }

  /** @param {Speech} speech */
  fill(speech) {
    this.speech = speech;
    const box = (/** @type {keyof Switches} */ name) =>
      h("label", { class: "check" }, h("input", { type: "checkbox", name, checked: this.switches[name], change: (/** @type {any} */ event) => this.#switch(name, event.target.checked) }), h("span", {}, speech.say(`layer_${name === "districts" && this.surveyed ? "districts_surveyed" : name}`)));
    const radio = (/** @type {Tiles | null} */ tiles) =>
      h("label", { class: "check" }, h("input", { type: "radio", name: "ground", checked: this.current === tiles, value: tiles?.id ?? "offline", change: () => this.#choose(tiles) }), h("span", {}, tiles ? this.#name(tiles) : speech.say("ground_offline")));
    const focused = /** @type {HTMLInputElement | null} */ (this.element.contains(document.activeElement) ? document.activeElement : null);
    refill(
      this.element,
      h(
        "details",
        { class: "layers", open: this.open, toggle: (/** @type {Event} */ event) => (this.open = /** @type {HTMLDetailsElement} */ (event.currentTarget).open) },
        h("summary", { class: "tool", title: speech.say("layers"), "aria-label": speech.say("layers") }, icon(ICONS.layers)),
        h("div", { class: "sheet-box" },
          h("h2", {}, speech.say("layers")), box("districts"), box("disputed"), box("footprints"),
          this.areas,
          h("h2", {}, speech.say("ground")), radio(null), this.offers.map(radio),
          this.asked ? this.#consent(speech, this.asked) : null),
      ),
    );
    if (focused?.name) /** @type {HTMLElement | null} */ (this.element.querySelector(`input[name="${focused.name}"]:checked`))?.focus();
  }

  /** @param {Tiles} tiles */
  #name(tiles) {
    const key = `tiles_${tiles.id}`;
    const said = this.speech?.say(key);
    return said && said !== key ? said : legible(tiles.name ?? tiles.id);
  }

  /** @param {Speech} speech @param {Tiles} tiles */
  #consent(speech, tiles) {
    const host = new URL(tiles.url.replace(/\{\w+\}/g, "a")).host;
    const agree = () => {
      this.agreed.add(tiles);
      this.asked = null;
      this.#show(tiles);
    };
    const decline = () => {
      this.asked = null;
      this.fill(speech);
    };
    return h("div", { class: "consent", role: "alert" },
      h("p", {}, speech.say("consent", { name: this.#name(tiles), host })),
      h("div", { class: "row" }, h("button", { type: "button", class: "filled", click: agree }, speech.say("agree")), h("button", { type: "button", class: "outlined", click: decline }, speech.say("decline"))));
  }

  /** @param {keyof Switches} name @param {boolean} on */
  #switch(name, on) {
    this.switches[name] = on;
    this.act.switched(this.switches);
  }

  /** @param {Tiles | null} tiles */
  #choose(tiles) {
    if (tiles && !this.agreed.has(tiles)) {
      this.asked = tiles;
      if (this.speech) this.fill(this.speech);
    } else {
      this.asked = null;
      this.#show(tiles);
    }
  }

  /** @param {Tiles | null} tiles */
  #show(tiles) {
    this.layer?.remove();
    this.layer = null;
    this.current = tiles;
    if (tiles) {
      let failed = 0;
      let loaded = 0;
      const layer = L.tileLayer(tiles.url, { maxNativeZoom: tiles.max_zoom, maxZoom: 19, errorTileUrl: BLANK, referrerPolicy: "strict-origin-when-cross-origin" });
      layer.on("tileload", (event) => {
        if (/** @type {any} */ (event).tile.src !== BLANK) loaded += 1;
      });
      layer.on("tileerror", () => {
        failed += 1;
        if (failed === FAILURES && loaded === 0) {
          this.act.say(this.speech?.say("offline_now", { name: this.#name(tiles) }) ?? "");
          this.#show(null);
        }
      });
      this.layer = layer.addTo(this.map);
    }
    this.act.tiled(tiles);
    if (this.speech) this.fill(this.speech);
  }
}
