/* The offline pack: filter, search, table, dossier and briefing of one file. What is shown follows
   from one state, and the state stands after the # of the address. Texts are set as text. */
(async function () {
  "use strict";

  const element = AtlasLand.element;
  const at = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(at(id).textContent);
  const doc = read("pack-data"), layers = read("pack-layers");
  /* The dossiers are markup that the atlas has made and escaped; they travel compressed. */
  async function unzipped(id) {
    const bytes = Uint8Array.from(atob(at(id).textContent.trim()), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }
  const dossiers = await unzipped("pack-dossiers");
  const drawnAs = new Map(layers.routes.map((route) => [route.id, route]));
  const { blank, parse, query, briefingOf, toldBy, stageIn, shown: shownIn, counts, applied } = PackState.make(doc);
  const { swatch, picture } = PackLegend.symbols(layers, doc.palette);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* ---- the table */
  AtlasTable.rank({ rows: doc.routes });

  const region = at("table").querySelector(".atlas-table"), table = region.querySelector("table");
  const told = (route) => toldBy(route, state.words.get("sources"));
  let order = null;

  function rowOf(route) {
    const said = told(route), drawn = drawnAs.get(route.id), [stage] = stageIn(said, state.year);
    const look = swatch(layers.colours[drawn.overlay ? "overlay" : drawn.mode], said.words.statuses[0], drawn.basis);
    return { id: route.id, name: route.name, rank: route.rank, ...route.cells, ...said.cells, mode: { ...route.cells.mode, swatch: look },
      year: { text: doc.stages[stage], sort: Object.keys(doc.stages).indexOf(stage), missing: stage === "undated" } };
  }

  function showTable(shown) {
    const columns = [...doc.columns], body = document.createElement("tbody");
    if (state.year) columns.splice(3, 0, { key: "year", width: "9%", title: "In " + state.year });
    const focused = document.activeElement && document.activeElement.dataset.routeId;
    body.append(...AtlasTable.sorted(shown.map(rowOf), order).map((row) => AtlasTable.row(columns, row, row.id === state.open)));
    const sortBy = (key) => {
      order = AtlasTable.next(order, key);
      showTable(shown);
      table.querySelectorAll("thead button")[columns.findIndex((column) => column.key === key)].focus();
    };
    table.replaceChildren(element("caption", "", shown.length + " route" + (shown.length === 1 ? "" : "s") + " shown. Figures are "
      + "headlines: open a route for every claim, whose it is and where it is printed."), AtlasTable.head(columns, order, sortBy), body);
    region.setAttribute("data-route-ids", shown.map((route) => route.id).join(" "));
    const same = focused && table.querySelector('button[data-route-id="' + CSS.escape(focused) + '"]');
    if (same) same.focus({ preventScroll: true });
  }

  /* ---- what is open */
  let opened = null;
  function showPanel(ids) {
    at("open").value = state.open;
    at("close").hidden = !state.open;
    document.body.classList.toggle("pack-opened", Boolean(state.open));
    const hidden = drawnAs.has(state.open) && !ids.has(state.open);
    if (opened !== state.open) {
      const within = at("dossier").contains(document.activeElement);
      opened = state.open;
      at("dossier").innerHTML = state.open ? dossiers[state.open] : doc.welcome;
      at("dossier").scrollTop = 0;
      if (within) at("dossier").focus();
      if (state.open) at("announce").textContent = "Opened: " + at("open").selectedOptions[0].textContent;
    }
    const note = at("dossier").querySelector(".atlas-hidden");
    if (hidden && !note) at("dossier").prepend(element("p", "atlas-hidden", "The filters now leave this route off the map."));
    if (!hidden && note) note.remove();
  }

  /* ---- the briefing */
  function step(by) {
    const briefing = briefingOf(state.briefing);
    const next = Math.max(0, Math.min(briefing.scenes.length - 1, state.scene + by));
    if (next !== state.scene) present(briefing, next);
  }

  function present(briefing, number, quietly) {
    const { made, ignored } = parse(briefing.scenes[number].view);
    go({ ...made, briefing: briefing.id, scene: number }, { camera: true, ignored, quietly });
  }

  const speaker = PackSpeaker.make({ by: step, leave: () => go({ briefing: "", scene: 0 }),
    to: (scene) => present(briefingOf(state.briefing), scene) });
  let staged = "";
  function showStage() {
    const briefing = briefingOf(state.briefing), now = briefing ? briefing.id + " " + state.scene : "";
    at("stage").hidden = !briefing;
    document.body.classList.toggle("pack-presenting", Boolean(briefing));
    if (now === staged) return;
    staged = now;
    resize();
    speaker.show(briefing, state.scene);
    if (!briefing) return;
    const { said, stage } = briefing.scenes[state.scene];
    at("stage-where").textContent = stage.where;
    at("stage-back").disabled = state.scene === 0;
    at("stage-next").disabled = state.scene === briefing.scenes.length - 1;
    at("stage-title").textContent = said.title;
    at("stage-sentence").innerHTML = stage.sentence;
    at("stage-notes").hidden = !said.notes.length;
    at("stage-notes").querySelector("div").innerHTML = stage.notes;
    at("stage-sources").hidden = !stage.sources;
    at("stage-sources").querySelector("summary").textContent = stage.summary;
    at("stage-sources").querySelector("ol").innerHTML = stage.sources;
    at("stage-caveats").textContent = stage.caveats;
    at("stage-missing").hidden = !stage.missing;
    at("stage-missing").textContent = stage.missing;
    at("announce").textContent = "Scene " + (state.scene + 1) + ": " + said.title;
  }

  /* ---- the map */
  const map = L.map("map", { zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 2, maxZoom: 12, wheelPxPerZoomLevel: 90,
    attributionControl: false, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still });
  let quiet = false, moving = false;

  function look(camera) {
    quiet = true;
    const [zoom, lat, lon] = camera.split("/").map(Number);
    map.stop();
    if (camera) map.setView([lat, lon], zoom, { animate: false });
    else map.fitBounds(doc.home, { animate: false, maxZoom: 8, padding: [18, 18] });
    quiet = false;
  }

  function resize() {
    quiet = true;
    map.invalidateSize({ animate: false, pan: false });
    quiet = false;
    look(state.at);
  }

  map.on("movestart", () => { moving = !quiet; });
  map.on("moveend", () => {
    if (!moving) return;
    moving = false;
    state.at = AtlasMap.camera(map);
    write(false);
  });
  map.on("resize", () => { if (!quiet && !state.at) look(""); });

  /* The symbols of what is drawn, for a briefing, a narrow screen and paper. */
  function showKey(shown) {
    const looks = shown.map((route) => ({ ...drawnAs.get(route.id), status: stageIn(told(route), state.year)[1] }));
    const items = [["mode", "modes"], ["status", "statuses"], ["basis", "bases"]].flatMap(([part, name]) =>
      doc.sections.find((section) => section.name === name).options.filter((option) => looks.some((look) => look[part] === option.word)));
    at("key").replaceChildren(...items.map((option) => {
      const item = element("li", "");
      item.append(...picture(option), element("span", "", option.basis ? option.label.split(":")[0] + " line" : option.label));
      return item;
    }));
  }

  /* ---- all together */
  let state = blank(), drawing = null, ignoring = [], lastWritten = null;
  const sections = doc.sections.map((section) => PackLegend.makeSection(section, at("sections"), picture, {
    choose: (one, words) => go({ words: new Map(state.words).set(one.name, new Set(words)) }),
    chosen: (one) => state.words.get(one.name),
    counts: (one) => counts(state, one),
  }));

  function showMap(shown) {
    const own = !state.year && !state.words.get("sources").size;
    const scene = state.briefing && briefingOf(state.briefing).scenes[state.scene];
    if (drawing) drawing.show({ named: new Map(Object.entries((scene && scene.named) || {})), ids: shown.map((route) => route.id), selected: state.open, depiction: state.borders, camera: "",
      statuses: own ? null : new Map(shown.map((route) => [route.id, stageIn(told(route), state.year)[1]])) });
  }

  function showHead(shown) {
    const own = (routes) => routes.filter((route) => drawnAs.get(route.id).overlay).length, all = own(doc.routes);
    at("summary").textContent = shown.length - own(shown) + " of " + (doc.routes.length - all) + " routes shown"
      + (all ? " · " + own(shown) + " of " + all + " overlay lines, not part of the atlas" : "") + (state.year ? " · as dated claims tell " + state.year : "")
      + " · every figure with its source · release " + doc.release + " · as of " + doc.asOf;
    at("filter-reset").disabled = !state.search && [...state.words.values()].every((words) => !words.size);
    at("notice").hidden = !ignoring.length;
    at("notice").textContent = "Part of the address is not known here and was ignored: " + ignoring.join(", ") + ". The rest applies.";
    at("none").hidden = shown.length > 0;
    at("applied").textContent = applied(state);
    if (at("search").value !== state.search) at("search").value = state.search;
    at("year").value = state.year;
    document.getElementsByName("borders").forEach((radio) => { radio.checked = radio.value === state.borders; });
  }

  function render() {
    const shown = shownIn(state);
    showHead(shown);
    sections.forEach((update) => update());
    showTable(shown);
    showPanel(new Set(shown.map((route) => route.id)));
    showKey(shown);
    showMap(shown);
    showStage();
  }

  function write(step) {
    const text = query(state);
    if (text === lastWritten) return;
    lastWritten = text;
    if (step) location.hash = text; else location.replace("#" + text);
  }

  /* Every act of the reader comes through here: the state changes, all follows, the address is written. */
  function go(change, how) {
    ignoring = (how && how.ignored) || [];
    Object.assign(state, change);
    render();
    if (how && how.camera) look(state.at);
    write(!(how && how.quietly));
  }

  /* An address that names a scene and nothing else means the scene's own view. */
  function follow(text) {
    const { made, ignored } = parse(text), bare = query({ ...made, briefing: "" }) === "";
    if (made.briefing && bare) { present(briefingOf(made.briefing), made.scene, true); return; }
    lastWritten = query(made);
    go(made, { camera: true, ignored, quietly: true });
  }

  function fillControls() {
    const pick = at("open");
    pick.append(new Option("Choose from the list, or click a line or a row", ""));
    doc.openable.filter(([, list]) => list.length).forEach(([title, list]) => {
      const group = document.createElement("optgroup");
      group.label = title;
      group.append(...list.map((id) => new Option(doc.names[id], id)));
      pick.appendChild(group);
    });
    at("year").append(new Option("today", ""));
    for (let year = doc.years[0]; year <= doc.years[1]; year += 1) at("year").append(new Option(String(year), String(year)));
    Object.entries(doc.depictions).forEach(([name, words]) => {
      const label = element("label", ""), radio = document.createElement("input");
      Object.assign(radio, { type: "radio", name: "borders", value: name, onchange: () => go({ borders: name }) });
      label.append(radio, element("span", "", words));
      at("borders").appendChild(label);
    });
    at("briefings").hidden = !doc.briefings.some((briefing) => briefing.scenes.length);
    doc.briefings.filter((briefing) => briefing.scenes.length).forEach((briefing) => {
      const item = element("li", "");
      item.append(PackLegend.button(briefing.title, () => { at("briefings").open = false; present(briefing, 0); }),
        element("p", "", briefing.scenes.length + " scene" + (briefing.scenes.length === 1 ? "" : "s") + ". " + briefing.summary));
      at("briefings").querySelector("ul").appendChild(item);
    });
  }

  function listen() {
    at("search").oninput = () => go({ search: at("search").value }, { quietly: true });
    at("open").onchange = () => go({ open: at("open").value });
    at("year").onchange = () => go({ year: at("year").value });
    table.onclick = (event) => {
      const row = event.target.closest("tbody tr");
      if (!row) return;
      go({ open: row.dataset.routeId });
      at("panel").scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
    };
    at("dossier").addEventListener("click", (event) => {
      const name = event.target.closest("[data-open]");
      if (name) go({ open: name.dataset.open });
    });
    at("close").onclick = () => { go({ open: "" }); at("open").focus(); };
    at("filter-reset").onclick = () => { go({ words: blank().words, search: "" }); at("search").focus(); };
    at("home").onclick = () => go({ at: "" }, { camera: true });
    AtlasLink.wire(at("copy"), window, () => location.href);
    at("stage-back").onclick = () => step(-1);
    at("stage-next").onclick = () => step(1);
    at("stage-speaker").onclick = speaker.open;
    at("stage-keys").onclick = speaker.keys;
    at("stage-leave").onclick = () => go({ briefing: "", scene: 0 });
    at("skip").onclick = (event) => { event.preventDefault(); region.focus(); };
    document.addEventListener("keydown", speaker.heard);
    /* On paper nothing stays folded. */
    let unfolded = [];
    /* The map cannot draw anew in time for paper: it keeps its size, and the style sheet scales the picture. */
    const keepMapSize = () => {
      const { clientWidth, clientHeight, style } = at("map");
      style.setProperty("--print-wide", clientWidth + "px");
      style.setProperty("--print-high", clientHeight + "px");
    };
    addEventListener("beforeprint", () => {
      unfolded = [...document.querySelectorAll(".pack-stage details:not([open]), .pack-dossier details:not([open])")];
      unfolded.forEach((fold) => { fold.open = true; });
      keepMapSize();
    });
    addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));
    addEventListener("hashchange", () => { if (location.hash.slice(1) !== lastWritten) follow(location.hash.slice(1)); });
    const wide = matchMedia("(min-width: 1000px)"), settle = () => { at("filters").open = wide.matches; };
    wide.addEventListener("change", settle);
    settle();
  }

  fillControls();
  listen();
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  look("");
  try {
    drawing = AtlasMap.draw(map, PackState.unpacked(read("pack-land")), layers, doc.palette, (id) => go({ open: id }));
  } catch (error) {
    AtlasMap.fail(map, error.message);
  }
  follow(location.hash.slice(1) || doc.start);
  window.atlasPack = { map, lines: drawing && drawing.lines };
})();
