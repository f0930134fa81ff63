/* The filter's engine: which routes a filter shows, and how many each word would. The rule of
   geo/catalog/index.py: any of the chosen words within a section, all sections together, and every word of
   the search; a mask has a bit for each route, in their order. Naming sources also changes the words that
   routes have, so what routes are by a choice of sources is asked for, and indexed once for each choice. */
/** @import { Chosen, Section, Words } from "../types.js" */
/** @typedef {Uint32Array} Mask */
/** @typedef {{ chosen: Chosen, parts: string[], year: string }} Wanted what a reader asks for; `parts` are folded words */
/** @typedef {{ words: Words, isDrawn(year: string): boolean }} Facts what a route is by some sources */

/* So many choices of sources are kept indexed. */
const MOST_CHOICES = 200;

/** @param {number} size @param {Iterable<number>} positions @returns {Mask} */
export function maskOf(size, positions) {
  const mask = new Uint32Array((size + 31) >> 5);
  for (const position of positions) mask[position >> 5] |= 1 << (position & 31);
  return mask;
}

/** The bits set in a mask, ascending. @param {Mask} mask */
export function positionsOf(mask) {
  const found = /** @type {number[]} */ ([]);
  mask.forEach((bits, i) => {
    for (let rest = bits; rest; rest &= rest - 1) found.push(32 * i + 31 - Math.clz32(rest & -rest));
  });
  return found;
}

/** How many bits two masks share. @param {Mask} a @param {Mask} b */
function common(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) {
    let bits = a[i] & b[i];
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    sum += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return sum;
}

/** @param {Mask} into @param {Mask} other */
function keep(into, other) {
  for (let i = 0; i < into.length; i += 1) into[i] &= other[i];
}

/** For each word the mask of its routes. @param {(string[] | undefined)[]} lists the words of each route */
function inverted(lists) {
  const masks = /** @type {Map<string, Mask>} */ (new Map());
  lists.forEach((words, position) => (words || []).forEach((word) => {
    const mask = masks.get(word) || maskOf(lists.length, []);
    mask[position >> 5] |= 1 << (position & 31);
    masks.set(word, mask);
  }));
  return masks;
}

/** The mask of the routes that have any of some words. @param {number} size @param {Iterable<Mask>} masks */
function anyOf(size, masks) {
  const found = maskOf(size, []);
  for (const mask of masks) for (let i = 0; i < found.length; i += 1) found[i] |= mask[i];
  return found;
}

/** The engine for some routes. @param {string[][]} spellings the folded words that each is found by
 * @param {(sources: Set<string>) => Facts[]} factsBy what each is by these sources; by all where none is named */
export function makeEngine(spellings, factsBy) {
  const size = spellings.length, everything = maskOf(size, spellings.keys());
  const spelt = [...inverted(spellings)].sort(([a], [b]) => (a < b ? -1 : 1));
  const choices = /** @type {Map<string, ReturnType<typeof indexed>>} */ (new Map());

  /** @param {Set<string>} sources */
  function indexed(sources) {
    const facts = factsBy(sources), sections = /** @type {Map<Section, Map<string, Mask>>} */ (new Map());
    const years = /** @type {Map<string, Mask>} */ (new Map());
    return {
      /** @param {Section} section */
      masks(section) {
        const masks = sections.get(section) || inverted(facts.map(({ words }) => words[section]));
        sections.set(section, masks);
        return masks;
      },
      /** Who is drawn in a year. @param {string} year */
      drawn(year) {
        const mask = years.get(year) || maskOf(size, [...facts.keys()].filter((i) => facts[i].isDrawn(year)));
        years.set(year, mask);
        return mask;
      },
    };
  }
  /** @param {Set<string>} sources */
  function by(sources) {
    const name = [...sources].sort().join(" "), index = choices.get(name) || indexed(sources);
    choices.delete(name);
    choices.set(name, index);
    if (choices.size > MOST_CHOICES) choices.delete([...choices.keys()][0]);
    return index;
  }
  /** The routes of which every part begins a word of one of their names. @param {string[]} parts */
  function found(parts) {
    const mask = everything.slice();
    parts.forEach((part) => {
      let low = 0, high = spelt.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (spelt[middle][0] < part) low = middle + 1; else high = middle;
      }
      let end = low;
      while (end < spelt.length && spelt[end][0].startsWith(part)) end += 1;
      keep(mask, anyOf(size, spelt.slice(low, end).map(([, each]) => each)));
    });
    return mask;
  }
  /** @param {Wanted} wanted @param {Section} [besides] a section that is left out @param {Set<string>} [sources] chosen instead */
  function matching({ chosen, parts, year }, besides, sources = chosen.get("sources") || new Set()) {
    const mask = found(parts), index = by(sources);
    new Map(chosen).set("sources", sources).forEach((words, section) => {
      if (!words.size || section === besides) return;
      const masks = index.masks(section);
      keep(mask, anyOf(size, [...words].flatMap((word) => masks.get(word) || [])));
    });
    if (year) keep(mask, index.drawn(year));
    return mask;
  }
  return {
    matching,
    /** For each of some words of a section, how many routes have it under the other sections.
     * @param {Wanted} wanted @param {Section} section @param {string[]} words */
    counts(wanted, section, words) {
      if (section === "sources") {
        return words.map((word) => common(everything, matching(wanted, undefined, new Set([word]))));
      }
      const rest = matching(wanted, section), masks = by(wanted.chosen.get("sources") || new Set()).masks(section);
      return words.map((word) => common(rest, masks.get(word) || maskOf(size, [])));
    },
  };
}
