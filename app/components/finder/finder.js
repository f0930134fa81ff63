/* The search box: a list of what any name could mean, walked by keyboard. Names are set as text. */

/** @import { Component, FinderData } from "../../../geo/web/types.js" */
/** @import { Option } from "../../../geo/web/filter/names.js" */

import { findNames } from "../../../geo/web/filter/names.js";
import { fetched } from "../../../geo/web/shared/documents.js";
import { element, isOn, kept, part, reveal } from "../../../geo/web/shared/dom.js";

/** What is typed and offered, between two reruns. @typedef {{ text: string | null, at: number, options: Option[] }} Memory */
const memories = /** @type {WeakMap<Element, Memory>} */ (new WeakMap());

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || isOn(event, "input, textarea, [contenteditable]")) return;
  const found = document.querySelector(".atlas-finder input");
  if (found instanceof HTMLInputElement) { event.preventDefault(); found.focus(); found.select(); }
});

/** @param {Component<FinderData>} component */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = part(parentElement, ".atlas-finder"), box = part(root, "input", HTMLInputElement);
  const list = part(root, "ul"), clear = part(root, "button");
  const memory = kept(memories, root, () => ({ text: /** @type {string | null} */ (null), at: 0, options: [] }));

  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }
  /** @param {number} at */
  function mark(at) {
    memory.at = (at + memory.options.length) % memory.options.length;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === memory.at)));
    const row = list.children[memory.at];
    box.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }
  /** @param {{ kind: string, id: string }} option */
  function pick(option) {
    close();
    if (option.kind !== "text") box.value = data.text;
    clear.hidden = !box.value;
    setTriggerValue("pick", { kind: option.kind, id: option.id });
    if (option.kind !== "text" && option.kind !== "actor") reveal(document.querySelector(".st-key-dossier"));
  }
  /** @param {Option} option @param {number} i */
  function row(option, i) {
    const made = element("li");
    made.id = "atlas-found-" + i;
    made.setAttribute("role", "option");
    made.dataset.id = option.id;
    made.append(element("span", "atlas-found-name", option.name));
    if (option.also) made.append(element("span", "atlas-found-also", "also " + option.also));
    made.append(element("span", "atlas-found-hint", option.hint));
    made.onmousedown = (event) => { event.preventDefault(); pick(option); };
    return made;
  }
  async function offer() {
    const text = box.value.trim();
    clear.hidden = !box.value;
    if (!text) { close(); return; }
    let found = /** @type {Option[]} */ ([]), failed = false;
    try { found = findNames(await fetched(data.url), text); } catch { failed = true; }
    if (box.value.trim() !== text) return;
    memory.options = [...found,
      { kind: "text", id: text, name: "Show only routes that match “" + text + "”",
        hint: failed ? "the list of names could not be loaded" : found.length ? "" : "nothing has this name", also: "" }];
    list.replaceChildren(...memory.options.map(row));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(0);
  }
  box.oninput = offer;
  box.onfocus = () => { fetched(data.url).catch(() => {}); };
  box.onblur = close;
  box.onkeydown = (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) mark(memory.at + (event.key === "ArrowDown" ? 1 : -1)); else offer();
    } else if (event.key === "Enter") {
      const text = box.value.trim();
      if (open && !event.ctrlKey && !event.shiftKey) pick(memory.options[memory.at]);
      else if (text !== data.text || open) pick({ kind: "text", id: text });
    } else if (event.key === "Escape") {
      if (open) close(); else if (box.value) { box.value = ""; clear.hidden = true; if (data.text) pick({ kind: "text", id: "" }); }
    }
  };
  clear.onclick = () => {
    box.value = "";
    clear.hidden = true;
    close();
    if (data.text) setTriggerValue("pick", { kind: "text", id: "" });
    box.focus();
  };
  if (data.text !== memory.text) {
    memory.text = data.text;
    box.value = data.text;
    clear.hidden = !data.text;
  }
}
