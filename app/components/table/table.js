/* The table of what is shown. Cells are set as text. Sorting is the reader's and stays in the page. */

const PAGE = 100, FIRST = 24;
const later = window.requestIdleCallback ? (act) => requestIdleCallback(act, { timeout: 300 }) : (act) => setTimeout(act, 60);

/* The rows come once, by URL; a rerun only says which of them are shown, a bit each. */
function chosen(bits, rows) {
  const bytes = atob(bits);
  return rows.filter((_, i) => bytes.charCodeAt(i >> 3) & (1 << (i & 7)));
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const region = parentElement.querySelector(".atlas-table");
  const table = region.querySelector("table"), more = region.querySelector(".atlas-table-more");
  const turn = (region.atlasTurn = (region.atlasTurn || 0) + 1);
  let doc = null, rows = [], printing = false;

  /* Rows are built once for a document and shown again: a filter only picks among them. */
  const own = data.own || [];
  function bodyRow(row) {
    if (own.includes(row)) return AtlasTable.row(doc.columns, row, row.id === data.selected);
    if (!doc.built) doc.built = new Map();
    if (!doc.built.has(row.id)) doc.built.set(row.id, AtlasTable.row(doc.columns, row, false));
    const tr = doc.built.get(row.id);
    if (row.id === data.selected) tr.setAttribute("aria-selected", "true");
    else tr.removeAttribute("aria-selected");
    return tr;
  }
  function draw() {
    const order = region.atlasOrder;
    const most = printing ? rows.length : (region.atlasMost = Math.max(region.atlasMost || 0, PAGE));
    const body = document.createElement("tbody");
    const drawn = AtlasTable.sorted(rows, order).slice(0, most);
    /* The map comes first: rows that nobody sees yet follow when the browser has nothing to do. */
    const seen = printing || region.scrollTop || region.contains(document.activeElement) ? drawn.length : FIRST;
    body.append(...drawn.slice(0, seen).map(bodyRow));
    const caption = document.createElement("caption");
    caption.textContent = data.caption;
    table.replaceChildren(caption, AtlasTable.head(doc.columns, order, sortBy), body);
    more.hidden = rows.length <= most;
    more.querySelector("span").textContent = "The first " + most + " of " + rows.length + " are listed.";
    later(() => {
      if (!body.isConnected) return;
      body.append(...drawn.slice(seen).map(bodyRow));
      region.setAttribute("data-route-ids", rows.map((row) => row.id).join(" "));
    });
  }
  function sortBy(key) {
    region.atlasOrder = AtlasTable.next(region.atlasOrder, key);
    draw();
    const again = [...table.querySelectorAll("thead button")][doc.columns.findIndex((c) => c.key === key)];
    if (again) again.focus();
  }
  /* On paper nobody scrolls: every row is there before it is printed. */
  function forPaper(on) {
    if (region.atlasTurn !== turn || !doc || printing === on) return;
    printing = on;
    draw();
  }
  if (region.atlasPaper) region.atlasPaper.abort();
  const { signal } = (region.atlasPaper = new AbortController());
  addEventListener("beforeprint", () => forPaper(true), { signal });
  addEventListener("afterprint", () => forPaper(false), { signal });
  more.querySelector("button").onclick = () => { region.atlasMost += PAGE; draw(); };
  table.onclick = (event) => {
    const row = event.target.closest("tbody tr");
    if (!row) return;
    setTriggerValue("open", row.dataset.routeId);
    const panel = document.querySelector(".st-key-dossier");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (panel) panel.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  };
  fetched(data.url).then((found) => {
    if (region.atlasTurn !== turn) return;
    doc = found;
    if (!doc.ranked) AtlasTable.rank(doc);
    /* A reader's overlay comes with the rerun and is kept nowhere. */
    rows = [...chosen(data.shown, doc.rows), ...own];
    refresh();
  }).catch((error) => {
    table.replaceChildren();
    more.hidden = false;
    more.querySelector("span").textContent = "The table could not be loaded (" + error.message + "). Reload the page.";
  });
  function refresh() {
    const focused = document.activeElement && document.activeElement.dataset.routeId;
    draw();
    const same = focused && table.querySelector('button[data-route-id="' + CSS.escape(focused) + '"]');
    if (same) same.focus({ preventScroll: true });
  }
}
