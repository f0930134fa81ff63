/* The legend that is the filter, in the offline pack: symbols as the map draws them, live counts. */
(function () {
  "use strict";

  const element = AtlasLand.element;

  function button(text, act, className) {
    const made = element("button", className || "", text);
    made.type = "button";
    made.onclick = act;
    return made;
  }

  function symbols(layers, palette) {
    /* A line of 34 by 14 px, as a picture. */
    function swatch(colour, status, basis) {
      const stroke = layers.strokes[status], build = layers.builds[basis], dash = build.dash || stroke.dash, lines = [];
      const width = Math.max(stroke.width, build.least_width);
      const line = (ink, wide, more) => lines.push("<line x1='1' y1='7' x2='33' y2='7' stroke='" + ink + "' stroke-width='" + wide + "'" + (more || "") + "/>");
      if (build.band) line(colour, 10, " opacity='.17'");
      if (build.edge) line(palette.ink, width + 2);
      line(colour, build.band ? Math.min(width, 2.4) : width,
        (dash ? " stroke-dasharray='" + dash + "'" : "") + (dash === "1 6" ? " stroke-linecap='round'" : ""));
      if (build.core) line("#fff", build.core);
      return "data:image/svg+xml," + encodeURIComponent("<svg xmlns='http://www.w3.org/2000/svg' width='34' height='14'>" + lines.join("") + "</svg>");
    }
    /* The symbol of an option, where it has one. */
    function picture(option) {
      if (!option.mode && !option.status && !option.basis) return [];
      const image = document.createElement("img"), colour = option.mode ? layers.colours[option.mode] : palette.ink;
      image.src = swatch(colour, option.status || "operating", option.basis || "traced");
      image.alt = "";
      image.width = 34;
      image.height = 14;
      return [image];
    }
    return { swatch, picture };
  }

  function makeOption(section, option, picture, act) {
    const row = element("div", "atlas-option"), label = element("label", ""), box = document.createElement("input");
    const count = element("span", "atlas-option-count");
    const only = button("only", () => { act.choose(section, [option.word]); box.focus(); }, "atlas-option-only");
    box.type = "checkbox";
    box.name = section.option;
    box.value = option.word;
    box.onchange = () => {
      const words = new Set(section.single ? [] : act.chosen(section));
      if (box.checked) words.add(option.word); else words.delete(option.word);
      act.choose(section, words);
    };
    box.onkeydown = (event) => { if (event.key === "Enter") act.choose(section, [option.word]); };
    only.tabIndex = -1;
    only.title = "Show only this. With the keyboard: Enter.";
    only.setAttribute("aria-label", "Show only " + option.label);
    label.append(box, ...picture(option), element("span", "atlas-option-label", option.label), count);
    row.append(label, only);
    return { row, box, count, option };
  }

  /* One section; gives back how to bring it up to date. `act` has choose, chosen and counts. */
  function makeSection(section, root, picture, act) {
    const fold = element("details", ""), summary = element("summary", "", section.title), many = element("span", "atlas-fold-chosen");
    const group = element("div", ""), all = button("Clear", () => { act.choose(section, []); summary.focus(); }, "atlas-option-all");
    const options = section.options.map((option) => makeOption(section, option, picture, act));
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", section.title);
    group.append(...options.map(({ row }) => row), all);
    summary.appendChild(many);
    fold.append(summary, group);
    fold.open = !section.folded;
    root.appendChild(fold);
    return () => {
      const chosen = act.chosen(section), found = act.counts(section);
      options.forEach(({ row, box, count, option }) => {
        const number = found.get(option.word) || 0;
        box.checked = chosen.has(option.word);
        count.textContent = number;
        row.classList.toggle("atlas-option-none", !number);
        row.hidden = Boolean(option.extra) && !number && !box.checked;
      });
      many.textContent = chosen.size ? " · " + chosen.size : "";
      all.hidden = !chosen.size;
      if (chosen.size) fold.open = true;
    };
  }

  window.PackLegend = { button, symbols, makeSection };
})();
