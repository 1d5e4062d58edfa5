// What the file holds deflated and in base64, as bytes and as JSON again.

/** Why a browser cannot read the file; it is shown to the reader. */
export class Unreadable extends Error {}

/**
 * Return the bytes of deflated base64.
 * @param {string} text
 * @returns {Promise<Uint8Array>}
 */
export async function inflated(text) {
  if (!text) return new Uint8Array(0);
  if (typeof DecompressionStream === "undefined") throw new Unreadable("DecompressionStream");
  const stream = new Blob([/** @type {BlobPart} */ (bytesOf(text))]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} text deflated JSON in base64 @returns {Promise<any>} null where there is nothing */
export async function inflatedJson(text) {
  const bytes = await inflated(text);
  return bytes.length ? JSON.parse(new TextDecoder().decode(bytes)) : null;
}

/** @param {string} text base64 @returns {Uint8Array} */
function bytesOf(text) {
  const quick = /** @type {any} */ (Uint8Array).fromBase64;
  if (quick) return quick(text);
  const plain = atob(text);
  const bytes = new Uint8Array(plain.length);
  for (let i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
  return bytes;
}
