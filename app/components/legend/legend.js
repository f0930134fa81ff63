/* The legend in Streamlit's page, and the filter of the page. A choice is answered here at once: legend, map,
   table and the count at the top change with no message awaited. The numbered turn then goes to the server,
   whose answer confirms or corrects; an answer to an earlier turn never undoes a later one. */
/** @import { Asked, Choice, Chosen, ColourBy, Component, RoutesDocument, FinderDocument, FoldRuns, LegendData, LegendDocument, LegendSection, PageAnswer, ToldRoute } from "../../../geo/web/types.js" */
/** @typedef {ReturnType<typeof makeMemory>} Memory */

import { makeLegend } from "../../../geo/web/legend/legend.js";
import { symbolOf } from "../../../geo/web/legend/symbols.js";
import { fetched } from "../../../geo/web/shared/documents.js";
import { afterPaint, button, element, kept, part, whenIdle } from "../../../geo/web/shared/dom.js";
import { answer, ask } from "../../../geo/web/shared/questions.js";
import { makeAnswers } from "./answers.js";

/* A turn without an answer for this long is said again. */
const AGAIN_MS = 5000;
/* While a reader slides through the years, the server is told where that has stopped for so long. */
const SLIDING_MS = 150;

const NO_LINES = /** @type {ToldRoute[]} */ ([]);

const memories = /** @type {WeakMap<Element, Memory>} */ (new WeakMap());

/** What is known between two reruns: `wanted` is what the reader asks for now, `said` the turn that the server
 * has not answered yet, `answer` what is shown of it meanwhile. @param {Component<LegendData>} component */
function makeMemory(component) {
  return { latest: component, turn: component.data.turn, name: "", again: 0, sections: /** @type {LegendSection[]} */ ([]),
    wanted: { chosen: /** @type {Chosen} */ (new Map()), search: "", year: "" },
    look: { depiction: "un", colourBy: /** @type {ColourBy} */ ("corridor") }, symbols: /** @type {LegendDocument | null} */ (null),
    said: /** @type {Choice | null} */ (null), answer: /** @type {PageAnswer | null} */ (null), coloured: "",
    doc: /** @type {RoutesDocument | null} */ (null), fold: /** @type {FoldRuns} */ ([]), own: /** @type {unknown} */ (null),
    answers: /** @type {ReturnType<typeof makeAnswers> | null} */ (null),
    clear: /** @type {HTMLButtonElement | null} */ (null), legend: /** @type {ReturnType<typeof makeLegend> | null} */ (null) };
}

/** Said again until it is answered: the connection may be cut, or the server be another one by now. @param {Memory} memory */
function say(memory) {
  clearTimeout(memory.again);
  if (!memory.said) return;
  memory.latest.setTriggerValue("choose", memory.said);
  memory.again = setTimeout(() => say(memory), AGAIN_MS);
}

/** @param {Memory} memory */
function paint(memory) {
  const { clear, legend, wanted, symbols, look: { colourBy } } = memory;
  if (symbols && legend && memory.coloured !== colourBy) {
    memory.coloured = colourBy;
    legend.draw((option) => symbolOf(symbols.looks, symbols.palette, option, colourBy));
  }
  if (clear) clear.disabled = !wanted.search && [...wanted.chosen.values()].every((words) => !words.size);
  legend?.mark(wanted.chosen);
}

/** What answers here; null where the routes are not there yet, or those of a reader's own lines.
 * @param {Memory} memory */
function answersOf(memory) {
  const { doc, latest: { data } } = memory, own = ask(window, "atlas-own-routes") || NO_LINES;
  if (!doc || own.length !== data.overlays) return null;
  if (!memory.answers || memory.own !== own) Object.assign(memory, { own, answers: makeAnswers(data.routes, doc, memory.fold, own) });
  return memory.answers;
}

/** Writes the count at the top of the page. @param {string} text */
function sayCount(text) {
  const found = document.querySelector(".atlas-count");
  if (found && found.textContent !== text) found.textContent = text;
}

/** Shows the page's own answer: the map first, in the next frame what is beside it. @param {Memory} memory */
function show(memory) {
  const answers = answersOf(memory), { wanted, sections } = memory, now = answers?.answer(memory.turn, wanted, memory.look);
  if (!answers || !now) return;
  memory.answer = now;
  dispatchEvent(new Event("atlas-answered"));
  sayCount(now.count);
  afterPaint(() => { if (memory.answer === now && memory.said) memory.legend?.count((_, i) => answers.counts(wanted, sections[i])); });
}

