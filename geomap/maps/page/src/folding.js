// Letters that readers do not tell apart when they search: one spelling for each.

/** Latin letters without their marks, Arabic ones without theirs: "Hawija" and "hawija", "الحويجة" and "الحويجه". */
const FOLDS = /** @type {const} */ ([
  [/[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c-\u200f]/g, ""],
  [/[أإآٱ]/g, "ا"],
  [/[ىی]/g, "ي"],
  [/ک/g, "ك"],
  [/[ةەھ]/g, "ه"],
]);

/** @param {string} text @returns {string} */
export function folded(text) {
  return FOLDS.reduce((form, [pattern, letter]) => form.replace(pattern, letter), text.normalize("NFD").toLowerCase());
}
