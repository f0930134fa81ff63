/* Elements of a page. Text is set as text, never as markup. */

/* A browser may read what it saves a while after it was asked to. */
const SAVED_MS = 60000;

/** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {string} [className] @param {string | number} [text] */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = String(text);
  return made;
}

/** @param {string} className @param {string} text @param {() => unknown} [act] */
export function button(className, text, act) {
  const made = element("button", className, text);
  made.type = "button";
  if (act) made.onclick = act;
  return made;
}

/** Saves a file as the reader's browser saves downloads. @param {Blob} held @param {string} name */
export function saveFile(held, name) {
  const link = element("a"), url = URL.createObjectURL(held);
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), SAVED_MS);
}

/** A picture that says nothing more than the words beside it. @param {string} address */
export function picture(address) {
  const made = element("img");
  made.alt = "";
  made.src = address;
  return made;
}

/** A part of the page that must be there. @template {HTMLElement} [Part=HTMLElement]
 * @param {ParentNode} root @param {string} selector @param {new () => Part} [kind] what it must be @returns {Part} */
export function part(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof (kind || HTMLElement))) throw new Error("The page has no " + selector);
  return /** @type {Part} */ (found);
}

/** What is kept for a key, made when it is first asked for.
 * @template {WeakKey} Key @template Value @param {WeakMap<Key, Value>} store @param {Key} key @param {() => Value} make */
export function kept(store, key, make) {
  const made = store.get(key) ?? make();
  store.set(key, made);
  return made;
}

export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Brings a part of the page into view, if it is there. @param {Element | null} found */
export function reveal(found) {
  if (found) found.scrollIntoView({ block: "nearest", behavior: isStill() ? "auto" : "smooth" });
}

/** Whether an event, perhaps of a frame, is about something within one of these. @param {Event} event @param {string} selector */
export function isOn({ target }, selector) {
  return Boolean(target && "closest" in target && /** @type {Element} */ (target).closest(selector));
}

/** Does something once the browser has nothing else to do, or at the latest after `ms`. @param {() => unknown} act @param {number} [ms] */
export function whenIdle(act, ms = 1500) {
  if ("requestIdleCallback" in window) requestIdleCallback(() => { act(); }, { timeout: ms }); else setTimeout(act, 60);
}

/** Does something once what has changed so far has been painted; at once where nothing is painted. @param {() => void} act */
export function afterPaint(act) {
  if (document.hidden) act(); else requestAnimationFrame(() => { setTimeout(act); });
}
