/* The presenter's keys and panels, and the draft that the browser's tab keeps. Nothing here moves by
   itself; text from a briefing is set as text. */

const KEPT_BY = "atlas-draft-by", DRAFT = "corridor-atlas-draft";
const HELP = [
  ["Next scene", "\u2192  Page Down  Space"], ["Previous scene", "\u2190  Page Up"],
  ["First, last scene", "Home  End"], ["List of scenes", "J"],
  ["Speaker\u2019s window, for your own screen", "S"], ["Notes on this screen: the audience sees them", "N"],
  ["Black screen", "B  or  ."], ["Full screen", "F"], ["This list", "?"], ["Leave for the atlas", "X  or  Esc"],
];

const SEEN = "The audience sees this panel: it is on their screen. S opens a window for your own.";

function button(text, label, act) {
  const made = node("button", "", text);
  made.type = "button";
  made.title = label;
  made.setAttribute("aria-label", label);
  made.onclick = act;
  return made;
}

/* A session hears once from the tab what an earlier one kept there, and from then on the tab keeps
   what the session says. An answer is a rerun, so a tab that has nothing to tell is silent, unless
   the page waits for its word. */
function keep(kept, send) {
  let stored = "";
  try {
    const own = sessionStorage.getItem(KEPT_BY) === kept.session;
    if (!kept.heard && !own) stored = sessionStorage.getItem(DRAFT) || "";
    if (!stored && kept.text) {
      sessionStorage.setItem(DRAFT, kept.text);
      sessionStorage.setItem(KEPT_BY, kept.session);
    } else if (!stored) {
      sessionStorage.removeItem(DRAFT);
    }
  } catch (error) { /* A tab that may store nothing: the page says that drafts are lost on a reload. */ }
  if (!kept.heard && (stored || kept.waits)) send("kept", stored);
}

/* Where the map looks stands in the address, of which a rerun carries an older one: what "Add as scene"
   adds is told where it is pressed. */
let tellCamera = null;
function watchCamera(setStateValue) {
  const first = !tellCamera;
  tellCamera = setStateValue;
  const pressed = (event) => {
    const adds = event.target.closest && event.target.closest(".st-key-add-scene button");
    if (adds && (event.type === "pointerdown" || event.key === "Enter" || event.key === " ")) {
      tellCamera("at", new URLSearchParams(location.search).get("at") || "");
    }
  };
  if (first) for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, pressed, true);
}

function list(title, items, name) {
  if (!items.length) return [];
  const rows = node(name || "ul");
  rows.append(...items.map((item) => node("li", "", item)));
  return [node("h3", "", title), rows];
}

