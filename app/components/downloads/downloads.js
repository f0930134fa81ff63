/* Downloads. A quick file is a plain link; a slow one is made under the reader's eyes, with progress
   and a way to stop it. */
/** @import { Component, DownloadsData, Offer, OrderLine } from "../../../geo/web/types.js" */
/** @typedef {ReturnType<typeof makeOrder>} Order */
/** @typedef {{ title: string, files: Offer[] }} Group */

import { inAddress } from "../../../geo/web/shared/address.js";
import { element, kept, part, saveFile } from "../../../geo/web/shared/dom.js";
import { ask } from "../../../geo/web/shared/questions.js";

/* One file is made at a time. */
const state = { stop: /** @type {AbortController | null} */ (null) };

/* What goes along with an order, if anything does: a reader's overlay, their own briefing with its slides
   and with the offline pack. Neither is stored. */
/** @typedef {(file: Offer, data: DownloadsData) => boolean} Asks */
/** @type {Asks} */
const sentBriefing = (file, data) => Boolean(data.briefing || (data.draft && file.format === "html"));
/** @type {Asks} */
const isSent = (file, data) => data.own || sentBriefing(file, data);

/** @param {Offer} file @param {DownloadsData} data */
async function bodyOf(file, data) {
  if (!isSent(file, data)) return undefined;
  const own = ask(window, "atlas-session-data"), sent = /** @type {Record<string, unknown>} */ ({});
  if (sentBriefing(file, data)) sent.briefing = data.briefing || own?.briefing;
  if (data.own) {
    if (!own || !own.overlay) throw new Error("your overlay is not on this page any more");
    const { name, packed } = own.overlay;
    const text = await new Response(new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
    sent.overlay = { name, text };
  }
  return JSON.stringify(sent);
}

/** @param {string} packed in base64 */
const bytesOf = (packed) => Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));

/* A picture looks where the map on screen looks, which the browser's address says. */
const PICTURES = new Set(["png", "svg"]);

/* A list of routes has the order of the table on screen, which the address says too. */
const isList = (/** @type {Offer} */ { what, format }) => what.startsWith("routes") && LISTS.has(format);
const LISTS = new Set(["csv", "csv-raw", "xlsx", "json", "pdf", "html"]);

/** @param {Offer} file @param {string} query */
function addressOf(file, query) {
  const asked = new URLSearchParams(query), at = inAddress(window, "at"), sort = inAddress(window, "sort");
  if (at && PICTURES.has(file.format) && !asked.has("at")) asked.set("at", at);
  if (sort && isList(file)) asked.set("sort", sort);
  return file.what + "." + file.format + (asked.size ? "?" + asked : "");
}

/** The links stay as long as the same files are offered: who has one in focus keeps it; what brings it up to date.
 * @param {Offer} file @param {() => DownloadsData} now @param {(file: Offer) => void} make
 * @param {(link: HTMLAnchorElement) => boolean} waits whether an order waits, to be given again */
function link(file, now, make, waits) {
  const made = element("a", "atlas-download", file.title);
  made.dataset.what = file.what;
  made.dataset.format = file.format;
  made.title = file.hint;
  made.onclick = (event) => {
    if (waits(made)) {
      event.preventDefault();
      return;
    }
    if (!file.slow && !isSent(file, now())) {
      made.href = "export/" + addressOf(file, now().query);
      return;
    }
    event.preventDefault();
    make(file);
  };
  made.onpointerenter = made.onfocus = update;
  function update() {
    const plain = !isSent(file, now());
    made.href = plain ? "export/" + addressOf(file, now().query) : "#";
    made.toggleAttribute("download", plain);
    if (plain) made.removeAttribute("role");
    else made.setAttribute("role", "button");
  }
  return { made, update };
}

/** Lines of JSON: how far it is, at last the name and the file itself in base64, or what went wrong.
 * @param {ReadableStream<BufferSource>} body @returns {AsyncGenerator<OrderLine>} */
