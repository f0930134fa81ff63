/* The desk's page: which screen is open, what is said at its foot, and whether the server answers. */
/** @import { Place, Screen } from "./types.js" */

import { element, part } from "../../../geo/web/shared/dom.js";
import { openDrafts } from "./drafts.js";
import { isTyped } from "./keys.js";
import { read, write } from "./kept.js";
import { openNotes } from "./notes.js";
import { openPreview } from "./preview.js";
import { openRelease } from "./release.js";
import { makeTalk } from "./talk.js";
import { openWaiting } from "./waiting.js";
import { openWork } from "./work.js";

const GONE = "The desk\u2019s server does not answer. What you typed stays here; the page goes on as soon as it answers again.";
const PAGES = [["#/", "Drafts"], ["#/waiting", "Second reading"], ["#/release", "Release"], ["#/notes", "Readers\u2019 notes"]];
const SLOW_MS = 250;

const main = part(document, "main"), banner = part(document, ".banner"), said = part(document, ".said"), nav = part(document, "nav");
const name = part(document, ".curator input", HTMLInputElement);
let screen = /** @type {Screen} */ ({}), opening = 0;

/** @param {string} words @param {boolean} [fault] */
function say(words, fault = false) {
  said.textContent = words;
  said.classList.toggle("fault", fault);
}
function go(/** @type {string} */ path) {
  location.hash = path;
}
const talk = makeTalk((isHere) => {
  banner.hidden = isHere;
  banner.textContent = isHere ? "" : GONE;
  if (isHere) say("The desk\u2019s server answers again.");
});

/** @param {Place} place @returns {Promise<Screen>} */
function openAt(place) {
  const path = location.hash.replace(/^#\/?/, ""), [kind, id, more, item] = path.split("/").map(decodeURIComponent);
  if (kind === "draft" && id) return more === "preview" ? openPreview(place, id, go) : openWork(place, id, go, item || "");
  if (kind === "waiting") return openWaiting(place, go, id || "");
  if (kind === "release") return openRelease(place);
  if (kind === "notes") return openNotes(place);
  return openDrafts(place, go);
}

/** @param {Place} place */
async function open(place) {
  const number = ++opening;
  screen.leave?.();
  screen = {};
  document.querySelectorAll("dialog[open]").forEach((each) => /** @type {HTMLDialogElement} */ (each).close());
  main.className = "";
  document.title = "The desk \u00b7 Corridor Atlas";
  say("");
  nav.querySelectorAll("a").forEach((link) => {
    const isHere = link.hash === location.hash || (link.hash !== "#/" && location.hash.startsWith(link.hash + "/")) || (link.hash === "#/" && /^#?(\/?$|\/draft)/.test(location.hash));
    if (isHere) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  });
  main.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => { main.replaceChildren(element("p", "nothing", "Being fetched\u2026")); }, SLOW_MS);
  try {
    const opened = await openAt(place).finally(() => clearTimeout(slow));
    if (number !== opening) { opened.leave?.(); return; }
    screen = opened;
    main.dataset.opened = location.hash || "#/";
    main.removeAttribute("aria-busy");
  } catch (error) {
    if (number === opening) main.replaceChildren(element("h1", "", "This cannot be shown"), element("p", "fault", error instanceof Error ? error.message : String(error)));
  }
}

async function start() {
  name.value = read("curator");
  name.oninput = () => write("curator", name.value.trim());
  nav.replaceChildren(...PAGES.map(([hash, words]) => {
    const link = element("a", "", words);
    link.href = hash;
    return link;
  }));
  const place = { talk, main, say, curator: () => name.value.trim(), words: await talk.get("/api/attributes") };
  addEventListener("hashchange", () => open(place));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]") || event.target === name) return;
    if (event.key === " " || (event.key === "Enter" && !isTyped(event) && event.target instanceof Element && event.target.closest("button, a, summary"))) return;
    if (screen.heard?.(event)) event.preventDefault();
  });
  await open(place);
}
start();