/** One turn of the reader's. @param {Memory} memory @param {Asked} asked what changes */
function turn(memory, asked) {
  const { wanted } = memory;
  memory.turn += 1;
  const chosen = asked.words ? new Map(wanted.chosen).set(...asked.words) : asked.chosen;
  Object.assign(wanted, chosen && { chosen }, asked.search !== undefined && { search: asked.search },
    asked.year !== undefined && { year: asked.year });
  memory.look = { depiction: asked.depiction ?? memory.look.depiction, colourBy: asked.colourBy ?? memory.look.colourBy };
  /* What other parts of the page may change too is said only where it was changed here. */
  const { year = memory.said?.year, depiction = memory.said?.depiction, colourBy = memory.said?.colourBy } = asked;
  const rest = Object.fromEntries(Object.entries({ year, depiction, colourBy }).filter(([, value]) => value !== undefined));
  memory.said = { turn: memory.turn, search: wanted.search, ...rest,
    chosen: Object.fromEntries([...wanted.chosen].map(([name, words]) => [name, [...words]])) };
  paint(memory);
  show(memory);
  afterPaint(() => {
    clearTimeout(memory.again);
    memory.again = setTimeout(() => say(memory), asked.sliding ? SLIDING_MS : 0);
  });
}

/** @param {Element} root @param {Memory} memory @param {LegendSection[]} sections those of all sessions */
function build(root, memory, sections) {
  const own = memory.latest.data.own, folds = memory.legend ? memory.legend.folds : [];
  memory.sections = sections.map((section, i) => ({ ...section, folded: folds.length ? !folds[i].open : section.folded,
    options: [...section.options, ...own[section.name] || []] }));
  memory.coloured = "";
  memory.legend = makeLegend(memory.sections, (name, words) => turn(memory, { chosen: new Map(memory.wanted.chosen).set(name, words) }));
  memory.clear = button("", "Show all", () => turn(memory, { chosen: new Map(), search: "" }));
  const head = element("div", "atlas-legend-head"), reset = element("div", "st-key-filter-reset");
  reset.append(memory.clear);
  head.append(element("h2", "atlas-filter-title", "Show routes by"), reset);
  root.replaceChildren(head, ...memory.legend.folds);
  memory.legend.mark(memory.wanted.chosen);
}

/** Takes over what the server says, unless it is about an earlier turn. @param {Memory} memory */
function refresh(memory) {
  const { data } = memory.latest, { legend, sections } = memory;
  if (!legend || (memory.said && data.turn < memory.turn)) return;
  const chosen = new Map(sections.map(({ name, options }, i) => [name, new Set(data.sections[i].on.map((place) => options[place].word))]));
  const isNew = data.turn !== memory.answer?.turn && memory.answer !== null;
  Object.assign(memory, { said: null, turn: Math.max(memory.turn, data.turn), look: { depiction: data.depiction, colourBy: data.colourBy },
    wanted: { chosen, search: data.search, year: data.year }, answer: isNew ? null : memory.answer && { ...memory.answer, search: data.search } });
  legend.count((_, i) => data.sections[i].counts);
  sayCount(data.count);
  paint(memory);
  legend.unfold();
  if (isNew) dispatchEvent(new Event("atlas-answered"));
}

/** What another part of the page asks for; false where it is not known here, so that the server is asked.
 * @param {Memory} memory @param {Asked} asked */
function take(memory, asked) {
  const known = new Map(memory.sections.map(({ name, options }) => [name, new Set(options.map(({ word }) => word))]));
  const chosen = asked.chosen && new Map([...asked.chosen].map(([name, words]) => [name, new Set([...words].filter((word) => known.get(name)?.has(word)))]));
  if (!memory.legend || (chosen && [...chosen.values()].every((words) => !words.size))) return false;
  turn(memory, { ...asked, ...chosen && { chosen } });
  return true;
}

/** Readies the filter while nobody waits for it. @param {Memory} memory */
function prepare(memory) {
  const { routes, names } = memory.latest.data;
  const ready = (/** @type {RoutesDocument} */ found, /** @type {FinderDocument} */ { fold }) => {
    if (memory.latest.data.routes !== routes || memory.doc === found) return;
    Object.assign(memory, { doc: found, fold, answers: null });
    memory.sections.forEach((section) => answersOf(memory)?.counts(memory.wanted, section));
  };
  whenIdle(() => Promise.all([fetched(routes), fetched(names)]).then(([found, finder]) =>
    ready(/** @type {RoutesDocument} */ (found), /** @type {FinderDocument} */ (finder)))
    .catch(() => { /* without them the server alone answers */ }));
}

let stop = () => {};

/** @param {Component<LegendData>} component */
export default function (component) {
  const root = part(component.parentElement, ".atlas-legend"), memory = kept(memories, root, () => makeMemory(component));
  const nameOf = (/** @type {LegendData} */ data) => data.url + JSON.stringify(data.own), name = nameOf(component.data);
  memory.latest = component;
  stop();
  const ends = [answer(window, "atlas-answer", () => memory.answer), answer(window, "atlas-ask", () => (asked) => take(memory, asked)),
    answer(window, "atlas-turn", () => (memory.said ? memory.turn : 0))];
  stop = () => ends.forEach((end) => end());
  prepare(memory);
  if (memory.name === name) refresh(memory);
  else {
    fetched(component.data.url).then((/** @type {LegendDocument} */ found) => {
      if (nameOf(memory.latest.data) !== name) return;
      memory.symbols = found;
      if (memory.name !== name) build(root, memory, found.sections);
      memory.name = name;
      refresh(memory);
    }).catch(() => { root.textContent = "The filters could not be loaded. Reload the page."; });
  }
  return () => stop();
}
