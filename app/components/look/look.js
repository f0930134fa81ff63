/* The controls under the map. A choice is a turn of the page's filter (app/components/legend), which answers it
   at once; where that is not there yet, the server is asked. */
/** @import { Asked, ColourBy, Component, LookData } from "../../../geo/web/types.js" */
/** @typedef {ReturnType<typeof makeControls>} Controls */

import { button, element, kept, part } from "../../../geo/web/shared/dom.js";
import { ask } from "../../../geo/web/shared/questions.js";

const KEYS = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 });

/** Some choices side by side, of which one is taken; arrow keys go from one to the next.
 * @param {string} key @param {string} title @param {string} help @param {(name: string) => void} choose */
function makeChoice(key, title, help, choose) {
  const group = element("div", "atlas-choice st-key-" + key);
  let made = /** @type {HTMLButtonElement[]} */ ([]);
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-label", title);
  group.title = help;
  group.onkeydown = (event) => {
    const step = KEYS[event.key], at = made.findIndex((each) => each === document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = made[(at + step + made.length) % made.length];
    next.focus();
    next.click();
  };
  return { group,
    /** @param {Record<string, string>} words @param {string} chosen */
    show(words, chosen) {
      const names = Object.keys(words);
      if (made.length !== names.length) {
        made = names.map((name) => button("", words[name], () => choose(name)));
        made.forEach((each) => each.setAttribute("role", "radio"));
        group.replaceChildren(...made);
      }
      made.forEach((each, i) => {
        each.setAttribute("aria-checked", String(names[i] === chosen));
        each.tabIndex = names[i] === chosen ? 0 : -1;
      });
    } };
}

/** @param {string} key @param {string} words @param {string} help @param {(on: boolean) => void} turn */
function makeSwitch(key, words, help, turn) {
  const label = element("label", "atlas-switch st-key-" + key), box = element("input"), track = element("div");
  box.type = "checkbox";
  box.setAttribute("role", "switch");
  box.onchange = () => turn(box.checked);
  track.append(element("span"));
  label.title = help;
  label.append(box, track, words);
  return { label, box };
}

/** The year that is drawn. @param {string} words @param {(year: string) => void} slide */
function makeYear(words, slide) {
  const slider = element("label", "atlas-year st-key-year"), range = element("input"), said = element("output");
  range.type = "range";
  range.setAttribute("aria-label", words);
  range.oninput = () => { said.textContent = range.value; slide(range.value); };
  slider.append(range, said);
  return { slider,
    /** @param {LookData} data @param {string} year */
    show({ first, last }, year) {
      Object.assign(range, { min: String(first), max: String(last) });
      if (year && range.value !== year) range.value = year;
      said.textContent = year;
    } };
}

/** @param {HTMLElement} root @param {Component<LookData>} latest */
function makeControls(root, latest) {
  const controls = { latest, show };
  const { words } = latest.data;
  const choose = (/** @type {Asked} */ asked, /** @type {unknown} */ said = asked) => {
    if (!ask(window, "atlas-ask")?.(asked)) controls.latest.setTriggerValue("choose", said);
  };
  const colours = makeChoice("colours", words.colours, words.coloursHelp, (name) => choose({ colourBy: /** @type {ColourBy} */ (name) }));
  const borders = makeChoice("depiction", words.borders, words.bordersHelp, (name) => choose({ depiction: name }));
  const lines = makeSwitch("connecting", words.connecting, words.connectingHelp, (connecting) =>
    choose({ words: ["roles", new Set(connecting ? [] : controls.latest.data.roles)] }, { connecting }));
  const inAYear = makeSwitch("year-on", words.inAYear, words.inAYearHelp, (on) => choose({ year: on ? String(controls.latest.data.now) : "" }));
  const year = makeYear(words.year, (value) => choose({ year: value, sliding: true }));
  root.replaceChildren(colours.group, borders.group, lines.label, inAYear.label);
  /* What the page has answered since the server spoke, if it has. */
  function show() {
    const { data } = controls.latest, answer = ask(window, "atlas-answer"), now = answer && answer.turn > data.turn ? answer : data;
    colours.show(data.colourings, now.colourBy);
    borders.show(data.depictions, now.depiction);
    lines.box.checked = now.connecting;
    inAYear.box.checked = now.year !== "";
    year.show(data, now.year);
    if (!now.year) year.slider.remove(); else if (!year.slider.isConnected) root.append(year.slider);
  }
  return controls;
}

const all = /** @type {WeakMap<Element, Controls>} */ (new WeakMap());
let shown = /** @type {Controls | null} */ (null);

addEventListener("atlas-answered", () => shown?.show());

/** @param {Component<LookData>} component */
export default function (component) {
  const root = part(component.parentElement, ".atlas-look"), controls = kept(all, root, () => makeControls(root, component));
  controls.latest = component;
  shown = controls;
  controls.show();
  return () => { if (shown === controls) shown = null; };
}
