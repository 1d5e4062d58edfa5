// Names that sound alike in other scripts and spellings: who searches for "Hawija" means الحويجة too.
//
// The keys are those of geomap/gazetteer/keys.py: the consonants of a name in Latin letters, one letter for a sound.

import { folded } from "./folding.js";

/** Keys of fewer consonants are those of too many words; those of so few want the vowels that Arabic writes as well. */
const SHORTEST = 2;

const ARABIC = /[\u0600-\u06ff]/;
/** @type {Map<string, string>} */
const ARABIC_SOUNDS = new Map([..."بتثجحخدذرزسشصضطظغفقكلمنهوياپچگڤژ"].map((letter, at) => [letter, "bttjhxddrzsSsdtzgfkklmnhuiabCgfj"[at]]));
const LATIN = /t?ch|sch|[skgtdpz]h|ck|[qcpv]|ee|oo|ou|[oe]|(?<=.)[wy](?![aiueo])/g;
/** @type {Record<string, string>} */
const LATIN_SOUNDS = { sch: "S", sh: "S", tch: "C", ch: "C", kh: "x", gh: "g", th: "t", dh: "d", ph: "f", zh: "j", ck: "k", q: "k", c: "k", p: "b", v: "f", ee: "i", oo: "u", ou: "u", o: "u", e: "a", w: "u", y: "i" };

export class Namesakes {
  /** @param {string[]} names */
  constructor(names) {
    /** Words of names by what they sound like. @type {Map<string, Set<string>>} */
    this.words = new Map();
    for (const word of new Set(names.flatMap((name) => folded(name).match(/[\p{L}\p{M}\p{N}']+/gu) ?? []))) {
      const key = keyOf(word);
      if (key.length < SHORTEST) continue;
      const alike = this.words.get(key) ?? new Set();
      this.words.set(key, alike.add(word));
    }
  }

  /** Return the other words of names that sound like a word. @param {string} word folded @returns {string[]} */
  of(word) {
    const key = keyOf(word);
    if (key.length < SHORTEST) return [];
    const alike = [...(this.words.get(key) ?? [])].filter((other) => other !== word);
    return key.length > SHORTEST ? alike : alike.filter((other) => writesVowelsOf(word, other));
  }
}

/** Whether one is written in Arabic, and all its letters sound in the other, in their order. @param {string} one @param {string} other */
function writesVowelsOf(one, other) {
  if (ARABIC.test(one) === ARABIC.test(other)) return false;
  const [bare, full] = (ARABIC.test(one) ? [one, other] : [other, one]).map((word) => heardIn(word).replace(/w/g, "u").replace(/y/g, "i"));
  let at = 0;
  for (const letter of full) if (letter === bare[at]) at++;
  return at === bare.length;
}

/** @param {string} word */
function heardIn(word) {
  return ARABIC.test(word) ? arabic(word) : latin(word);
}

/** @param {string} word folded @returns {string} */
export function keyOf(word) {
  const heard = heardIn(word);
  const vowel = /^[aiu]/.test(heard) || word.replace(/^ال(?=..)/, "").startsWith("ع");
  const start = vowel ? "a" : heard.slice(0, 1);
  return (start + (vowel ? heard : heard.slice(1)).replace(/[aiuwy]/g, "")).replace(/(.)\1+/g, "$1");
}

/** @param {string} word */
function arabic(word) {
  const bare = word.length >= 5 && word.startsWith("ال") ? word.slice(2) : word;
  const plain = [...bare].map((letter) => ARABIC_SOUNDS.get(letter) ?? (/[عء]/.test(letter) ? "" : letter)).join("");
  const first = bare.startsWith("و") ? "w" : bare.startsWith("ي") ? "y" : plain.slice(0, 1);
  return silent((first + plain.slice(1)).replace(/(.)\1+/g, "$1"));
}

/** @param {string} word */
function latin(word) {
  const bare = word.replace(/^(?:al|el|ul|il)[-'](?=..)/, "").replace(/'/g, "");
  return silent(bare.replace(LATIN, (letters) => LATIN_SOUNDS[letters] ?? letters).replace(/(.)\1+/g, "$1"));
}

/** @param {string} heard */
function silent(heard) {
  return heard.replace(/(?<=.)(ah|a|h)$/, "");
}
