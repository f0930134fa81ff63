/* The speaker's window: a scene in large type for whoever speaks, beside the window that the audience
   sees. It has its own clock and finds the audience's page through the window that opened it, also
   after a reload of either. Text is set as text. SPEAKER_STYLE, its sheet, is written before it. */
(() => {
  "use strict";

  const ACTS = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "back", PageUp: "back",
    Home: "first", End: "last", b: "dark", ".": "dark" };
  const LINE = 90;
  const CLOSED = "The audience\u2019s window is closed. This is the scene it showed last; the clock goes on.";
  const AWAY = "The audience\u2019s window is not showing a briefing: it is loading, or has been left. "
    + "This is the scene it showed last. When it shows one again, this window follows.";
  const APART = "The audience\u2019s window has been loaded anew, or shows another page. This is the scene it showed "
    + "last. Press S in that window when it shows a briefing.";
  const BLACK = "The audience\u2019s screen is black. Press B to show the scene.";

  function node(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }
  function button(text, act) {
    const made = node("button", "", text);
    made.type = "button";
    made.onclick = act;
    return made;
  }
  function list(kind, title, items) {
    if (!items.length) return [];
    return [node("h2", "", title), node(kind, "", ...items.map((item) => node("li", "", item)))];
  }
  /* A line of the notes; the question that it begins with, in quotation marks, stands out. */
  function noted(line) {
    const [question] = line.match(/^\u201c[^\u201d]*\u201d/) || [""];
    return node("p", "", ...(question ? [node("strong", "", question)] : []), line.slice(question.length));
  }
  function fill(part, text) {
    if (part.textContent !== text) part.textContent = text;
  }

  /* ---- the parts */

  const where = node("span"), count = node("b"), elapsed = node("b"), clock = node("b");
  const word = node("p", "speaker-word"), heading = node("h1"), sentence = node("p", "speaker-sentence");
  const notes = node("section", "speaker-notes"), cites = node("aside", "speaker-cites");
  const scene = node("main", "", node("div", "", heading, sentence, notes), cites);
  const following = node("p", "speaker-next"), dark = button("Black screen", () => ask("dark"));
  const restart = button("Start again at 0:00", () => { began = Date.now(); tick(); });
  const back = button("\u2039 Previous", () => ask("back")), next = button("Next \u203a", () => ask("next"));

  let audience = null, lost = CLOSED, shown = null, began = Date.now(), waiting = 0;

  function build() {
    const sheet = new CSSStyleSheet(), times = node("div", "speaker-times",
      node("p", "", node("span", "", "Elapsed "), elapsed), restart, node("p", "", node("span", "", "Clock "), clock));
    sheet.replaceSync(SPEAKER_STYLE);
    document.adoptedStyleSheets = [sheet];
    document.documentElement.lang = "en";
    document.title = "Speaker\u2019s window";
    elapsed.setAttribute("role", "timer");
    count.setAttribute("role", "status");
    word.setAttribute("role", "status");
    cites.setAttribute("aria-label", "Claims cited");
    notes.setAttribute("aria-label", "Notes");
    scene.tabIndex = 0;
    dark.title = "Black screen for the audience (B)";
    back.title = "Previous scene (left arrow, Page Up)";
    next.title = "Next scene (right arrow, Page Down)";
    document.body.replaceChildren(
      node("header", "", node("p", "speaker-where", where, " ", count), times), scene, word,
      node("footer", "", following, node("div", "speaker-tools", dark, back, next)));
  }

  /* ---- the scene */

  function show(now) {
    const moved = !shown || shown.briefing !== now.briefing || shown.scene !== now.scene;
    shown = now;
    fill(where, now.briefing);
    fill(count, "Scene " + now.scene + " of " + now.scenes.length);
    fill(heading, now.scenes[now.scene - 1]);
    document.title = "Speaker\u2019s window: " + now.briefing;
    sentence.replaceChildren(...now.sentence.flatMap(([text, numbers]) =>
      (numbers.length ? [text, node("sup", "", numbers.join(", "))] : [text])));
    notes.replaceChildren(node("h2", "", "Notes"),
      ...(now.notes.length ? now.notes : ["No notes for this scene."]).map(noted));
    cites.replaceChildren(...list("ul", "Where sources differ", now.differences), ...list("ol", "Claims cited", now.cites));
    const title = now.scenes[now.scene];
    following.replaceChildren(...(title ? [node("span", "", "Next "), node("b", "", title)] : ["This is the last scene."]));
    dark.setAttribute("aria-pressed", String(now.black));
    if (moved) scene.scrollTop = 0;
    tell();
  }
  function tell() {
    const black = shown && shown.black;
    fill(word, audience ? (black ? BLACK : "") : lost);
    word.hidden = !word.textContent;
    document.body.classList.toggle("speaker-alone", !audience);
    document.body.classList.toggle("speaker-black", Boolean(audience && black));
    [dark, back, next].forEach((each) => { each.disabled = !audience; });
  }

  /* ---- the audience's page and the time */

  function ask(what) {
    find();
    if (audience) audience.act(what);
  }
  /* The page there may have been loaded anew, or be of another host by now. */
  function find() {
    let found = null;
    lost = opener && !opener.closed ? AWAY : CLOSED;
    try {
      found = (lost === AWAY && opener.atlasAudience) || null;
    } catch (error) {
      lost = APART;
    }
    if (found !== audience) {
      audience = found;
      if (audience) audience.join(speaker);
    }
    tell();
  }
  const two = (number) => String(number).padStart(2, "0");
  function tick() {
    const now = new Date(), seconds = Math.max(0, Math.floor((now - began) / 1000));
    const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    fill(elapsed, (hours ? hours + ":" + two(minutes) : String(minutes)) + ":" + two(seconds % 60));
    fill(clock, two(now.getHours()) + ":" + two(now.getMinutes()));
    find();
    clearTimeout(waiting);
    waiting = setTimeout(tick, 1000 - ((Date.now() - began) % 1000));
  }

  function heard(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.closest("button")) return;
    const act = ACTS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const down = { ArrowDown: LINE, ArrowUp: -LINE }[event.key];
    if (!act && !down) return;
    event.preventDefault();
    if (act) ask(act); else scene.scrollBy(0, down);
  }

  const speaker = { window, show, since: (time) => { began = time; tick(); } };
  build();
  window.atlasSpeaker = speaker;
  document.addEventListener("keydown", heard);
  addEventListener("pagehide", () => { if (audience) audience.left(speaker, began); });
  tick();
})();
