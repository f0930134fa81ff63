/* The field for a subject: whoever types a few letters of any of its names is shown what is meant. */
/** @import { Subject, Talk } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { makeCombobox, optionRow } from "./combobox.js";
import { newId } from "./fields.js";

/** @param {Talk} talk @param {string} draft @param {(subject: Subject) => void} chosen
 * @param {() => string} [attribute] what is said of it: what can have it comes first */
export function makeSubjectField(talk, draft, chosen, attribute = () => "") {
  const root = element("div", "field subject-field"), label = element("label", "", "Subject"), input = element("input"), list = element("ul");
  const told = element("small", "hint");
  let current = /** @type {Subject} */ ({ id: "", name: "", hint: "" });

  input.id = newId("subject");
  input.type = "text";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.name = "subject_id";
  list.id = newId("subjects");
  list.setAttribute("aria-label", "Subjects found");
  label.htmlFor = input.id;
  const combobox = makeCombobox(input, list, told, { look, draw, choose, leave: () => set(current) });
  root.append(label, input, list, told);

  /** @param {Subject} subject */
  function set(subject) {
    current = subject;
    input.value = subject.id ? subject.name : "";
    told.textContent = subject.id ? `${subject.hint} \u00b7 ${subject.id}` : "Type a few letters of a route, corridor or place.";
    combobox.close();
  }
  /** @param {Subject} subject */
  function choose(subject) {
    set(subject);
    chosen(subject);
  }
  /** @param {Subject[]} options */
  function draw(options) {
    list.replaceChildren(...options.map((subject) => {
      const row = optionRow(subject.name, subject.hint, () => choose(subject));
      if (subject.also) row.append(element("span", "found-also", subject.also));
      return row;
    }));
    if (!options.length) list.append(element("li", "found-nothing", "Nothing has such a name. A new route or place is added with \u201cAdd\u201d."));
    list.hidden = false;
    return options.length ? 0 : -1;
  }
  /** @returns {Promise<Subject[]>} */
  function look() {
    return talk.get(`/api/subjects?q=${encodeURIComponent(input.value)}&draft=${encodeURIComponent(draft)}&attribute=${encodeURIComponent(attribute())}`);
  }
  input.onkeydown = (event) => {
    if (!event.ctrlKey && !event.metaKey) combobox.heard(event);
  };
  input.onblur = () => {
    combobox.stop();
    if (input.value.trim() === "" && current.id) choose({ id: "", name: "", hint: "" }); else set(current);
  };
  return { root, set, value: () => current.id, focus: () => { input.focus(); input.select(); } };
}
