/* What a curator has typed and not saved: kept by the browser, so that it outlives a closed tab. */
/** @import { Row } from "./types.js" */

const PREFIX = "desk:";

/** @param {string} name @returns {string} */
export function read(name) {
  try {
    return localStorage.getItem(PREFIX + name) || "";
  } catch {
    return "";
  }
}

/** @param {string} name @param {string} text blank forgets it */
export function write(name, text) {
  try {
    if (text) localStorage.setItem(PREFIX + name, text); else localStorage.removeItem(PREFIX + name);
  } catch {
    /* A browser that keeps nothing still has what is on the page. */
  }
}

/** What is typed into the forms of a draft, by candidate. @param {string} draft */
export function typedIn(draft) {
  const name = "typed:" + draft, rows = /** @type {Map<string, Row>} */ (new Map());
  try {
    Object.entries(JSON.parse(read(name) || "{}")).forEach(([id, row]) => rows.set(id, /** @type {Row} */ (row)));
  } catch {
    write(name, "");
  }
  const keep = () => write(name, rows.size ? JSON.stringify(Object.fromEntries(rows)) : "");
  return {
    ids: () => [...rows.keys()],
    /** @param {string} id */
    of: (id) => rows.get(id),
    /** @param {string} id @param {Row} row */
    set: (id, row) => { rows.set(id, row); keep(); },
    /** @param {string} id */
    drop: (id) => { if (rows.delete(id)) keep(); },
    forget: () => { rows.clear(); keep(); },
  };
}
