/* The desk itself: a document on the left, the form of one of its candidates on the right, and a key for each decision. */
/** @import { Draft, Place, Row, Screen, Verb } from "./types.js" */

import { button, element } from "../../../geo/web/shared/dom.js";
import { openAdditions } from "./additions.js";
import { makeClaimForm } from "./claim-form.js";
import { linesOf, lineWords, makeDocumentView, sectionOf, wordsAt } from "./document-view.js";
import { keyButton } from "./fields.js";
import { typedIn } from "./kept.js";
import { actionOf, isTyped, keyOf, showKeys } from "./keys.js";
import { askReason, REJECTED } from "./reject.js";
import { openSource } from "./source.js";
import { Refusal } from "./talk.js";
import { makeWorkState } from "./work-state.js";

const MOST_WORDS = 24;
const CHANGED = 409;
/** Signs that stand without a space before, and after, what they close or open. */
const CLOSES = /^[.,;:!?%\u2026)\]\u00bb\u201d\u2019\u060c\u061b\u061f\u3001\u3002]/, OPENS = /[([\u00ab\u201c\u2018]$|^$/;

/** @param {Place} place @param {string} draftId @param {(path: string) => void} go
 * @param {string} first the candidate to begin with; blank for the first that is open @returns {Promise<Screen>} */
export async function openWork(place, draftId, go, first) {
  const path = "/api/drafts/" + encodeURIComponent(draftId), typed = typedIn(draftId);
  let state = makeWorkState(/** @type {Draft} */ (await place.talk.get(path)));
  let queue = Promise.resolve(), undone = /** @type {string[]} */ ([]);

  const view = makeDocumentView(state.draft.document, (id) => choose(id), { say: (words) => place.say(words), take: () => own() });
  const form = makeClaimForm(place, draftId, { nameOf: (id) => state.nameOf(id), learn: (subject) => state.learn(subject), offered: (candidate) => state.offeredTo(candidate),
    typed: (row) => { if (state.current) typed.set(state.current.id, row); } });
  const head = element("div", "work-head"), title = element("h1"), count = element("p", "count"), bar = element("progress");
  const side = element("section", "side"), which = element("h2"), chip = element("span", "state"), quote = element("blockquote"), where = element("p", "where");
  const why = element("details", "why"), whyList = element("ul"), reason = element("p", "reason"), known = element("p", "notice"), nothing = element("div", "nothing"), rest = element("div", "actions"), around = element("div", "around");
  const others = element("input"), actions = element("div", "actions"), body = element("div", "candidate");

  bar.setAttribute("aria-label", "Candidates decided");
  why.append(element("summary", "", "Why this is proposed"), whyList);
  side.setAttribute("aria-label", "Candidate");
  which.tabIndex = -1;
  const doing = /** @type {Record<string, () => unknown>} */ ({
    next: () => choose(state.beside(1)?.id), back: () => choose(state.beside(-1)?.id), open: () => nextOpen(), accept, correct: form.correct, words: form.words, part: form.part,
    reject: () => { if (state.current) askReason("Why is it rejected?", REJECTED, (words) => decide("reject", {}, words)); }, "not-ours": () => decide("not-ours", {}, ""), undo, own,
    source: () => openSource(place, state.draft, saveSource), preview: () => go(`#/draft/${draftId}/preview`),
    add: () => openAdditions(place, state.draft, change, state.nameOf), search: view.search, load: () => others.click(), help: showKeys });
  /** @param {string} action @param {string} words @param {string} [className] */
  const act = (action, words, className = "plain") => keyButton(className, words, keyOf(action), doing[action]);
  const walk = element("div", "walk"), todo = button("todo", "The source is not entered yet: enter it first", doing.source);
  walk.append(act("back", "Previous"), act("next", "Next"), act("open", "Next open"));
  actions.append(act("accept", "Accept", "main"), act("correct", "Correct"), act("part", "Part of"), act("reject", "Reject"), act("not-ours", "Not ours"), act("undo", "Undo"));
  rest.append(act("preview", "Preview", "main"), act("undo", "Undo"), act("back", "The last one"));
  const tools = element("div", "tools");
  others.type = "file";
  others.accept = ".json";
  others.hidden = true;
  others.onchange = load;
  tools.append(act("own", "Mark words"), act("source", "Source"), act("add", "Add"), act("load", "Load"), others, act("help", "Keys"), act("preview", "Preview", "main"));
  const named = element("div", "named");
  named.append(title, count, ...state.draft.notices.map((words) => element("p", "notice", words)), bar);
  head.append(named, tools);
  const caption = element("div", "caption");
  caption.append(which, chip, walk);
  around.append(where, why);
  body.append(quote, around, known, reason, form.root, nothing);
  const foot = element("div", "foot-of-form");
  foot.append(form.gate, actions);
  side.append(todo, caption, body, foot);
  const desk = element("div", "desk");
  desk.append(view.root, side);
  place.main.replaceChildren(head, desk);
  place.main.className = "at-work";

  function draw() {
    const { draft, candidates, current } = state, open = state.open();
    document.title = `${draft.document.imprint.title || draft.document.name} \u00b7 The desk`;
    title.textContent = draft.source.title || draft.document.imprint.title || draft.document.name;
    count.textContent = `${draft.document.name} \u00b7 ${candidates.length - open} of ${candidates.length} decided, ${open} open`;
    bar.max = candidates.length || 1;
    bar.value = candidates.length - open;
    todo.hidden = Boolean(draft.source.source_id && draft.source.perspective);
    view.mark(candidates, state.look);
    form.root.hidden = form.gate.hidden = actions.hidden = why.hidden = quote.hidden = where.hidden = !current;
    known.hidden = !current?.accepted?.length;
    nothing.hidden = Boolean(current);
    if (!current) { drawNone(); return; }
    which.textContent = `Candidate ${state.at + 1} of ${candidates.length}`;
    const decision = state.decisions.get(current.id);
    chip.textContent = (current.own && !decision ? "your own" : state.said(current.id)) + (decision?.before ? " when it was read before" : "");
    chip.className = "state " + (decision?.verb || "open");
    known.textContent = `Already accepted from these words: ${(current.accepted || []).join("; ")}`;
    reason.hidden = !decision?.reason;
    reason.textContent = decision?.reason ? `Rejected: ${decision.reason}` : "";
    const shown = wordsAt(draft.document, current.anchor);
    quote.replaceChildren(current.before, OPENS.test(current.before) ? "" : " ", element("strong", "", shown || current.row.printed), CLOSES.test(current.after) ? "" : " ", current.after);
    quote.dir = "auto";
    const { page } = current.anchor, section = current.row.section;
    where.textContent = `${lineWords(current.anchor)}${page ? `, page ${page}` : ""}${section ? `, under \u201c${section}\u201d` : ""}`;
    why.open ||= Boolean(current.asked);
    whyList.replaceChildren(...current.why.map((words) => element("li", "", words)));
    const kept = typed.of(current.id);
    form.show(current, kept ? state.dated(kept) : state.rowOf(current));
  }
  function drawNone() {
    const isAny = state.candidates.length > 0;
    which.textContent = isAny ? "All decided" : "No candidate";
    chip.textContent = "";
    reason.hidden = true;
    nothing.replaceChildren(isAny ? element("p", "", "All candidates are decided. V shows the preview: what would be written, as a reader will see it. M marks more words.")
      : element("p", "", "Nothing was found in this document. M marks words of it, to make a candidate of them."), ...(isAny ? [rest] : []));
  }
  /** @param {string | undefined} id @param {string} [done] what has just been done */
  function choose(id, done = "") {
    if (!id) return;
    state.choose(id);
    draw();
    if (!state.current) return;
    view.show(state.current.anchor.first_line);
    body.scrollTop = 0;
    const { name } = state.nameOf(form.row().subject_id);
    place.say(`${done}Candidate ${state.at + 1} of ${state.candidates.length}, ${state.said(id)}: ${name || "no subject"}, ${form.row().attribute}, ${state.current.row.printed}`);
  }
  /** @param {string} [done] what has just been done */
  function nextOpen(done = "") {
    const found = state.nextOpen();
    if (found) { choose(found.id, done); return; }
    if (body.contains(document.activeElement)) which.focus();
    state.rest();
    draw();
    place.say(`${done}All candidates are decided. V shows what would be written.`);
  }
  /** Sends a change, after those before it. Of a draft that another has changed it says so, reads it anew and keeps what is typed.
   * @param {string} what @param {object} sent @returns {Promise<boolean>} whether it was kept */
  function change(what, sent) {
    const done = queue.then(async () => {
      try {
        state.take(await place.talk.post(`${path}/${what}`, { revision: state.draft.revision, ...sent }));
        draw();
        return true;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        place.say(error.message, true);
        if (error.status === CHANGED) await again(error.message);
        return false;
      }
    });
    queue = done.then(() => undefined, () => undefined);
    return done;
  }
  /** Reads the draft anew; the choice stays, and what was marked by hand. */
  async function reread() {
    const { current, candidates } = state, own = candidates.filter((each) => each.own);
    state = makeWorkState(/** @type {Draft} */ (await place.talk.get(path)));
    own.filter((each) => !state.candidates.some(({ id }) => id === each.id)).forEach((each) => state.add(each.id, each.row, each.anchor));
    state.choose(current?.id || "");
    draw();
  }
  /** Loads the candidates of another tool, as `corridor-atlas intake --json` writes them. */
  async function load() {
    const file = others.files?.[0];
    if (file && await change("candidates", { text: await file.text(), curator: place.curator() })) await reread();
    others.value = "";
  }
  /** Keeps the source; where it is that of a text at hand, this edition may ask claims again. @param {Row} row */
  async function saveSource(row) {
    const isKept = await change("source", { row, curator: place.curator() });
    if (isKept) await reread();
    return isKept;
  }
  /** @param {string} said */
  async function again(said) {
    await reread();
    place.say(`${said.replace(/\.$/, "")}. The draft was read anew; what you typed is still in the form.`, true);
  }
  /** @param {Verb} verb @param {Row} row @param {string} words */
  async function decide(verb, row, words) {
    const { current } = state;
    if (!current) return;
    if (current.own && verb !== "accept" && verb !== "undo" && state.isOpen(current.id)) {
      typed.drop(current.id);
      state.drop(current);
      draw();
      place.say("The words that you marked are no candidate any more.");
      return;
    }
    const isKept = await change("decisions", { decision: { id: current.id, verb, row, reason: words, curator: place.curator() } });
    if (!isKept) return;
    if (verb === "undo") { undone = undone.filter((id) => id !== current.id); place.say(`Undone: candidate ${state.candidates.indexOf(current) + 1} of ${state.candidates.length} is ${state.said(current.id)} again.`); return; }
    typed.drop(current.id);
    undone.push(current.id);
    const done = `${state.said(current.id)[0].toUpperCase()}${state.said(current.id).slice(1)}. `;
    if (state.current?.id === current.id) nextOpen(done); else place.say(done);
  }
  async function accept() {
    const { current } = state, row = form.row();
    if (!current) return;
    if (!await form.passes()) { place.say("It cannot be accepted yet; the gate says why.", true); form.correct(); return; }
    if (state.current?.id !== current.id) return;
    decide("accept", row, "");
    (document.activeElement instanceof HTMLElement && form.root.contains(document.activeElement) ? which : null)?.focus();
  }
  function undo() {
    const { current } = state, last = current && !state.isOpen(current.id) ? current.id : undone.at(-1);
    if (!last) { place.say("There is nothing to undo."); return; }
    state.choose(last);
    draw();
    if (state.current) view.show(state.current.anchor.first_line);
    decide("undo", {}, "");
  }
  function own() {
    const anchor = view.selected();
    if (!anchor) { view.startMarking(state.current?.anchor); return; }
    const printed = wordsAt(state.draft.document, anchor), words = printed.split(" ").length;
    if (!printed || words > MOST_WORDS) { place.say(`A claim prints ${MOST_WORDS} words at most; these are ${words}.`, true); return; }
    const { document: text, source } = state.draft, id = "own-" + crypto.randomUUID().slice(0, 13);
    const row = { subject_id: state.subjectNear(anchor), attribute: "event", value: "", value_high: "", unit: "", qualifier: "", scope: "", scope_words: "", period: "",
      as_of: source.published || text.imprint.published || "", source_id: source.source_id || "", section: sectionOf(text, anchor.first_line),
      lines: linesOf(anchor), printed, note: "" };
    state.add(id, row, anchor);
    typed.set(id, row);
    view.leaveMarking();
    getSelection()?.removeAllRanges();
    choose(id);
    form.correct();
  }

  /* What was marked by hand and not decided when the page was closed. */
  typed.ids().filter((id) => id.startsWith("own-") && !state.candidates.some((each) => each.id === id)).forEach((id) => state.add(id, typed.of(id) || {}));
  state.choose(state.nextOpen()?.id || "");
  state.choose(first);
  if (state.draft.closed) place.say("This draft is closed: what was decided can be read and no longer changed.", true);
  draw();
  if (state.current) view.show(state.current.anchor.first_line);

  if (first === "source") doing.source();

  return {
    heard(event) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.root.contains(/** @type {Node} */ (event.target))) { accept(); return true; }
      if (event.key === "Escape" && isTyped(event)) { which.focus(); return true; }
      if (isTyped(event)) return false;
      const action = actionOf(event);
      if (!action || !doing[action]) return false;
      doing[action]();
      return true;
    },
  };
}
