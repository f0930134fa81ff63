/* The search box: a list of what any name could mean, walked by keyboard. Names are set as text. */

const MOST = 12;
const KINDS = { route: "Route", corridor: "Corridor", actor: "Actor", place: "Place" };

/* The folding of each list of names, made once. */
const foldings = new WeakMap();

function foldingOf(doc) {
  if (!foldings.has(doc)) foldings.set(doc, AtlasFolding.make(doc.fold));
  return foldings.get(doc);
}

function score(item, parts) {
  let best = 0;
  item.words.forEach((name, i) => {
    const words = name.split(" ");
    if (!parts.every((part) => words.some((word) => word.startsWith(part)))) return;
    const whole = parts.join(" ");
    const value = (name === whole ? 4 : name.startsWith(whole) ? 3 : 2) - (i ? 0.5 : 0);
    if (value > best) { best = value; item.hit = i ? item.also[i - 1] : ""; }
  });
  return best;
}

function find(doc, text) {
  const parts = foldingOf(doc)(text);
  if (!parts.length) return [];
  const order = Object.keys(KINDS);
  return doc.items.map((item) => ({ item, score: score(item, parts) })).filter((one) => one.score)
    .sort((a, b) => b.score - a.score || order.indexOf(a.item.kind) - order.indexOf(b.item.kind)
      || a.item.name.localeCompare(b.item.name, "en"))
    .slice(0, MOST).map((one) => one.item);
}

function span(className, text) {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  return made;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".atlas-finder");
  const box = root.querySelector("input"), list = root.querySelector("ul"), clear = root.querySelector("button");
  const memory = root.atlasFinder || (root.atlasFinder = { text: null, at: 0, options: [] });

  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }
  function mark(at) {
    memory.at = (at + memory.options.length) % memory.options.length;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === memory.at)));
    const row = list.children[memory.at];
    box.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }
  function pick(option) {
    close();
    if (option.kind !== "text") box.value = data.text;
    clear.hidden = !box.value;
    setTriggerValue("pick", { kind: option.kind, id: option.id });
    const panel = document.querySelector(".st-key-dossier");
    if (panel && option.kind !== "text" && option.kind !== "actor") {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      panel.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
    }
  }
  function row(option, i) {
    const made = document.createElement("li");
    made.id = "atlas-found-" + i;
    made.setAttribute("role", "option");
    made.dataset.id = option.id;
    made.append(span("atlas-found-name", option.name));
    if (option.hit) made.append(span("atlas-found-also", "also " + option.hit));
    made.append(span("atlas-found-hint", option.hint));
    made.onmousedown = (event) => { event.preventDefault(); pick(option); };
    return made;
  }
  async function offer() {
    const text = box.value.trim();
    clear.hidden = !box.value;
    if (!text) { close(); return; }
    let found = [], failed = false;
    try { found = find(await fetched(data.url), text); } catch (error) { failed = true; }
    if (box.value.trim() !== text) return;
    memory.options = [...found.map((item) => ({ ...item })),
      { kind: "text", id: text, name: "Show only routes that match “" + text + "”",
        hint: failed ? "the list of names could not be loaded" : found.length ? "" : "nothing has this name" }];
    list.replaceChildren(...memory.options.map(row));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(0);
  }
  box.oninput = offer;
  box.onfocus = () => { fetched(data.url).catch(() => {}); };
  box.onblur = close;
  box.onkeydown = (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) mark(memory.at + (event.key === "ArrowDown" ? 1 : -1)); else offer();
    } else if (event.key === "Enter") {
      const text = box.value.trim();
      if (open && !event.ctrlKey && !event.shiftKey) pick(memory.options[memory.at]);
      else if (text !== data.text || open) pick({ kind: "text", id: text });
    } else if (event.key === "Escape") {
      if (open) close(); else if (box.value) { box.value = ""; clear.hidden = true; if (data.text) pick({ kind: "text", id: "" }); }
    }
  };
  clear.onclick = () => {
    box.value = "";
    clear.hidden = true;
    close();
    if (data.text) setTriggerValue("pick", { kind: "text", id: "" });
    box.focus();
  };
  if (data.text !== memory.text) {
    memory.text = data.text;
    box.value = data.text;
    clear.hidden = !data.text;
  }
  if (!document.atlasSlash) {
    document.atlasSlash = true;
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.target.closest("input, textarea, [contenteditable]")) return;
      const found = document.querySelector(".atlas-finder input");
      if (found) { event.preventDefault(); found.focus(); found.select(); }
    });
  }
}
