/* A citation's number opens a card with its whole citation, which can be copied; from there a button leads to its
   note in the list of sources, and another to a note of the reader's own on the value. The markup is that of
   geo.export.html.markup. */
/** @import { NoteWords, Questionable } from "../types.js" */
import { button, element } from "./dom.js";
import { wire } from "./link.js";
import { makeReport } from "./report.js";

const GAP = 8;

/** The note of a number in the dossier or scene in which it stands, else anywhere on the page.
 * @param {HTMLElement} mark */
function noteOf(mark) {
  const named = `[data-note="${CSS.escape(mark.dataset.cite || "")}"]`;
  const found = mark.closest("article, .pack-stage")?.querySelector(named) || document.querySelector(named);
  return found instanceof HTMLElement ? found : null;
}

/** Opens all that is folded around a note, and goes there. @param {HTMLElement} note */
function goTo(note) {
  for (let fold = note.closest("details"); fold; fold = fold.parentElement?.closest("details") || null) fold.open = true;
  note.focus();
}

/** What a note adds to the whole citation: whose view it is, and for which day it holds.
 * @param {HTMLElement} note @param {string} whole */
function added(note, whole) {
  const view = note.closest(".atlas-sources > li")?.querySelector(".atlas-view")?.textContent;
  return view ? [view, note.dataset.asOf].filter(Boolean).join(" ") : (note.textContent || "").replace(whole, "").trim();
}

/** The figure behind which a number stands, to be quoted: of what, its words, what must be said beside them, and all
 * its citations; a blank where it stands behind none. @param {HTMLElement} mark */
function quoteOf(mark) {
  const row = mark.closest("dl > div"), name = row?.closest("article")?.querySelector("h2")?.textContent;
  const value = row?.querySelector("dd")?.cloneNode(true);
  if (!row || !name || !(value instanceof HTMLElement)) return "";
  const flags = [...value.querySelectorAll(".atlas-mark")].map((flag) => flag.textContent);
  value.querySelectorAll("sup, .atlas-mark").forEach((part) => part.remove());
  const words = (value.textContent || "").replace(/\s*\+\d+ more\s*$/, "").replace(/\s+/g, " ").trim();
  const cited = new Set([...row.querySelectorAll("[data-cite]")].map((each) => (each instanceof HTMLElement ? each.title : "")));
  return name + ", " + (row.querySelector("dt")?.textContent || "") + ": " + words
    + (flags.length ? " (" + flags.join("; ") + ")" : "") + ". " + [...cited].join(" ");
}

/** The claims that are cited from a note's place. @param {HTMLElement} note @returns {Questionable[]} */
function claimsOf(note) {
  return [...note.querySelectorAll("[data-claim]")].map((each) => {
    const { claim = "", said = "", printed = "", questioned = "" } = each instanceof HTMLElement ? each.dataset : {};
    return { claim, said, printed, questioned };
  });
}

/** Which of those claims a number stands for; -1 where it does not say so. @param {HTMLElement} mark @param {Questionable[]} claims */
function meantBy(mark, claims) {
  const { among } = mark.dataset;
  return among !== undefined && Number(among) < claims.length ? Number(among) : claims.length - 1 ? -1 : 0;
}

/** The release whose values the page shows. */
function releaseShown() {
  const said = document.querySelector("[data-release]");
  return said instanceof HTMLElement ? said.dataset.release || "" : "";
}

/** @param {NoteWords} said */
function makeCard(said) {
  const card = element("div", "atlas-cite-card"), words = element("p"), more = element("p", "atlas-note"), doubt = element("p", "atlas-cite-doubt");
  const number = element("strong"), whole = element("span"), acts = element("p", "atlas-cite-acts");
  const copy = button("", "Copy citation"), quote = button("", "Copy figure and citation"), list = button("", "Show in the sources"), wrong = button("", said.words.ask), close = button("", "Close");
  const report = makeReport(said);
  let mark = /** @type {HTMLElement | null} */ (null);
  card.popover = "auto";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");
  copy.setAttribute("aria-live", "polite");
  quote.setAttribute("aria-live", "polite");
  wire(copy, window, () => whole.textContent || "", "Citation copied");
  wire(quote, window, () => (mark ? quoteOf(mark) : ""), "Figure and citation copied");
  words.append(number, " ", whole);
  wrong.setAttribute("aria-haspopup", "dialog");
  acts.append(quote, copy, list, wrong, close);
  card.append(words, more, doubt, acts);
  close.onclick = () => card.hidePopover();
  list.onclick = () => {
    const note = mark && noteOf(mark);
    card.hidePopover();
    if (note) goTo(note);
  };
  wrong.onclick = () => {
    const pressed = mark, note = pressed && noteOf(pressed), claims = note ? claimsOf(note) : [];
    card.hidePopover();
    if (pressed) report({ claims, meant: meantBy(pressed, claims), source: pressed.title, release: releaseShown(), back: pressed });
  };
  card.addEventListener("keydown", (event) => event.stopPropagation()); // a presenter's keys are not for it
  document.body.append(card);

  /** Beside its number, wherever that is now; without one it goes. */
  function stand() {
    if (!mark || !card.matches(":popover-open")) return;
    const at = mark.getBoundingClientRect(), { offsetWidth: wide, offsetHeight: high } = card;
    if (!mark.isConnected || at.bottom < 0 || at.top > innerHeight) { card.hidePopover(); return; }
    const below = at.bottom + GAP, fits = below + high + GAP < innerHeight;
    card.style.left = Math.max(GAP, Math.min(at.left - GAP, innerWidth - wide - GAP)) + "px";
    card.style.top = Math.max(GAP, fits ? below : at.top - high - GAP) + "px";
  }
  addEventListener("scroll", stand, { capture: true, passive: true });
  addEventListener("resize", stand);

  /** @param {HTMLElement} pressed */
  return (pressed) => {
    const note = noteOf(pressed), cited = pressed.title, claims = note ? claimsOf(note) : [];
    mark = pressed;
    number.textContent = "[" + pressed.dataset.cite + "]";
    whole.textContent = cited;
    more.textContent = note ? added(note, cited) : "";
    more.hidden = !more.textContent;
    doubt.textContent = claims[meantBy(pressed, claims)]?.questioned || "";
    doubt.hidden = !doubt.textContent;
    wrong.hidden = !claims.length;
    list.hidden = !note;
    quote.hidden = !quoteOf(pressed);
    card.setAttribute("aria-label", "Source " + pressed.dataset.cite);
    card.showPopover();
    stand();
    card.focus({ preventScroll: true });
  };
}

/** Opens citations from now on, wherever they stand on the page. @param {NoteWords} said the words of a reader's note */
export function followCites(said) {
  let open = /** @type {ReturnType<typeof makeCard> | null} */ (null);
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("[data-cite]") : null;
    if (!(mark instanceof HTMLElement)) return;
    event.preventDefault(); // the address is the view's
    open ??= makeCard(said);
    open(mark);
  });
}
