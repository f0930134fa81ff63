/* The button that copies a link, alike in the atlas and in the offline pack. It says that it has copied
   only what it has; where the browser refuses, the link stands beside it, to be copied by hand. */
(function () {
  "use strict";

  /* The browser's own way needs a secure page; the old one says itself whether it did it. */
  async function copied(text, page) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      const field = page.createElement("textarea");
      field.value = text;
      page.body.appendChild(field);
      field.select();
      const done = page.execCommand("copy");
      field.remove();
      return done;
    }
  }

  function byHand(text) {
    const field = document.createElement("input");
    Object.assign(field, { type: "text", readOnly: true, value: text, className: "atlas-copy-link" });
    field.setAttribute("aria-label", "The link could not be copied. Copy it from here");
    field.onblur = () => field.remove();
    return field;
  }

  /* `link` is asked at every press; `page` is the document in which the reader's selection is. */
  function wire(button, link, page) {
    const label = button.textContent;
    button.onclick = async () => {
      const text = link(), done = await copied(text, page);
      button.dataset.link = text;
      button.textContent = done ? "Link copied" : "Copy it by hand";
      setTimeout(() => { button.textContent = label; }, done ? 2000 : 6000);
      if (done) return;
      const field = byHand(text);
      button.after(field);
      field.focus();
      field.select();
    };
  }

  window.AtlasCopy = { wire };
})();
