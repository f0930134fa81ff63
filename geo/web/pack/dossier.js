/* Dossiers and scenes in the offline pack. Trees of texts become elements; every text is set as text. */
/** @import { PackClaim, PackDocument, PackNode, PackScene } from "../types.js" */
/** @typedef {ReturnType<typeof footnotes>} Notes */
/** @typedef {(colour: string, status: string, basis: string) => string} Swatch */

import { element } from "../shared/dom.js";

/** A citation: in full where its source is first named, then in brief. @param {PackDocument} doc */
function citations(doc) {
  const named = new Set();
  return (/** @type {number} */ place) => {
    const [number, words] = doc.places[place], source = doc.sources[number], first = !named.has(number);
    named.add(number);
    const who = first ? source.full : source.who + " (" + source.year + ")", parts = /** @type {(Node | string)[]} */ ([who + ". " + words + "."]);
    if (first) parts.push(" ", element("span", "atlas-note", "View of " + source.view + "."));
    return parts;
  };
}

/** Citations in the order in which they are first marked. @param {PackDocument} doc @param {number[]} [first] */
function footnotes(doc, first) {
  const numbers = new Map((first || []).map((place, i) => [place, i + 1]));
  const items = /** @type {Map<number, HTMLElement>} */ (new Map());
  /** @param {number} place */
  function mark(place) {
    if (!numbers.has(place)) numbers.set(place, numbers.size + 1);
    const number = numbers.get(place), sup = element("sup", ""), button = element("button", "pack-mark", "[" + number + "]");
    button.type = "button";
    button.title = doc.sources[doc.places[place][0]].full + ". " + doc.places[place][1];
    button.setAttribute("aria-label", "Source " + number);
    button.onclick = () => items.get(place)?.focus();
    sup.appendChild(button);
    return sup;
  }
  function list() {
    const listing = element("ol", ""), cite = citations(doc);
    numbers.forEach((_, place) => {
      const item = element("li", "");
      item.tabIndex = -1;
      item.append(...cite(place));
      items.set(place, item);
      listing.appendChild(item);
    });
    return numbers.size ? [element("h3", "", "Sources"), listing] : [];
  }
  return { mark, list };
}

/** @param {PackDocument} doc @param {PackClaim} claim @param {Notes} notes */
function claimItem(doc, claim, notes) {
  const item = element("li", "");
  const line = (/** @type {string} */ className, /** @type {string} */ text) => item.append(element("br", ""), element("span", className, text));
  item.appendChild(element("span", "atlas-value", claim.value));
  if (claim.role) item.append(" ", element("em", "", claim.role));
  item.appendChild(notes.mark(claim.place));
  (claim.marks || []).forEach(([kind, reason]) => {
    line("atlas-mark", kind);
    item.append(" ", element("span", "atlas-note", reason));
  });
  line("atlas-printed", "printed “" + (claim.printed || "") + "” · as of " + claim.date + " · " + claim.age);
  if (claim.note) line("atlas-note", claim.note);
  const source = doc.sources[doc.places[claim.place][0]];
  line("atlas-who", source.who + ": " + source.view);
  return item;
}

