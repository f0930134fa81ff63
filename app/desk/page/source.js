/* The form of a source: who says it, when, and whether its text is at hand or it is a public page. */
/** @import { Draft, Pair, Place, Row } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { choice, dialog, keyButton, labelled, textField } from "./fields.js";

const WAIT_MS = 200;
/** What stands under a field. */
const HINTS = /** @type {Record<string, string>} */ ({ published: "YYYY, YYYY-MM or YYYY-MM-DD", perspective: "printed as: View of \u2026, such as \u201cthe railway\u2019s operator\u201d" });

/** A text as an id: lower-case words joined by `-`. @param {string} text */
export const idOf = (text) => text.normalize("NFKD").replaceAll(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");

/** A saved page names its address in its first lines. */
const FIRST_LINES = 6, ADDRESS = /https?:\/\/[^\s<>"\u201d)]+/;

/** What the document prints of itself, where nothing is entered yet. @param {Draft} draft @returns {Row} */
export function proposedSource({ source, document: text }) {
  const { title, author, publisher, published, address } = text.imprint, printed = text.lines.slice(0, FIRST_LINES).join(" ").match(ADDRESS)?.[0] || "";
  const isPage = Boolean(source.address || (!source.document && ((address && text.kind === "html") || printed)));
  const proposed = /** @type {Row} */ ({ source_id: "", document: isPage ? "" : idOf(text.name.replace(/\.\w+$/, "")) + ".txt",
    address: isPage ? address || printed : "", title, author, publisher, origin: "", published, kind: "news", accessed: isPage ? new Date().toISOString().slice(0, 10) : "",
    sha256: "", perspective: "" });
  return Object.fromEntries(Object.entries(proposed).map(([name, cell]) => [name, source[name] || cell]));
}

/** @param {Place} place @param {Draft} draft @param {(row: Row) => Promise<boolean>} save */
export function openSource(place, draft, save) {
  const box = dialog("The source", "source-form"), form = element("form"), row = proposedSource(draft);
  const named = /** @type {Pair[]} */ ([["title", "Title, as printed"], ["author", "Author, as printed"], ["publisher", "Publisher"], ["published", "Published"],
    ["perspective", "Whose view it gives, one neutral clause"], ["origin", "Who is speaking, where the publisher passes on another\u2019s text"], ["source_id", "Id of the source"]]);
  const fields = Object.fromEntries([...named.map(([name]) => name), "address", "accessed", "document"].map((name) => [name, textField(name, row[name])]));
  const kind = choice("kind", place.words.source_kinds, row.kind), how = element("fieldset", "boxes"), fault = element("p", "fault");
  const boxOf = Object.fromEntries(named.map(([name, words]) => [name, labelled(words, fields[name], HINTS[name])]));
  const page = element("div", "fields two"), text = labelled("Kept in the documents folder as", fields.document, "claims cite its lines");
  page.append(labelled("Address of the page", fields.address, "https://\u2026"), labelled("Read on", fields.accessed, "YYYY-MM-DD"));
  fault.setAttribute("role", "alert");

  const ways = /** @type {Pair[]} */ ([["text", "A text at hand: it is kept, and claims cite its lines"], ["page", "A public page: cited by its address and the day it was read"]]);
  const radios = ways.map(([value, words]) => {
    const label = element("label", "box"), radio = element("input");
    radio.type = "radio";
    radio.name = "way";
    radio.value = value;
    radio.checked = (value === "page") === Boolean(row.address && !row.document);
    radio.onchange = fit;
    label.append(radio, element("span", "", words));
    how.append(label);
    return radio;
  });
  how.prepend(element("legend", "", "How it is cited"));
  const isPage = () => radios[1].checked, told = element("div", "told"), entered = () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value.trim()]));
  let timer = 0, asked = 0, proposed = "", like = /** @type {Row} */ ({});
  told.setAttribute("role", "status");
  /** Asks for a free id and for what the atlas has like it; what is not the curator's own follows. */
  async function look() {
    const number = ++asked, cells = entered();
    const said = await place.talk.post("/api/source", { row: { ...cells, kind: kind.value, address: isPage() ? cells.address : "", source_id: cells.source_id === proposed ? "" : cells.source_id } });
    if (number !== asked || !box.open) return;
    if (fields.source_id.value.trim() === proposed) { fields.source_id.value = said.source_id; proposed = said.source_id; }
    const isNew = said.like.publisher && said.like.publisher !== like.publisher;
    ["publisher", "perspective"].forEach((name) => { if (isNew && (!fields[name].value.trim() || fields[name].value === like[name])) fields[name].value = said.like[name]; });
    if (isNew && !draft.source.source_id) kind.value = said.like.kind;
    if (isNew) { like = said.like; look(); return; }
    told.replaceChildren(...[said.taken, ...said.remarks, like.publisher ? "Publisher, kind and view are those of the newest source of the same host: check them." : ""].filter(Boolean).map((words) => element("p", "notice", words)));
  }
  form.oninput = () => { clearTimeout(timer); timer = window.setTimeout(look, WAIT_MS); };
  function fit() {
    page.hidden = !isPage();
    text.hidden = isPage();
    if (isPage() && !fields.accessed.value) fields.accessed.value = new Date().toISOString().slice(0, 10);
  }
  fit();
  async function keep() {
    const cells = entered();
    const wanted = [["title", "its title"], ["publisher", "who published it"], ["published", "when it was published"], ["perspective", "whose view it gives"],
      ["source_id", "its id"], isPage() ? ["address", "the page\u2019s address"] : ["document", "the name under which it is kept"]];
    const missing = wanted.find(([name]) => !cells[name]);
    if (missing) {
      fault.textContent = `Enter ${missing[1]}.`;
      fields[missing[0]].focus();
      return;
    }
    const isKept = await save({ ...row, ...cells, kind: kind.value, ...(isPage() ? { document: "", sha256: "" } : { address: "", accessed: "", sha256: draft.document.text_sha256 }) });
    if (isKept) box.close(); else fault.textContent = "It was not kept; the line above says why.";
  }
  const two = element("div", "fields two"), foot = element("div", "actions");
  two.append(boxOf.published, labelled("Kind", kind));
  foot.append(keyButton("main", "Save", "Ctrl Enter", keep), keyButton("plain", "Cancel", "Esc", () => box.close()));
  form.onsubmit = (event) => { event.preventDefault(); keep(); };
  box.onkeydown = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    keep();
  };
  form.append(boxOf.title, boxOf.author, boxOf.publisher, two, boxOf.perspective, boxOf.origin, how, text, page, boxOf.source_id, told, fault, foot);
  box.append(form);
  box.showModal();
  look();
  (Object.entries(fields).find(([, field]) => !field.value && field.offsetParent)?.[1] || fields.title).focus();
}
