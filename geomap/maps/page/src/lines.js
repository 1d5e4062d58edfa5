// Texts in lines, for canvases.

/**
 * Break a text into lines that are no wider than `width`; a word that is wider breaks anywhere.
 * @param {string} text
 * @param {number} width
 * @param {(part: string) => number} measure
 * @returns {string[]}
 */
export function wrapped(text, width, measure) {
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (measure(line) > width) {
      const signs = Array.from(line);
      let fits = Math.max(1, Math.floor((signs.length * width) / measure(line)));
      while (fits > 1 && measure(signs.slice(0, fits).join("")) > width) fits -= 1;
      if (fits >= signs.length) break;
      lines.push(signs.slice(0, fits).join(""));
      line = signs.slice(fits).join("");
    }
  }
  return line ? [...lines, line] : lines;
}
