/* A citation's number leads to its note, in whatever dossier or scene they stand: geo.export.html.markup. */

const WHOLE = "article, .pack-stage";
let follows = false;

/** Follows citations from now on, wherever they stand on the page. */
export function followCites() {
  if (follows) return;
  follows = true;
  document.addEventListener("click", ({ target }) => {
    const mark = target instanceof Element ? target.closest("[data-cite]") : null;
    if (!(mark instanceof HTMLElement)) return;
    const note = mark.closest(WHOLE)?.querySelector(`[data-note="${CSS.escape(mark.dataset.cite || "")}"]`);
    const fold = note?.closest("details");
    if (fold) fold.open = true;
    if (note instanceof HTMLElement) note.focus();
  });
}
