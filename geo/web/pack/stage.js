/* A briefing on the pack's page: its bar, its words and sources, and the presenter's keys. */
/** @import { PackBriefing, PackDocument, PackScene } from "../types.js" */
/** @import { makeDossiers } from "./dossier.js" */

import { makeDesk } from "../presenter/desk.js";
import { part } from "../shared/dom.js";

/** @param {[string, number][]} pieces */
const plain = (pieces) => pieces.map(([text, number]) => text + (number ? "[" + number + "]" : "")).join("");

/** What of a scene is not in this file, in words. @param {PackScene} scene */
function goneWords({ missing, routes, ignored }) {
  return [missing ? missing + " of the " + routes + " routes of this scene are not in this file." : "",
    ignored.length ? "This release does not know: " + ignored.join(", ") + "." : ""].filter(Boolean).join(" ");
}

/** The stage; `turn.to` shows a scene, counted from 0, `turn.leave` leaves the briefing.
 * @param {PackDocument} doc @param {ReturnType<typeof makeDossiers>} dossiers
 * @param {{ to: (scene: number) => void, leave: () => void }} turn */
export function makeStage(doc, dossiers, turn) {
  const at = (/** @type {string} */ id) => part(document, "#" + id);
  const back = part(document, "#stage-back", HTMLButtonElement), next = part(document, "#stage-next", HTMLButtonElement);
  const notes = part(document, "#stage-notes", HTMLDetailsElement);
  const desk = makeDesk({ black: at("black"), scenes: part(document, "#scenes", HTMLDialogElement),
    keys: part(document, "#keys", HTMLDialogElement), leaveWords: "Leave the briefing", keeps: ".pack-map, .atlas-table",
    script: { text: at("pack-speaker").textContent || "" }, go: (scene) => turn.to(scene - 1), leave: turn.leave,
    hasNotes: () => notes.open, toggleNotes: () => { notes.open = !notes.open; },
    say: (words) => {
      at("notice").hidden = false;
      at("notice").textContent = words;
    } });
  back.onclick = () => desk.act("back");
  next.onclick = () => desk.act("next");
  at("stage-speaker").onclick = desk.openSpeaker;
  at("stage-keys").onclick = desk.openKeys;
  at("stage-leave").onclick = turn.leave;
  document.addEventListener("keydown", desk.heard);

  /** @param {PackBriefing} briefing @param {number} number */
  function fill(briefing, number) {
    const scene = briefing.scenes[number], sources = at("stage-sources"), list = part(sources, "ol");
    at("stage-where").textContent = briefing.title + " · scene " + (number + 1) + " of " + briefing.scenes.length
      + " · release " + doc.release + " · as of " + doc.asOf;
    back.disabled = number === 0;
    next.disabled = number === briefing.scenes.length - 1;
    at("stage-title").textContent = scene.title;
    at("stage-sentence").replaceChildren(...dossiers.said(scene.sentence, scene, list));
    notes.hidden = !scene.notes.some(([text]) => text);
    part(notes, "p").replaceChildren(...dossiers.said(scene.notes, scene, list));
    const told = new Set(scene.cites.flatMap((cite) => cite.places.map((place) => doc.sources[doc.places[place][0]].who)));
    sources.hidden = !scene.cites.length;
    part(sources, "summary").textContent = ["Sources", [...told].join("; ")].filter(Boolean).join(": ");
    list.replaceChildren(...dossiers.cites(scene));
    at("stage-missing").textContent = goneWords(scene);
    at("stage-missing").hidden = !goneWords(scene);
    at("announce").textContent = "Scene " + (number + 1) + ": " + scene.title;
    desk.show({ id: briefing.id, briefing: briefing.title, scene: number + 1, scenes: briefing.scenes.map((each) => each.title),
      sentence: scene.sentence.map(([text, mark]) => (mark ? [text.trimEnd(), [mark]] : [text, []])), differences: [],
      notes: plain(scene.notes).split("\n").filter((line) => line.trim()),
      cites: dossiers.cites(scene).map((item) => item.textContent || "") });
  }
  /** Shows a scene, or without a briefing none. @param {PackBriefing | undefined} briefing @param {number} number from 0 */
  return (briefing, number) => {
    at("stage").hidden = !briefing;
    document.body.classList.toggle("pack-presenting", Boolean(briefing));
    if (briefing) fill(briefing, number); else desk.show(null);
  };
}
