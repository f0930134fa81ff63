/* Second reading: each claim that waits, with its passage and the sides that the words leave open. */
/** @import { Place, Screen, WaitingClaim } from "./types.js" */

import { element, reveal } from "../../../geo/web/shared/dom.js";
import { keyButton } from "./fields.js";
import { isTyped } from "./keys.js";
import { Refusal } from "./talk.js";

const AT_ONCE = 200;

/** @param {WaitingClaim} claim */
function drawn(claim) {
  const row = element("li"), quote = element("blockquote"), [before, printed, after] = claim.passage, sides = element("ul");
  quote.dir = "auto";
  quote.append(element("span", "", before), element("strong", "", printed), element("span", "", after));
  row.append(element("h3", "", `${claim.subject}: ${claim.attribute}, ${claim.words}`), quote, element("p", "small", claim.source));
  if (claim.address) {
    const link = element("a", "", claim.address);
    link.href = claim.address;
    link.target = "_blank";
    link.rel = "noreferrer noopener";
    row.append(link);
  }
  sides.append(...claim.open.map((each) => element("li", "", `${each.words}: ${each.message}`)));
  row.append(element("p", "", claim.open.length ? "Look whether it is so:" : "The rules leave nothing open."), sides);
  return row;
}

/** @param {Place} place @returns {Promise<Screen>} */
export async function openWaiting(place) {
  const { claims, count } = /** @type {{ claims: WaitingClaim[], count: number }} */ (await place.talk.get("/api/waiting?most=" + AT_ONCE));
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
  /** @param {string} what @param {string} words */
  async function settle(what, words) {
    const claim = left[at];
    if (!claim || busy) return;
    busy = true;
    try {
      await place.talk.post("/api/waiting/" + what, { claims: [{ name: claim.name, sides: claim.open.map((each) => each.side) }], curator: place.curator() });
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
  const doing = /** @type {Record<string, () => unknown>} */ ({ j: () => point(at + 1), ArrowDown: () => point(at + 1), k: () => point(at - 1), ArrowUp: () => point(at - 1),
    y: () => settle("confirm", "confirmed, and in the data now."), b: () => settle("send-back", "sent back: it is out of the list.") });
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
