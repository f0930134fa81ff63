/* The button beside a page's title. A camera in the address is the atlas's own: no other page keeps it. */
export default function (component) {
  const { data, parentElement } = component;
  const box = parentElement.querySelector(".atlas-link");
  box.atlasRelease = data.release;
  if (box.firstChild) return;
  box.append(AtlasLink.button(window, () => {
    const link = new URL(AtlasLink.of(window, box.atlasRelease));
    link.searchParams.delete("at");
    return link.href;
  }));
}
