/* The map itself, without any page around it: `AtlasMap.draw` lays the land and the routes, and gives
   back how to show a state of it. Text from data is set as text, never as markup. */
(function () {
  "use strict";

  const element = AtlasLand.element;
  const PANES = [["land", 210], ["coast", 220], ["borders", 230], ["inset", 240], ["water", 250], ["routes", 420],
    ["nodes", 440], ["labels", 450]];

  /* How far a tooltip keeps from the map's edges, from a pointer below it and from one above it. */
  const TIP_EDGE_PX = 6, TIP_ABOVE_PX = 6, TIP_BELOW_PX = 14;

  function makePanes(map) {
    PANES.forEach(([name, z]) => {
      const pane = map.createPane(name);
      pane.style.zIndex = z;
      if (name !== "nodes") pane.style.pointerEvents = "none";
    });
  }

  function tipOf(route, words) {
    const tip = element("div", "atlas-tip");
    tip.appendChild(element("strong", "", route.name));
    tip.appendChild(element("span", "", words));
    tip.appendChild(element("em", "", route.note));
    return tip;
  }

  /* Keeps a tooltip within the map: under what it is about where there is no room above, and moved
     aside at the left and right edges, with its arrow left where it points. The key gives way to it. */
  function keepInside(map, tip) {
    const box = tip.getElement(), at = map.latLngToContainerPoint(tip.getLatLng()), half = box.offsetWidth / 2;
    const below = at.y - box.offsetHeight - 2 * TIP_ABOVE_PX < TIP_EDGE_PX;
    const right = Math.min(0, map.getSize().x - TIP_EDGE_PX - at.x - half), aside = Math.max(right, TIP_EDGE_PX + half - at.x);
    tip.options.direction = below ? "bottom" : "top";
    tip.options.offset = L.point(aside || 0, below ? TIP_BELOW_PX : -TIP_ABOVE_PX);
    box.style.setProperty("--tip-aside", -aside + "px");
    tip.update();
    const key = map.getContainer().querySelector(".atlas-marks"), from = map.getContainer().getBoundingClientRect();
    const side = key.getBoundingClientRect(), over = at.x + (aside || 0);
    const y = below ? at.y + TIP_BELOW_PX : at.y - 2 * TIP_ABOVE_PX - box.offsetHeight;
    const apart = over + half < side.left - from.left || over - half > side.right - from.left
      || y > side.bottom - from.top || y + box.offsetHeight < side.top - from.top;
    key.style.visibility = apart ? "" : "hidden";
  }

  /* What a line answers to: the pointer over it shows its name, a click reports its id. */
  function listen(map, lines, hint, open) {
    const tip = L.tooltip({ direction: "top", opacity: 1, className: "atlas-tip-box", offset: [0, -TIP_ABOVE_PX] });
    let over = null;
    function leave() {
      over = null;
      map.closeTooltip(tip);
      map.getContainer().style.cursor = "";
    }
    map.on("mousemove", (event) => {
      const route = event.originalEvent.target.closest(".leaflet-marker-icon, .leaflet-control") ? null
        : lines.nearest(event.latlng);
      if (!route) { if (over) leave(); return; }
      if (route.id !== over) {
        over = route.id;
        tip.setContent(tipOf(route, hint(route)));
        map.getContainer().style.cursor = "pointer";
      }
      tip.setLatLng(event.latlng);
      if (map.hasLayer(tip)) keepInside(map, tip); else map.openTooltip(tip);
    });
    map.on("tooltipopen", (event) => keepInside(map, event.tooltip));
    map.on("tooltipclose", () => { map.getContainer().querySelector(".atlas-marks").style.visibility = ""; });
    map.on("mouseout", leave);
    map.on("click", (event) => {
      const route = lines.nearest(event.latlng);
      if (route) open(route.id, event.latlng);
    });
  }

  function goTo(map, camera) {
    const [zoom, lat, lon] = camera.split("/").map(Number);
    if ([zoom, lat, lon].every(Number.isFinite)) map.setView([lat, lon], zoom, { reset: true });
  }

  /* `state`: ids, selected, depiction, camera ("zoom/lat/lon" or blank: stay), statuses (a Map of
     ids to the status whose stroke draws them, or null: each its own), named (a Map of the ids that
     must be named if there is room, each to the days said of it or a blank; or nothing). */
  function draw(map, base, doc, palette, open) {
    makePanes(map);
    const depict = AtlasLand.draw(map, base, palette);
    const lines = AtlasLines.make(doc, palette, { pane: "routes" }).addTo(map);
    let drawn = new Set(), own = [], statuses = null, camera = "", selected = "";
    const statusOf = (route) => (statuses && statuses.get(route.id)) || route.status;
    listen(map, lines, (route) => route.words || [doc.words.modes[route.mode], doc.words.statuses[statusOf(route)],
      route.basis + " line"].join(" · "), open);
    const isDrawn = (id) => drawn.has(id);
    const nodes = AtlasLand.nodes(map, doc.places, isDrawn, open), mark = AtlasLand.key(map, doc.words.marks);
    const layOut = AtlasNames.make(map, base, doc, lines, (named) => mark(new Set([...nodes.kinds(), ...named ? ["place"] : []])));
    const box = map.getContainer();
    /* What is drawn now, a reader's overlay after the atlas's own routes. */
    function tell() {
      box.setAttribute("data-selected", drawn.has(selected) || own.includes(selected) ? selected : "");
      box.setAttribute("data-route-ids", [...drawn, ...own].join(" "));
    }
    function beside(extra) {
      lines.beside(extra);
      own = extra.filter((line) => line.look === "overlay").map((line) => line.id);
      if (box.hasAttribute("data-route-ids")) tell();
    }
    function show(state) {
      statuses = state.statuses || null;
      drawn = new Set(lines.show(state.ids, state.selected, statuses));
      selected = state.selected;
      tell();
      if (state.camera && state.camera !== camera) goTo(map, state.camera);
      camera = state.camera || camera;
      depict(state.depiction);
      nodes.update();
      layOut({ drawn, selected, named: state.named || new Map(), depiction: state.depiction });
    }
    return { show, beside, lines, own: () => own };
  }

  function fail(map, reason) {
    const note = element("div", "atlas-failure",
      "The map could not be drawn (" + reason + "). Reload the page; the table below is complete.");
    note.setAttribute("role", "alert");
    map.getContainer().appendChild(note);
  }

  /* Where the map looks, as an address has it: within what an address may say, wherever it is dragged. */
  function camera(map) {
    const { lat, lng } = map.getCenter(), held = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(4);
    return map.getZoom() + "/" + held(lat, 85) + "/" + held(lng, 360);
  }

  window.AtlasMap = { draw, fail, camera };
})();
