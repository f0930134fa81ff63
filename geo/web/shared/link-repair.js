/* Links as mail and chat programs hand them on, put right: the rule of geo/query/link_repair.py, in a browser.
   `rules` is what `browser_rules` there gives. */
/** @import { LinkRules } from "../types.js" */
/** @typedef {[string, string]} Pair */
const WRAP = /[\r\n\u2028\u2029]+[ \t>]*/g, AMP = /&(?:(?:amp|#0*38|#x0*26);)+/gi, LEFT = /^(?:(?:amp|#0*38|#x0*26);)+/i;
const ENTITIES = "(?:gt|lt|quot|apos|nbsp|#0*(?:34|39|60|62|160)|#x0*(?:22|27|3c|3e|a0));";
const ENTITY = new RegExp("^" + ENTITIES + "=?$", "i"), ENTITY_END = new RegExp("&" + ENTITIES + "$", "i");
const ESCAPES = /(?:%[0-9a-f]{2})+/gi, WITHIN = /(?:[\s\u200b\u200c\u2060\ufeff\u00ad]|\u200d)+/g;

/** @param {string} text */
function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}
/** @param {string} text @param {string} mark */
function cut(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, "", ""] : [text.slice(0, at), mark, text.slice(at + mark.length)];
}

/** @param {LinkRules} rules */
export function makeRepair(rules) {
  const keys = new Set(rules.keys), ofWords = new Set(rules.words), allEdges = new Set(rules.edges), nameEdges = new Set(rules.edges);
  nameEdges.delete("_");
  const next = new RegExp("&(?=(?:amp;)*(?:(?:" + rules.keys.join("|") + "|" + rules.tracking + ")=|" + rules.pairs + "))", "i");
  const dropped = new RegExp("^(?:" + rules.tracking + "|" + rules.wrapped + ")$");

  /** @param {string} text @param {(text: string) => string} change */
  function stable(text, change) {
    for (let round = 0; round < rules.rounds; round += 1) {
      const before = text;
      text = change(text);
      if (text === before) break;
    }
    return text;
  }
  /** @param {string} text @param {Set<string>} edges */
  function strip(text, edges) {
    let first = 0, end = text.length;
    while (first < end && edges.has(text[first])) first += 1;
    while (end > first && edges.has(text[end - 1])) end -= 1;
    return text.slice(first, end);
  }
  const unlayered = (/** @type {string} */ text) => stable(text, (one) => one.replace(WRAP, "").replace(ESCAPES, decoded).replace(AMP, "&"));
  const trimmed = (/** @type {string} */ text) => stable(text, (one) => strip(one.replace(ENTITY_END, ""), allEdges));
  const keyOf = (/** @type {string} */ name) => strip(strip(name.replace(WITHIN, ""), nameEdges).replace(LEFT, ""), nameEdges).toLowerCase();

  /** @param {string} given */
  function words(given) {
    const text = unlayered(given);
    const made = trimmed(text.replaceAll("+", " "));
    return text.includes(made + ")") && made.split("(").length > made.split(")").length ? made + ")" : made;
  }
  /** @param {string} key @param {string} text */
  function value(key, text) {
    return ofWords.has(key) ? words(text) : trimmed(cut(text.replace(WITHIN, ""), "__;")[0]).replace(/^3D/, "");
  }
  /** @param {string} piece @returns {Pair | null} */
  function pair(piece) {
    const [name, , text] = cut(piece, "="), key = keyOf(name);
    if (keys.has(key)) return [key, value(key, text)];
    return dropped.test(key) || ENTITY.test(piece) || !trimmed(name + text) ? null : [name, text];
  }
  /** @param {string} text */
  function unwrapped(text) {
    const [before, mark, link] = cut(text, "://"), query = link.search(/[?#]/);
    return !mark || before.includes("&") || query < 0 || keys.has(keyOf(cut(before, "=")[0])) ? text : link.slice(query + 1);
  }
  /** @param {Pair} pair */
  function pieces([name, text]) {
    if (name.length + text.length > rules.most) return [name + "=" + text];
    const plain = unlayered(name);
    return unwrapped(!text && plain.includes("=") ? plain : plain + "=" + unlayered(text)).split(next);
  }
  /** The pairs of an address, each a name and a text, as they were before it was handed on. @param {Iterable<Pair>} pairs */
  const repaired = (pairs) => [...pairs].flatMap(pieces).map(pair).filter((one) => one !== null);
  return { repaired, nearest };
}

const likeness = (/** @type {string} */ word) => [...word.normalize("NFKD").toLowerCase()].filter((one) => /[\p{L}\p{N}]/u.test(one)).join("");
/** The only known word with the same letters and digits; else the word as it is. @param {string} word @param {string[]} known */
export function nearest(word, known) {
  const wanted = likeness(word);
  const found = known.includes(word) || !wanted ? [] : known.filter((each) => likeness(each) === wanted);
  return found.length === 1 ? found[0] : word;
}
