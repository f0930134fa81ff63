/* A briefing on the pack's page: its bar, its words and sources, and the presenter's keys. */
/** @import { PackBriefing } from "../types.js" */

import { makeDesk } from "../presenter/desk.js";
import { part } from "../shared/dom.js";

/** The stage; `turn.to` shows a scene, counted from 0, `turn.leave` leaves the briefing.
 * @param {{ to: (scene: number) => void, leave: () => void }} turn */
export function makeStage(turn) {
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
    const { said, stage } = briefing.scenes[number], sources = at("stage-sources");
    at("stage-where").textContent = stage.where;
    back.disabled = number === 0;
    next.disabled = number === briefing.scenes.length - 1;
    at("stage-title").textContent = said.title;
    at("stage-sentence").innerHTML = stage.sentence;
    notes.hidden = !said.notes.length;
    part(notes, "div").innerHTML = stage.notes;
    sources.hidden = !stage.sources;
    part(sources, "summary").textContent = stage.summary;
    part(sources, "ol").innerHTML = stage.sources;
    at("stage-caveats").textContent = stage.caveats;
    at("stage-missing").textContent = stage.missing;
    at("stage-missing").hidden = !stage.missing;
    at("announce").textContent = "Scene " + (number + 1) + ": " + said.title;
    desk.show({ ...said, id: briefing.id });
  }
  /** Shows a scene, or without a briefing none. @param {PackBriefing | undefined} briefing @param {number} number from 0 */
  return (briefing, number) => {
    at("stage").hidden = !briefing;
    document.body.classList.toggle("pack-presenting", Boolean(briefing));
    if (briefing) fill(briefing, number); else desk.show(null);
  };
}
