/* Writes readers' notes as the page does: notes as JSON on the standard input, their texts and links as JSON out. */
import { readFileSync } from "node:fs";
import { mailLink, noteText } from "../../geo/web/shared/note-text.js";

const { notes, said } = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(notes.map((note) => ({ text: noteText(note, said), mail: mailLink(note, said) }))));
