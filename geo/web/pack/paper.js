/* The pack on paper: nothing stays folded. The map cannot draw anew in time for it: it keeps its size, and the
   style sheet scales the picture. */
import { part } from "../shared/dom.js";

export function preparePaper() {
  let unfolded = /** @type {HTMLDetailsElement[]} */ ([]);
  addEventListener("beforeprint", () => {
    const { clientWidth, clientHeight, style } = part(document, "#map");
    unfolded = [...document.querySelectorAll(".pack-stage details:not([open]), .pack-dossier details:not([open])")]
      .filter((fold) => fold instanceof HTMLDetailsElement);
    unfolded.forEach((fold) => { fold.open = true; });
    style.setProperty("--print-wide", clientWidth + "px");
    style.setProperty("--print-high", clientHeight + "px");
  });
  addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));
}
