/* The speaker's window: a scene in large type for whoever speaks, beside the window that the audience
   sees. It has its own clock and finds the audience's page through the window that opened it, also
   after a reload of either. Text is set as text. SPEAKER_STYLE, its sheet, is written before it. */
/** @import { Act, Audience, Shown, Speaker } from "../types.js" */

import { button, element, isOn } from "../shared/dom.js";
import { ask } from "../shared/questions.js";
import { turnOf } from "./keys.js";

const LINE = 90;
const CLOSED = "The audience\u2019s window is closed. This is the scene it showed last; the clock goes on.";
const AWAY = "The audience\u2019s window is not showing a briefing: it is loading, or has been left. "
  + "This is the scene it showed last. When it shows one again, this window follows.";
const APART = "The audience\u2019s window has been loaded anew, or shows another page. This is the scene it showed "
  + "last. Press S in that window when it shows a briefing.";
const BLACK = "The audience\u2019s screen is black. Press B to show the scene.";

/** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {string} [className] @param {(Node | string)[]} children */
function node(name, className, ...children) {
  const made = element(name, className);
  made.append(...children);
  return made;
}
/** @param {"ol" | "ul"} kind @param {string} title @param {string[]} items */
function list(kind, title, items) {
  if (!items.length) return [];
  return [node("h2", "", title), node(kind, "", ...items.map((item) => node("li", "", item)))];
}
/** A line of the notes; the question that it begins with, in quotation marks, stands out. @param {string} line */
function noted(line) {
  const [question] = line.match(/^\u201c[^\u201d]*\u201d/) || [""];
  return node("p", "", ...(question ? [node("strong", "", question)] : []), line.slice(question.length));
}
/** @param {Element} part @param {string} text */
function fill(part, text) {
  if (part.textContent !== text) part.textContent = text;
}

/* ---- the parts */

const where = node("span"), count = node("b"), elapsed = node("b"), clock = node("b");
const word = node("p", "speaker-word"), heading = node("h1"), sentence = node("p", "speaker-sentence");
const notes = node("section", "speaker-notes"), cites = node("aside", "speaker-cites");
const scene = node("main", "", node("div", "", heading, sentence, notes), cites);
const following = node("p", "speaker-next"), dark = button("", "Black screen", () => request("dark"));
const restart = button("", "Start again at 0:00", () => { began = Date.now(); tick(); });
const back = button("", "\u2039 Previous", () => request("back")), next = button("", "Next \u203a", () => request("next"));

let audience = /** @type {Audience | null} */ (null), shown = /** @type {Shown | null} */ (null);
let lost = CLOSED, began = Date.now(), waiting = 0;

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

/** @param {Shown} now */
function show(now) {
  const moved = !shown || shown.id !== now.id || shown.scene !== now.scene;
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
  const black = Boolean(shown && shown.black);
  fill(word, audience ? (black ? BLACK : "") : lost);
  word.hidden = !word.textContent;
  document.body.classList.toggle("speaker-alone", !audience);
  document.body.classList.toggle("speaker-black", Boolean(audience && black));
  [dark, back, next].forEach((each) => { each.disabled = !audience; });
}

/* ---- the audience's page and the time */

/** @param {Act} what */
function request(what) {
  find();
  if (audience) audience.act(what);
}
/* The page there may have been loaded anew, or be of another host by now. */
function find() {
  let found = /** @type {Audience | null} */ (null);
  lost = opener && !opener.closed ? AWAY : CLOSED;
  try {
    found = (lost === AWAY && ask(opener, "atlas-audience")) || null;
  } catch {
    lost = APART;
  }
  if (found !== audience) {
    audience = found;
    if (audience) audience.join(speaker);
  }
  tell();
}
const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
function tick() {
  const now = new Date(), seconds = Math.max(0, Math.floor((now.getTime() - began) / 1000));
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
  fill(elapsed, (hours ? hours + ":" + two(minutes) : String(minutes)) + ":" + two(seconds % 60));
  fill(clock, two(now.getHours()) + ":" + two(now.getMinutes()));
  find();
  clearTimeout(waiting);
  waiting = setTimeout(tick, 1000 - ((Date.now() - began) % 1000));
}

/** @param {KeyboardEvent} event */
function heard(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && isOn(event, "button")) return;
  const act = turnOf(event.key);
  const down = { ArrowDown: LINE, ArrowUp: -LINE }[event.key] || 0;
  if (!act && !down) return;
  event.preventDefault();
  if (act) request(act); else scene.scrollBy(0, down);
}

/** @type {Speaker} */
const speaker = { window, show, since: (time) => { began = time; tick(); } };
build();
document.addEventListener("keydown", heard);
addEventListener("pagehide", () => { if (audience) audience.left(speaker, began); });
tick();
