/* Hands lines that only this session sees to the map's frame, as data. */
export default function (component) {
  window.atlasExtra = component.data.lines;
  window.dispatchEvent(new Event("atlas-extra"));
  return () => { window.atlasExtra = []; window.dispatchEvent(new Event("atlas-extra")); };
}
