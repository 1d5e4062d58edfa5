// Which incident comes next, as one goes through the list or a choice.

/**
 * The row after another in lists that follow each other, or before it; after the last comes the first.
 * @param {(number[] | Int32Array)[]} parts
 * @param {number} row where it is in none of them, the first of all follows
 * @param {1 | -1} step
 * @returns {number | null} null where there is none
 */
export function following(parts, row, step) {
  const all = parts.reduce((sum, { length }) => sum + length, 0);
  let [at, before] = [-1, 0];
  for (const part of parts) {
    const found = part.indexOf(row);
    if (found >= 0) at = before + found;
    before += part.length;
  }
  let next = all ? (Math.max(at + step, at < 0 ? 0 : -1) + all) % all : -1;
  for (const part of parts) {
    if (next >= 0 && next < part.length) return part[next];
    next -= part.length;
  }
  return null;
}
