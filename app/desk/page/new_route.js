/* The place of a new route's panel in the dialog of additions. */
/** @import { Draft, Row, Talk, Vocabulary } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";

/** @param {HTMLElement} room @param {{ talk: Talk, words: Vocabulary, draft: Draft, add: (table: string, row: Row, feature?: object) => Promise<boolean> }} desk
 * @returns {() => void} called when the panel is left */
export function mountNewRoute(room, desk) {
  room.append(element("p", "", `A new route named in ${desk.draft.document.name}.`));
  return () => room.replaceChildren();
}
