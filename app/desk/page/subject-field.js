/* The field for a subject: whoever types a few letters of any of its names is shown what is meant. */
/** @import { Subject, Talk } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { newId } from "./fields.js";

const WAIT_MS = 120;

/** @param {Talk} talk @param {string} draft @param {(subject: Subject) => void} chosen
 * @param {() => string} [attribute] what is said of it: what can have it comes first */
export function makeSubjectField(talk, draft, chosen, attribute = () => "") {
  const root = element("div", "field subject-field"), label = element("label", "", "Subject"), input = element("input"), list = element("ul");
  const told = element("small", "hint");
  let options = /** @type {Subject[]} */ ([]), at = -1, asked = 0, timer = 0, current = /** @type {Subject} */ ({ id: "", name: "", hint: "" });

  input.id = newId("subject");
  input.type = "text";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.name = "subject_id";
  list.id = newId("subjects");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Subjects found");
  told.id = newId("hint");
  label.htmlFor = input.id;
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-describedby": told.id })
    .forEach(([name, value]) => input.setAttribute(name, value));
  list.hidden = true;
  root.append(label, input, list, told);

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  /** @param {number} place */
  function point(place) {
    at = place;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    const row = list.children[at];
    if (!row) return;
    input.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }
  /** @param {Subject} subject */
  function set(subject) {
    current = subject;
    input.value = subject.id ? subject.name : "";
    told.textContent = subject.id ? `${subject.hint} \u00b7 ${subject.id}` : "Type a few letters of a route, corridor or place.";
    close();
  }
  /** @param {Subject} subject */
  function choose(subject) {
    set(subject);
    chosen(subject);
  }
  function draw() {
    list.replaceChildren(...options.map((subject) => {
      const row = element("li");
      row.id = newId("option");
      row.setAttribute("role", "option");
      row.append(element("span", "found-name", subject.name), element("span", "found-hint", subject.hint));
      if (subject.also) row.append(element("span", "found-also", subject.also));
      row.onpointerdown = (event) => { event.preventDefault(); choose(subject); };
      return row;
    }));
    if (!options.length) list.append(element("li", "found-nothing", "Nothing has such a name. A new route or place is added with \u201cAdd\u201d."));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point(options.length ? 0 : -1);
  }
  async function look() {
    const number = ++asked, found = await talk.get(`/api/subjects?q=${encodeURIComponent(input.value)}&draft=${encodeURIComponent(draft)}&attribute=${encodeURIComponent(attribute())}`);
    if (number !== asked || document.activeElement !== input) return;
    options = found;
    draw();
  }
  input.oninput = () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, WAIT_MS);
  };
  input.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) look();
    else if (step && options.length) point((at + step + options.length) % options.length);
    else if (event.key === "Enter" && !list.hidden && options[at]) choose(options[at]);
    else if (event.key === "Escape" && !list.hidden) set(current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  input.onblur = () => {
    clearTimeout(timer);
    asked += 1;
    if (input.value.trim() === "" && current.id) choose({ id: "", name: "", hint: "" }); else set(current);
  };
  return { root, set, value: () => current.id, focus: () => { input.focus(); input.select(); } };
}
