/* The button beside a page's title. A camera in the address is the atlas's own: no other page keeps it. */
/** @import { Component } from "../../../geo/web/types.js" */

import { part } from "../../../geo/web/shared/dom.js";
import { linkButton, linkOf } from "../../../geo/web/shared/link.js";

const releases = /** @type {WeakMap<Element, string>} */ (new WeakMap());

/** @param {Component<{ release: string }>} component */
export default function ({ data, parentElement }) {
  const box = part(parentElement, ".atlas-link");
  releases.set(box, data.release);
  if (box.firstChild) return;
  box.append(linkButton(window, () => {
    const link = new URL(linkOf(location.href, releases.get(box)));
    link.searchParams.delete("at");
    return link.href;
  }));
}
