// Incidents over time, under the map: bars that follow all other filters, a window to brush, and a player.

import { binOf, between, daysOf, ended, moved, played, pressed, windowOf } from "./brush.js";
import { dateOf, fitting, offered, STEPS } from "./calendar.js";
import { h, icon, ICONS, refill } from "./dom.js";
import { segments } from "./segments.js";
import { daysWords } from "./filter_words.js";
import { totals } from "./histogram.js";
import { paintTimeline } from "./timeline_paint.js";
import { onTheme, still } from "./theme.js";

/** @typedef {import("./words.js").Speech} Speech */
/** @typedef {import("./brush.js").Window} Window */
/** @typedef {import("./columns").OfDays} OfDays */
/** @typedef {"window" | "first" | "last"} Part */

const SPEEDS = [1, 2, 4];
/** Milliseconds that a bar stands at single speed: long enough to look at the map. */
const PACE = 700;
/** Pixels about a handle that take hold of it, for a mouse and for a finger (44 in all). */
const REACH = { mouse: 8, touch: 22 };

export class Timeline {
  /** @param {import("./selection.js").Selection} selection */
  constructor(selection) {
    this.selection = selection;
    /** @type {Speech | null} */
    this.speech = null;
    /** @type {import("./calendar.js").Step | null} null: as the span asks */
    this.chosenStep = null;
    this.stacked = /** @type {"kind" | "total"} */ ("kind");
    this.mode = /** @type {"window" | "cumulative"} */ ("window");
    this.speed = SPEEDS[0];
    this.timer = 0;
    this.frame = 0;
    this.hovered = -1;
    /** Called when bars of another length are chosen. */
    this.stepped = () => {};
    this.canvas = h("canvas", { "aria-hidden": "true" });
    const handle = (/** @type {Part} */ part) => h("div", { class: `brush-${part}`, role: "slider", tabindex: "0", "data-part": part, keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event, part) });
    this.parts = { window: handle("window"), first: handle("first"), last: handle("last") };
    this.tip = h("div", { class: "bar-tip", hidden: true });
    this.plot = h("div", { class: "plot", role: "group" }, this.canvas, Object.values(this.parts), this.tip);
    this.playing = h("button", { type: "button", class: "plain play", click: () => this.#play() });
    this.period = h("p", { class: "period" });
    this.undated = h("p", { class: "small undated" });
    this.clearing = h("button", { type: "button", class: "plain period-clear", click: () => this.#set(null) }, icon(ICONS.close));
    this.choices = h("div", { class: "timeline-choices" });
    this.element = h("section", { class: "timeline" }, h("div", { class: "timeline-tools" }, h("div", { class: "timeline-head" }, this.playing, h("div", { class: "period-box" }, this.period, this.undated), this.clearing), this.choices), this.plot);
    this.element.hidden = selection.span === null;
    this.#listen();
  }

  /** @param {Speech} speech */
  speak(speech) {
    this.speech = speech;
    this.element.setAttribute("aria-label", speech.say("timeline"));
    this.plot.setAttribute("aria-label", speech.say("timeline"));
    this.clearing.title = speech.say("window_all");
    this.clearing.setAttribute("aria-label", speech.say("window_all"));
    for (const [part, handle] of Object.entries(this.parts)) handle.setAttribute("aria-label", speech.say(part === "window" ? "window" : `window_${part}`));
    this.#fillChoices(speech);
    this.refresh();
  }

  /** Write and paint everything that follows the selection. */
  refresh() {
    const { speech, histogram } = this;
    if (!speech || !histogram) return;
    const days = /** @type {OfDays | null} */ (this.selection.get("time"));
    const words = daysWords(speech, days ?? this.#whole());
    this.period.textContent = words;
    this.undated.textContent = histogram.undated ? speech.say("undated", { n: histogram.undated }) : "";
    this.clearing.hidden = days === null;
    this.#showPlaying(speech);
    this.#showParts(speech, days, words);
    this.repaint();
  }

  repaint() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.#paint());
  }

  /** @returns {import("./calendar.js").Step} */
  get step() {
    const { first, last } = this.selection.span ?? { first: 0, last: 0 };
    return this.chosenStep ?? fitting(last - first + 1);
  }

  get histogram() {
    return this.selection.histogram(this.step);
  }

  get bins() {
    return (this.histogram?.starts.length ?? 2) - 1;
  }

  /** @returns {Window | null} */
  get window() {
    return this.histogram && windowOf(this.histogram.starts, /** @type {OfDays | null} */ (this.selection.get("time")));
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    if (this.speech) this.#showPlaying(this.speech);
  }

  #listen() {
    const { plot } = this;
    plot.addEventListener("pointerdown", (event) => this.#take(event));
    plot.addEventListener("pointermove", (event) => this.#hover(event.clientX));
    plot.addEventListener("pointerleave", () => this.#hover(null));
    plot.addEventListener("dblclick", () => this.#set(null));
    new ResizeObserver(() => this.refresh()).observe(plot);
    onTheme(() => this.repaint());
  }

  /** @returns {OfDays} */
  #whole() {
    const { first, last } = /** @type {{first: number, last: number}} */ (this.selection.span);
    return { from: first, to: last };
  }

  /** @param {Window | null} window */
  #set(window) {
    const { histogram } = this;
    if (!histogram) return;
    const days = daysOf(histogram.starts, window);
    const now = /** @type {OfDays | null} */ (this.selection.get("time"));
    if (days?.from !== now?.from || days?.to !== now?.to) this.selection.set("time", days);
  }

  /** @param {KeyboardEvent} event @param {Part} part */
  #key(event, part) {
    const made = pressed(this.window, part, event, this.bins, this.speech?.direction ?? "ltr");
    if (made === undefined) return;
    this.stop();
    this.#set(made);
    event.preventDefault();
    event.stopPropagation();
  }

  /** Where a day lies across the plot: 0 at the left, 1 at the right. @param {number} day */
  #across(day) {
    const starts = this.histogram?.starts ?? new Int32Array([0, 1]);
    const end = /** @type {number} */ (starts.at(-1));
    const share = Math.max(0, Math.min(1, (day - starts[0]) / (end - starts[0])));
    return this.speech?.direction === "rtl" ? 1 - share : share;
  }

  /** @param {number} clientX @returns {number} the bin there */
  #binAt(clientX) {
    const { left, width } = this.canvas.getBoundingClientRect();
    const starts = this.histogram?.starts ?? new Int32Array([0, 1]);
    const end = /** @type {number} */ (starts.at(-1));
    const share = (clientX - left) / width;
    const along = this.speech?.direction === "rtl" ? 1 - share : share;
    return binOf(starts, Math.floor(starts[0] + along * (end - starts[0])));
  }

  /** Take hold of a handle, of the window, or draw a new one. @param {PointerEvent} event */
  #take(event) {
    if (event.button !== 0) return;
    this.stop();
    const from = this.#binAt(event.clientX);
    const part = this.#under(event);
    const before = this.window;
    this.plot.setPointerCapture(event.pointerId);
    let wanted = before;
    let asked = 0;
    const move = (/** @type {PointerEvent} */ moving) => {
      const bin = this.#binAt(moving.clientX);
      if (!part || !before) wanted = between(from, bin, this.bins);
      else if (part === "window") wanted = moved(before, bin - from, this.bins);
      else wanted = ended(before, part, part === "first" ? Math.min(bin, before[1]) : Math.max(bin, before[0]), this.bins);
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => this.#set(wanted)); // as often as can be seen, no oftener
    };
    const drop = (/** @type {PointerEvent} */ dropped) => {
      if (dropped.type === "pointerup") {
        move(dropped);
        cancelAnimationFrame(asked);
        this.#set(wanted);
      }
      for (const [name, listener] of listeners) this.plot.removeEventListener(name, /** @type {EventListener} */ (listener));
    };
    const listeners = /** @type {[string, (event: PointerEvent) => void][]} */ ([["pointermove", move], ["pointerup", drop], ["pointercancel", drop]]);
    for (const [name, listener] of listeners) this.plot.addEventListener(name, /** @type {EventListener} */ (listener));
  }

