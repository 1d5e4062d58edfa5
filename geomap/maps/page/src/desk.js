// What stands at the end of the header: taking away, and the cover.

import { Cover } from "./cover.js";
import { h, icon, ICONS } from "./dom.js";
import { Taking } from "./taking.js";

/** Put both into the page, and keep them in its language. @param {import("./app.js").App} page */
export function desk(page) {
  const cover = new Cover(page);
  const taking = new Taking(page, () => cover.open());
  const about = h("button", { type: "button", class: "tool about", click: () => cover.open() }, icon(ICONS.question));
  page.frame.bar.insertBefore(h("div", { class: "desk" }, taking.element, about), cover.strip);
  const speak = (/** @type {import("./words.js").Speech} */ speech) => {
    about.title = speech.say("cover");
    about.setAttribute("aria-label", speech.say("cover"));
    taking.speak(speech);
    cover.speak(speech);
  };
  speak(page.speech);
  page.frame.named.add(speak);
}
