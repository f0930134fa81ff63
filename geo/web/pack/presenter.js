/* The offline pack as a presenter: its keys, which are those of the presenter's page, its lists, the
   black screen and the speaker's window. */
(function () {
  "use strict";

  const at = (id) => document.getElementById(id);

  const KEYS = [["Next scene", "\u2192  Page Down  Space"], ["Previous scene", "\u2190  Page Up"],
    ["First, last scene", "Home  End"], ["List of scenes", "J"], ["Speaker\u2019s window, for your own screen", "S"],
    ["Notes on this screen: the audience sees them", "N"], ["Black screen", "B  or  ."], ["Full screen", "F"],
    ["This list", "?"], ["Leave the briefing", "X  or  Esc"]];

  function make(turn) {
    const black = at("black"), notes = at("stage-notes"), keys = at("keys"), scenes = at("scenes");
    let state = null;
    KEYS.forEach(([what, key]) => keys.querySelector("dl").append(AtlasLand.element("dt", "", key), AtlasLand.element("dd", "", what)));

    function shade(on) {
      black.hidden = !on;
      if (state) host.tell(state = { ...state, black: on });
    }
    function said(words) {
      at("notice").hidden = false;
      at("notice").textContent = words;
    }
    const acts = { next: () => turn.by(1), back: () => turn.by(-1), first: () => turn.to(0),
      last: () => turn.to(state.scenes.length - 1), to: turn.to, dark: () => shade(black.hidden) };
    function act(what, scene) {
      if (what !== "dark" && !black.hidden) shade(false);
      acts[what](scene);
    }
    function openScenes() {
      scenes.querySelector("h2").textContent = state.briefing;
      scenes.querySelector("ol").replaceChildren(...state.scenes.map((title, i) => {
        const row = AtlasLand.element("li", ""), open = AtlasLand.element("button", "", title);
        open.type = "button";
        if (i + 1 === state.scene) open.setAttribute("aria-current", "true");
        open.onclick = () => { scenes.close(); act("to", i); };
        row.append(open);
        return row;
      }));
      shade(false);
      scenes.showModal();
      scenes.querySelectorAll("li button")[state.scene - 1].focus();
    }
    function fullScreen() {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen().catch(() => said("This browser does not let a page fill the screen."));
    }
    /* What Escape closes: the black screen, then the notes, then the briefing. */
    function leave() {
      if (!black.hidden) shade(false);
      else if (notes.open) notes.open = false;
      else turn.leave();
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
      state = { ...briefing.scenes[number].said, black: false };
      black.hidden = true;
      host.tell(state);
    }
    const turns = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "back", PageUp: "back", Home: "first", End: "last" };
    const does = { s: host.open, b: acts.dark, ".": acts.dark, n: () => { notes.open = !notes.open; }, j: openScenes, f: fullScreen,
      "?": () => keys.showModal(), x: leave, Escape: leave };
    function heard(event) {
      if (!state || event.altKey || event.ctrlKey || event.metaKey) return;
      if (scenes.open) { listKeys(event, scenes, "li button", "j"); return; }
      const on = (what) => event.target.closest(what), what = turns[event.key];
      if (keys.open || on("input, select, textarea") || (event.key === " " && on("button, a, summary"))) return;
      if (what && event.key !== "PageDown" && event.key !== "PageUp" && on(".pack-map, .atlas-table")) return;
      const acting = what ? () => act(what) : does[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!acting) return;
      event.preventDefault();
      acting();
    }
    black.onclick = acts.dark;
    return { show, heard, open: host.open, keys: () => keys.showModal() };
  }

  window.PackSpeaker = { make };
})();
