/* A button that copies a link to what the page shows. For the map's frame and for pages alike. */
const AtlasLink = {
  /* The address as it stands, with the release of the data, so that it shows the same again. */
  of(page, release) {
    const link = new URL(page.location.href);
    if (release && !link.searchParams.has("release")) link.searchParams.set("release", release);
    return link.href.replaceAll("%2F", "/");
  },

  /* `wanted` gives the link when it is asked for. */
  button(page, wanted) {
    const button = document.createElement("button");
    button.className = "atlas-copy";
    button.type = "button";
    button.textContent = "Copy link";
    button.setAttribute("aria-live", "polite");
    button.onclick = async () => {
      const link = wanted();
      try {
        await navigator.clipboard.writeText(link);
      } catch (error) {
        const field = page.document.createElement("textarea");
        field.value = link;
        page.document.body.appendChild(field);
        field.select();
        page.document.execCommand("copy");
        field.remove();
        button.focus();
      }
      button.textContent = "Link copied";
      button.dataset.link = link;
      setTimeout(() => { button.textContent = "Copy link"; }, 2000);
    };
    return button;
  },
};
