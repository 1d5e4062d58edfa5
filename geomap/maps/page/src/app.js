// The page: puts the map into its frame and lets list, map, legend and panel tell the same.

import { h, refill } from "./dom.js";
import { frame } from "./frame.js";
import { Ground } from "./ground.js";
import { columnsOf } from "./incident_columns.js";
import { incidentsOf } from "./incidents.js";
import { Layers } from "./layers.js";
import { fillLegend } from "./legend.js";
import { entry, fillList, fillProblems } from "./list.js";
import { legible } from "./legible.js";
import { MapView } from "./map_view.js";
import { showChoice, showIncident } from "./panel.js";
import { Points } from "./points.js";
import { nameIn, period, placeWords, unitName } from "./sentences.js";
import { Steering } from "./steering.js";
import { onTheme } from "./theme.js";
import { tooltip } from "./tooltip.js";
import { opening, OFFERED, Speech } from "./words.js";

/** @typedef {import("./types").Incident} Incident */
/** @typedef {import("./types").Kind} Kind */

/** Width in CSS pixels from which list and map stand side by side (MAP.md). */
const TALL = 900; // pixels: below, an open legend covers half of the map's height
const WIDE = 1000;

export class App {
  /**
   * @param {import("leaflet").Map} map
   * @param {import("./types").Contents} contents
   * @param {import("./types").Ground} ground
   */
  constructor(map, contents, ground) {
    this.contents = contents;
    this.speech = new Speech(opening(contents.language, navigator.languages));
    this.incidents = incidentsOf(contents);
    /** @type {Incident[]} */
    this.shown = this.incidents;
    /** @type {Incident | null} */
    this.chosen = null;
    /** @type {Incident[] | null} */
    this.choice = null;
    this.unplacedOpen = this.incidents.every((incident) => incident.x === undefined);
    this.legendOpen = window.innerWidth >= WIDE && window.innerHeight >= TALL;

    this.frame = frame(map.getContainer(), {
      language: (language) => this.speak(language),
      zoomIn: () => map.zoomIn(),
      zoomOut: () => map.zoomOut(),
      whole: () => this.view.whole(),
      sheet: () => this.#sheet(),
      key: (event) => this.#key(event),
      // Where the map has nothing to show, the list has something to say.
    }, this.incidents.some((incident) => incident.x !== undefined) ? "peek" : "half", contents.attribution, ground.surveyed, contents.publication ?? null);
    this.steering = new Steering(columnsOf(this.incidents, contents), this.frame, {
      filtered: () => this.#filtered(),
      unitName: (speech, unit) => unitName(speech, contents, unit),
      state: () => this.#state(),
      restore: (state) => this.#restore(state),
    });
    this.view = new MapView(map, this.incidents, this.frame);
    this.ground = new Ground(map, ground, () => this.speech);
    this.points = new Points(map, (number) => this.speech.numbers.format(number), (thing) => ("row" in thing ? placeWords(this.speech, thing.row) : nameIn(this.speech, thing)));
    this.layers = new Layers(map, this.frame.layers, contents.tiles, ground.surveyed, {
      switched: ({ districts, disputed, footprints }) => {
        Object.assign(this.ground.shown, { districts, disputed });
        this.points.allFootprints = footprints;
        this.repaint();
        this.steering.changed();
      },
      tiled: (tiles) => {
        this.ground.shown.tiles = tiles !== null;
        this.frame.credit(tiles?.attribution ?? null, this.speech);
        this.ground.repaint();
      },
      say: (message) => this.#tell(message),
    });
    this.tip = tooltip(this.frame.stage);
    this.view.listen({
      at: (pixel, reach) => this.points.at(pixel, reach),
      hover: (incidents, pixel) => this.#hoverMap(incidents, pixel),
      choose: (incidents) => (incidents.length === 1 ? this.choose(incidents[0], "map") : this.#chooseAmong(incidents)),
      none: () => this.close(),
    });
    onTheme(() => this.refresh());
    this.opened = this.speech.language;
    this.speak(this.opened);
    this.#place();
    this.view.whole();
    this.repaint();
    this.steering.open();
    map.on("moveend", () => this.steering.changed());
  }

  /** @param {string} language */
  speak(language) {
    this.speech = new Speech(language);
    const { speech } = this;
    document.documentElement.lang = speech.language;
    document.documentElement.dir = speech.direction;
    document.title = this.#title();
    this.frame.name(speech);
    this.view.speak(speech);
    this.steering.speak(speech);
    this.refresh();
  }

  /** Write everything anew, in the language and the colours of now. */
  refresh() {
    const { speech, contents } = this;
    const rows = this.incidents.map((incident) => incident.row);
    // Those that tell them; of reports that tell none the empty page speaks.
    const told = contents.reports.length || (contents.documents ?? 0);
    this.frame.title.textContent = this.frame.title.title = legible(this.#title());
    refill(
      this.frame.facts,
      h("span", {}, period(speech, rows)),
      h("span", { class: "counts" }, this.#counts()),
      told ? h("span", { class: "read" }, speech.say("from_reports", { n: told })) : null,
    );
    fillProblems(this.frame.problems, speech, contents.problems);
    this.layers.fill(speech);
    this.#fillList();
    this.#fillPanel();
    this.repaint();
  }

  repaint() {
    this.ground.repaint();
    this.points.repaint();
  }

  /** @param {Incident} incident @param {"map" | "list" | "choice"} from */
  choose(incident, from) {
    if (from !== "choice") this.choice = null;
    this.chosen = incident;
    this.points.chosen = incident;
    this.points.hovered = null;
    this.tip.hide();
    this.#fillPanel();
    this.#markCurrent();
    this.view.bring(incident, from === "list");
    this.points.repaint();
    if (from !== "map") this.frame.panel.focus({ preventScroll: true });
    this.steering.changed();
  }

  /** Close the panel, or go back to the choice that the incident came from. */
  back() {
    const was = this.chosen;
    const inside = this.frame.panel.contains(document.activeElement);
    const list = was && this.choice ? this.frame.panel : this.frame.list;
    if (!was) this.choice = null;
    this.chosen = null;
    this.points.chosen = null;
    this.#fillPanel();
    this.#markCurrent();
    this.points.repaint();
    if (was && inside) entryOf(list, was)?.focus();
    this.steering.changed();
  }

  close() {
    this.choice = null;
    this.back();
  }

  #title() {
    return this.contents.title || this.speech.say("title");
  }

  /** "214 incidents, 9 not placed" */
  #counts() {
    const { speech } = this;
    const all = this.incidents.length;
    const shown = this.shown.length;
    const unplaced = this.shown.filter((incident) => incident.x === undefined).length;
    const counted = shown === all ? speech.say("counts", { n: all }) : speech.say("counts_of", { n: all, shown });
    return unplaced ? `${counted}${speech.say("list_and")}${speech.say("not_placed", { n: unplaced })}` : counted;
  }

  #place() {
    this.points.show(this.shown);
    this.ground.keepClear(this.points.marks());
  }

