/* Parts of forms: a label with its field, a choice, a group of boxes. Text is set as text. */
/** @import { Pair } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";

let made = 0;

/** An id that no other part of the page has. @param {string} stem */
export const newId = (stem) => `${stem}-${++made}`;

/** A field under its label. @template {HTMLElement} Field @param {string} label @param {Field} field @param {string} [hint] */
export function labelled(label, field, hint) {
  const box = element("div", "field"), words = element("label", "", label);
  field.id = field.id || newId("field");
  words.htmlFor = field.id;
  box.append(words, field);
  if (hint) {
    const more = element("small", "hint", hint);
    more.id = newId("hint");
    field.setAttribute("aria-describedby", more.id);
    box.append(more);
  }
  return box;
}

/** @param {string} name @param {string} [value] */
export function textField(name, value = "") {
  const field = element("input");
  field.type = "text";
  field.name = name;
  field.value = value;
  field.autocomplete = "off";
  field.spellcheck = false;
  return field;
}

/** @param {string} name @param {string} value @param {number} rows */
export function areaField(name, value, rows) {
  const field = element("textarea");
  field.name = name;
  field.value = value;
  field.rows = rows;
  return field;
}

/** Fills a choice anew; a value that is none of the options is kept as one, so that it is seen.
 * @param {HTMLSelectElement} field @param {Pair[]} options @param {string} value */
export function setOptions(field, options, value) {
  const all = options.some(([code]) => code === value) || !value ? options : [...options, /** @type {Pair} */ ([value, value + " (not allowed)"])];
  field.replaceChildren(...all.map(([code, words]) => {
    const option = element("option", "", words);
    option.value = code;
    return option;
  }));
  field.value = value;
}

/** @param {string} name @param {Pair[]} options @param {string} [value] */
export function choice(name, options, value = "") {
  const field = element("select");
  field.name = name;
  setOptions(field, options, value);
  return field;
}

const STEPS = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 });
/** What the arrow keys do in a group that is one stop of the Tab key. @param {HTMLElement} list @param {() => HTMLElement[]} parts */
export function oneStop(list, parts) {
  const settle = (/** @type {HTMLElement | undefined} */ chosen) => parts().forEach((each) => { each.tabIndex = each === chosen ? 0 : -1; });
  list.addEventListener("keydown", (event) => {
    const all = parts(), at = all.findIndex((each) => each === event.target), step = STEPS[event.key];
    if (at < 0 || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = all[(at + step + all.length) % all.length];
    settle(next);
    next.focus();
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("focusin", ({ target }) => { if (target instanceof HTMLElement && parts().includes(target)) settle(target); });
  return settle;
}

/** Boxes of which several can be ticked, as one cell of words joined by `;`. One stop of the Tab key, arrows inside.
 * @param {string} legend @param {() => void} changed @param {string} [alone] the box that stands with no other */
export function boxes(legend, changed, alone = "") {
  const group = element("fieldset", "boxes"), head = element("legend", "", legend), list = element("div");
  group.append(head, list);
  const inputs = () => [...list.querySelectorAll("input")], settle = oneStop(list, inputs);
  /** @param {HTMLInputElement} box */
  function ticked(box) {
    if (box.checked) inputs().forEach((each) => { if (each !== box && (box.value === alone || each.value === alone)) each.checked = false; });
    changed();
  }
  return {
    group,
    value: () => inputs().filter((box) => box.checked).map((box) => box.value).join(";"),
    /** @param {Pair[]} options @param {string} value */
    set(options, value) {
      const chosen = new Set(value.split(";").filter(Boolean));
      const all = [...options, ...[...chosen].filter((word) => !options.some(([code]) => code === word)).map((word) => /** @type {Pair} */ ([word, word + " (not allowed)"]))];
      group.hidden = all.length === 0;
      list.replaceChildren(...all.map(([code, words]) => {
        const label = element("label", "box"), box = element("input");
        box.type = "checkbox";
        box.value = code;
        box.checked = chosen.has(code);
        box.onchange = () => ticked(box);
        label.append(box, element("span", "", words));
        return label;
      }));
      settle(inputs().find((box) => box.checked) || inputs()[0]);
    },
  };
}

/** A key as it stands on a button. @param {string} key */
export const keyCap = (key) => element("kbd", "", key);

/** A button that shows its key. @param {string} className @param {string} words @param {string} key @param {() => unknown} act */
export function keyButton(className, words, key, act) {
  const box = element("button", className);
  box.type = "button";
  box.append(element("span", "", words), keyCap(key));
  box.onclick = act;
  return box;
}

/** A dialog that goes when it is closed. @param {string} title @param {string} [className] */
export function dialog(title, className = "") {
  const box = element("dialog", className), head = element("h2", "", title);
  head.id = newId("dialog");
  box.setAttribute("aria-labelledby", head.id);
  box.append(head);
  const warned = element("p", "fault");
  let isTouched = false;
  head.tabIndex = -1;
  warned.setAttribute("role", "status");
  box.addEventListener("input", () => { isTouched = true; });
  /* Esc in a form that was filled in only leaves its field; a second one closes. */
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isTouched || !(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLSelectElement)) return;
    event.preventDefault();
    event.stopPropagation();
    head.after(warned);
    warned.textContent = "Esc once more closes this without saving it.";
    head.focus();
  });
  box.addEventListener("focusin", ({ target }) => { if (target !== head) warned.textContent = ""; });
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  return box;
}
