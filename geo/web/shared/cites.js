/* A citation's number leads to its note, in whatever dossier or scene they stand. */
document.addEventListener("click", (event) => {
  const mark = event.target instanceof Element && event.target.closest("[data-cite]");
  const whole = mark && mark.closest("article, .pack-stage, .present-head, [class*='st-key-present']");
  if (!whole) return;
  const within = whole.matches(".present-head") ? document : whole;
  const note = within.querySelector('[data-note="' + CSS.escape(mark.dataset.cite) + '"]');
  if (!note) return;
  const fold = note.closest("details");
  if (fold) fold.open = true;
  note.focus();
});
