/* "Something wrong?": a dialog in which a reader makes a note on a value, to be copied, mailed or saved as a file.
   Nothing is sent: it works without a network, and in the offline pack. Its words are those of
   geo/claims/note_words.py. */
/** @import { NoteWords, Questionable, ReadersNote } from "../types.js" */
import { button, element, saveFile } from "./dom.js";
import { copied, wire } from "./link.js";
import { mailLink, noteText } from "./note-text.js";

let made = 0;

/** A field with its label above it.
 * @param {string} label @param {HTMLElement} field */
function labelled(label, field) {
  const around = element("label", "atlas-report-field");
  around.append(element("span", "", label), field);
  return around;
}

/** @param {NoteWords} said */
function problemsOf(said) {
  const group = element("fieldset"), name = "atlas-problem-" + ++made;
  group.append(element("legend", "", said.words.problem), ...Object.entries(said.problems).map(([code, words]) => {
    const choice = element("label"), input = element("input");
    Object.assign(input, { type: "radio", name, value: code });
    choice.append(input, " " + words);
    return choice;
  }));
  return group;
}

/** @param {NoteWords} said */
function makeDialog(said) {
  const { words } = said, dialog = element("dialog", "atlas-report"), title = element("h2", "", words.ask);
  const about = element("p", "atlas-note", words.about), value = element("p", "atlas-report-value"), which = element("select");
  const whichField = labelled(words.which, which), problems = problemsOf(said), own = element("textarea"), link = element("input");
  const preview = element("details"), text = element("pre"), acts = element("p", "atlas-report-acts"), status = element("p", "atlas-report-status");
  const copy = button("atlas-report-first", words.copy), mail = element("a", "", words.mail), file = button("", words.save), close = button("", words.close);
  /** What may be meant, from where it is, and in which release. */
  let claims = /** @type {Questionable[]} */ ([]), source = "", release = "", last = "";

  title.id = "atlas-report-title-" + ++made;
  dialog.setAttribute("aria-labelledby", title.id);
  Object.assign(own, { rows: 3, maxLength: said.mostWords });
  Object.assign(link, { type: "text", maxLength: said.mostLink });
  text.tabIndex = 0;
  preview.append(element("summary", "", words.preview), text);
  status.setAttribute("role", "status");
  copy.setAttribute("aria-live", "polite");
  acts.append(copy, mail, file, close);
  dialog.append(title, about, value, whichField, problems, labelled(words.words, own), labelled(words.link, link), preview, acts, status);
  document.body.append(dialog);

  const chosen = () => claims[Number(which.value || "-1")];
  const problem = () => problems.querySelector("input:checked");
  /** The note as it stands. @returns {ReadersNote} */
  function note() {
    const claim = chosen(), wrong = problem();
    return { claim: claim?.claim || "", said: claim?.said || "", printed: claim?.printed || "", source, release,
      problem: wrong instanceof HTMLInputElement ? wrong.value : "", words: own.value.trim(), link: link.value.trim(),
      day: new Date().toISOString().slice(0, 10) };
  }
  /** Whether the note says enough; where it does not, what is missing is said and reached. */
  function isWhole() {
    const missing = !chosen() ? which : !problem() ? problems.querySelector("input") : null;
    status.textContent = missing ? words.unsaid : "";
    missing?.focus();
    return !missing;
  }
  function follow() {
    const now = note();
    text.textContent = noteText(now, said);
    mail.href = mailLink(now, said).href;
  }
  dialog.addEventListener("input", () => { status.textContent = ""; follow(); });
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // a page's own keys are not for it
  wire(copy, window, () => noteText(note(), said), words.copied, isWhole);
  mail.addEventListener("click", (event) => {
    const now = note();
    if (!isWhole()) event.preventDefault();
    else if (mailLink(now, said).long) copied(noteText(now, said), window, mail);
  });
  file.onclick = () => {
    if (!isWhole()) return;
    const name = "atlas-note-" + (note().claim.split("/", 2).join("-").match(/[a-z0-9-]+/g) || ["value"]).join("").slice(0, 60) + ".txt";
    saveFile(new Blob([noteText(note(), said)], { type: "text/plain;charset=utf-8" }), name);
    status.textContent = words.saved + " " + name + ".";
  };
  close.onclick = () => dialog.close();

  /** Opens it; `meant` is which of the claims is questioned, -1 where the reader is to say so.
   * @param {{ claims: Questionable[], meant: number, source: string, release: string, back: HTMLElement }} asked */
  return (asked) => {
    const key = asked.source + asked.claims.map((each) => each.claim).join() + asked.meant;
    ({ claims, source, release } = asked);
    if (key !== last) { // what was written about this value is still there when it is opened again
      last = key;
      which.replaceChildren(new Option(words.choose, ""), ...claims.map((each, i) => new Option(each.said, String(i))));
      which.value = asked.meant < 0 ? "" : String(asked.meant);
      problems.querySelectorAll("input").forEach((input) => { input.checked = false; });
      own.value = link.value = "";
    }
    const [sole] = claims.length === 1 ? claims : [claims[asked.meant]];
    value.textContent = sole ? sole.said : "";
    value.hidden = !sole;
    whichField.hidden = Boolean(sole);
    preview.open = false;
    status.textContent = "";
    follow();
    dialog.addEventListener("close", () => asked.back.focus(), { once: true });
    dialog.showModal();
  };
}

/** Makes the dialog when it is first asked for. @param {NoteWords} said */
export function makeReport(said) {
  let open = /** @type {ReturnType<typeof makeDialog> | null} */ (null);
  return (/** @type {Parameters<ReturnType<typeof makeDialog>>[0]} */ asked) => {
    open ??= makeDialog(said);
    open(asked);
  };
}
