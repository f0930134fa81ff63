/* What readers have reported of a value: taken in from a file or from pasted text, open or settled. */
/** @import { Note, Place, Screen } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { areaField, keyButton, labelled, newId } from "./fields.js";
import { timeWords } from "./drafts.js";
import { Refusal } from "./talk.js";

/** @param {Place} place @returns {Promise<Screen>} */
export async function openNotes(place) {
  const box = element("div", "notes"), list = element("ul", "claims"), text = areaField("note", "", 6), file = element("input"), foot = element("div", "actions");
  file.type = "file";
  file.id = newId("file");
  file.multiple = true;

  /** @param {Promise<any>} asked @param {string} words */
  async function done(asked, words) {
    try {
      const answer = await asked;
      place.say(answer.words || words);
      draw(answer.notes);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      place.say(error.message, true);
      return false;
    }
  }
  async function take() {
    if (text.value.trim() && await done(place.talk.post("/api/notes", { text: text.value, curator: place.curator() }), "Taken in.")) text.value = "";
  }
  file.onchange = async () => {
    for (const each of file.files || []) await done(place.talk.post("/api/notes", { text: await each.text(), curator: place.curator() }), `${each.name} is taken in.`);
    file.value = "";
  };
  /** @param {Note[]} notes */
  function draw(notes) {
    list.replaceChildren(...notes.map((note) => {
      const row = element("li"), isOpen = note.state === "open";
      row.append(element("h3", "", note.claim), element("p", "", note.said), element("p", "small", [note.words, note.source, note.release && `release ${note.release}`, timeWords(note.at)].filter(Boolean).join(" \u00b7 ")),
        element("span", isOpen ? "state open" : "state accept", isOpen ? "open" : "settled"), " ",
        keyButton("plain", isOpen ? "Settled" : "Open again", "", () => done(place.talk.post("/api/notes/settle", { id: note.id, state: isOpen ? "settled" : "open", curator: place.curator() }), "Noted.")));
      row.querySelector("kbd")?.remove();
      return row;
    }));
    if (!notes.length) list.append(element("li", "nothing", "There is no note from a reader."));
  }
  foot.append(keyButton("main", "Take in", "Ctrl Enter", take));
  box.append(element("h1", "", "Notes from readers"), labelled("Paste a note", text, "as a reader copied or mailed it"), labelled("or choose saved notes", file), foot, list);
  place.main.replaceChildren(box);
  draw((await place.talk.get("/api/notes")).notes);
  return { heard(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
    take();
    return true;
  } };
}
