/* The legend in Streamlit's page. It ticks at once and is told the counts by the server; every turn is
   numbered, so that an answer to an earlier click never undoes a later one. */
/** @import { Choice, Chosen, Component, LegendData, LegendSection } from "../../../geo/web/types.js" */
/** @typedef {ReturnType<typeof makeMemory>} Memory */

import { makeLegend } from "../../../geo/web/legend/legend.js";
import { fetched } from "../../../geo/web/shared/documents.js";
import { button, element, kept, part } from "../../../geo/web/shared/dom.js";

/* A turn without an answer for this long is said again. */
const AGAIN_MS = 5000;

const memories = /** @type {WeakMap<Element, Memory>} */ (new WeakMap());

/** What is known between two reruns. @param {Component<LegendData>} component */
function makeMemory(component) {
  return { latest: component, turn: component.data.turn, name: "", again: 0, sections: /** @type {LegendSection[]} */ ([]),
    chosen: /** @type {Chosen} */ (new Map()), said: /** @type {Choice | null} */ (null),
    clear: /** @type {HTMLButtonElement | null} */ (null), legend: /** @type {ReturnType<typeof makeLegend> | null} */ (null) };
}

/** Said again until it is answered: the connection may be cut, or the server be another one by now. @param {Memory} memory */
function say(memory) {
  memory.latest.setTriggerValue("choose", memory.said);
  clearTimeout(memory.again);
  memory.again = setTimeout(() => { if (memory.said) say(memory); }, AGAIN_MS);
}

/** @param {Memory} memory @param {boolean} any */
function paint(memory, any) {
  if (memory.clear) memory.clear.disabled = !any;
  memory.legend?.mark(memory.chosen);
}

/** @param {Memory} memory @param {boolean} reset whether the search is emptied too */
function send(memory, reset) {
  memory.turn += 1;
  paint(memory, [...memory.chosen.values()].some((words) => words.size));
  const chosen = Object.fromEntries([...memory.chosen].map(([name, words]) => [name, [...words]]));
  memory.said = { turn: memory.turn, reset, chosen };
  say(memory);
}

/** @param {Element} root @param {Memory} memory @param {LegendSection[]} sections those of all sessions */
function build(root, memory, sections) {
  const own = memory.latest.data.own, folds = memory.legend ? memory.legend.folds : [];
  memory.sections = sections.map((section, i) => ({ ...section, folded: folds.length ? !folds[i].open : section.folded,
    options: [...section.options, ...own[section.name] || []] }));
  memory.legend = makeLegend(memory.sections, (name, words) => { memory.chosen.set(name, words); send(memory, false); });
  memory.clear = button("", "Show all", () => { memory.chosen = new Map(); send(memory, true); });
  const head = element("div", "atlas-legend-head"), reset = element("div", "st-key-filter-reset");
  reset.append(memory.clear);
  head.append(element("h2", "atlas-filter-title", "Show routes by"), reset);
  root.replaceChildren(head, ...memory.legend.folds);
  memory.legend.mark(memory.chosen);
}

/** @param {Memory} memory */
function refresh(memory) {
  const { data } = memory.latest, { legend, sections } = memory;
  if (!legend) return;
  legend.count((_, i) => data.sections[i].counts);
  if (memory.said && data.turn < memory.turn) return;
  memory.said = null;
  memory.turn = Math.max(memory.turn, data.turn);
  memory.chosen = new Map(sections.map(({ name, options }, i) => [name, new Set(data.sections[i].on.map((place) => options[place].word))]));
  paint(memory, data.any);
  legend.unfold();
}

/** @param {Component<LegendData>} component */
export default function (component) {
  const root = part(component.parentElement, ".atlas-legend"), memory = kept(memories, root, () => makeMemory(component));
  const nameOf = (/** @type {LegendData} */ data) => data.url + JSON.stringify(data.own), name = nameOf(component.data);
  memory.latest = component;
  if (memory.name === name) { refresh(memory); return; }
  fetched(component.data.url).then((/** @type {{ sections: LegendSection[] }} */ found) => {
    if (nameOf(memory.latest.data) !== name) return;
    if (memory.name !== name) build(root, memory, found.sections);
    memory.name = name;
    refresh(memory);
  }).catch(() => { root.textContent = "The filters could not be loaded. Reload the page."; });
}
