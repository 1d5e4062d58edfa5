// The page: puts the map into its frame and lets list, map, legend and panel tell the same.

import { AreaView } from "./area_view.js";
import { h, refill } from "./dom.js";
import { countsWords } from "./filter_words.js";
import { frame } from "./frame.js";
import { Ground } from "./ground.js";
import { Layers } from "./layers.js";
import { fillLegend } from "./legend.js";
import { entry, fillProblems, List } from "./list.js";
import { legible } from "./legible.js";
import { MapView } from "./map_view.js";
import { showChoice, showIncident } from "./panel.js";
import { Points } from "./points.js";
import { nameIn, period, unitName } from "./sentences.js";
import { Steering } from "./steering.js";
import { following } from "./succession.js";
import { onTheme } from "./theme.js";
import { tooltip } from "./tooltip.js";
import { opening, OFFERED, Speech } from "./words.js";

/** @typedef {import("./points.js").Hit} Hit */

/** Width in CSS pixels from which list and map stand side by side (MAP.md). */
const TALL = 900; // pixels: below, an open legend covers half of the map's height
const WIDE = 1000;
/** Incidents of several places that open as a list; of more one goes nearer first. */
const FEW = 12;

export class App {
  /**
   * @param {import("leaflet").Map} map
   * @param {import("./types").Contents} contents
   * @param {import("./types").Ground} ground
   * @param {import("./table.js").Table} table
   */
  constructor(map, contents, ground, table) {
    this.contents = contents;
    this.table = table;
    this.map = map;
    this.speech = new Speech(opening(contents.language, navigator.languages));
    /** Row that the panel shows; -1: none. */
    this.chosen = -1;
    /** Those at one spot, of which the panel lets choose. @type {number[] | null} */
    this.choice = null;
    this.legendOpen = window.innerWidth >= WIDE && window.innerHeight >= TALL;

    this.frame = frame(map.getContainer(), {
      language: (language) => this.speak(language),
      zoomIn: () => map.zoomIn(),
      zoomOut: () => map.zoomOut(),
      whole: () => this.view.whole(),
      sheet: () => this.#sheet(),
      key: (event) => this.#key(event),
      // Where the map has nothing to show, the list has something to say.
    }, table.placed ? "peek" : "half", contents.attribution, ground.surveyed, contents.publication ?? null);
    this.steering = new Steering(table, this.frame, {
      filtered: () => this.#filtered(),
      unitName: (speech, unit) => unitName(speech, contents, unit),
      state: () => this.#state(),
      restore: (state) => this.#restore(state),
    });
    this.view = new MapView(map, table, this.frame);
    this.ground = new Ground(map, ground, () => this.speech, table.line);
    this.points = new Points(map, table, (number) => this.speech.numbers.format(number), (candidate) => nameIn(this.speech, candidate));
    this.points.moved = () => this.#clearNames();
    this.list = new List(this.frame.list, {
      item: (index) => this.#entry(index),
      empty: () => this.steering.emptied(),
      total: table.length,
      documents: contents.documents,
    });
    this.list.unplacedOpen = !table.placed;
    this.tip = tooltip(this.frame.stage);
    this.view.listen({
      at: (pixel, reach) => this.points.at(pixel, reach),
      hover: (hit, pixel) => this.#hoverMap(hit, pixel),
      choose: (hit) => this.#chooseHit(hit),
      none: () => this.close(),
    });
    this.areas = new AreaView(map, table, this.steering, this.frame, {
      veil: (on) => {
        this.points.veil(on);
        this.#switch();
      },
      changed: () => this.steering.changed(),
      tell: (text, pixel) => this.tip.show(text, pixel),
      go: (box) => this.view.show(box),
    });
    this.layers = new Layers(map, this.frame.layers, contents.tiles, ground.surveyed, {
      switched: () => this.#switch(),
      tiled: (tiles) => {
        this.ground.shown.tiles = tiles !== null;
        this.frame.credit(tiles?.attribution ?? null, this.speech);
        this.ground.repaint();
      },
      say: (message) => this.frame.tell(message),
    }, this.areas.menu);
    onTheme(() => this.refresh());
    this.opened = this.speech.language;
    this.#sort();
    this.speak(this.opened);
    this.view.whole();
    this.points.show(this.steering.selection.fails);
    this.steering.open();
    map.on("moveend", () => this.steering.changed());
  }

