/* Second reading: each claim that waits, with its passage and the sides that the words leave open. */
/** @import { Place, Screen, WaitingClaim } from "./types.js" */

import { element, reveal } from "../../../geo/web/shared/dom.js";
import { dialog, keyButton } from "./fields.js";
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

/** @param {Place} place @returns {Promise<Screen>} */
export async function openWaiting(place) {
  const { claims, count } = /** @type {{ claims: WaitingClaim[], count: number }} */ (await place.talk.get("/api/waiting"));
  const list = element("ol", "claims reading"), told = element("p"), actions = element("div", "actions");
  let left = claims.slice(), total = count, at = 0, busy = false;

  function draw() {
    list.replaceChildren(...left.map(drawn));
    told.textContent = total ? `${total} claims wait. Whoever entered a claim does not confirm it: open its document or page anew, and look at the sides named.`
      : "No claim waits for a second reading.";
    actions.hidden = !left.length;
    point(at);
  }
  /** @param {number} place */
  function point(place) {
    at = Math.min(Math.max(place, 0), left.length - 1);
    [...list.children].forEach((row, i) => { if (i === at) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current"); });
    reveal(list.children[at] || null);
  }
  /** Does something about the claim that is pointed at, and takes it out of the list. @param {(claim: WaitingClaim) => Promise<string>} act */
  async function settle(act) {
    const claim = left[at];
    if (!claim || busy) return;
    busy = true;
    try {
      const words = await act(claim);
      if (!words) return;
      left = left.filter((each) => each !== claim);
      total -= 1;
      place.say(`${claim.subject}, ${claim.attribute}: ${words}`);
      draw();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      place.say([error.message, ...error.problems.slice(0, 2)].join(" "), true);
    } finally {
      busy = false;
    }
  }
  /** @param {boolean} allTheSame whether it is confirmed whoever entered it */
  const confirm = (allTheSame) => settle(async (claim) => {
    const sent = { claims: [{ name: claim.name, sides: claim.open.map((each) => each.side) }], curator: place.curator(), all_the_same: allTheSame ? "yes" : "" };
    const { warnings } = await place.talk.post("/api/waiting/confirm", sent);
    if (!warnings) return "confirmed and signed.";
    const sure = dialog("Is this a second reading?"), foot = element("div", "actions");
    foot.append(keyButton("main", "Confirm all the same", "Enter", () => { sure.close(); confirm(true); }), keyButton("plain", "Leave it", "Esc", () => sure.close()));
    sure.append(...warnings.map((/** @type {string} */ words) => element("p", "", words + ".")), foot);
    sure.showModal();
    foot.querySelector("button")?.focus();
    return "";
  });
  function sendBack() {
    if (left[at]?.waits === false) { place.say("This claim is in the data: it can be confirmed, or mended in its file.", true); return; }
    if (left[at]) askReason("Why is it sent back?", SENT_BACK, (reason) => settle(async (claim) => {
      await place.talk.post("/api/waiting/send-back", { name: claim.name, reason, curator: place.curator() });
      return "sent back: it waits no longer.";
    }));
  }
  const doing = /** @type {Record<string, () => unknown>} */ ({ j: () => point(at + 1), ArrowDown: () => point(at + 1), k: () => point(at - 1), ArrowUp: () => point(at - 1),
    y: () => confirm(false), b: sendBack });
  actions.append(keyButton("plain", "Previous", "K", doing.k), keyButton("plain", "Next", "J", doing.j), keyButton("main", "Confirm and sign", "Y", doing.y),
    keyButton("plain", "Send back", "B", doing.b));
  place.main.replaceChildren(element("h1", "", "Second reading"), told, actions, list);
  draw();
  return { heard(event) {
    if (isTyped(event) || event.ctrlKey || event.metaKey || event.altKey || !doing[event.key]) return false;
    doing[event.key]();
    return true;
  } };
}
