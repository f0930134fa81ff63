/* The legend that is the filter. It ticks at once and is told the counts by the server; every turn is
   numbered, so that an answer to an earlier click never undoes a later one. */

/* A turn without an answer for this long is said again. */
const AGAIN_MS = 5000;

function button(className, text, act) {
  const made = node("button", className, text);
  made.type = "button";
  made.onclick = act;
  return made;
}

function optionRow(section, option, act) {
  const row = node("div", "atlas-option st-key-" + option.key);
  const label = node("label");
  const box = node("input");
  box.type = "checkbox";
  box.onchange = () => act.tick(section.name, option.word, box.checked);
  box.onkeydown = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    act.only(section.name, option.word);
  };
  label.appendChild(box);
  if (option.symbol) {
    const symbol = node("img");
    symbol.alt = "";
    label.appendChild(symbol);
    symbol.src = option.symbol;
  }
  label.appendChild(node("span", "atlas-option-label", option.label));
  const count = node("span", "atlas-option-count");
  label.appendChild(count);
  const only = button("atlas-option-only", "only", () => act.only(section.name, option.word));
  only.tabIndex = -1;
  only.title = "Show only this. With the keyboard: Enter.";
  only.setAttribute("aria-label", "Show only " + option.label);
  row.append(label, only);
  return { row, box, count, word: option.word };
}

function build(root, sections, act) {
  const head = node("div", "atlas-legend-head");
  const reset = node("div", "st-key-filter-reset");
  const clear = button("", "Show all", act.reset);
  reset.appendChild(clear);
  head.append(node("h2", "atlas-filter-title", "Show routes by"), reset);
  const folds = sections.map((section) => {
    const fold = node("details", "st-key-" + section.key + "-fold");
    fold.open = !section.folded;
    const title = node("summary", "", section.title);
    const chosen = node("span", "atlas-fold-chosen");
    title.appendChild(chosen);
    const group = node("div", "st-key-" + section.key);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", section.title);
    const options = section.options.map((option) => optionRow(section, option, act));
    const all = node("div", "st-key-" + section.key + "-all");
    all.appendChild(button("atlas-option-all", "Clear", () => act.all(section.name)));
    group.append(...options.map((option) => option.row), all);
    fold.append(title, group);
    return { fold, chosen, all, options, name: section.name };
  });
  root.replaceChildren(head, ...folds.map((each) => each.fold));
  return { clear, folds };
}

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".atlas-legend");
  const memory = root.atlasLegend || (root.atlasLegend = { turn: data.turn, url: "" });
  memory.latest = component;
  const own = JSON.stringify(data.own || {});
  if (memory.url === data.url && memory.own === own && memory.built) { refresh(component, memory); return; }
  fetched(data.url).then((doc) => {
    const now = memory.latest;
    if (now.data.url !== data.url || JSON.stringify(now.data.own || {}) !== own) return;
    if (memory.url !== data.url || memory.own !== own) {
      const folds = memory.built ? memory.built.folds.map((each) => each.fold.open) : [];
      memory.url = data.url;
      memory.own = own;
      memory.doc = { sections: doc.sections.map((section, i) => ({ ...section, folded: folds.length ? !folds[i] : section.folded,
        options: [...section.options, ...((data.own || {})[section.name] || [])] })) };
      memory.chosen = Object.fromEntries(doc.sections.map(({ name }) => [name, new Set((memory.chosen || {})[name])]));
      const live = Object.fromEntries(["tick", "only", "all", "reset"].map((name) =>
        [name, (...given) => memory.act[name](...given)]));
      memory.built = build(root, memory.doc.sections, live);
    }
    refresh(now, memory);
  }).catch(() => { root.textContent = "The filters could not be loaded. Reload the page."; });
}

/* Said again until it is answered: the connection may be cut, or the server be another one by now. */
function say(memory) {
  memory.latest.setTriggerValue("choose", memory.said);
  clearTimeout(memory.again);
  memory.again = setTimeout(() => { if (memory.said) say(memory); }, AGAIN_MS);
}

function refresh(component, memory) {
  const { data } = component;
  const sections = memory.doc.sections;

  function paint(any) {
    memory.built.clear.disabled = !any;
    memory.built.folds.forEach((fold) => {
      const on = memory.chosen[fold.name];
      fold.options.forEach((option) => { option.box.checked = on.has(option.word); });
      fold.all.hidden = on.size === 0;
      fold.chosen.textContent = on.size ? " · " + on.size : "";
    });
  }
  function send(reset) {
    memory.turn += 1;
    const chosen = Object.fromEntries(Object.entries(memory.chosen).map(([name, on]) => [name, [...on]]));
    paint(Object.values(memory.chosen).some((on) => on.size));
    memory.said = { turn: memory.turn, reset: Boolean(reset), chosen };
    say(memory);
  }
  const act = {
    tick(name, word, on) { memory.chosen[name][on ? "add" : "delete"](word); send(); },
    only(name, word) { memory.chosen[name] = new Set([word]); send(); },
    all(name) { memory.chosen[name] = new Set(); send(); },
    reset() { Object.keys(memory.chosen).forEach((name) => { memory.chosen[name] = new Set(); }); send(true); },
  };
  memory.act = act;
  data.sections.forEach((section, i) => section.counts.forEach((count, j) => {
    const row = memory.built.folds[i].options[j];
    row.count.textContent = count;
    row.row.classList.toggle("atlas-option-none", count === 0);
  }));
  if (memory.said && data.turn < memory.turn) return;
  memory.said = null;
  memory.turn = Math.max(memory.turn, data.turn);
  sections.forEach((section, i) => {
    memory.chosen[section.name] = new Set(data.sections[i].on.map((place) => section.options[place].word));
    if (memory.chosen[section.name].size) memory.built.folds[i].fold.open = true;
  });
  paint(data.any);
}
