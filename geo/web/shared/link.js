/* A button that copies a link to what is shown: in the map's frame, on pages, in the offline pack. It
   says that it has copied only what it has; where the browser refuses, the link stands beside it, to be
   copied by hand. */
const AtlasLink = (() => {
  /* The address as it stands, with the release of the data, so that it shows the same again. */
  function of(page, release) {
    const link = new URL(page.location.href);
    if (release && !link.searchParams.has("release")) link.searchParams.set("release", release);
    return link.href.replaceAll("%2F", "/");
  }

  /* The browser's own way needs a secure page; the old one says itself whether it did it. */
  async function copied(text, page) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      const field = page.document.createElement("textarea");
      field.value = text;
      page.document.body.appendChild(field);
      field.select();
      const done = page.document.execCommand("copy");
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

  /* `wanted` gives the link at every press; `page` is the window in which the reader's selection is. */
  function wire(button, page, wanted) {
    const label = button.textContent;
    button.onclick = async () => {
      const text = wanted(), done = await copied(text, page);
      button.dataset.link = text;
      button.textContent = done ? "Link copied" : "Copy it by hand";
      setTimeout(() => { button.textContent = label; }, done ? 2000 : 6000);
      if (done) { button.focus(); return; }
      const field = byHand(text);
      button.after(field);
      field.focus();
      field.select();
    };
  }

  function button(page, wanted) {
    const made = document.createElement("button");
    made.className = "atlas-copy";
    made.type = "button";
    made.textContent = "Copy link";
    made.setAttribute("aria-live", "polite");
    wire(made, page, wanted);
    return made;
  }

  return { of, wire, button };
})();
