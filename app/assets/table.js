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

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const region = parentElement.querySelector(".atlas-table");
  const table = region.querySelector("table");

  function draw() {
    const order = region.atlasOrder;
    const body = document.createElement("tbody");
    sorted(data.rows, order).forEach((row) => {
      const tr = document.createElement("tr");
      tr.dataset.routeId = row.id;
      if (row.id === data.selected) tr.setAttribute("aria-selected", "true");
      data.columns.forEach((column) => tr.appendChild(cell(row, column)));
      body.appendChild(tr);
    });
    const caption = document.createElement("caption");
    caption.textContent = data.caption;
    table.replaceChildren(caption, head(data.columns, order, sortBy), body);
    region.setAttribute("data-route-ids", data.rows.map((row) => row.id).join(" "));
  }
  function sortBy(key) {
    const now = region.atlasOrder;
    region.atlasOrder = now && now.key === key ? (now.down ? null : { key, down: true }) : { key, down: false };
    draw();
    const again = [...table.querySelectorAll("thead button")][data.columns.findIndex((c) => c.key === key)];
    if (again) again.focus();
  }
  table.onclick = (event) => {
    const row = event.target.closest("tbody tr");
    if (!row) return;
    setTriggerValue("open", row.dataset.routeId);
    const panel = document.querySelector(".st-key-panel-head");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (panel) panel.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  };
  if (!document.atlasSlash) {
    document.atlasSlash = true;
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.target.closest("input, textarea, [contenteditable]")) return;
      const box = document.querySelector(".st-key-search input");
      if (box) { event.preventDefault(); box.focus(); }
    });
  }
  const focused = document.activeElement && document.activeElement.dataset.routeId;
  draw();
  if (focused) {
    const same = table.querySelector('button[data-route-id="' + CSS.escape(focused) + '"]');
    if (same) same.focus({ preventScroll: true });
  }
}
