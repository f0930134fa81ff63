/* Keeps what only this session sees where an order for a file finds it: a reader's overlay and briefing. */
export default function (component) {
  window.atlasPacked = component.data;
  return () => { window.atlasPacked = null; };
}
