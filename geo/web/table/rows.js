/* The parts of the table of routes: its head, its rows and its order. Cells are set as text. */
const AtlasTable = (() => {
  function mark(word, title) {
    const node = document.createElement("small");
    node.className = "atlas-mark";
    node.textContent = word;
    node.title = title;
    return node;
  }

  function nameCell(row) {
    const th = document.createElement("th"), open = document.createElement("button");
    th.scope = "row";
    open.type = "button";
    open.textContent = row.name;
    open.dataset.routeId = row.id;
    th.appendChild(open);
    return th;
  }

  function cell(row, column) {
    if (column.key === "name") return nameCell(row);
    const td = document.createElement("td"), value = row[column.key];
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
    if (value.disputed && column.key !== "differ") td.appendChild(mark("differs", "Claims about it differ"));
    return td;
  }

  function row(columns, values, selected) {
    const tr = document.createElement("tr");
    tr.dataset.routeId = values.id;
    if (selected) tr.setAttribute("aria-selected", "true");
    columns.forEach((column) => tr.appendChild(cell(values, column)));
    return tr;
  }

  /* The place of every row by its printed name, worked out once; the ids follow another order. */
  function rank(doc) {
    const by = new Intl.Collator("en").compare;
    [...doc.rows].sort((a, b) => by(a.name, b.name)).forEach((row, i) => { row.rank = i; });
    doc.ranked = true;
  }

  /* `order`: the column's key and whether it goes down; null is the order of the names, a reader's
     own lines last. */
  function sorted(rows, order) {
    if (!order) return [...rows].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0);
    const key = (one) => (order.key === "name" ? one.name : one[order.key].sort);
    const missing = (one) => order.key !== "name" && Boolean(one[order.key].missing);
    return [...rows].sort((a, b) => {
      if (missing(a) !== missing(b)) return missing(a) ? 1 : -1;
      const x = key(a), y = key(b);
      const by = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en");
      return order.down ? -by : by;
    });
  }

  function head(columns, order, sortBy) {
    const tr = document.createElement("tr"), thead = document.createElement("thead");
    columns.forEach((column) => {
      const th = document.createElement("th"), button = document.createElement("button");
      th.scope = "col";
      th.style.width = column.width;
      if (order && order.key === column.key) th.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      button.type = "button";
      button.textContent = column.title;
      button.title = "Sort by " + column.title.toLowerCase();
      button.onclick = () => sortBy(column.key);
      th.appendChild(button);
      tr.appendChild(th);
    });
    thead.appendChild(tr);
    return thead;
  }

  /* Up, down, and back to the order of the names. */
  const next = (order, key) => (order && order.key === key ? (order.down ? null : { key, down: true }) : { key, down: false });

  return { row, sorted, head, next, rank };
})();
