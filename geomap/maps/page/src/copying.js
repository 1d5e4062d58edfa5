// Texts for the clipboard; where the browser does not allow it, the text is selected for the reader to copy.

/** Marks that keep directions apart on the page: other programs show them as boxes, and do not find what holds them. */
const ISOLATES = /[\u2066-\u2069]/g;

/**
 * Copy a text.
 * @param {string} text
 * @param {HTMLElement} element that shows it, and is selected where copying is not allowed
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copied(text, element) {
  try {
    await navigator.clipboard.writeText(text.replace(ISOLATES, ""));
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return false;
  }
}