function makeDesk(root) {
  const tools = node("div", "present-tools"), notes = node("aside", "present-notes");
  const jump = node("dialog", "present-dialog"), help = node("dialog", "present-dialog");
  const black = node("div", "present-black"), live = node("p", "present-live");
  const barred = node("dialog", "present-dialog");
  let data = null, send = null, pending = null, watcher = null;

  const here = () => pending ?? data.scene;
  function go(scene) {
    const wanted = Math.min(Math.max(scene, 1), data.scenes.length);
    shade(false);
    if (wanted === here()) return;
    pending = wanted;
    send("go", wanted);
  }
  function openJump() {
    shade(false);
    jump.showModal();
    jump.querySelectorAll("button")[here() - 1].focus();
  }
  function toggleNotes() {
    notes.hidden = !notes.hidden;
    tools.querySelector(".present-notes-on").setAttribute("aria-pressed", String(!notes.hidden));
  }
  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }
  function leave() {
    if (!black.hidden) shade(false);
    else if (!notes.hidden) toggleNotes();
    else send("leave", true);
  }

  /* The speaker's window is told of every change of what the audience sees. */
  function tell() {
    speaker.tell({ briefing: data.briefing, scene: data.scene, scenes: data.scenes, sentence: data.sentence, notes: data.notes,
      cites: data.cites, differences: data.differences, black: !black.hidden });
  }
  function shade(on) {
    if (black.hidden !== on) return;
    black.hidden = !on;
    tell();
  }

  const next = () => go(here() + 1), back = () => go(here() - 1), dark = () => shade(black.hidden);
  const first = () => go(1), last = () => go(data.scenes.length);
  const speaker = AtlasSpeaker.host({ act: (what) => ({ next, back, first, last, dark })[what](),
    script: { src: URL.createObjectURL(new Blob([SPEAKER_CODE], { type: "text/javascript" })) },
    said: (words) => { barred.querySelector("p").textContent = words; barred.showModal(); } });
  const acts = { ArrowRight: next, PageDown: next, " ": next, ArrowLeft: back, PageUp: back,
    Home: first, End: last, j: openJump, s: speaker.open, n: toggleNotes, b: dark, ".": dark,
    f: fullScreen, "?": () => help.showModal(), x: leave, Escape: leave };

  function heard(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !root.isConnected) return;
    const on = (what) => event.target.closest && event.target.closest(what);
    if (on("input, textarea, select, [contenteditable]")) return;
    if (jump.open) { listKeys(event, jump, "button", "j"); return; }
    if (help.open || barred.open || (event.key === " " && on("button, a, summary"))) return;
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /* A frame with the focus keeps its keys to itself; the map's frame is of this host, so its window
     can be listened to, anew whenever it loads. */
  function listenTo(frame) {
    try {
      const inner = frame.contentWindow;
      if (!inner || inner.atlasPresents === heard) return;
      inner.atlasPresents = heard;
      inner.addEventListener("keydown", heard, true);
    } catch (error) { /* Not of this host: its keys stay its own. */ }
  }
  function listenToFrames() {
    document.querySelectorAll(".st-key-present-map iframe").forEach((frame) => {
      if (frame.atlasPresents !== heard) {
        frame.atlasPresents = heard;
        frame.addEventListener("load", () => listenTo(frame));
      }
      listenTo(frame);
    });
  }

  function build() {
    tools.setAttribute("role", "toolbar");
    tools.setAttribute("aria-label", "Presentation");
    const toggle = button("Notes", "Notes on this screen, where the audience sees them (N)", toggleNotes);
    toggle.classList.add("present-notes-on");
    toggle.setAttribute("aria-pressed", "false");
    tools.append(button("\u2039", "Previous scene (left arrow)", back), button("\u203a", "Next scene (right arrow)", next),
      button("Scenes", "List of scenes (J)", openJump), button("Speaker", "Speaker\u2019s window, for your own screen (S)", speaker.open),
      toggle, button("Keys", "What the keys do (?)", acts["?"]),
      button("Leave", "Leave for the atlas (X)", leave));
    notes.hidden = black.hidden = true;
    notes.tabIndex = 0;
    notes.setAttribute("aria-label", "Speaker\u2019s notes");
    black.onclick = dark;
    live.setAttribute("role", "status");
    jump.setAttribute("aria-label", "Scenes");
    help.setAttribute("aria-label", "What the keys do");
    const keys = node("dl");
    HELP.forEach(([what, key]) => keys.append(node("dt", "", key), node("dd", "", what)));
    help.append(node("h2", "", "Keys"), keys, button("Close", "Close", () => help.close()));
    barred.setAttribute("aria-label", "Speaker\u2019s window");
    barred.append(node("h2", "", "Speaker\u2019s window"), node("p"), button("Close", "Close", () => barred.close()));
    root.append(tools, notes, live, black, jump, help, barred);
  }
  function drawJump() {
    const rows = node("ol");
    data.scenes.forEach((title, i) => {
      const row = node("li"), open = node("button", "", title);
      open.type = "button";
      if (i + 1 === data.scene) open.setAttribute("aria-current", "true");
      open.onclick = () => { jump.close(); go(i + 1); };
      row.append(open);
      rows.append(row);
    });
    jump.replaceChildren(node("h2", "", data.briefing), rows, button("Close", "Close", () => jump.close()));
  }
  function drawNotes() {
    const said = data.notes.length ? data.notes : ["No notes for this scene."];
    const following = data.scenes[data.scene];
    notes.replaceChildren(node("h2", "", "Notes"), node("p", "present-seen", SEEN), ...said.map((line) => node("p", "", line)),
      ...list("Where claims differ", data.differences), ...list("Claims cited", data.cites, "ol"),
      node("p", "present-next", following ? "Next: " + following : "This is the last scene."));
    notes.scrollTop = 0;
  }

  build();
  return {
    update(given, setTriggerValue) {
      send = setTriggerValue;
      const moved = !data || data.id !== given.id || data.scene !== given.scene;
      if (!data || data.id !== given.id || given.scene === pending) pending = null;
      data = given;
      if (moved) live.textContent = "Scene " + data.scene + " of " + data.scenes.length + ": " + data.scenes[data.scene - 1];
      if (!jump.open) drawJump();
      if (moved) drawNotes();
      tell();
      root.dataset.scene = data.scene;
      document.addEventListener("keydown", heard, true);
      watcher = watcher || new MutationObserver(listenToFrames);
      watcher.observe(root.closest(".st-key-present"), { childList: true, subtree: true });
      listenToFrames();
    },
    close() {
      document.removeEventListener("keydown", heard, true);
      if (watcher) watcher.disconnect();
      speaker.rest();
    },
  };
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  if (data.keep) keep(data.keep, setTriggerValue);
  if (!data.scenes) watchCamera(setStateValue);
  if (!data.scenes) return undefined;
  const root = parentElement.querySelector(".present-desk");
  root.desk = root.desk || makeDesk(root);
  root.desk.update(data, setTriggerValue);
  return () => root.desk.close();
}
