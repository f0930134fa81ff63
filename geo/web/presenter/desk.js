/* The presenter, in the app and in the offline pack: what its keys do, the black screen, the list of scenes,
   and what the speaker's window is told. */
/** @import { Act, Shown } from "../types.js" */

import { button, element, isOn } from "../shared/dom.js";
import { helpWords, nameOf, sceneAfter, turnOf } from "./keys.js";
import { host } from "./speaker-host.js";

const NOT_FULL = "This browser does not let a page fill the screen.";

/** Keys in a list of buttons: the arrows go round, a digit presses, the key that opened it closes it.
 * @param {KeyboardEvent} event @param {HTMLDialogElement} dialog */
function listKeys(event, dialog) {
  const rows = /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll("li button")]);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], at = rows.findIndex((row) => row === document.activeElement);
  if (step) rows[(at + step + rows.length) % rows.length].focus();
  else if (/^[1-9]$/.test(event.key) && rows[Number(event.key) - 1]) rows[Number(event.key) - 1].click();
  else if (nameOf(event.key) === "j") dialog.close();
  else return;
  event.preventDefault();
}

/** @typedef {object} Place where a presenter is
 * @property {HTMLElement} black
 * @property {HTMLDialogElement} scenes
 * @property {HTMLDialogElement} keys
 * @property {string} leaveWords what leaving is called
 * @property {string} keeps what keeps the arrows to itself
 * @property {{ text?: string, src?: string }} script the code of the speaker's window
 * @property {(scene: number) => void} go shows a scene, counted from 1
 * @property {() => void} leave
 * @property {() => boolean} hasNotes whether the notes are on this screen
 * @property {() => void} toggleNotes
 * @property {(words: string) => void} say says what went wrong */

/** @param {Place} place */
export function makeDesk(place) {
  const { black, scenes, keys } = place;
  let shown = /** @type {Shown | null} */ (null), pending = 0;

  const here = () => pending || (shown ? shown.scene : 0);
  function tell() {
    if (shown) speaker.tell({ ...shown, black: !black.hidden });
  }
  /** @param {boolean} on */
  function shade(on) {
    if (black.hidden !== on) return;
    black.hidden = !on;
    tell();
  }
  /** @param {number} scene */
  function go(scene) {
    shade(false);
    if (scene === here()) return;
    pending = scene;
    place.go(scene);
  }
  /** @param {Act} what */
  function act(what) {
    if (!shown) return;
    if (what === "dark") shade(black.hidden);
    else go(sceneAfter(what, here(), shown.scenes.length));
  }
  function openScenes() {
    if (!shown) return;
    const list = element("ol"), rows = shown.scenes.map((title, i) => button("", title, () => { scenes.close(); go(i + 1); }));
    rows[shown.scene - 1].setAttribute("aria-current", "true");
    list.append(...rows.map((row) => {
      const item = element("li");
      item.append(row);
      return item;
    }));
    scenes.replaceChildren(element("h2", "", shown.briefing), list, button("", "Close", () => scenes.close()));
    shade(false);
    scenes.showModal();
    rows[here() - 1].focus();
  }
  const openKeys = () => keys.showModal();
  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => place.say(NOT_FULL));
  }
  /* What Escape closes: the black screen, then the notes, then the briefing. */
  function leave() {
    if (!black.hidden) shade(false);
    else if (place.hasNotes()) place.toggleNotes();
    else place.leave();
  }
  const speaker = host({ script: place.script, act, said: place.say });
  const does = /** @type {Record<string, () => void>} */ ({ s: speaker.open, n: place.toggleNotes, j: openScenes, f: fullScreen,
    "?": openKeys, x: leave, Escape: leave });

  /** @param {KeyboardEvent} event */
  function heard(event) {
    if (!shown || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isOn(event, "input, textarea, select, [contenteditable]")) return;
    if (scenes.open) { listKeys(event, scenes); return; }
    if (document.querySelector("dialog[open]") || (event.key === " " && isOn(event, "button, a, summary"))) return;
    const what = turnOf(event.key), paged = event.key === "PageDown" || event.key === "PageUp";
    if (what && what !== "dark" && !paged && place.keeps && isOn(event, place.keeps)) return;
    const acting = what ? () => act(what) : does[nameOf(event.key)];
    if (!acting) return;
    event.preventDefault();
    event.stopPropagation();
    acting();
  }

  black.hidden = true;
  black.onclick = () => shade(false);
  const list = element("dl");
  helpWords(place.leaveWords).forEach(([what, key]) => list.append(element("dt", "", key), element("dd", "", what)));
  keys.replaceChildren(element("h2", "", "Keys"), list, button("", "Close", () => keys.close()));
  return {
    act, heard, leave, openScenes, openKeys, openSpeaker: speaker.open, rest: speaker.rest,
    /** What the audience sees now; null without a briefing. Returns whether that is another scene. @param {Omit<Shown, "black"> | null} now */
    show(now) {
      const moved = !shown || !now || shown.id !== now.id || shown.scene !== now.scene;
      const asked = now && pending === now.scene;
      if (!shown || !now || shown.id !== now.id || asked) pending = 0;
      if (!now || (moved && !asked)) black.hidden = true;
      shown = now && { ...now, black: false };
      if (shown) tell(); else speaker.rest();
      return moved;
    },
  };
}