  /** @param {string} language */
  speak(language) {
    this.speech = new Speech(language);
    const { speech } = this;
    document.documentElement.lang = speech.language;
    document.documentElement.dir = speech.direction;
    document.title = legible(this.#title());
    this.frame.name(speech);
    this.view.speak(speech);
    this.steering.speak(speech);
    this.refresh();
  }

  /** Write everything anew, in the language and the colours of now. */
  refresh() {
    const { speech, contents } = this;
    this.period = period(speech, this.table);
    this.frame.title.textContent = this.frame.title.title = legible(this.#title());
    this.#fillFacts();
    fillProblems(this.frame.problems, speech, contents.problems);
    this.layers.fill(speech);
    this.areas.fill(speech);
    this.#fillList();
    this.#fillPanel();
    this.repaint();
  }

  repaint() {
    this.ground.repaint();
    this.points.repaint();
  }

  /** @param {number} index @param {"map" | "list" | "choice"} from */
  choose(index, from) {
    if (from !== "choice") this.choice = null;
    this.chosen = this.points.chosen = index;
    this.points.hovered = -1;
    this.tip.hide();
    this.#fillPanel();
    this.#markCurrent();
    const bring = () => this.view.bring(index, this.points.footprint(index)?.box ?? null, from === "list");
    if (this.table.known(index)) bring();
    else {
      this.table.detail(index).then(() => {
        if (this.chosen !== index) return;
        this.#fillPanel();
        bring();
        this.points.repaint();
      });
    }
    this.points.repaint();
    if (from !== "map") this.frame.panel.focus({ preventScroll: true });
    this.steering.changed();
  }

  /** Close the panel, or go back to the choice that the incident came from. */
  back() {
    const was = this.chosen;
    const inside = this.frame.panel.contains(document.activeElement);
    const among = was >= 0 && this.choice !== null;
    if (was < 0) this.choice = null;
    this.chosen = this.points.chosen = -1;
    this.#fillPanel();
    this.#markCurrent();
    this.points.repaint();
    if (was >= 0 && inside) /** @type {HTMLElement | null} */ (among ? this.frame.panel.querySelector(`[data-index="${was}"]`) : this.list.reveal(was, this.table.has(was)))?.focus();
    this.steering.changed();
  }

  close() {
    this.choice = null;
    this.back();
  }

  #title() {
    return this.contents.title || this.speech.say("title");
  }

  /** Let names stand where no marks do: at once where there are few, else when the map has come to rest. */
  #clearNames() {
    const marks = this.points.marks();
    clearTimeout(this.clearing);
    if (this.points.bySize) this.#fillLegend();
    const clear = () => {
      this.ground.keepClear(marks);
      this.ground.repaint();
    };
    this.clearing = window.setTimeout(clear, marks.length < 200 ? 0 : 200);
  }

