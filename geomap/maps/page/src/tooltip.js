// One line that follows the pointer.

import { h } from "./dom.js";

/** @param {HTMLElement} stage */
export function tooltip(stage) {
  const element = h("div", { class: "tip", role: "tooltip", hidden: true });
  stage.append(element);
  return {
    /** @param {string} text @param {{x: number, y: number}} pixel of the map */
    show(text, pixel) {
      element.textContent = text;
      element.hidden = false;
      const { width, height } = element.getBoundingClientRect();
      const left = Math.max(6, Math.min(pixel.x - width / 2, stage.clientWidth - width - 6));
      const top = pixel.y - height - 16 < 4 ? pixel.y + 20 : pixel.y - height - 16;
      element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    },
    hide() {
      element.hidden = true;
    },
  };
}
