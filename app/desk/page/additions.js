/* What a document adds beside claims: another name, a place, a disagreement, a system that is not drawn, a new route. */
/** @import { Draft, Pair, Place, Row, Subject } from "./types.js" */

import { button, element } from "../../../geo/web/shared/dom.js";
import { choice, dialog, keyButton, labelled, oneStop, textField } from "./fields.js";
import { isTyped } from "./keys.js";
import { makeNewPlace } from "./new-place.js";
import { isUnderWay, mountNewRoute, openAgain } from "./new_route.js";
import { makeOtherName } from "./other-name.js";
import { idOf } from "./source.js";
import { makeSubjectField } from "./subject-field.js";

/** @typedef {(what: string, sent: object) => Promise<boolean>} Change */
/** @typedef {{ root: HTMLElement, row: () => Row, missing?: () => string }} Form */

const KINDS = /** @type {Pair[]} */ ([["aliases", "Another name"], ["places", "A place"], ["routes", "A new route"], ["disagreements", "A disagreement"], ["not_mapped", "A system that is not drawn"]]);
const ONE = Object.fromEntries(KINDS);

/** @param {string} name @param {string} label @param {string} [hint] @param {string} [value] */
const line = (name, label, hint, value = "") => labelled(label, textField(name, value), hint);

/** @param {HTMLElement} root @param {string} name */
const cell = (root, name) => {
  const field = root.querySelector(`[name="${name}"]`);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value.trim() : "";
};

/** A form of plain fields. @param {HTMLElement[]} parts @param {() => Row} [more] @returns {Form} */
function plain(parts, more) {
  const root = element("div", "plain-form");
  root.append(...parts);
  return { root, row: () => ({ ...Object.fromEntries([...root.querySelectorAll("[name]")].map((field) => [field.getAttribute("name") || "", cell(root, field.getAttribute("name") || "")])),
    ...(more ? more() : {}) }) };
}

/** @param {Place} place @param {Draft} draft */
function disagreementForm(place, draft) {
  const subject = makeSubjectField(place.talk, draft.id, () => undefined);
  subject.set({ id: "", name: "", hint: "" });
  return plain([subject.root, line("question", "What is in doubt, as a neutral question"), line("claims", "The claims that differ", "each as subject/attribute/source/lines, with ; between them"),
    labelled("Why they differ", choice("why_kind", place.words.reasons, "not-stated")), line("why", "The same in one neutral sentence")],
    () => ({ subject_ids: subject.value(), disagreement_id: `${subject.value()}-${idOf(draft.source.source_id || draft.id)}` }));
}

/** @param {Place} place @param {Draft} draft */
const notMappedForm = (place, draft) => plain([line("name", "Name of the system"), labelled("What it is", choice("kind", place.words.not_mapped_kinds, "rail")),
  line("reason", "Why it is not drawn, one neutral sentence"), line("printed", "The words that name it, as printed"), line("lines", "Lines", "such as 42 or 42-43; blank for a public page")],
  () => ({ source_id: draft.source.source_id || "" }));