/** @param {PackDocument} doc @param {(id: string) => void} open */
export function makeDossiers(doc, open) {
  /** @param {{ open: string }} node */
  function opener(node) {
    const name = doc.names[node.open];
    if (!Object.hasOwn(doc.dossiers, node.open)) return element("span", "", name);
    const button = element("button", "pack-open", name);
    button.type = "button";
    button.onclick = () => open(node.open);
    return button;
  }
  /** @param {string} subject @param {Notes} notes @returns {Node[]} */
  function groups(subject, notes) {
    return doc.dossiers[subject].claims.flatMap(([label, claims]) => {
      const list = element("ul", "");
      list.append(...claims.map((i) => claimItem(doc, doc.claims[i], notes)));
      return [element("h4", "", label), list];
    });
  }
  /** @param {PackNode} node @param {Notes} notes @returns {(Node | string)[]} */
  function build(node, notes) {
    if (typeof node === "string") return [node];
    if (Array.isArray(node)) {
      const [name, className] = node[0].split("."), made = element(/** @type {keyof HTMLElementTagNameMap} */ (name), className);
      made.append(.../** @type {PackNode[]} */ (node.slice(1)).flatMap((child) => build(child, notes)));
      return [made];
    }
    if ("open" in node) return [opener(node)];
    return "claims" in node ? groups(node.claims, notes) : [notes.mark(node.mark)];
  }
  /** The dossier of a route, corridor or place. @param {string} subject */
  function dossier(subject) {
    const found = doc.dossiers[subject], notes = footnotes(doc, found.said);
    const article = element("article", "atlas-dossier");
    article.dataset.subjectId = subject;
    article.append(...found.nodes.flatMap((node) => build(node, notes)));
    article.append(...notes.list());
    return article;
  }
  /** What a scene says: its pieces of text, each with the number of the claim that bears it out.
   * @param {[string, number][]} pieces @param {PackScene} scene @param {HTMLElement} list @returns {(Node | string)[]} */
  function said(pieces, scene, list) {
    return pieces.flatMap(([text, number]) => {
      const cite = scene.cites[number - 1];
      if (!number || !cite) return [text + (number ? "[" + number + "]" : "")];
      const sup = element("sup", ""), button = element("button", "pack-mark", "[" + number + "]");
      button.type = "button";
      button.setAttribute("aria-label", "Source " + number);
      button.onclick = () => {
        const fold = list.parentElement, item = list.children[number - 1];
        if (fold instanceof HTMLDetailsElement) fold.open = true;
        if (item instanceof HTMLElement) item.focus();
      };
      sup.appendChild(button);
      return [text, sup];
    });
  }
  /** @param {PackScene} scene */
  function cites(scene) {
    const words = citations(doc);
    return scene.cites.map((cite) => {
      const item = element("li", "");
      item.tabIndex = -1;
      cite.places.forEach((place) => item.append(...words(place), " "));
      item.append(cite.places.length ? element("span", "atlas-note", "Printed " + cite.printed)
        : element("span", "atlas-missing", "This release of the atlas does not have the claim that is cited here."));
      return item;
    });
  }
  return { dossier, said, cites };
}

/** What stands beside the map while nothing is open. @param {PackDocument} doc @param {Swatch} swatch @param {(basis: string) => number} count */
export function welcome(doc, swatch, count) {
  const article = element("article", "atlas-dossier");
  const list = element("ul", "atlas-key");
  const total = Object.keys(doc.dossiers).length - doc.routes.length;
  Object.entries(doc.bases).forEach(([basis, meaning]) => {
    const item = element("li", ""), image = document.createElement("img");
    image.src = swatch(doc.palette.ink, "operating", basis);
    image.alt = "";
    item.append(image, " ", element("strong", "", basis[0].toUpperCase() + basis.slice(1)), ": " + meaning + " ",
      element("span", "atlas-more", String(count(basis))));
    list.appendChild(item);
  });
  const routes = doc.routes.length - count("overlay");
  const whole = routes === doc.all ? "All " + doc.all + " routes of the atlas are in this file"
    : routes + " of the " + doc.all + " routes of the atlas are in this file (" + doc.filters.join("; ") + ")";
  article.append(element("p", "atlas-eyebrow", "How to read the map"),
    element("h2", "", doc.contents[0]),
    element("p", "", whole + ", with " + total + " corridors and places. It needs no network, and nothing you do in it leaves it."),
    element("p", "", "Each number is a claim that somebody printed. Open a route to see every claim about it, whose it is, "
      + "when it was made and on which lines of which document. Where documents differ, both stand. Where none says "
      + "anything, the atlas says “not in the sources”." + (doc.contents[1] ? " Beside them stand " + doc.contents[1] + "." : "")),
    element("h3", "", "Colour and dash"),
    element("p", "", "Colour says what moves along a line; the dash says how far it has come. Both are drawn beside the filters."),
    element("h3", "", "How sure a line is"), list,
    element("p", "", "A pale band with dots is an idea on paper: nobody has published where it would run."));
  return article;
}
