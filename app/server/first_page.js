/* What runs in the page before Streamlit does. It puts the page's own address right where mail or chat
   programs have mangled it, and says in words when the connection, without which nothing is shown,
   does not come about or is lost. `FIRST_PAGE` is written before it by app/server/first_page.py. */
(function () {
  "use strict";

  /* So long a page may take to connect, and to connect again, before it is said. */
  const FIRST_MS = 8000, AGAIN_MS = 4000;
  const STREAM = /\/_stcore\/stream(\?|$)/;
  const HERE = new URL(".", document.currentScript.src);

  /* An encoded question mark is part of the path; an entity's # begins the browser's fragment. */
  function repairAddress() {
    const at = location.pathname.search(/%3f/i);
    const path = at < 0 ? location.pathname : location.pathname.slice(0, at);
    const inPath = at < 0 ? [] : [[decodeURIComponent(location.pathname.slice(at + 3)), ""]];
    const entity = /^#(?:x0*26|0*38);/i.exec(location.hash);
    const asked = [...inPath, ...new URLSearchParams(location.search + (entity ? "&" + location.hash.slice(entity[0].length) : ""))];
    const better = LinkRepair.make(FIRST_PAGE.links).repaired(asked);
    const end = path.replace(/(?:[.,;:!?*_~|`'"()<>[\]{}]|%(?:20|22|27|29|3[ce]|5d|7d|c2%a0|c2%bb|e2%80%9[9d]))+$/i, "");
    if (at < 0 && !entity && end === path && JSON.stringify(better) === JSON.stringify(asked)) return;
    const query = new URLSearchParams(better).toString().replaceAll("%2F", "/");
    history.replaceState(history.state, "", (end || "/") + (query ? "?" + query : "") + (entity ? "" : location.hash));
  }

  let open = 0, ever = false, leaving = false, timer = 0, notice = null;

  function line(text) {
    const made = document.createElement("p");
    made.textContent = text;
    return made;
  }
  function offers() {
    const row = line(""), again = document.createElement("button"), pack = document.createElement("a");
    again.type = "button";
    again.textContent = "Reload the page";
    again.onclick = () => location.reload();
    pack.href = new URL(FIRST_PAGE.pack, HERE).href;
    pack.textContent = "Download the offline pack";
    row.append(again, pack);
    return row;
  }
  function words(answers) {
    const stream = (location.protocol === "https:" ? "wss://" : "ws://") + location.host + HERE.pathname + "_stcore/stream";
    if (!answers) {
      return [ever ? "The connection to the atlas is lost, and its server does not answer. What is shown stays; filters and links do nothing until it is back."
        : "The atlas cannot be shown: its server does not answer.",
      "It is being tried again. If this stays, check your own network, then tell whoever runs this atlas."];
    }
    return [ever ? "The connection to the atlas is lost. What is shown stays; filters and links do nothing until it is back."
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
      notice = document.createElement("div");
      notice.id = "atlas-connection";
      notice.setAttribute("role", "alert");
      document.body.append(notice);
    }
    const [first, ...rest] = words(answers);
    if (notice.dataset.said !== first) {
      notice.dataset.said = first;
      const title = document.createElement("strong");
      title.textContent = first;
      notice.replaceChildren(title, ...rest.map(line), ...(answers ? [offers()] : [offers().firstChild]));
    }
    wait(AGAIN_MS);
  }
  function wait(ms) {
    clearTimeout(timer);
    timer = setTimeout(say, ms);
  }
  function connected() {
    open += 1;
    ever = true;
    clearTimeout(timer);
    if (notice) notice.remove();
    notice = null;
  }
  function watch(socket) {
    let mine = false;
    socket.addEventListener("open", () => { mine = true; connected(); });
    socket.addEventListener("close", () => {
      if (!mine) return;
      mine = false;
      open -= 1;
      if (!open) wait(AGAIN_MS);
    });
    return socket;
  }

  window.WebSocket = new Proxy(window.WebSocket, {
    construct(target, given) {
      const socket = Reflect.construct(target, given);
      return STREAM.test(String(given[0])) ? watch(socket) : socket;
    },
  });
  /* Before printing: the map keeps its measure and is made smaller as a picture, as it cannot draw anew
     in time; the foot says where the page was printed. Widths and heights are in CSS pixels of A4. */
  const PAPER = { upright: [700, 520], across: [1020, 560] };
  function readyToPrint() {
    document.querySelectorAll('[data-testid="stCustomComponentV1"]').forEach((frame) => {
      const { innerWidth: wide, innerHeight: high } = frame.contentWindow, { style } = frame;
      if (!wide || !high) return;
      style.setProperty("--print-wide", wide + "px");
      style.setProperty("--print-high", high + "px");
      Object.entries(PAPER).forEach(([name, [most, tall]]) =>
        style.setProperty("--print-" + name, Math.min(1, most / wide, tall / high).toFixed(4)));
    });
    document.querySelectorAll(".atlas-print-foot").forEach((foot) => { foot.dataset.address = location.href; });
  }
  addEventListener("beforeprint", readyToPrint);
  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; if (!open) wait(FIRST_MS); });
  wait(FIRST_MS);
  repairAddress();
})();
