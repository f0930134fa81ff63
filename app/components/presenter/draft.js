/* The draft that the browser's tab keeps, and the camera that "Add as scene" adds. */
/** @import { PresenterData } from "../../../geo/web/types.js" */

import { isOn } from "../../../geo/web/shared/dom.js";

const KEPT_BY = "atlas-draft-by", DRAFT = "corridor-atlas-draft";

/** A session hears once from the tab what an earlier one kept there, and from then on the tab keeps
 * what the session says. An answer is a rerun, so a tab that has nothing to tell is silent, unless
 * the page waits for its word.
 * @param {NonNullable<PresenterData["keep"]>} kept @param {(stored: string) => void} send */
export function keepDraft(kept, send) {
  let stored = "";
  try {
    const own = sessionStorage.getItem(KEPT_BY) === kept.session;
    if (!kept.heard && !own) stored = sessionStorage.getItem(DRAFT) || "";
    if (!stored && kept.text) {
      sessionStorage.setItem(DRAFT, kept.text);
      sessionStorage.setItem(KEPT_BY, kept.session);
    } else if (!stored) {
      sessionStorage.removeItem(DRAFT);
    }
  } catch { /* A tab that may store nothing: the page says that drafts are lost on a reload. */ }
  if (!kept.heard && (stored || kept.waits)) send(stored);
}

let tellCamera = /** @type {((camera: string) => void) | null} */ (null);

/** Where the map looks stands in the address, of which a rerun carries an older one: what "Add as scene"
 * adds is told where it is pressed. @param {(camera: string) => void} tell */
export function watchCamera(tell) {
  const first = !tellCamera;
  tellCamera = tell;
  const pressed = (/** @type {Event} */ event) => {
    const key = event instanceof KeyboardEvent ? event.key : "Enter";
    if (tellCamera && isOn(event, ".st-key-add-scene button") && (key === "Enter" || key === " ")) {
      tellCamera(new URLSearchParams(location.search).get("at") || "");
    }
  };
  if (first) for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, pressed, true);
}