async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop() || "";
    for (const part of parts) if (part) yield JSON.parse(part);
  }
}

/** What a line of the answer says of a file that is being made. @param {Offer} file @param {OrderLine} line */
function progressOf(file, line) {
  if (line.before) {
    return "“" + file.title + "” waits: " + line.before + (line.before === 1 ? " file is" : " files are") + " made before it";
  }
  if (line.of) return "Making “" + file.title + "”: " + line.done + " of " + line.of;
  return line.before === 0 ? "Making “" + file.title + "” …" : "";
}

/** What one set of downloads offers. @param {HTMLElement} root @param {DownloadsData} data */
function makeOrder(root, data) {
  const making = part(root, ".atlas-making"), words = part(making, "span"), bar = part(making, "progress", HTMLProgressElement);
  const cancel = part(making, "button"), said = element("p", "atlas-downloads-said");
  let offered = "", links = /** @type {ReturnType<typeof link>[]} */ ([]), waiting = /** @type {HTMLAnchorElement | null} */ (null);

  /** A file holds what is on screen: until the server has answered for that, an order waits. @param {HTMLAnchorElement} order */
  function waits(order) {
    waiting = data.turn < (ask(window, "atlas-turn") || 0) ? order : null;
    return waiting !== null;
  }

  /** @param {Offer} file */
  async function make(file) {
    if (state.stop) state.stop.abort();
    const stop = (state.stop = new AbortController()), now = data;
    const say = (/** @type {string} */ text, /** @type {boolean} */ open) => {
      if (state.stop !== stop) return;
      words.textContent = text;
      bar.hidden = cancel.hidden = !open;
    };
    making.hidden = false;
    bar.removeAttribute("value");
    say("Making “" + file.title + "” …", true);
    try {
      const body = await bodyOf(file, now);
      const reply = await fetch("make/" + addressOf(file, now.query), { signal: stop.signal,
        ...(body === undefined ? {} : { method: "POST", body, headers: { "Content-Type": "application/json" } }) });
      if (!reply.ok || !reply.body) throw new Error((await reply.text()).trim());
      let saved = false;
      for await (const line of lines(reply.body)) {
        if (line.error) throw new Error(line.error);
        const text = progressOf(file, line);
        if (text) say(text, true);
        if (line.of) {
          bar.max = line.of;
          bar.value = line.done || 0;
        }
        if (line.file) { saveFile(new Blob([bytesOf(line.file)], { type: line.type }), line.name || ""); saved = true; }
      }
      if (!saved) throw new Error("the connection was lost");
      say("“" + file.title + "” is saved.", false);
    } catch (error) {
      say(stop.signal.aborted ? "Stopped." : "Not made: " + (error instanceof Error ? error.message : error), false);
    }
  }
  cancel.onclick = () => state.stop && state.stop.abort();

  /** @param {Group} group */
  function row(group) {
    const files = group.files.filter((file) => data.offered.includes(file.what));
    if (!files.length) return [];
    const made = element("div"), own = files.map((file) => link(file, () => data, make, waits));
    links.push(...own);
    made.append(...group.title ? [element("strong", "", group.title)] : [], ...own.map((each) => each.made));
    return [made];
  }
  return {
    /** @param {DownloadsData} now */
    update(now) {
      data = now;
      if (offered !== data.offered.join(" ")) {
        offered = data.offered.join(" ");
        links = [];
        part(root, "div").replaceChildren(.../** @type {Group[]} */ (JSON.parse(OFFERS)).flatMap(row), said);
      }
      said.textContent = data.said;
      links.forEach((each) => each.update());
      if (waiting) waiting.click();
    },
  };
}

const orders = /** @type {WeakMap<Element, Order>} */ (new WeakMap());

/** @param {Component<DownloadsData>} component */
export default function ({ data, parentElement }) {
  const root = part(parentElement, ".atlas-downloads");
  kept(orders, root, () => makeOrder(root, data)).update(data);
}
