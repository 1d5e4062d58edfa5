// A window over the bins of a histogram: how keys, pointers and playing move it. Pure: what is painted is timeline.js.

/**
 * First and last bin, both counted in.
 * @typedef {[first: number, last: number]} Window
 */

/** Keys that move by one bin, by how many of them in reading order; the page's direction turns the arrows round. @type {Record<string, number>} */
const ARROWS = { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 1, ArrowDown: -1 };

/** Bins that a page key moves by. */
const PAGE = 10;

/** Share of the whole that a player's window takes where none was drawn. */
const PLAYED = 0.1;

/** @param {number} bin @param {number} bins */
const within = (bin, bins) => Math.max(0, Math.min(bins - 1, bin));

/**
 * Move a window as a whole; at an end it stays as wide as it is.
 * @param {Window} window
 * @param {number} by
 * @param {number} bins
 * @returns {Window}
 */
export function moved([first, last], by, bins) {
  const step = Math.max(-first, Math.min(bins - 1 - last, by));
  return [first + step, last + step];
}

/**
 * Put one end to a bin; the other gives way.
 * @param {Window} window
 * @param {"first" | "last"} end
 * @param {number} bin
 * @param {number} bins
 * @returns {Window}
 */
export function ended([first, last], end, bin, bins) {
  const to = within(bin, bins);
  return end === "first" ? [to, Math.max(to, last)] : [Math.min(first, to), to];
}

/** @param {number} a @param {number} b @param {number} bins @returns {Window} */
export function between(a, b, bins) {
  const [from, to] = [within(a, bins), within(b, bins)];
  return from <= to ? [from, to] : [to, from];
}

/**
 * Return what a key makes of the window, or undefined where it means nothing here.
 *
 * On the window: arrows move it, with shift they move its last bin (wider or narrower), Home and End bring it to an end. On
 * a handle: arrows, page keys, Home and End move that one. Delete takes the window away (null).
 * @param {Window | null} window null: all bins
 * @param {"window" | "first" | "last"} part
 * @param {{key: string, shiftKey: boolean}} pressed
 * @param {number} bins
 * @param {"ltr" | "rtl"} direction
 * @returns {Window | null | undefined}
 */
export function pressed(window, part, { key, shiftKey }, bins, direction) {
  if (key === "Delete" || key === "Backspace") return window ? null : undefined;
  const [first, last] = window ?? [0, bins - 1];
  const ends = { Home: -bins, End: bins, PageUp: PAGE, PageDown: -PAGE };
  const turned = direction === "rtl" && /Left|Right/.test(key) ? -1 : 1;
  const by = key in ARROWS ? ARROWS[key] * turned : /** @type {Record<string, number>} */ (ends)[key];
  if (by === undefined) return undefined;
  if (part === "first") return ended([first, last], "first", Math.min(last, first + by), bins);
  if (part === "last") return ended([first, last], "last", Math.max(first, last + by), bins);
  if (shiftKey) return ended([first, last], "last", Math.max(first, last + by), bins);
  if (!window) return by > 0 && key !== "End" ? [0, 0] : key === "Home" ? [0, 0] : [bins - 1, bins - 1];
  return moved([first, last], by, bins);
}

/**
 * Return where a player's window stands next, or null when it has come to the end.
 * @param {Window | null} window
 * @param {"window" | "cumulative"} mode a window that wanders, or one that grows from its first bin on
 * @param {number} bins
 * @returns {Window | null}
 */
export function played(window, mode, bins) {
  if (!window) return [0, mode === "cumulative" ? 0 : within(Math.round(bins * PLAYED) - 1, bins)];
  if (window[1] >= bins - 1) return null;
  return mode === "cumulative" ? [window[0], window[1] + 1] : moved(window, 1, bins);
}

/** The window of a filter's days. @param {Int32Array} starts @param {import("./columns").OfDays | null} filter @returns {Window | null} */
export function windowOf(starts, filter) {
  if (!filter) return null;
  const bins = starts.length - 1;
  return [binOf(starts, filter.from ?? starts[0]), filter.to === null ? bins - 1 : binOf(starts, filter.to)];
}

/** The days of a window; none where it is everything. @param {Int32Array} starts @param {Window | null} window @returns {import("./columns").OfDays | null} */
export function daysOf(starts, window) {
  if (!window || (window[0] === 0 && window[1] === starts.length - 2)) return null;
  return { from: starts[window[0]], to: starts[window[1] + 1] - 1 };
}

/** The bin that holds a day, or the nearest. @param {Int32Array} starts @param {number} day */
export function binOf(starts, day) {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}
