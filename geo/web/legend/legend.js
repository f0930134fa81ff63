/* The legend that is the filter: options with their symbols and live counts, in sections. It shows what it is
   told and says what the reader chooses; what that means is its owner's. */
/** @import { Chosen, LegendOption, LegendSection, Section } from "../types.js" */
/** @typedef {(section: Section, words: Set<string>) => void} Choose */
/** @typedef {(section: LegendSection, i: number) => number[]} Counts */

import { button, element, picture } from "../shared/dom.js";

const keyed = (/** @type {string | undefined} */ key, end = "") => (key ? "st-key-" + key + end : "");

/** The row of one option. @param {LegendSection} section @param {LegendOption} option
 * @param {(word: string, on: boolean) => void} tick @param {(word: string) => void} only */
function makeOption(section, option, tick, only) {
  const row = element("div", ("atlas-option " + keyed(option.key)).trim()), label = element("label"), box = element("input");
  const count = element("span", "atlas-option-count");
  const alone = button("atlas-option-only", "only", () => { only(option.word); box.focus(); });
  box.type = "checkbox";
  box.name = section.option;
  box.value = option.word;
  box.onchange = () => tick(option.word, box.checked);
  box.onkeydown = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    only(option.word);
  };
  alone.tabIndex = -1;
  alone.title = "Show only this. With the keyboard: Enter.";
  alone.setAttribute("aria-label", "Show only " + option.label);
  label.append(box, ...option.symbol ? [picture(option.symbol)] : [], element("span", "atlas-option-label", option.label), count);
  row.append(label, alone);
  /** Gives it another symbol; a blank: none. @param {string} address */
  function draw(address) {
    label.querySelector("img")?.remove();
    if (address) box.after(picture(address));
  }
  return { row, box, count, draw, option };
}

/** One section. @param {LegendSection} section @param {() => Set<string>} chosen @param {(words: Set<string>) => void} choose */
function makeSection(section, chosen, choose) {
  const fold = element("details", keyed(section.key, "-fold")), summary = element("summary", "", section.title);
  const many = element("span", "atlas-fold-chosen"), group = element("div", keyed(section.key));
  const clear = element("div", keyed(section.key, "-all"));
  const tick = (/** @type {string} */ word, /** @type {boolean} */ on) => {
    const words = new Set(section.single ? [] : chosen());
    if (on) words.add(word); else words.delete(word);
    choose(words);
  };
  const options = section.options.map((option) => makeOption(section, option, tick, (word) => choose(new Set([word]))));
  clear.append(button("atlas-option-all", "Clear", () => { choose(new Set()); summary.focus(); }));
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", section.title);
  group.append(...options.map(({ row }) => row), clear);
  summary.append(many);
  fold.append(summary, group);
  fold.open = !section.folded;

  function mark() {
    const words = chosen();
    options.forEach(({ box, option }) => { box.checked = words.has(option.word); });
    clear.hidden = !words.size;
    many.textContent = words.size ? " · " + words.size : "";
  }
  /** @param {number[]} numbers in the order of the options */
  function count(numbers) {
    options.forEach((each, i) => {
      each.count.textContent = String(numbers[i]);
      each.row.classList.toggle("atlas-option-none", !numbers[i]);
      each.row.hidden = Boolean(each.option.extra) && !numbers[i] && !each.box.checked;
    });
  }
  /** @param {(option: LegendOption) => string} give */
  function draw(give) {
    options.forEach((each) => each.draw(give(each.option)));
  }
  return { fold, mark, count, draw, section };
}

/** The legend of some sections; `choose` is told what the reader chooses. @param {LegendSection[]} sections @param {Choose} choose */
export function makeLegend(sections, choose) {
  let state = /** @type {Chosen} */ (new Map());
  const parts = sections.map((section) => makeSection(section, () => state.get(section.name) || new Set(),
    (words) => choose(section.name, words)));
  return {
    folds: parts.map(({ fold }) => fold),
    /** Ticks what is chosen. @param {Chosen} chosen */
    mark(chosen) {
      state = chosen;
      parts.forEach((part) => part.mark());
    },
    /** @param {Counts} numbers for each section, in the order of its options */
    count(numbers) {
      parts.forEach((part, i) => part.count(numbers(part.section, i)));
    },
    /** Draws the symbols anew. @param {(option: LegendOption) => string} give the address of an option's; blank: none */
    draw(give) {
      parts.forEach((part) => part.draw(give));
    },
    /** Unfolds the sections in which something is chosen. */
    unfold() {
      parts.forEach(({ fold, section }) => { if ((state.get(section.name) || new Set()).size) fold.open = true; });
    },
  };
}
