// Incidents counted by area, on the page: chosen in the layers' menu, painted under the names, told by pointer, legend and table.

import { addCanvas } from "./canvas_layer.js";
import { LEVELS, measuresOf, periodOf, readingOf } from "./area_reading.js";
import { fillAreaTable } from "./area_table.js";
import { nearWords } from "./line.js";
import { fillNearLegend } from "./near_legend.js";
import { fillNearTable } from "./near_table.js";
import { comparedWords, tipWords, titleWords } from "./area_words.js";
import { fillAreaLegend, fillHeatLegend, fillPolesLegend, paintPoles, paintShades, unitAt } from "./choropleth.js";
import { h, refill } from "./dom.js";
import { BANDWIDTH } from "./heat.js";
import { countsOf } from "./rates.js";
import { theme } from "./theme.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./area_reading.js").Choice} Choice */
/** @typedef {import("./area_reading.js").Level} Level */
/** @typedef {import("./area_reading.js").Measure} Measure */
/** @typedef {import("./area_reading.js").Reading} Reading */

/** Windows at least so large have room for an open legend. */
const ROOM = "(min-width: 1000px) and (min-height: 700px)";

export class AreaView {
  /**
   * @param {import("leaflet").Map} map
   * @param {import("./table.js").Table} table
   * @param {import("./steering.js").Steering} steering
   * @param {import("./frame.js").Frame} frame
   * @param {object} act
   * @param {(on: boolean) => void} act.veil areas tell the numbers now, or the marks do again
   * @param {() => void} act.changed the address tells something else
   * @param {(text: string, pixel: {x: number, y: number}) => void} act.tell one line at the pointer
   * @param {(box: import("./types").Box) => void} act.go bring a box into view
   */
  constructor(map, table, steering, frame, act) {
    this.map = map;
    this.table = table;
    this.selection = steering.selection;
    this.timeline = steering.timeline;
    this.timeline.stepped = () => this.refresh();
    this.frame = frame;
    this.act = act;
    /** @type {Choice | null} */
    this.choice = null;
    /** @type {import("./area_layers.js").AreaLayers | null} */
    this.layers = null;
    /** @type {Reading | null} */
    this.reading = null;
    /** Unit that is pointed at, -1: none. */
    this.looked = -1;
    this.all = false;
    this.waiting = 0;
    this.menu = h("div", { class: "area-menu" });
    this.legend = h("details", { class: "area-classes", open: window.matchMedia(ROOM).matches });
    this.button = h("button", { type: "button", class: "plain area-open", click: () => this.open(true) });
    this.card = h("div", { class: "legend card area-legend" }, this.legend);
    this.panel = h("section", { class: "panel area-panel", tabindex: "-1", "aria-labelledby": "areas-title", keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event) });
    const legends = h("div", { class: "legends" });
    frame.legend.replaceWith(legends);
    legends.append(frame.legend);
    this.canvas = addCanvas(map, "geomap-areas", 250, (context, view) => this.#paint(context, view));
    this.above = addCanvas(map, "geomap-area", 420, (context, view) => this.#paintLooked(context, view));
    map.on("mousemove click", (event) => this.#point(/** @type {import("leaflet").LeafletMouseEvent} */ (event).containerPoint));
    map.on("mouseout movestart", () => this.look(-1));
  }

  /** Whether areas are shown. */
  get on() {
    return this.choice !== null;
  }

  /** What the address says of it; null where no areas are shown. @returns {string[] | null} */
  chosen() {
    return this.choice && (this.choice.measure === "incidents" ? [this.choice.level] : [this.choice.level, this.choice.measure]);
  }

  /** Show what an address says; what makes no sense is no area. @param {string[] | null} words */
  restore(words) {
    const [level, measure = "incidents"] = words ?? [];
    const known = this.levels.find((each) => each === level);
    this.choose(known ? { level: known, measure: measuresOf(known, this.table.people).find((each) => each === measure) ?? "incidents" } : null);
  }

  /** By what can be counted: a band, where the author gives a line. @returns {Level[]} */
  get levels() {
    return LEVELS.filter((level) => level !== "near" || this.table.line);
  }

  /** @param {Choice | null} choice */
  choose(choice) {
    const was = this.choice;
    if (was?.level === choice?.level && was?.measure === choice?.measure) return;
    this.choice = choice;
    this.looked = -1;
    this.all = false;
    this.act.veil(choice !== null);
    if (!choice) this.open(false);
    if (choice && !this.layers) {
      this.table.layers().then((layers) => {
        this.layers = layers;
        this.#count();
      });
    } else this.#count();
    this.#fillMenu();
    this.act.changed();
  }

  /** Other incidents are shown: count again, once before the next picture. */
  refresh() {
    if (!this.on || this.waiting) return;
    this.waiting = requestAnimationFrame(() => this.#count());
  }

  /** Write and paint everything anew, in the language and the colours of now. @param {Speech} speech */
  fill(speech) {
    this.speech = speech;
    this.#fillMenu();
    this.#tell();
  }

  /** Open or close the table. @param {boolean} open */
  open(open) {
    const inside = this.panel.contains(document.activeElement);
    if (open) this.frame.stage.append(this.panel);
    else this.panel.remove();
    this.button.setAttribute("aria-expanded", String(open));
    this.frame.root.classList.toggle("with-areas", open);
    this.#fillPanel();
    if (open) this.panel.focus({ preventScroll: true });
    else if (inside) this.button.focus({ preventScroll: true });
  }

  /** Point at a unit. @param {number} place -1: none */
  look(place) {
    if (place === this.looked) return;
    this.looked = place;
    this.above.repaint();
  }

  #count() {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    const { choice, layers } = this;
    this.reading = choice && layers ? readingOf(layers, choice, this.selection, this.timeline.step) : null;
    this.#fillMenu();
    this.#tell();
  }

  #tell() {
    this.#fillLegend();
    this.#fillPanel();
    this.canvas.repaint();
    this.above.repaint();
  }

  /** @param {{x: number, y: number}} pixel of the map */
  #point(pixel) {
    const { reading, speech } = this;
    if (!reading || !speech) return;
    const place = unitAt(this.canvas.view(), reading.traces, pixel);
    this.look(place);
    if (place >= 0) this.act.tell(tipWords(speech, reading, place), pixel);
  }

