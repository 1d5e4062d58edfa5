// Files of incidents, written piece by piece, so that the page answers while a million of them are.

import { recordOf } from "./record.js";

/**
 * @typedef {object} Writer of a format
 * @property {string} type of the file (RFC 6838)
 * @property {string} ending of its name
 * @property {string} head
 * @property {(record: Record<string, any>) => string} row
 * @property {string} between two rows
 * @property {string} foot
 */

/** Milliseconds of work after which the page may do what else it has to: under two of its frames. */
const SLICE = 24;

/** Letters of a piece: beyond it the browser takes it out of our memory into its own. */
const PIECE = 2_000_000;

/** Why no file was made: the reader did not want it any longer. */
export class Stopped extends Error {}

/**
 * Write incidents in a format.
 * @param {import("./table.js").Table} table
 * @param {Int32Array | number[]} rows
 * @param {Writer} writer
 * @param {string[]} more columns beyond the record's
 * @param {{tell: (share: number) => void, stopped: () => boolean}} page is told how much is done
 * @returns {Promise<Blob>}
 * @throws {Stopped} where `stopped` says so
 */
export async function exported(table, rows, writer, more, { tell, stopped }) {
  /** @type {Blob[]} */
  const parts = [];
  let text = writer.head;
  let since = performance.now();
  for (let at = 0; at < rows.length; at++) {
    const row = table.known(rows[at]) ?? (await table.detail(rows[at]));
    text += (at ? writer.between : "") + writer.row(recordOf(row, table.scale, more));
    if (text.length > PIECE) {
      parts.push(new Blob([text]));
      text = "";
    }
    if (performance.now() - since > SLICE) {
      tell(at / rows.length);
      await pause();
      if (stopped()) throw new Stopped();
      since = performance.now();
    }
  }
  return new Blob([...parts, text + writer.foot], { type: writer.type });
}

/** Let the browser paint and answer. */
function pause() {
  return new Promise((go) => setTimeout(go));
}

/** Rows that no filter leaves out, in the file's order. @param {Uint32Array} fails @returns {Int32Array} */
export function shownRows(fails) {
  let count = 0;
  for (let i = 0; i < fails.length; i++) if (!fails[i]) count++;
  const rows = new Int32Array(count);
  for (let i = 0, at = 0; i < fails.length; i++) if (!fails[i]) rows[at++] = i;
  return rows;
}

/** Letters of a file's name before its ending. */
const LONGEST = 60;

/** Return a name for a file, of the letters and figures of a title. @param {string} title @param {string} ending */
export function fileName(title, ending) {
  const words = title.normalize("NFC").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-+|-+$/g, "");
  const plain = Array.from(words).slice(0, LONGEST).join("").replace(/-+$/, "");
  return `${plain || "incidents"}.${ending}`;
}

/** Give a file to the reader, as a download. @param {Blob} blob @param {string} name */
export function give(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // large files are still being written
}
