/* Documents that are named by their content, fetched once for all parts of a page, each of which is a script of
   its own; one that failed is asked for again. */
const documents = globalThis.atlasDocuments ??= new Map();

/** A document; the caller knows of which type. @template Found @param {string} url @returns {Promise<Found>} */
export function fetched(url) {
  const found = documents.get(url) || fetch(url).then((reply) => {
    if (!reply.ok) throw new Error(url.split("/").pop() + ": " + reply.status);
    return reply.json();
  }).catch((error) => { documents.delete(url); throw error; });
  documents.set(url, found);
  return /** @type {Promise<Found>} */ (found);
}

/** The items of a list that are chosen: a bit each, in the order of the list, in base64.
 * @template Item @param {string} bits @param {Item[]} items */
export function chosen(bits, items) {
  const bytes = atob(bits);
  return items.filter((_, i) => bytes.charCodeAt(i >> 3) & (1 << (i & 7)));
}
