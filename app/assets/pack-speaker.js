/* Speaker's window and black screen of the offline pack. */
(function () {
  "use strict";

  const at = (id) => document.getElementById(id);
  const plain = (pieces) => pieces.map(([text, number]) => text + (number ? "[" + number + "]" : "")).join("");

  function make(doc, dossiers, turn) {
    const black = at("black");
    let state = null;

    function shade(on) {
      black.hidden = !on;
      if (state) host.tell(state = { ...state, black: on });
    }
    function said(words) {
      at("notice").hidden = false;
      at("notice").textContent = words;
    }
    const acts = { next: () => turn.by(1), back: () => turn.by(-1), first: () => turn.to(0),
      last: () => turn.to(state.scenes.length - 1), dark: () => shade(black.hidden) };
    function act(what) {
      if (what !== "dark" && !black.hidden) shade(false);
      acts[what]();
    }
    const host = AtlasSpeaker.host({ script: { text: at("pack-speaker").textContent }, act, said });

    /* The scene on the screen; without a briefing there is none. */
    function show(briefing, number) {
      if (!briefing) {
        state = null;
        black.hidden = true;
        host.rest();
        return;
      }
      const scene = briefing.scenes[number];
      state = { briefing: briefing.title, scene: number + 1, scenes: briefing.scenes.map((each) => each.title),
        sentence: scene.sentence.map(([text, mark]) => mark ? [text.trimEnd(), [mark]] : [text, []]), differences: [], black: false,
        notes: plain(scene.notes).split("\n").filter((line) => line.trim()),
        cites: dossiers.cites(scene).map((item) => item.textContent) };
      black.hidden = true;
      host.tell(state);
    }
    /* Whether the key of an event was one of these. */
    function heard(event) {
      const act = { s: host.open, b: acts.dark, ".": acts.dark }[event.key.toLowerCase()];
      const lit = event.key === "Escape" && !black.hidden ? acts.dark : null;
      if (!(act || lit)) return false;
      event.preventDefault();
      (act || lit)();
      return true;
    }
    black.onclick = acts.dark;
    return { show, heard, open: host.open };
  }

  window.PackSpeaker = { make };
})();
