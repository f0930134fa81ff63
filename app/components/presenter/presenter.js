/* The presenter in Streamlit's page: its tools, its notes and its map's frame; and the draft that the tab
   keeps. Nothing here moves by itself; text from a briefing is set as text. */
/** @import { Component, PresenterData } from "../../../geo/web/types.js" */

import { makeDesk } from "../../../geo/web/presenter/desk.js";
import { button, element, kept, part } from "../../../geo/web/shared/dom.js";
import { keepDraft, watchCamera } from "./draft.js";

const SEEN = "The audience sees this panel: it is on their screen. S opens a window for your own.";

/** @typedef {PresenterData & { scenes: string[] }} Presented */
/** @typedef {(name: string, value: unknown) => void} Send */

/** @param {string} text @param {string} label @param {() => void} act */
function tool(text, label, act) {
  const made = button("", text, act);
  made.title = label;
  made.setAttribute("aria-label", label);
  return made;
}

/** @param {string} title @param {string[]} items @param {"ol" | "ul"} kind */
function list(title, items, kind) {
  if (!items.length) return [];
  const rows = element(kind);
  rows.append(...items.map((item) => element("li", "", item)));
  return [element("h3", "", title), rows];
}

/** Listens to the keys of the map's frame: one with the focus keeps them to itself. It is of this host, so its
 * window can be listened to, anew whenever it loads. @param {(event: KeyboardEvent) => void} heard */
function frameListener(heard) {
  const known = /** @type {WeakSet<object>} */ (new WeakSet());
  /** @param {HTMLIFrameElement} frame */
  function listenTo(frame) {
    try {
      const inner = frame.contentDocument;
      if (!inner || known.has(inner)) return;
      known.add(inner);
      inner.defaultView?.addEventListener("keydown", heard, true);
    } catch { /* Not of this host: its keys stay its own. */ }
  }
  return () => document.querySelectorAll(".st-key-present-map iframe").forEach((frame) => {
    if (!(frame instanceof HTMLIFrameElement)) return;
    if (!known.has(frame)) frame.addEventListener("load", () => listenTo(frame));
    known.add(frame);
    listenTo(frame);
  });
}

/** The notes on the audience's screen. @param {HTMLElement} notes @param {Presented} data */
function drawNotes(notes, data) {
  const said = data.notes.length ? data.notes : ["No notes for this scene."], following = data.scenes[data.scene];
  notes.replaceChildren(element("h2", "", "Notes"), element("p", "present-seen", SEEN), ...said.map((line) => element("p", "", line)),
    ...list("Where claims differ", data.differences, "ul"), ...list("Claims cited", data.cites, "ol"),
    element("p", "present-next", following ? "Next: " + following : "This is the last scene."));
  notes.scrollTop = 0;
}

/** @param {HTMLElement} root */
function makePresenter(root) {
  const tools = element("div", "present-tools"), notes = element("aside", "present-notes"), live = element("p", "present-live");
  const black = element("div", "present-black"), jump = element("dialog", "present-dialog"), help = element("dialog", "present-dialog");
  const barred = element("dialog", "present-dialog"), why = element("p");
  const toggle = tool("Notes", "Notes on this screen, where the audience sees them (N)", toggleNotes);
  let send = /** @type {Send} */ (() => {}), watcher = /** @type {MutationObserver | null} */ (null);

  function toggleNotes() {
    notes.hidden = !notes.hidden;
    toggle.setAttribute("aria-pressed", String(!notes.hidden));
  }
  const desk = makeDesk({ black, scenes: jump, keys: help, leaveWords: "Leave for the atlas", keeps: "",
    script: { src: URL.createObjectURL(new Blob([SPEAKER_CODE], { type: "text/javascript" })) },
    go: (scene) => send("go", scene), leave: () => send("leave", true), hasNotes: () => !notes.hidden, toggleNotes,
    say: (words) => { why.textContent = words; barred.showModal(); } });
  const heard = (/** @type {KeyboardEvent} */ event) => { if (root.isConnected) desk.heard(event); };
  const listenToFrames = frameListener(heard);

  tools.setAttribute("role", "toolbar");
  tools.setAttribute("aria-label", "Presentation");
  toggle.classList.add("present-notes-on");
  toggle.setAttribute("aria-pressed", "false");
  tools.append(tool("\u2039", "Previous scene (left arrow)", () => desk.act("back")),
    tool("\u203a", "Next scene (right arrow)", () => desk.act("next")), tool("Scenes", "List of scenes (J)", desk.openScenes),
    tool("Speaker", "Speaker\u2019s window, for your own screen (S)", desk.openSpeaker), toggle,
    tool("Keys", "What the keys do (?)", desk.openKeys), tool("Leave", "Leave for the atlas (X)", desk.leave));
  notes.hidden = true;
  notes.tabIndex = 0;
  notes.setAttribute("aria-label", "Speaker\u2019s notes");
  live.setAttribute("role", "status");
  jump.setAttribute("aria-label", "Scenes");
  help.setAttribute("aria-label", "What the keys do");
  barred.setAttribute("aria-label", "Speaker\u2019s window");
  barred.append(element("h2", "", "Speaker\u2019s window"), why, button("", "Close", () => barred.close()));
  root.append(tools, notes, live, black, jump, help, barred);

  return {
    /** @param {Presented} data @param {Send} sendNow */
    update(data, sendNow) {
      send = sendNow;
      const moved = desk.show(data);
      if (moved) {
        live.textContent = "Scene " + data.scene + " of " + data.scenes.length + ": " + data.scenes[data.scene - 1];
        drawNotes(notes, data);
      }
      root.dataset.scene = String(data.scene);
      document.addEventListener("keydown", heard, true);
      watcher = watcher || new MutationObserver(listenToFrames);
      watcher.observe(part(document, ".st-key-present"), { childList: true, subtree: true });
      listenToFrames();
    },
    close() {
      document.removeEventListener("keydown", heard, true);
      if (watcher) watcher.disconnect();
      desk.rest();
    },
  };
}

const presenters = /** @type {WeakMap<Element, ReturnType<typeof makePresenter>>} */ (new WeakMap());

/** @param {Component<PresenterData>} component */
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  if (data.keep) keepDraft(data.keep, (stored) => setTriggerValue("kept", stored));
  if (!data.scenes) {
    watchCamera((camera) => setStateValue("at", camera));
    return undefined;
  }
  const root = part(parentElement, ".present-desk"), presenter = kept(presenters, root, () => makePresenter(root));
  presenter.update({ ...data, scenes: data.scenes }, setTriggerValue);
  return () => presenter.close();
}
