/* Parts of a page's address that the browser writes itself, without a step of the history. */

/** What the address of a page says of a name; a blank where it says nothing. @param {Window} page @param {string} name */
export const inAddress = (page, name) => new URLSearchParams(page.location.search).get(name) || "";

/** Writes a part of the address; a blank takes it out. @param {Window} page @param {string} name @param {string} text */
export function writeInAddress(page, name, text) {
  const query = new URLSearchParams(page.location.search), { pathname, search, hash } = page.location;
  if (text) query.set(name, text);
  else query.delete(name);
  const written = query.size ? "?" + query.toString().replaceAll("%2F", "/") : "";
  if (written !== search) page.history.replaceState(page.history.state, "", pathname + written + hash);
}
