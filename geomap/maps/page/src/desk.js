// What stands at the end of the header: taking away, and the cover. Where the header has no room, both are one of the
// map's tools.

import { Cover } from "./cover.js";
import { h, icon, ICONS } from "./dom.js";
import { Taking } from "./taking.js";

/** Width in CSS pixels under which the header has room for the title and the languages alone (desk.css has it too). */
const ROOM = 600;

/** Put both into the page, and keep them in its language. @param {import("./app.js").App} page */
export function desk(page) {
  const cover = new Cover(page);
  const taking = new Taking(page, () => cover.open());
  const about = h("button", { type: "button", class: "tool about", click: () => cover.open() }, icon(ICONS.question));
  const end = h("div", { class: "desk" });
  const narrow = window.matchMedia(`(max-width: ${ROOM - 1}px)`);
  const speak = (/** @type {import("./words.js").Speech} */ speech) => {
    about.title = speech.say("cover");
    about.setAttribute("aria-label", speech.say("cover"));
    taking.speak(speech, narrow.matches);
    cover.speak(speech);
  };
  const place = () => {
    if (narrow.matches) page.frame.tools.append(taking.element);
    else end.replaceChildren(taking.element, about);
    speak(page.speech);
  };
  page.frame.bar.insertBefore(end, cover.strip);
  page.frame.named.add(speak);
  narrow.addEventListener("change", place);
  place();
  if (page.view.moved()) return; // where a link leads
  page.map.invalidateSize({ animate: false });
  page.view.whole(); // none of the marks under the new tool, or pushed out by the author's line
}