/** @param {Place} place @param {Draft} draft @param {Change} change @param {(id: string) => Subject} nameOf */
export function openAdditions(place, draft, change, nameOf) {
  const box = dialog("Add beside claims", "additions"), tabs = element("div", "choice"), room = element("div", "room"), list = element("ul", "added"), fault = element("p", "fault");
  const foot = element("div", "actions"), save = keyButton("main", "Add", "Ctrl Enter", keep);
  let isChosen = false, kind = "aliases", form = /** @type {Form | null} */ (null), leave = () => {};

  fault.setAttribute("role", "alert");
  tabs.setAttribute("role", "group");
  tabs.setAttribute("aria-label", "What is added");
  /** @param {string} wanted */
  function open(wanted) {
    leave();
    leave = () => {};
    kind = wanted;
    fault.textContent = "";
    [...tabs.children].forEach((each) => each.setAttribute("aria-pressed", String(each instanceof HTMLElement && each.dataset.kind === kind)));
    save.hidden = kind === "routes";
    if (kind === "routes") {
      form = null;
      room.replaceChildren();
      leave = mountNewRoute(room, { talk: place.talk, words: place.words, draft, add, remove }) || leave;
      return;
    }
    const forms = /** @type {Record<string, () => Form>} */ ({ aliases: () => makeOtherName(place.talk, draft.id, place.words.scripts, draft.source.source_id || ""), places: () => makeNewPlace(place.talk, place.words, draft.id),
      disagreements: () => disagreementForm(place, draft), not_mapped: () => notMappedForm(place, draft) });
    form = forms[kind]();
    room.replaceChildren(form.root);
    if (isChosen) room.querySelector("input")?.focus();
    isChosen = true;
  }
  /** @param {string} table @param {Row} row @param {object} [feature] */
  async function add(table, row, feature = {}) {
    const isKept = await change("additions", { addition: { id: "add-" + crypto.randomUUID().slice(0, 13), table, row, feature, curator: place.curator() } });
    if (isKept) drawList(); else fault.textContent = "It was not kept; the line above says why.";
    return isKept;
  }
  /** @param {string} id */
  async function remove(id) {
    const isOut = await change("additions/remove", { id, curator: place.curator() });
    if (isOut) drawList();
    return isOut;
  }
  /** Opens a route that the draft has, to be mended; it stays until the new one takes its place. @param {string} id */
  async function mend(id) {
    if (isUnderWay(draft.id)) {
      open("routes");
      fault.textContent = "Another route is still in the form. Add it, or begin again; then open this one.";
      return;
    }
    openAgain(draft.id, await place.talk.get(`/api/drafts/${encodeURIComponent(draft.id)}/additions/${encodeURIComponent(id)}`));
    open("routes");
  }
  async function keep() {
    if (!form) return;
    const row = form.row(), missing = form.missing ? form.missing() : "";
    if (missing) { fault.textContent = missing; return; }
    if (kind === "aliases") {
      const { problems } = /** @type {{ problems: string[] }} */ (await place.talk.post("/api/alias", row));
      const said = problems.length ? `${problems.join(" ")} Press Add again to add it all the same.` : "";
      if (said && fault.textContent !== said) { fault.textContent = said; return; }
    }
    if (await add(kind, row)) open(kind);
  }
  function drawList() {
    list.hidden = draft.additions.length === 0;
    list.replaceChildren(...draft.additions.map((each) => {
      const row = element("li"), { table } = each, name = each.row.name || each.row.alias || each.row.question || nameOf(each.row.subject_id || "").name;
      const acts = element("span", "acts"), out = button("plain", "Take out", () => remove(each.id));
      out.setAttribute("aria-label", `Take out ${name}`);
      if (table === "routes" && each.drawn) acts.append(button("plain", "Open again", () => mend(each.id)));
      acts.append(out);
      row.append(element("span", "", `${ONE[table] || table}: ${name}`), acts);
      return row;
    }));
  }
  tabs.append(...KINDS.map(([name, words], i) => {
    const tab = keyButton("", words, String(i + 1), () => open(name));
    tab.dataset.kind = name;
    return tab;
  }));
  const settle = oneStop(tabs, () => /** @type {HTMLElement[]} */ ([...tabs.children]));
  box.onkeydown = (event) => {
    const wanted = !isTyped(event) && !event.ctrlKey && !event.metaKey && !event.altKey && KINDS[Number(event.key) - 1];
    if (wanted) { open(wanted[0]); event.preventDefault(); event.stopPropagation(); return; }
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form) return;
    event.preventDefault();
    event.stopPropagation();
    keep();
  };
  box.addEventListener("close", () => leave());
  foot.append(save, keyButton("plain", "Close", "Esc", () => box.close()));
  box.append(element("p", "hint", "An event is a claim: mark its words and press M. The number keys choose a kind while no field has the cursor."), tabs, room, fault, foot, list);
  drawList();
  box.showModal();
  open(kind);
  settle(/** @type {HTMLElement} */ (tabs.firstElementChild));
  /** @type {HTMLElement} */ (tabs.firstElementChild).focus();
}
