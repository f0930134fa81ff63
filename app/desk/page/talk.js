/* Asks the desk's server. Where it does not answer, the page says so and asks again until it does: nothing that was
   typed is lost, and a server that was started anew is recognised. */
/** @import { Talk } from "./types.js" */

const AGAIN_MS = 1500;
const STALE = 403;

/** A refusal in a sentence; of a draft that another has changed, who and when. */
export class Refusal extends Error {
  /** @param {number} status @param {{ error?: string, problems?: string[], by?: string, at?: string }} said */
  constructor(status, said) {
    super(said.error || "The desk could not answer.");
    this.status = status;
    this.problems = said.problems || [];
    this.by = said.by || "";
    this.at = said.at || "";
  }
}

/** @param {Document} page */
const tokenIn = (page) => page.querySelector('meta[name="desk-token"]')?.getAttribute("content") || "";

/** @param {(isHere: boolean) => void} heard told when the server stops answering, and when it answers again @returns {Talk} */
export function makeTalk(heard) {
  let token = tokenIn(document), isHere = true;

  /** @param {boolean} now */
  function note(now) {
    if (isHere !== now) heard(now);
    isHere = now;
  }
  /** Reads the token of a server that was started anew. */
  async function renew() {
    token = tokenIn(new DOMParser().parseFromString(await (await fetch("/", { cache: "no-store" })).text(), "text/html")) || token;
  }
  /** @param {string} path @param {RequestInit} options @returns {Promise<any>} */
  async function ask(path, options) {
    for (;;) {
      const used = token;
      try {
        const answer = await fetch(path, { ...options, cache: "no-store", headers: { ...options.headers, "X-Desk-Token": used } });
        note(true);
        const said = await answer.json().catch(() => ({}));
        if (answer.ok) return said;
        if (answer.status === STALE && token === used) await renew();
        if (answer.status !== STALE || token === used) throw new Refusal(answer.status, said);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        note(false);
        await new Promise((resolve) => { setTimeout(resolve, AGAIN_MS); });
      }
    }
  }
  return {
    get: (path) => ask(path, {}),
    post: (path, body) => ask(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    send: (path, file) => ask(path, { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } }),
  };
}
