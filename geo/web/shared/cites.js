/* A citation's number leads to its note, in whatever dossier or scene they stand: geo.export.html.markup. */

/** Follows citations from now on, wherever they stand on the page. */
export function followCites() {
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("[data-cite]") : null;
    if (!(mark instanceof HTMLElement)) return;
    event.preventDefault(); // the address is the view's
    const named = `[data-note="${CSS.escape(mark.dataset.cite || "")}"]`;
    const note = mark.closest("article, .pack-stage")?.querySelector(named) || document.querySelector(named);
    const fold = note?.closest("details");
    if (fold) fold.open = true;
    if (note instanceof HTMLElement) note.focus();
  });
}
