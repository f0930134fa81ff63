/* A reader's note on a value, as a text: lines that a person reads, and below them the same as a block of letters,
   digits, `-`, `_` and one `.`, in which a program finds it again whatever a mail program does to lines: wraps
   them, quotes them, changes their ends. geo/intake/readers_notes.py reads the block. */
/** @import { NoteWords, ReadersNote } from "../types.js" */

const WIDE = 64;
/** The longest link to a mail program that all of them take. */
const MOST_MAIL = 1900;

/** The check sum of bytes, CRC-32, in eight hexadecimal digits. @param {Uint8Array} bytes */
function checkSum(bytes) {
  let rest = ~0;
  for (const byte of bytes) {
    rest ^= byte;
    for (let i = 0; i < 8; i++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return (~rest >>> 0).toString(16).padStart(8, "0");
}

/** @param {ReadersNote} note */
function blockOf({ claim, release, said, printed, problem, words, link, day }) {
  const bytes = new TextEncoder().encode(JSON.stringify({ claim, release, said, printed, problem, words, link, day }));
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const lines = (letters + "." + checkSum(bytes)).match(new RegExp(".{1," + WIDE + "}", "g")) || [];
  return ["[[ATLASNOTE", ...lines, "ATLASNOTE]]"].join("\n");
}

/** The whole note. @param {ReadersNote} note @param {NoteWords} said */
export function noteText(note, said) {
  const line = (/** @type {string} */ label, /** @type {string} */ text) => (text ? [label + ": " + text] : []);
  const { note: labels, problems } = said;
  return [labels.title, "",
    ...line(labels.said, note.said), ...line(labels.printed, note.printed && "“" + note.printed + "”"),
    ...line(labels.source, note.source), ...line(labels.claim, note.claim), ...line(labels.release, note.release),
    ...line(labels.problem, problems[note.problem]), ...line(labels.words, note.words), ...line(labels.link, note.link),
    ...line(labels.day, note.day), "", labels.block, blockOf(note), ""].join("\n");
}

/** A text as an address has it; half a letter, which none can have, is left out. @param {string} text */
const encoded = (text) => encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(text)));

/** A link that opens a mail program with the note, and whether the note was too long to be in it.
 * @param {ReadersNote} note @param {NoteWords} said */
export function mailLink(note, said) {
  const link = (/** @type {string} */ body) => "mailto:" + encoded(said.to).replaceAll("%40", "@") + "?subject="
    + encoded(said.note.title + ": " + note.said.slice(0, 80))
    + "&body=" + encoded(body.replaceAll("\n", "\r\n"));
  const whole = link(noteText(note, said));
  return whole.length <= MOST_MAIL ? { href: whole, long: false } : { href: link(said.words.pasted), long: true };
}