  /** Show what the filters leave. */
  #filtered() {
    const { fails } = this.steering.selection;
    this.shown = this.incidents.filter(({ index }) => fails[index] === 0);
    this.#place();
    this.refresh();
  }

  /** What of the page is not as it opens. */
  #state() {
    const { language } = this.speech;
    return {
      view: this.view.moved(),
      incident: this.chosen?.row.id ?? null,
      language: language === this.opened ? null : language,
      layers: this.layers.chosen(),
    };
  }

  /** @param {import("./fragment.js").State} state */
  #restore({ view, incident, language, layers }) {
    const spoken = language !== null && OFFERED.includes(language) ? language : this.opened;
    if (spoken !== this.speech.language) this.speak(/** @type {string} */ (spoken));
    this.layers.choose(layers);
    if (view) this.view.go(view);
    const found = incident === null ? undefined : this.incidents.find(({ row }) => row.id === incident);
    if (found && found !== this.chosen) this.choose(found, view ? "map" : "list");
    else if (!found && this.chosen) this.close();
  }

  #fillList() {
    const { speech } = this;
    const item = (/** @type {Incident} */ incident) => this.#entry(incident);
    this.reveal = fillList(this.frame.list, speech, this.shown, {
      item,
      total: this.incidents.length,
      documents: this.contents.documents,
      empty: () => this.steering.emptied(),
      unplacedOpen: this.unplacedOpen,
      openUnplaced: (open) => (this.unplacedOpen = open),
    });
    this.frame.count.textContent = this.#counts();
    fillLegend(this.frame.legend, speech, {
      incidents: this.incidents,
      counts: this.steering.selection.tallies("kind"),
      hidden: this.steering.hiddenKinds,
      toggle: (kind) => {
        this.steering.toggleKind(kind);
        /** @type {HTMLElement | null} */ (this.frame.legend.querySelector(`[data-kind="${kind}"]`))?.focus();
      },
      open: this.legendOpen,
      setOpen: (open) => (this.legendOpen = open),
    });
  }

  /** @param {Incident} incident @param {"list" | "choice"} [from] */
  #entry(incident, from = "list") {
    return entry(this.speech, incident, {
      choose: (chosen) => this.choose(chosen, from),
      hover: (hovered) => {
        this.points.hovered = hovered;
        this.points.repaint();
      },
      chosen: incident === this.chosen,
    });
  }

  #fillPanel() {
    const { panel } = this.frame;
    const open = this.chosen !== null || this.choice !== null;
    const room = { speech: this.speech, contents: this.contents, close: () => this.close(), back: () => this.back(), among: this.choice?.length ?? 0, step: (/** @type {1 | -1} */ step) => this.#step(step) };
    this.frame.openPanel(open);
    if (this.chosen) showIncident(panel, room, this.chosen);
    else if (this.choice) showChoice(panel, room, this.choice, (incident) => this.#entry(incident, "choice"));
    if (open) panel.scrollTop = 0;
  }

  /** @param {Incident[]} incidents */
  #chooseAmong(incidents) {
    this.chosen = null;
    this.points.chosen = null;
    this.choice = incidents;
    this.tip.hide();
    this.#fillPanel();
    this.#markCurrent();
    this.view.bring(incidents[0], false);
  }

  #markCurrent() {
    for (const element of this.frame.list.querySelectorAll(".entry")) element.removeAttribute("aria-current");
    if (!this.chosen) return;
    if (this.chosen.x === undefined) {
      this.unplacedOpen = true;
      this.frame.list.querySelector(".unplaced")?.setAttribute("open", "");
    }
    this.reveal?.(this.chosen);
    const element = entryOf(this.frame.list, this.chosen);
    element?.setAttribute("aria-current", "true");
    element?.scrollIntoView({ block: "nearest" });
  }

  /** @param {1 | -1} step */
  #step(step) {
    const order = this.choice ?? [...this.shown.filter((incident) => incident.x === undefined), ...this.shown.filter((incident) => incident.x !== undefined)];
    if (!order.length) return;
    const at = this.chosen ? order.indexOf(this.chosen) : -1;
    this.choose(order[(at + step + order.length) % order.length], this.choice ? "choice" : "list");
  }

  /** @param {Incident[]} incidents @param {{x: number, y: number}} pixel */
  #hoverMap(incidents, pixel) {
    const [first] = incidents;
    const hovered = incidents.length === 1 ? first : null;
    if (this.points.hovered !== hovered) {
      this.points.hovered = hovered;
      this.points.repaint();
    }
    if (!first) this.tip.hide();
    else if (incidents.length > 1) this.tip.show(this.speech.say("here", { n: incidents.length }), pixel);
    else this.tip.show(this.view.tip(this.speech, first), pixel);
  }

  #sheet() {
    this.frame.root.dataset.sheet = this.frame.root.dataset.sheet === "half" ? "peek" : "half";
    this.frame.name(this.speech);
  }

  /** @param {string} message */
  #tell(message) {
    this.frame.tell(message);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape" && this.layers.close()) {
      /** @type {HTMLElement | null} */ (this.frame.layers.querySelector("summary"))?.focus();
      return;
    }
    if (event.key === "Escape" && (this.chosen || this.choice)) {
      this.back();
      event.preventDefault();
      return;
    }
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("input, .timeline, .chips, .tabs") && event.key !== "ArrowDown") return;
    const moves = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });
    if (!(event.key in moves) || !target.closest(".side") || target.closest("details.problems")) return;
    const entries = /** @type {HTMLElement[]} */ ([...this.frame.list.querySelectorAll(".entry")].filter((element) => /** @type {HTMLElement} */ (element).offsetParent !== null));
    const at = entries.indexOf(/** @type {HTMLElement} */ (target.closest(".entry")));
    entries[Math.max(0, Math.min(entries.length - 1, at + moves[event.key]))]?.focus();
    event.preventDefault();
  }
}

/** @param {HTMLElement} list @param {Incident} incident @returns {HTMLElement | null} */
function entryOf(list, incident) {
  return list.querySelector(`[data-index="${incident.index}"]`);
}
