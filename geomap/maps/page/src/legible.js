// Text of reports as it may be shown: nothing in it can act on the text around it.

const OVERRIDES = /[\u202d\u202e]/g;
const EMBEDDINGS = /[\u202a-\u202c\u2066-\u2069]/g;
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
/** Characters of one text that are shown: seven pages of print. A megabyte in each field stopped the browser for minutes. */
const LONGEST = 20_000;

/**
 * Return `text` with its invisible commands made harmless: direction overrides are written out, since who put one there
 * wanted to deceive; embeddings, which honest pages use, are dropped, since each text stands isolated here anyway. What
 * is longer than any report ends in an ellipsis.
 * @param {string} text
 */
export function legible(text) {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}…` : text;
  return shown
    .replace(OVERRIDES, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase()}]`)
    .replace(EMBEDDINGS, "")
    .replace(CONTROLS, "\ufffd");
}

/**
 * Return `text` for use inside a sentence of either direction (Unicode isolates; see UAX #9).
 * @param {string} text
 */
export function isolate(text) {
  return `\u2068${legible(text)}\u2069`;
}

/**
 * Return the direction of the first strong letter, as browsers do for dir=auto.
 * @param {string} text
 * @returns {"ltr" | "rtl"}
 */
export function direction(text) {
  const strong = /[\p{L}]/u.exec(text);
  return strong && /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(strong[0]) ? "rtl" : "ltr";
}

/**
 * Return `tag` if it is the form of a language's (BCP 47), so that what a report claims to be reaches no attribute raw.
 * @param {string | undefined} tag
 * @returns {string | null}
 */
export function languageTag(tag) {
  return tag && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) ? tag : null;
}

/**
 * Return `url` if a reader may follow it: http and https only.
 * @param {string | undefined} url
 * @returns {string | null}
 */
export function safeLink(url) {
  if (!url) return null;
  try {
    const { protocol, href } = new URL(url.trim());
    return protocol === "http:" || protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}

/** Return the words of a report between the quotation marks of its script. @param {string} text */
export function quoted(text) {
  return direction(text) === "rtl" ? `«${legible(text)}»` : `“${legible(text)}”`;
}
