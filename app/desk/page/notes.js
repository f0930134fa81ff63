/* What readers have reported of a value: taken in from a file or from pasted text, and answered. */
/** @import { Note, Place, Screen } from "./types.js" */

import { button, element } from "../../../geo/web/shared/dom.js";
import { areaField, keyButton, labelled, newId, textField } from "./fields.js";
import { Refusal } from "./talk.js";

/** @param {Place} place @returns {Promise<Screen>} */
export async function openNotes(place) {
  const box = element("div", "notes"), list = element("ul", "claims"), text = areaField("note", "", 6), file = element("input"), foot = element("div", "actions"), told = element("ul");
  file.type = "file";
  file.id = newId("file");
  file.multiple = true;
  told.setAttribute("role", "status");

  /** @param {Promise<{ notes: Note[], said: string[] }>} asked */
  async function done(asked) {
    try {
      const answer = await asked;
      told.replaceChildren(...answer.said.map((words) => element("li", "", words)));
      draw(answer.notes);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      place.say(error.message, true);
      return false;
    }
  }
  async function take() {
    if (text.value.trim() && await done(place.talk.post("/api/notes", { text: text.value }))) text.value = "";
  }
  file.onchange = async () => {
    for (const each of file.files || []) await done(place.talk.send("/api/notes/file?name=" + encodeURIComponent(each.name), each));
    file.value = "";
  };
  /** @param {Note} note */
  function drawn(note) {
    const row = element("li"), answer = textField("answer"), ways = element("div", "tools");
    row.append(element("h3", "", note.claim), element("p", "", [note.problem, note.words].filter(Boolean).join(": ")), element("p", "small", `The reader saw: ${note.said}`));
    if (note.now) row.append(element("p", "small", `The atlas says now: ${note.now}`));
    row.append(element("p", "small", [note.printed && `\u201c${note.printed}\u201d`, `release ${note.release}`, note.opened].filter(Boolean).join(" \u00b7 ")));
    ways.append(labelled("What was found", answer, "one sentence; it settles the note"), button("plain", "Settle", () => done(place.talk.post("/api/notes/settle", { id: note.id, answer: answer.value }))));
    row.append(ways);
    return row;
  }
  /** @param {Note[]} notes */
  function draw(notes) {
    list.replaceChildren(...notes.map(drawn));
    if (!notes.length) list.append(element("li", "nothing", "There is no open note from a reader."));
  }
  foot.append(keyButton("main", "Take in", "Ctrl Enter", take));
  box.append(element("h1", "", "Notes from readers"), labelled("Paste a note", text, "as a reader copied or mailed it"), foot, labelled("or choose saved notes", file), told, element("h2", "", "Open notes"), list);
  draw((await place.talk.get("/api/notes")).notes);
  place.main.replaceChildren(box);
  return { heard(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
    take();
    return true;
  } };
}
