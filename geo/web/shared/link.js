/* A button that copies a link to what is shown, or another text: in the map's frame, on pages, in the offline
   pack. It says that it has copied only what it has; where the browser refuses, the text stands beside it, to
   be copied by hand. */
import { button, element } from "./dom.js";

/** An address with the release of the data, so that it shows the same again. @param {string} address @param {string} [release] */
export function linkOf(address, release) {
  const link = new URL(address);
  if (release && !link.searchParams.has("release")) link.searchParams.set("release", release);
  return link.href.replaceAll("%2F", "/");
}

/** The browser's own way needs a secure page; the old one says itself whether it did it. `near` is what was pressed:
 * outside a dialog that it stands in nothing can be selected.
 * @param {string} text @param {Window} page @param {Element} near */
export async function copied(text, page, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = page.document.createElement("textarea");
    field.value = text;
    (near.closest("dialog") || page.document.body).append(field);
    field.select();
    const done = page.document.execCommand("copy");
    field.remove();
    return done;
  }
}

/** @param {string} text */
function byHand(text) {
  const field = text.includes("\n") ? element("textarea") : element("input");
  Object.assign(field, { readOnly: true, value: text, className: "atlas-copy-link" });
  field.setAttribute("aria-label", "This could not be copied. Copy it from here");
  field.onblur = () => field.remove();
  return field;
}

/** Makes a button copy: `page` is the window in which the reader's selection is, `wanted` gives the text at every
 * press, `saying` are the words that it is copied; while `ready` says no, nothing is copied.
 * @param {HTMLElement} made @param {Window} page @param {() => string} wanted @param {string} [saying] @param {() => boolean} [ready] */
export function wire(made, page, wanted, saying = "Link copied", ready = () => true) {
  const label = made.textContent;
  made.onclick = async () => {
    if (!ready()) return;
    const text = wanted(), done = await copied(text, page, made);
    made.dataset.link = text;
    made.textContent = done ? saying : "Copy it by hand";
    setTimeout(() => { made.textContent = label; }, done ? 2000 : 6000);
    if (done) { made.focus(); return; }
    const field = byHand(text);
    made.after(field);
    field.focus();
    field.select();
  };
}

/** @param {Window} page @param {() => string} wanted */
export function linkButton(page, wanted) {
  const made = button("atlas-copy", "Copy link");
  made.setAttribute("aria-live", "polite");
  wire(made, page, wanted);
  return made;
}
