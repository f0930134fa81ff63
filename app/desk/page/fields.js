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

/** Boxes of which several can be ticked, as one cell of words joined by `;`.
 * @param {string} legend @param {() => void} changed */
export function boxes(legend, changed) {
  const group = element("fieldset", "boxes"), head = element("legend", "", legend), list = element("div");
  group.append(head, list);
  const inputs = () => [...list.querySelectorAll("input")];
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
        box.onchange = changed;
        label.append(box, element("span", "", words));
        return label;
      }));
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
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  return box;
}
