/* The audience's side of the speaker's window: it opens the window, tells it the scene and does what its
   keys ask. The window finds it by the question "atlas-audience". */
/** @import { Act, Audience, Shown, Speaker } from "../types.js" */

import { answer } from "../shared/questions.js";

const NAME = "atlas-speaker", SIZE = "popup,width=1180,height=800", WAIT_MS = 200, TRIES = 25;
const BLOCKED = "The browser has blocked the speaker\u2019s window. Allow pop-up windows for this page "
  + "(browsers ask at the right end of the address bar), then press S again.";
const RELOADED = "The speaker\u2019s window was loaded anew and has lost touch, as windows of a file on a disk do. "
  + "It is closed; press S to open it again. Its time goes on.";

/** Pages of files on a disk are strangers to each other, and after a reload to themselves. @param {Window} made */
function ours(made) {
  try {
    return Boolean(made.document);
  } catch {
    return false;
  }
}

/** @param {{ text?: string, src?: string }} script @param {Document} page */
function put(script, page) {
  const code = page.createElement("script");
  if (script.text) code.textContent = script.text;
  else code.src = script.src || "";
  if (!page.querySelector("script")) page.head.append(code);
}

/** `script` is the window's code; `act` does what its keys ask; `said` tells the speaker why there is no window,
 * and what to do. @param {{ script: { text?: string, src?: string }, act: (what: Act) => void, said: (words: string) => void }} audience */
export function host({ script, act, said }) {
  let speaker = /** @type {Speaker | null} */ (null), told = /** @type {Shown | null} */ (null), since = 0;
  let stop = /** @type {(() => void) | null} */ (null);

  function open() {
    if (speaker && !speaker.window.closed) { speaker.window.focus(); return; }
    let made = window.open("", NAME, SIZE);
    if (made && !ours(made)) {
      made.close();
      made = window.open("", NAME + Date.now(), SIZE);
    }
    if (!made || made.closed) { said(BLOCKED); return; }
    setTimeout(refill, WAIT_MS, made, TRIES);
    made.focus();
  }
  /** A window that is new or was loaded anew is empty: once the browser has settled it, it is filled, and
   * goes on counting its time. @param {Window} made @param {number} tries */
  function refill(made, tries) {
    if (speaker && speaker.window.closed) speaker = null;
    if (speaker) return;
    if (made.closed || !tries) { since = 0; return; }
    if (!ours(made)) {
      made.close();
      said(RELOADED);
      return;
    }
    if (made.document.readyState === "complete") put(script, made.document);
    setTimeout(refill, WAIT_MS, made, tries - 1);
  }
  /** @type {Audience} */
  const side = {
    act,
    join(given) {
      speaker = given;
      if (since) given.since(since);
      since = 0;
      if (told) given.show(told);
    },
    left(given, began) {
      if (speaker !== given) return;
      speaker = null;
      since = began;
      setTimeout(refill, WAIT_MS, given.window, TRIES);
    },
  };
  return {
    open,
    /** What the window is to show; without a scene there is no audience. @param {Shown} state */
    tell(state) {
      told = state;
      stop = stop || answer(window, "atlas-audience", () => side);
      if (speaker && !speaker.window.closed) speaker.show(state);
    },
    rest() {
      if (stop) stop();
      stop = null;
    },
  };
}
