/* The search box: a list of what any name could mean, walked by keyboard. Names are set as text. */

/** @import { Asked, Component, FinderData, Section } from "../../../geo/web/types.js" */
/** @import { Answers, Option } from "../../../geo/web/filter/names.js" */

import { isMerelySaid, search } from "../../../geo/web/filter/names.js";
import { nothingWords, sayNothing } from "../../../geo/web/filter/nothing.js";
import { fetched } from "../../../geo/web/shared/documents.js";
import { element, isOn, kept, part, reveal } from "../../../geo/web/shared/dom.js";
import { ask } from "../../../geo/web/shared/questions.js";

/** What is typed and offered, between two reruns: `at` is the row that is marked, -1 for none; `offered` the
 * text to which the rows belong. @typedef {{ text: string | null, at: number, options: Option[], offered: string }} Memory */
const memories = /** @type {WeakMap<Element, Memory>} */ (new WeakMap());

/* What a pick filters by, so that nothing is opened: the text itself, or words of a section. */
const SEARCHED = new Set(["text", "named"]);
const SECTIONS = /** @type {Record<string, Section>} */ ({ country: "countries", countries: "countries", region: "regions", actor: "sponsors", source: "sources" });

/** What a pick asks of the filter; null where it opens something. @param {Pick<Option, "kind" | "id">} option @returns {Asked | null} */
function askedBy({ kind, id }) {
  if (SEARCHED.has(kind)) return { search: id };
  return SECTIONS[kind] ? { search: "", chosen: new Map([[SECTIONS[kind], new Set(kind === "countries" ? id.split(".") : [id])]]) } : null;
}

/* The box follows what the page itself has answered: all shown again, a name picked. */
addEventListener("atlas-answered", () => {
  const now = ask(window, "atlas-answer"), box = document.querySelector(".atlas-finder input"), clear = document.querySelector(".atlas-finder button");
  if (!now || !(box instanceof HTMLInputElement) || !(clear instanceof HTMLElement) || box.value === now.search || document.activeElement === box) return;
  box.value = now.search;
  clear.hidden = !now.search;
});

/** A row that only says something. @param {string} name @returns {Option} */
const remark = (name) => ({ kind: "remark", id: "", name, hint: "", also: "" });
const isDead = (/** @type {Option} */ option) => option.kind === "remark" || isMerelySaid(option);

/** What the list offers for a text: what has this name, else what is near, and the routes that answer to it.
 * @param {string} text @param {Answers} answers @param {boolean} filtered whether other filters apply @returns {Option[]} */
function offers(text, answers, filtered) {
  const { found, near, routes } = answers, count = routes === 1 ? "the one route that matches" : "the " + routes + " routes that match";
  if (routes) return [...found, { kind: "text", id: text, name: "Show only " + count + " “" + text + "”", hint: filtered ? "as far as the other filters leave them" : "", also: "" }];
  return near.length || !found.length ? [remark(nothingWords(text, answers)), ...near, ...found] : found;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || isOn(event, "input, textarea, [contenteditable]")) return;
  const found = document.querySelector(".atlas-finder input");
  if (found instanceof HTMLInputElement) { event.preventDefault(); found.focus(); found.select(); }
});