  /** Those that are shown: first those without a place. */
  #sort() {
    const { count, unplaced, partition } = this.steering.selection;
    const { rows } = partition;
    this.unplaced = new Int32Array(unplaced);
    this.placed = new Int32Array(count - unplaced);
    const { x } = this.table;
    for (let at = 0, [on, off] = [0, 0]; at < count; at++) {
      const row = rows[at];
      if (x[row] === x[row]) this.placed[on++] = row;
      else this.unplaced[off++] = row;
    }
  }

  /** Show what the filters leave. */
  #filtered() {
    this.#sort();
    this.points.show(this.steering.selection.fails);
    this.#fillFacts();
    this.#fillList();
    this.areas.refresh();
  }

  /** Show on the ground what is switched on; where areas are filled, no hatch is laid over them. */
  #switch() {
    const { districts, disputed, footprints } = this.layers.switches;
    Object.assign(this.ground.shown, { districts, disputed: disputed && !this.areas.on });
    this.points.allFootprints = footprints;
    this.repaint();
    this.steering.changed();
  }

  /** What of the page is not as it opens. */
  #state() {
    const { language } = this.speech;
    return {
      view: this.view.moved(),
      incident: (this.chosen >= 0 && this.table.known(this.chosen)?.id) || null,
      language: language === this.opened ? null : language,
      layers: this.layers.chosen(),
      sized: this.points.bySize,
      areas: this.areas.chosen(),
    };
  }

  /** @param {import("./fragment.js").State} state */
  #restore({ view, incident, language, layers, sized, areas }) {
    const spoken = language !== null && OFFERED.includes(language) ? language : this.opened;
    if (spoken !== this.speech.language) this.speak(/** @type {string} */ (spoken));
    this.layers.choose(layers);
    this.#size(sized);
    this.areas.restore(areas);
    if (view) this.view.go(view);
    if (incident === null) return this.chosen >= 0 ? this.close() : undefined;
    this.table.find(incident).then((index) => {
      if (index >= 0 && index !== this.chosen) this.choose(index, view ? "map" : "list");
      else if (index < 0 && this.chosen >= 0) this.close();
    });
  }

  #fillFacts() {
    const { speech } = this;
    const counts = countsWords(speech, this.steering.selection);
    // Those that tell them; of reports that tell none the empty page speaks.
    const told = this.table.reportCount || (this.contents.documents ?? 0);
    refill(
      this.frame.facts,
      h("span", {}, this.period),
      h("span", { class: "counts" }, counts),
      told ? h("span", { class: "read" }, speech.say("from_reports", { n: told })) : null,
    );
    this.frame.count.textContent = counts;
  }

  #fillList() {
    const { speech } = this;
    this.list.fill(speech, this.unplaced ?? [], this.placed ?? []);
    this.#fillLegend();
  }

  #fillLegend() {
    const { speech, table } = this;
    fillLegend(this.frame.legend, speech, {
      table,
      counts: this.steering.selection.tallies("kind"),
      hidden: this.steering.hiddenKinds,
      toggle: (kind) => {
        this.steering.toggleKind(kind);
        /** @type {HTMLElement | null} */ (this.frame.legend.querySelector(`[data-kind="${kind}"]`))?.focus();
      },
      open: this.legendOpen,
      setOpen: (open) => (this.legendOpen = open),
      sized: this.points.bySize,
      most: this.points.most,
      size: (on) => {
        this.#size(on);
        /** @type {HTMLElement | null} */ (this.frame.legend.querySelector("[name=sized]"))?.focus();
      },
    });
  }

  /** Size the marks by how many were killed. @param {boolean} on */
  #size(on) {
    if (on !== this.points.bySize) this.points.size(on);
    this.#fillLegend();
    this.steering.changed();
  }

  /** @param {number} index @param {"list" | "choice"} [from] */
  #entry(index, from = "list") {
    return entry(this.speech, this.table, index, {
      choose: (chosen) => this.choose(chosen, from),
      hover: (hovered) => {
        this.points.hovered = hovered;
        this.points.repaint();
      },
      chosen: index === this.chosen,
    });
  }

  #fillPanel() {
    const { panel } = this.frame;
    const open = this.chosen >= 0 || this.choice !== null;
    const room = { speech: this.speech, table: this.table, close: () => this.close(), back: () => this.back(), among: this.choice?.length ?? 0, contents: this.contents, step: (/** @type {1 | -1} */ step) => this.#step(step) };
    this.choices?.stop();
    this.frame.openPanel(open);
    if (this.chosen >= 0) showIncident(panel, room, this.chosen);
    else if (this.choice) this.choices = showChoice(panel, room, this.choice, (index) => this.#entry(index, "choice"));
    if (open) panel.scrollTop = 0;
  }

  /** @param {Hit} hit */
  #chooseHit({ n, rows, box }) {
    if (n === 1) return this.choose(rows[0], "map");
    const spot = box.west === box.east && box.north === box.south;
    if (rows.length && (n <= FEW || spot || this.map.getZoom() >= this.map.getMaxZoom() || this.table.area[rows[0]])) this.#chooseAmong(rows);
    else this.view.closer(box);
  }

  /** @param {number[]} rows */
  #chooseAmong(rows) {
    this.chosen = this.points.chosen = -1;
    this.choice = rows;
    this.tip.hide();
    this.#fillPanel();
    this.#markCurrent();
    this.view.bring(rows[0], this.table.area[rows[0]] ? this.points.footprint(rows[0])?.box ?? null : null, false);
  }

  #markCurrent() {
    for (const element of this.frame.list.querySelectorAll(".entry[aria-current]")) element.removeAttribute("aria-current");
    if (this.chosen < 0) return;
    const element = this.list.reveal(this.chosen, this.table.has(this.chosen));
    element?.setAttribute("aria-current", "true");
    element?.scrollIntoView({ block: "nearest" });
  }

  /** @param {1 | -1} step */
  #step(step) {
    const parts = this.choice ? [this.choice] : [this.unplaced ?? [], this.placed ?? []];
    const next = following(parts, this.chosen, step);
    if (next !== null) this.choose(next, this.choice ? "choice" : "list");
  }

  /** @param {Hit | null} hit @param {{x: number, y: number}} pixel */
  #hoverMap(hit, pixel) {
    const hovered = hit?.n === 1 ? hit.rows[0] : -1;
    if (this.points.hovered !== hovered) {
      this.points.hovered = hovered;
      this.points.repaint();
    }
    const refused = hit ? null : this.points.refusedAt(pixel);
    if (refused) this.tip.show(this.speech.say("refused_place", { name: refused }), pixel);
    else if (!hit) this.tip.hide();
    else if (hovered < 0) this.tip.show(this.speech.say("here", { n: hit.n }), pixel);
    else this.tip.show(this.view.tip(this.speech, this.table.brief(hovered)), pixel);
  }

  #sheet() {
    this.frame.root.dataset.sheet = this.frame.root.dataset.sheet === "half" ? "peek" : "half";
    this.frame.name(this.speech);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape" && this.layers.close()) {
      /** @type {HTMLElement | null} */ (this.frame.layers.querySelector("summary"))?.focus();
      return;
    }
    if (event.key === "Escape" && (this.chosen >= 0 || this.choice)) {
      this.back();
      event.preventDefault();
      return;
    }
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("input, .timeline, .chips, .tabs") && event.key !== "ArrowDown") return;
    const moves = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });
    if (!(event.key in moves) || !target.closest(".side") || target.closest("details.problems")) return;
    this.list.move(target, moves[event.key]);
    event.preventDefault();
  }
}
