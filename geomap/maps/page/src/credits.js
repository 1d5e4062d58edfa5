// Whom the map credits: in short on its edge, in the publishers' own words where that opens.

import { h, icon, ICONS, refill } from "./dom.js";
import { isolate, legible } from "./legible.js";

/** Characters of a name on the map's edge: the longest of those that we know ("OpenStreetMap contributors") has 26. */
const LONGEST = 40;

/** How the note of an edition that was read back begins (geomap/store/publication.py): it credits nobody. */
const EDITED = "Edited for publication: ";

/**
 * Return who made it, for the map's edge: what stands before the line's first comma, colon, bracket or end, without ©.
 * @param {string} line
 */
export function maker(line) {
  const [start] = line.trim().split(/[:;,،؛](?=\s)|\s[(\[–—]|[\r\n\u2028]/u);
  const name = legible(start.replace(/^(?:©|\(c\))\s*/i, "").trim());
  const signs = Array.from(name);
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join("").trimEnd()}…` : name;
}

/**
 * Build the credits; words are filled in by `name`.
 * @param {string[]} lines
 * @param {boolean} surveyed whether the borders are a source's
 * @param {import("./types").Publication | null} [publication] what was done before it was published
 */
export function credits(lines, surveyed, publication = null) {
  const borders = h("span", { class: "borders" });
  const makers = h("bdi", { class: "makers" });
  const heading = h("h2", {});
  const opinion = h("p", {});
  const list = h("ul", {});
  const edited = h("section", { class: "edited", hidden: publication === null });
  const whole = h("div", { class: "whole", tabindex: "0", role: "region" }, edited, heading, list, opinion);
  const element = h("details", { class: "credits" }, h("summary", {}, borders, makers, icon(ICONS.info)), whole);

  return {
    element,

    /** @param {import("./words.js").Speech} speech @param {string | null} tiles who made those that are shown */
    name(speech, tiles) {
      const shown = tiles ? [tiles, ...lines] : lines;
      const owed = shown.filter((line) => !line.startsWith(EDITED));
      const names = [...new Set(owed.map(maker).filter(Boolean))];
      borders.textContent = speech.say(surveyed ? "borders_short_surveyed" : "borders_short");
      makers.textContent = names.length ? `© ${names.map(isolate).join(", ")}` : "";
      heading.textContent = speech.say("sources");
      refill(list, shown.map((line) => h("li", { dir: "auto" }, legible(line))));
      opinion.textContent = speech.say(surveyed ? "borders_surveyed" : "borders");
      whole.setAttribute("aria-label", speech.say("sources"));
      element.title = speech.say("sources");
      if (publication) refill(edited, h("h2", {}, speech.say("publication")), h("ul", {}, publicationWords(speech, publication).map((words) => h("li", {}, words))));
    },
  };
}

/**
 * What was coarsened and withheld before the map was published, in sentences.
 * @param {import("./words.js").Speech} speech
 * @param {import("./types").Publication} publication
 */
export function publicationWords(speech, { method, cell_km: width, coarsened, unplaced, titles }) {
  const where = method === "grid" ? speech.say("publication_grid", { n: coarsened, width: speech.length(width ?? 0) }) : speech.say("publication_district", { n: coarsened });
  return [
    where,
    unplaced ? speech.say("publication_unplaced", { n: unplaced }) : "",
    speech.say("publication_withheld"),
    titles ? speech.say("publication_titles", { n: titles }) : "",
  ].filter(Boolean);
}