/** @param {Component<FinderData>} component */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = part(parentElement, ".atlas-finder"), box = part(root, "input", HTMLInputElement);
  const list = part(root, "ul"), clear = part(root, "button"), nothing = part(parentElement, ".atlas-found-nothing");
  const memory = kept(memories, root, () => ({ text: /** @type {string | null} */ (null), at: -1,
    options: /** @type {Option[]} */ ([]), offered: "" }));

  /* Whether the routes are filtered by a text, as far as the page knows. */
  const filters = () => (ask(window, "atlas-answer")?.search ?? data.text) !== "";
  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }
  /** Marks a row; one that only says something is passed over, by steps. @param {number} from @param {number} step */
  function mark(from, step) {
    const { options } = memory, { length } = options;
    let at = (from + length) % length, left = length;
    while (left && isDead(options[at])) { at = (at + step + length) % length; left -= 1; }
    memory.at = left ? at : -1;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === memory.at)));
    const row = list.children[left ? at : 0];
    box.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }
  /** @param {Pick<Option, "kind" | "id" | "look">} option */
  function pick({ kind, id, look = kind === "sea" || kind === "country" ? id : "" }) {
    close();
    if (kind !== "text") box.value = data.text;
    clear.hidden = !box.value;
    if (look) {
      dispatchEvent(new CustomEvent("atlas-look", { detail: look }));
      reveal(document.querySelector('iframe[title*="st_folium"]'));
    }
    if (kind === "sea") return;
    const asked = askedBy({ kind, id });
    if (asked) {
      box.value = asked.search || "";
      clear.hidden = !box.value;
      if (!ask(window, "atlas-ask")?.(asked)) setTriggerValue("pick", { kind, id });
      return;
    }
    setTriggerValue("pick", { kind, id });
    reveal(document.querySelector(".st-key-dossier"));
  }
  /** @param {Option} option @param {number} i */
  function row(option, i) {
    const made = element("li");
    made.id = "atlas-found-" + i;
    made.setAttribute("role", "option");
    Object.assign(made.dataset, { id: option.id, kind: option.kind });
    made.append(element("span", "atlas-found-name", option.name));
    const second = option.note || (option.also && "also " + option.also);
    if (second) made.append(element("span", "atlas-found-also", second));
    made.append(element("span", "atlas-found-hint", option.hint));
    if (isDead(option)) made.setAttribute("aria-disabled", "true");
    made.onmousedown = (event) => { event.preventDefault(); if (!isDead(option)) pick(option); };
    return made;
  }
  async function offer() {
    const text = box.value.trim();
    clear.hidden = !box.value;
    if (!text) { close(); return; }
    let options = /** @type {Option[]} */ ([]);
    try { options = offers(text, search(await fetched(data.url), text, data.own), data.filtered); } catch {
      options = [{ kind: "text", id: text, name: "Show only routes that match “" + text + "”", hint: "the list of names could not be loaded", also: "" }];
    }
    if (box.value.trim() !== text) return;
    Object.assign(memory, { options, offered: text });
    list.replaceChildren(...options.map(row));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(0, 1);
  }
  /* What is marked, once it is there; with Ctrl or Shift the routes that match. No text empties the map. */
  async function enter(/** @type {boolean} */ asText) {
    const text = box.value.trim();
    if (!text) { if (filters()) pick({ kind: "text", id: "" }); return; }
    if (list.hidden || memory.offered !== text) await offer();
    const chosen = asText ? memory.options.find(({ kind }) => kind === "text") : memory.options[memory.at];
    if (chosen && memory.offered === box.value.trim()) pick(chosen);
  }
  /* What a link or an older turn searches for, and no route answers to. */
  async function tellNothing() {
    const { text, lost, own } = data;
    nothing.hidden = !lost;
    if (!lost) return;
    let answers = /** @type {Answers} */ ({ found: [], near: [], routes: 0 });
    try { answers = search(await fetched(data.url), text, own); } catch { /* the words alone */ }
    if (memory.text === text) sayNothing(nothing, text, answers, pick);
  }
  box.oninput = offer;
  box.onfocus = () => { fetched(data.url).catch(() => {}); };
  box.onblur = close;
  box.onkeydown = (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (open) mark(memory.at < 0 ? 0 : memory.at + step, step); else offer();
    } else if (event.key === "Enter") {
      enter(event.ctrlKey || event.shiftKey);
    } else if (event.key === "Escape") {
      if (open) close(); else if (box.value) { box.value = ""; clear.hidden = true; if (filters()) pick({ kind: "text", id: "" }); }
    }
  };
  clear.onclick = () => {
    box.value = "";
    clear.hidden = true;
    close();
    if (filters()) pick({ kind: "text", id: "" });
    box.focus();
  };
  if (data.text !== memory.text) {
    memory.text = data.text;
    box.value = data.text;
    clear.hidden = !data.text;
  }
  tellNothing();
}
