/* The filter's engine: which routes a filter shows, and how many each word would. The rule of
   geo/catalog/index.py: any of the chosen words within a section, all sections together, and every word of
   the search; a mask has a bit for each route, in their order. Naming sources also changes the words that
   routes have, so what routes are by a choice of sources is asked for, and indexed once for each choice. */
/** @import { Chosen, Section, Words } from "../types.js" */
/** @typedef {Uint32Array} Mask */
/** @typedef {{ chosen: Chosen, parts: string[], year: string }} Wanted what a reader asks for; `parts` are folded words */
/** @typedef {{ words: Words, isDrawn(year: string): boolean }} Known what a route is by some sources */

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

/* Which sections say the same of a route whatever the sources. */
const LASTING = new Set(["corridors", "modes", "roles", "bases", "countries", "regions", "evidence"]);
const NONE = /** @type {Set<string>} */ (new Set());

/** The engine for some routes. @param {string[][]} spellings the folded words that each is found by
 * @param {(i: number, sources: Set<string>) => Known} knownBy what each is by these sources; by all where none is named */
export function makeEngine(spellings, knownBy) {
  const size = spellings.length, everything = maskOf(size, spellings.keys());
  const spelt = [...inverted(spellings)].sort(([a], [b]) => (a < b ? -1 : 1));
  const choices = /** @type {Map<string, ReturnType<typeof indexed>>} */ (new Map());

  /** @param {Set<string>} sources */
  function indexed(sources) {
    const known = spellings.map((_, i) => knownBy(i, sources)), sections = /** @type {Map<Section, Map<string, Mask>>} */ (new Map());
    const years = /** @type {Map<string, Mask>} */ (new Map());
    return {
      /** @param {Section} section */
      masks(section) {
        const masks = sections.get(section) || inverted(known.map(({ words }) => words[section]));
        sections.set(section, masks);
        return masks;
      },
      /** Who is drawn in a year. @param {string} year */
      drawn(year) {
        const mask = years.get(year) || maskOf(size, [...known.keys()].filter((i) => known[i].isDrawn(year)));
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
  /** @param {Wanted} wanted @param {Section} [besides] a section that is left out */
  function matching({ chosen, parts, year }, besides) {
    const mask = found(parts), index = by(chosen.get("sources") || NONE);
    chosen.forEach((words, section) => {
      if (!words.size || section === besides) return;
      const masks = index.masks(section);
      keep(mask, anyOf(size, [...words].flatMap((word) => masks.get(word) || [])));
    });
    if (year) keep(mask, index.drawn(year));
    return mask;
  }
  /** For each source, how many routes would be left if it alone told them. Only its own routes can be; what
   * they are then said to be is worked out where the filter asks for it. @param {Wanted} wanted @param {string[]} sources */
  function countsOfSources({ chosen, parts, year }, sources) {
    const own = by(NONE).masks("sources"), none = maskOf(size, []);
    const lasting = matching({ chosen: new Map([...chosen].filter(([section]) => LASTING.has(section))), parts, year: "" });
    const asked = [...chosen].filter(([section, words]) => words.size && section !== "sources" && !LASTING.has(section));
    return sources.map((source) => {
      const mask = own.get(source) || none;
      if (!asked.length && !year) return common(lasting, mask);
      const left = mask.slice(), alone = new Set([source]);
      keep(left, lasting);
      return positionsOf(left).filter((i) => {
        const { words, isDrawn } = knownBy(i, alone);
        return asked.every(([section, some]) => (words[section] || []).some((word) => some.has(word))) && (!year || isDrawn(year));
      }).length;
    });
  }
  return {
    matching,
    /** For each of some words of a section, how many routes have it under the other sections.
     * @param {Wanted} wanted @param {Section} section @param {string[]} words */
    counts(wanted, section, words) {
      if (section === "sources") return countsOfSources(wanted, words);
      const rest = matching(wanted, section), masks = by(wanted.chosen.get("sources") || NONE).masks(section), none = maskOf(size, []);
      return words.map((word) => common(rest, masks.get(word) || none));
    },
  };
}
