/* The table of what is shown. Cells are set as text. Sorting is the reader's and stays in the page. */

function cell(row, column) {
  const td = document.createElement(column.key === "name" ? "th" : "td");
  if (column.key === "name") {
    td.scope = "row";
    const open = document.createElement("button");
    open.type = "button";
    open.textContent = row.name;
    open.dataset.routeId = row.id;
    td.appendChild(open);
    return td;
  }
  const value = row[column.key];
  td.className = value.missing ? "atlas-missing" : column.numeric ? "atlas-number" : "";
  if (column.swatch && value.swatch) {
    const image = document.createElement("img");
    image.src = value.swatch;
    image.alt = "";
    td.appendChild(image);
  }
  const text = document.createElement("span");
  text.textContent = value.text;
  td.appendChild(text);
  if (value.late) td.appendChild(mark("overdue", "The promised date has passed"));
  if (value.disputed && column.key !== "differ") td.appendChild(mark("differs", "The sources differ"));
  return td;
}

function mark(word, title) {
  const node = document.createElement("small");
  node.className = "atlas-mark";
  node.textContent = word;
  node.title = title;
  return node;
}

function sorted(rows, order) {
  if (!order) return rows;
  const key = (row) => (order.key === "name" ? row.name : row[order.key].sort);
  const missing = (row) => order.key !== "name" && row[order.key].missing;
  return [...rows].sort((a, b) => {
    if (missing(a) !== missing(b)) return missing(a) ? 1 : -1;
    const x = key(a), y = key(b);
    const by = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en");
    return order.down ? -by : by;
  });
}

function head(columns, order, sortBy) {
  const tr = document.createElement("tr");
  columns.forEach((column) => {
    const th = document.createElement("th");
    th.scope = "col";
    th.style.width = column.width;
    if (order && order.key === column.key) th.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = column.title;
    button.title = "Sort by " + column.title.toLowerCase();
    button.onclick = () => sortBy(column.key);
    th.appendChild(button);
    tr.appendChild(th);
  });
  const thead = document.createElement("thead");
  thead.appendChild(tr);
  return thead;
}

const PAGE = 200;
const documents = new Map();

/* The rows come once, by URL; a rerun only says which of them are shown, a bit each. */
function fetched(url) {
  if (!documents.has(url)) {
    documents.set(url, fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).catch((error) => { documents.delete(url); throw error; }));
  }
  return documents.get(url);
}

function chosen(bits, rows) {
  const bytes = atob(bits);
  return rows.filter((_, i) => bytes.charCodeAt(i >> 3) & (1 << (i & 7)));
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const region = parentElement.querySelector(".atlas-table");
  const table = region.querySelector("table"), more = region.querySelector(".atlas-table-more");
  const turn = (region.atlasTurn = (region.atlasTurn || 0) + 1);
  let doc = null, rows = [];

  function bodyRow(row) {
    const tr = document.createElement("tr");
    tr.dataset.routeId = row.id;
    if (row.id === data.selected) tr.setAttribute("aria-selected", "true");
    doc.columns.forEach((column) => tr.appendChild(cell(row, column)));
    return tr;
  }
  function draw() {
    const order = region.atlasOrder;
    const most = (region.atlasMost = Math.max(region.atlasMost || 0, PAGE));
    const body = document.createElement("tbody");
    body.append(...sorted(rows, order).slice(0, most).map(bodyRow));
    const caption = document.createElement("caption");
    caption.textContent = data.caption;
    table.replaceChildren(caption, head(doc.columns, order, sortBy), body);
    more.hidden = rows.length <= most;
    more.querySelector("span").textContent = "The first " + most + " of " + rows.length + " are listed.";
    region.setAttribute("data-route-ids", rows.map((row) => row.id).join(" "));
  }
  function sortBy(key) {
    const now = region.atlasOrder;
    region.atlasOrder = now && now.key === key ? (now.down ? null : { key, down: true }) : { key, down: false };
    draw();
    const again = [...table.querySelectorAll("thead button")][doc.columns.findIndex((c) => c.key === key)];
    if (again) again.focus();
  }
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
    rows = chosen(data.shown, doc.rows);
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
