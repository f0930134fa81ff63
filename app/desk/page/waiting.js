/* Second reading: each claim that waits, with its passage and the sides that the words leave open. */
/** @import { Pair, Place, Screen, WaitingClaim, WaitingDocument } from "./types.js" */

import { element, reveal } from "../../../geo/web/shared/dom.js";
import { choice, dialog, keyButton, labelled } from "./fields.js";
import { isTyped } from "./keys.js";
import { askReason, SENT_BACK } from "./reject.js";
import { Refusal } from "./talk.js";

/** @param {WaitingClaim} claim */
function drawn(claim) {
  const row = element("li"), quote = element("blockquote"), [before, printed, after] = claim.passage, sides = element("ul");
  quote.dir = "auto";
  quote.append(element("span", "", before), element("strong", "", printed), element("span", "", after));
  const by = claim.entered_by === null ? "" : claim.entered_by ? ` \u00b7 entered by ${claim.entered_by}` : " \u00b7 entered by somebody without a name";
  row.append(element("h3", "", `${claim.subject}: ${claim.attribute}, ${claim.words}`), quote, element("p", "small", claim.source + by));
  if (claim.address) {
    const link = element("a", "", claim.address);
    link.href = claim.address;
    link.target = "_blank";
    link.rel = "noreferrer noopener";
    row.append(link);
  }
  sides.append(...claim.open.map((each) => element("li", "", `${each.words}: ${each.message}`)));
  if (!claim.waits) row.append(element("p", "", "It is in the data; its words also name a subject that is new."));
  row.append(element("p", "", claim.open.length ? "Look whether it is so:" : "The rules leave nothing open."), sides);
  if (claim.faults.length) row.append(element("p", "fault", `To be mended first: ${claim.faults.join("; ")}`));
  return row;
}

/** A claim in a few words. @param {WaitingClaim} claim */
const named = (claim) => `${claim.subject}, ${claim.attribute}, ${claim.words}`;

/** @param {Place} place @param {(path: string) => void} go @param {string} document the id of the source whose claims are read; blank for all
 * @returns {Promise<Screen>} */
export async function openWaiting(place, go, document) {
  const { claims, count, documents } = /** @type {{ claims: WaitingClaim[], count: number, documents: WaitingDocument[] }} */ (
    await place.talk.get("/api/waiting" + (document && "?document=" + encodeURIComponent(document))));
  const list = element("ol", "claims reading"), told = element("p"), actions = element("div", "actions"), bar = element("div", "reading-bar");
  const all = documents.reduce((sum, each) => sum + each.count, 0), known = documents.some(({ id }) => id === document);
  const of = choice("document", /** @type {Pair[]} */ ([["", `All documents, ${all}`], ...(document && !known ? [[document, `${document}, 0`]] : []),
    ...documents.map(({ id, title, publisher, count: some }) => [id, `${title} (${publisher}), ${some}`])]), document);
  let left = claims.slice(), total = count, at = 0, busy = false;

  function draw() {
    list.replaceChildren(...left.map((claim, i) => {
      const row = drawn(claim);
      if (left[i - 1]?.document !== claim.document && !document) row.prepend(element("p", "document", documents.find(({ id }) => id === claim.document)?.title || ""));
      return row;
    }));
    told.textContent = total ? `${total === 1 ? "1 claim waits" : `${total} claims wait`}. Whoever entered a claim does not confirm it: open its document or page anew, and look at the sides named.`
      : document ? "No claim of this document waits for a second reading." : "No claim waits for a second reading.";
    actions.hidden = !left.length;
    point(at);
  }
  /** @param {number} place */
  function point(place) {
    at = Math.min(Math.max(place, 0), left.length - 1);
    [...list.children].forEach((row, i) => { if (i === at) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current"); });
    reveal(list.children[at] || null);
  }
  /** Points at a claim and says which it is. @param {number} to */
  function walk(to) {
    point(to);
    if (left[at] && !busy) place.say(`Claim ${at + 1} of ${left.length}: ${named(left[at])}`);
  }
  /** Does something about the claim that is pointed at, and takes it out of the list; says at once that it is being written.
   * @param {(claim: WaitingClaim) => Promise<string>} act @param {WaitingClaim} [claim] the one that is pointed at, where none is given */
  async function settle(act, claim = left[at]) {
    if (!claim) return;
    if (busy) { place.say("The one before is still being written\u2026"); return; }
    const row = list.children[left.indexOf(claim)], note = element("p", "writing", "Being written\u2026");
    busy = true;
    row.append(note);
    row.setAttribute("aria-busy", "true");
    place.say(`${named(claim)}: being written\u2026`);
    try {
      const words = await act(claim);
      if (!words) { place.say(""); return; }
      const next = left[at] === claim ? left[at + 1] || left[at - 1] : left[at];
      left = left.filter((each) => each !== claim);
      total -= 1;
      at = next ? left.indexOf(next) : 0;
      draw();
      place.say(`${named(claim)}: ${words} ${next ? `Now claim ${at + 1} of ${left.length}: ${named(next)}` : "It was the last one."}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      place.say([error.message, ...error.problems.slice(0, 2)].join(" "), true);
    } finally {
      busy = false;
      note.remove();
      row.removeAttribute("aria-busy");
    }
  }
  /** @param {boolean} allTheSame whether it is confirmed whoever entered it @param {WaitingClaim} [asked] */
  const confirm = (allTheSame, asked) => settle(async (claim) => {
    const sent = { claims: [{ name: claim.name, sides: claim.open.map((each) => each.side) }], curator: place.curator(), all_the_same: allTheSame ? "yes" : "" };
    const { warnings } = await place.talk.post("/api/waiting/confirm", sent);
    if (!warnings) return "confirmed and signed.";
    const sure = dialog("Is this a second reading?"), foot = element("div", "actions");
    foot.append(keyButton("main", "Confirm all the same", "Enter", () => { sure.close(); confirm(true, claim); }), keyButton("plain", "Leave it", "Esc", () => sure.close()));
    sure.append(...warnings.map((/** @type {string} */ words) => element("p", "", words + ".")), foot);
    sure.showModal();
    foot.querySelector("button")?.focus();
    return "";
  }, asked);
  function sendBack() {
    if (left[at]?.waits === false) { place.say("This claim is in the data: it can be confirmed, or mended in its file.", true); return; }
    if (left[at]) askReason("Why is it sent back?", SENT_BACK, (reason) => settle(async (claim) => {
      await place.talk.post("/api/waiting/send-back", { name: claim.name, reason, curator: place.curator() });
      return "sent back: it waits no longer.";
    }));
  }
  const doing = /** @type {Record<string, () => unknown>} */ ({ j: () => walk(at + 1), ArrowDown: () => walk(at + 1), k: () => walk(at - 1), ArrowUp: () => walk(at - 1),
    y: () => confirm(false), b: sendBack });
  actions.append(keyButton("plain", "Previous", "K", doing.k), keyButton("plain", "Next", "J", doing.j), keyButton("main", "Confirm and sign", "Y", doing.y),
    keyButton("plain", "Send back", "B", doing.b));
  of.onchange = () => go("#/waiting" + (of.value && "/" + encodeURIComponent(of.value)));
  bar.append(actions);
  place.main.replaceChildren(element("h1", "", "Second reading"), labelled("Document, the one entered last first", of), told, bar, list);
  draw();
  return { heard(event) {
    if (isTyped(event) || event.ctrlKey || event.metaKey || event.altKey || !doing[event.key]) return false;
    doing[event.key]();
    return true;
  } };
}