  /** @param {CanvasRenderingContext2D} context @param {import("./geography.js").View} view */
  #paint(context, view) {
    const { reading } = this;
    if (!reading) return;
    const { traces, levels, signs, starts, dense } = reading;
    const { dark, land } = theme();
    if (signs) paintPoles(context, view, traces.map((trace, at) => ({ trace, sign: signs[at] })), { edge: land, dark });
    else paintShades(context, view, traces.map((trace, at) => ({ trace, level: levels[at] })), { count: dense ? 5 : starts.length, dark, edge: dense ? null : land });
  }

  /** Paint the edge of the unit that is pointed at, over all borders. @param {CanvasRenderingContext2D} context @param {import("./geography.js").View} view */
  #paintLooked(context, view) {
    const trace = this.reading?.traces[this.looked];
    if (!trace || !context.canvas.isConnected) return; // no pointer stands on a picture for a report
    view.stroke(context, trace.path, theme().halo, 5);
    view.stroke(context, trace.path, theme().ink, 2);
  }

  #fillMenu() {
    const { speech, choice } = this;
    if (!speech) return;
    const focused = /** @type {HTMLSelectElement | null} */ (this.menu.contains(document.activeElement) ? document.activeElement : null);
    const measures = choice ? measuresOf(choice.level, this.table.people) : [];
    const told = measures.includes("change") && periodOf(this.selection) !== null;
    const { line } = this.table;
    const name = (/** @type {string} */ value) => (value === "near" && line ? nearWords(speech, line) : speech.say(`area_level_${value}`));
    const level = (/** @type {string} */ value) => this.restore([value, ...(choice ? [choice.measure] : [])]);
    refill(
      this.menu,
      h("h2", {}, speech.say("areas")),
      choices("area_level", speech.say("area_choose_level"), ["none", ...this.levels].map((value) => ({ value, label: name(value) })), choice?.level ?? "none", level),
      choice ? choices("area_measure", speech.say("area_choose_measure"), measures.map((value) => ({ value, label: speech.say(`area_measure_${value}`), disabled: value === "change" && !told })), choice.measure, (value) => this.restore([choice.level, value])) : null,
      measures.includes("change") && !told ? h("p", { class: "small" }, speech.say("area_change_none")) : null,
    );
    if (focused) /** @type {HTMLElement | null} */ (this.menu.querySelector(`[name="${focused.name}"]`))?.focus();
  }

  #fillLegend() {
    const { speech, reading, legend } = this;
    if (reading) this.frame.legend.before(this.card);
    else this.card.remove();
    if (!speech || !reading) return;
    const { dark } = theme();
    const { choice: { level, measure }, signs, dense, counted, ground, levels, starts } = reading;
    const count = (/** @type {number | null} */ sign) => signs?.filter((found) => found === sign).length ?? 0;
    if (level === "near") fillNearLegend(legend, speech, reading, titleWords(speech, reading), dark);
    else if (measure === "change" || measure === "spots") {
      const about = measure === "change" ? comparedWords(speech, reading) : speech.say("area_spots_of", { n: counted.total });
      fillPolesLegend(legend, speech, measure, { more: count(1), less: count(-1), usual: count(0), few: count(null), title: titleWords(speech, reading), about, dark });
    } else if (level === "heat") fillHeatLegend(legend, speech, { measure: countsOf(measure), most: Math.max(0, ...(dense ?? [])), bandwidth: BANDWIDTH, dark });
    else fillAreaLegend(legend, speech, { level: ground, measure, starts, levels, dark, counted });
    legend.append(this.button);
    this.button.textContent = speech.say("area_table_open");
    this.button.setAttribute("aria-expanded", String(this.panel.isConnected));
  }

  #fillPanel() {
    const { speech, reading, panel } = this;
    if (!panel.isConnected || !speech || !reading) return;
    const { activeElement } = document;
    const unit = panel.contains(activeElement) ? activeElement?.closest("tr")?.dataset.unit : undefined;
    const showAll = () => {
      this.all = true;
      this.#fillPanel();
      panel.focus({ preventScroll: true });
    };
    if (reading.time) return fillNearTable(panel, speech, reading, { close: () => this.open(false), all: this.all, showAll });
    const go = (/** @type {number} */ place) => this.act.go(reading.traces[place].box);
    fillAreaTable(panel, speech, reading, { close: () => this.open(false), look: (place) => this.look(place), go, all: this.all, showAll });
    if (unit !== undefined) [...panel.querySelectorAll("tr")].find((row) => row.dataset.unit === unit)?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape") return;
    this.open(false);
    event.stopPropagation();
    event.preventDefault();
  }
}

/**
 * A choice of one in a list that opens, with its name before it.
 * @param {string} name
 * @param {string} label
 * @param {{value: string, label: string, disabled?: boolean}[]} offers
 * @param {string} chosen
 * @param {(value: string) => void} choose
 */
function choices(name, label, offers, chosen, choose) {
  const options = offers.map((offer) => h("option", { value: offer.value, selected: offer.value === chosen, disabled: offer.disabled }, offer.label));
  return h("label", { class: "choice" }, h("span", {}, label), h("select", { name, change: (/** @type {any} */ event) => choose(event.target.value) }, options));
}