  /** @param {PointerEvent} event @returns {Part | null} */
  #under({ clientX, pointerType }) {
    const days = /** @type {OfDays | null} */ (this.selection.get("time"));
    if (!days) return null;
    const { left, width } = this.canvas.getBoundingClientRect();
    const at = (/** @type {number} */ day) => left + this.#across(day) * width;
    const whole = this.#whole();
    const [first, last] = [at(days.from ?? /** @type {number} */ (whole.from)), at((days.to ?? /** @type {number} */ (whole.to)) + 1)];
    // A narrow window is taken as a whole in its middle third.
    const reach = Math.min(pointerType === "touch" ? REACH.touch : REACH.mouse, Math.max(4, Math.abs(last - first) / 3));
    const outside = Math.min(first, last) - REACH.touch <= clientX && clientX <= Math.max(first, last) + REACH.touch ? 0 : 1;
    if (outside) return null;
    const nearFirst = Math.abs(clientX - first);
    const nearLast = Math.abs(clientX - last);
    if (Math.min(nearFirst, nearLast) <= reach) return nearFirst <= nearLast ? "first" : "last";
    return (clientX - first) * (clientX - last) < 0 ? "window" : null;
  }

  /** @param {Speech} speech @param {OfDays | null} days @param {string} words */
  #showParts(speech, days, words) {
    const whole = /** @type {{from: number, to: number}} */ (this.#whole());
    const [from, to] = [days?.from ?? whole.from, days?.to ?? whole.to];
    const [first, last] = [this.#across(days ? from : -Infinity), this.#across(days ? to + 1 : Infinity)];
    const [start, end] = this.window ?? [0, this.bins - 1];
    const form = speech.dates({ day: "numeric", month: "long", year: "numeric" });
    const say = (/** @type {HTMLElement} */ handle, /** @type {number} */ now, /** @type {string} */ text) => {
      for (const [name, value] of Object.entries({ valuemin: 0, valuemax: this.bins - 1, valuenow: now, valuetext: text })) handle.setAttribute(`aria-${name}`, String(value));
    };
    say(this.parts.first, start, form.format(dateOf(from)));
    say(this.parts.last, end, form.format(dateOf(to)));
    say(this.parts.window, start, [words, speech.say("counts", { n: this.selection.count })].join(speech.say("list_and")));
    this.parts.first.style.left = `${first * 100}%`;
    this.parts.last.style.left = `${last * 100}%`;
    this.parts.window.style.left = `${Math.min(first, last) * 100}%`;
    this.parts.window.style.width = `${Math.abs(last - first) * 100}%`;
    this.plot.classList.toggle("brushed", days !== null);
  }

  #paint() {
    const { histogram, speech, canvas } = this;
    const { width, height } = this.plot.getBoundingClientRect();
    if (!histogram || !speech || width === 0) return;
    paintTimeline(canvas, { width, height, histogram, speech, stacked: this.stacked === "kind", days: /** @type {OfDays | null} */ (this.selection.get("time")), hovered: this.hovered });
  }

  /** @param {number | null} clientX */
  #hover(clientX) {
    const { speech, histogram } = this;
    const bin = clientX === null ? -1 : this.#binAt(clientX);
    if (bin === this.hovered || !speech || !histogram) return;
    this.hovered = bin;
    this.tip.hidden = bin < 0;
    if (bin >= 0) {
      this.tip.textContent = this.#barWords(speech, histogram, bin);
      const middle = this.#across((histogram.starts[bin] + histogram.starts[bin + 1]) / 2) * 100;
      this.tip.style.left = `${Math.max(8, Math.min(92, middle))}%`;
    }
    this.repaint();
  }

  /** @param {Speech} speech @param {import("./columns").Histogram} histogram @param {number} bin */
  #barWords(speech, histogram, bin) {
    const day = dateOf(histogram.starts[bin]);
    const form = speech.dates(histogram.step === "month" ? { month: "long", year: "numeric" } : { day: "numeric", month: "short", year: "numeric" });
    const when = histogram.step === "week" ? speech.say("week_of", { day: form.format(day) }) : form.format(day);
    const sum = totals(histogram)[bin];
    const n = Math.round(sum);
    const all = Math.round(histogram.all[bin]);
    const counted = n < all ? speech.say("counts_of", { n: all, shown: n }) : speech.say("counts", { n });
    return [when, histogram.vague[bin] ? speech.say("bar_about", { n: Math.max(0.1, sum) }) : counted].join(speech.say("separator"));
  }

  /** One click plays, the next pauses; who wants little movement steps on instead. */
  #play() {
    if (this.timer) return this.stop();
    this.#next();
    if (!still()) this.#run();
  }

  #run() {
    clearInterval(this.timer);
    this.timer = window.setInterval(() => this.#next(), PACE / this.speed);
    if (this.speech) this.#showPlaying(this.speech);
  }

  #next() {
    const now = this.window;
    const over = now && now[1] >= this.bins - 1;
    // At the end it stops; asked again, it begins anew.
    if (over && this.timer) return this.stop();
    const again = now && (this.mode === "cumulative" ? /** @type {Window} */ ([now[0], now[0]]) : moved(now, -this.bins, this.bins));
    const next = over ? again : played(now, this.mode, this.bins);
    this.#set(next);
    if (next && next[1] - next[0] === this.bins - 1) this.stop(); // it has grown to everything, which is no window
  }

  /** @param {Speech} speech */
  #showPlaying(speech) {
    const name = this.timer ? "pause" : still() ? "play_step" : "play";
    if (this.playing.dataset.does === name && this.playing.title === speech.say(name)) return;
    this.playing.dataset.does = name;
    this.playing.title = speech.say(name);
    this.playing.setAttribute("aria-label", speech.say(name));
    refill(this.playing, icon(name === "pause" ? ICONS.pause : name === "play" ? ICONS.play : ICONS.next));
  }

  /** @param {Speech} speech */
  #fillChoices(speech) {
    const { first, last } = this.selection.span ?? { first: 0, last: 0 };
    const steps = offered(last - first + 1);
    refill(
      this.choices,
      segments(speech.say("bars"), STEPS.filter((step) => steps.includes(step)).map((step) => [step, speech.word("step", step)]), this.step, (step) => this.#choose({ chosenStep: step })),
      segments(speech.say("bars_show"), ["kind", "total"].map((one) => [one, speech.word("stacked", one)]), this.stacked, (stacked) => this.#choose({ stacked })),
      segments(speech.say("speed"), SPEEDS.map((speed) => [String(speed), speech.say("times", { n: speed })]), String(this.speed), (speed) => this.#choose({ speed: Number(speed) })),
      segments(speech.say("play"), ["window", "cumulative"].map((mode) => [mode, speech.word("playing", mode)]), this.mode, (mode) => this.#choose({ mode })),
    );
  }

  /** @param {object} choice */
  #choose(choice) {
    const was = this.step;
    Object.assign(this, choice);
    if (this.step !== was) this.stepped();
    if (this.timer) this.#run();
    this.refresh();
  }
}
