/* What runs in the page before Streamlit does. It puts the page's own address right where mail or chat
   programs have mangled it, and says in words when the connection, without which nothing is shown,
   does not come about or is lost. On every page a citation leads to its note. `FIRST_PAGE` is written before it by app/server/first_page.py. */
import { followCites } from "../../geo/web/shared/cites.js";
import { button, element } from "../../geo/web/shared/dom.js";
import { makeRepair } from "../../geo/web/shared/link-repair.js";
import { joinSteps, watchSockets } from "./patches.js";

/** @import { LinkRules, NoteWords } from "../../geo/web/types.js" */
/** @type {{ links: LinkRules, pack: string, note: NoteWords }} */
const SETTINGS = JSON.parse(FIRST_PAGE);

/* So long a page may take to connect, and to connect again, before it is said. */
const FIRST_MS = 8000, AGAIN_MS = 4000;
const STREAM = /\/_stcore\/stream(\?|$)/;
const HERE = new URL(".", document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href);

/* An encoded question mark is part of the path; an entity's # begins the browser's fragment. */
function repairAddress() {
  const at = location.pathname.search(/%3f/i);
  const path = at < 0 ? location.pathname : location.pathname.slice(0, at);
  /** @type {[string, string][]} */
  const inPath = at < 0 ? [] : [[decodeURIComponent(location.pathname.slice(at + 3)), ""]];
  const entity = /^#(?:x0*26|0*38);/i.exec(location.hash);
  const asked = [...inPath, ...new URLSearchParams(location.search + (entity ? "&" + location.hash.slice(entity[0].length) : ""))];
  const better = makeRepair(SETTINGS.links).repaired(asked);
  const end = path.replace(/(?:[.,;:!?*_~|`'"()<>[\]{}]|%(?:20|22|27|29|3[ce]|5d|7d|c2%a0|c2%bb|e2%80%9[9d]))+$/i, "");
  if (at < 0 && !entity && end === path && JSON.stringify(better) === JSON.stringify(asked)) return;
  const query = new URLSearchParams(better).toString().replaceAll("%2F", "/");
  history.replaceState(history.state, "", (end || "/") + (query ? "?" + query : "") + (entity ? "" : location.hash));
}

/* What the map will fetch is under way while Streamlit's own scripts are: the map then finds it in the cache. */
function fetchAhead() {
  const script = document.currentScript, files = script instanceof HTMLScriptElement ? script.dataset.ahead : "";
  if (!files || location.pathname !== HERE.pathname) return;
  files.split(" ").forEach((file) => fetch(new URL(file, HERE), { priority: "low" }).then((reply) => reply.arrayBuffer()).catch(() => {}));
}

let open = 0, ever = false, leaving = false, timer = 0, notice = /** @type {HTMLElement | null} */ (null);

/** What the reader can do. @param {boolean} answers whether the server answers */
function offers(answers) {
  const again = button("", "Reload the page", () => location.reload());
  if (!answers) return again;
  const row = element("p"), pack = element("a", "", "Download the offline pack");
  pack.href = new URL(SETTINGS.pack, HERE).href;
  row.append(again, pack);
  return row;
}
/** What is wrong, and what helps. @param {boolean} answers */
function words(answers) {
  const stream = (location.protocol === "https:" ? "wss://" : "ws://") + location.host + HERE.pathname + "_stcore/stream";
  if (!answers) {
    return [ever ? "The connection to the atlas is lost, and its server does not answer. What is shown stays and can be filtered; what you open, files and links wait until it is back."
      : "The atlas cannot be shown: its server does not answer.",
    "It is being tried again. If this stays, check your own network, then tell whoever runs this atlas."];
  }
  return [ever ? "The connection to the atlas is lost. What is shown stays and can be filtered; what you open, files and links wait until it is back."
    : "The atlas cannot be shown: the server answers, but the connection that the page needs (a WebSocket) does not come about.",
  "Reload the page. If this stays, ask your IT department to let WebSockets through to " + stream
    + ": a proxy, a firewall or an extension of the browser holds them back.",
  "Without a connection there is the offline pack: the map, the table and every dossier as one file, which this server still gives."];
}
async function say() {
  let answers = false;
  try { answers = (await fetch(new URL("_stcore/health", HERE), { cache: "no-store" })).ok; } catch { /* it does not */ }
  if (open || leaving) return;
  if (!notice) {
    notice = element("div");
    notice.id = "atlas-connection";
    notice.setAttribute("role", "alert");
    document.body.append(notice);
  }
  const [first, ...rest] = words(answers);
  if (notice.dataset.said !== first) {
    notice.dataset.said = first;
    notice.replaceChildren(element("strong", "", first), ...rest.map((line) => element("p", "", line)), offers(answers));
  }
  wait(AGAIN_MS);
}
/** @param {number} ms */
function wait(ms) {
  clearTimeout(timer);
  timer = setTimeout(say, ms);
}
/** A connection is open, or one that was open is closed. @param {boolean} isOpen */
function connected(isOpen) {
  open += isOpen ? 1 : -1;
  if (!isOpen) {
    if (!open) wait(AGAIN_MS);
    return;
  }
  ever = true;
  clearTimeout(timer);
  if (notice) notice.remove();
  notice = null;
}
/* Before printing: the map keeps its measure and is made smaller as a picture, as it cannot draw anew
   in time; the foot says where the page was printed. Widths and heights are in CSS pixels of A4. */
const PAPER = { upright: [700, 520], across: [1020, 560] };
function readyToPrint() {
  document.querySelectorAll('[data-testid="stCustomComponentV1"]').forEach((frame) => {
    if (!(frame instanceof HTMLIFrameElement) || !frame.contentWindow) return;
    const { innerWidth: wide, innerHeight: high } = frame.contentWindow, { style } = frame;
    if (!wide || !high) return;
    style.setProperty("--print-wide", wide + "px");
    style.setProperty("--print-high", high + "px");
    Object.entries(PAPER).forEach(([name, [most, tall]]) =>
      style.setProperty("--print-" + name, Math.min(1, most / wide, tall / high).toFixed(4)));
  });
  document.querySelectorAll(".atlas-print-foot").forEach((foot) => foot.setAttribute("data-address", location.href));
}
fetchAhead();
watchSockets(STREAM, connected);
joinSteps();
followCites(SETTINGS.note);
addEventListener("beforeprint", readyToPrint);
addEventListener("pagehide", () => { leaving = true; });
addEventListener("pageshow", () => { leaving = false; if (!open) wait(FIRST_MS); });
wait(FIRST_MS);
repairAddress();
