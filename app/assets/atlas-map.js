/* The map's own code: constant, loaded once. Geometry arrives as JSON by URL; which routes to show
   arrives with every render message as ids. Text from data is set as text, never as markup. */
(function () {
  "use strict";

  const STATE_ID = "atlas-state";
  const SELECTED_EXTRA_WIDTH = 2.5;

  function element(name, className, text) {
    const node = document.createElement(name);
    node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function readState(root) {
    const node = root && root.querySelector("#" + STATE_ID);
    if (!node) return null;
    return {
      ids: (node.dataset.ids || "").split(" ").filter(Boolean),
      selected: node.dataset.selected || "",
    };
  }

  function makePanes(map) {
    [["land", 210], ["relief", 220], ["borders", 230], ["halo", 410], ["routes", 420],
      ["labels", 450]].forEach(([name, z]) => {
      const pane = map.createPane(name);
      pane.style.zIndex = z;
      if (name !== "routes") pane.style.pointerEvents = "none";
    });
  }

  /* The detailed land is cut at a frame; the cut is no coast and must not be drawn as one. */
  const FRAME = { south: 19, north: 59, west: 7, east: 98 };
  function shores(rings) {
    const onCut = (a, b) => (a[0] === b[0] && (a[0] === FRAME.south || a[0] === FRAME.north))
      || (a[1] === b[1] && (a[1] === FRAME.west || a[1] === FRAME.east));
    const lines = [];
    rings.forEach((ring) => {
      let line = [ring[0]];
      for (let i = 1; i < ring.length; i += 1) {
        if (onCut(ring[i - 1], ring[i])) { lines.push(line); line = []; }
        line.push(ring[i]);
      }
      lines.push(line);
    });
    return lines.filter((line) => line.length > 1);
  }

  function drawBasemap(map, base, palette) {
    const paint = L.canvas({ pane: "land", padding: 0.4 });
    const fill = (rings, colour, edge) => L.polygon(rings, {
      renderer: paint, stroke: Boolean(edge), color: edge || colour, weight: 0.7,
      fillColor: colour, fillOpacity: 1, interactive: false, smoothFactor: 0.4,
    }).addTo(map);
    base.world.forEach((rings) => fill(rings, palette.far));
    const coast = { renderer: paint, interactive: false, smoothFactor: 0.4, color: palette.coast, weight: 0.8 };
    base.land.forEach((country) => country.polygons.forEach((rings) => {
      fill(rings, palette.land);
      L.polyline(shores(rings), coast).addTo(map);
    }));
    base.lakes.forEach((lake) => lake.polygons.forEach(
      (rings) => fill(rings, palette.sea, palette.coast)));
    const ink = L.canvas({ pane: "borders", padding: 0.4 });
    const stroke = (lines, style) => L.polyline(lines, Object.assign(
      { renderer: ink, interactive: false, smoothFactor: 0.4 }, style)).addTo(map);
    base.rivers.forEach((river) => stroke(river.lines, {
      color: palette.river, weight: river.rank <= 2 ? 1.1 : 0.7, opacity: 0.9 }));
    base.borders.forEach((border) => stroke(border.lines, { color: palette.border, weight: 1.1 }));
    base.disputed.forEach((line) => stroke(line.lines, {
      color: palette.border, weight: 1.1, dashArray: "3 4" }));
  }

  /* Labels: ranked, and a label is shown only where none of a better rank stands. */
  function makeLabels(map, base, places, isDrawn) {
    const wanted = [];
    const add = (at, text, kind, rank, zoom, routes) => {
      const box = element("div", "atlas-label atlas-label-" + kind);
      box.appendChild(element("span", "", text));
      const marker = L.marker(at, { pane: "labels", interactive: false, keyboard: false,
        icon: L.divIcon({ className: "atlas-label-anchor", html: box, iconSize: [0, 0] }) });
      wanted.push({ marker, box, rank, zoom, at: L.latLng(at), kind, routes, shown: false });
    };
    base.seas.forEach((sea) => add(sea.label, sea.name, "sea", 2 + sea.rank, sea.rank + 2.6));
    base.land.forEach((land) => add(land.label, land.name, "country", land.rank,
      [3, 3, 4.4, 5.6, 6.4][land.rank] || 6.4));
    places.forEach((place, i) => add(place.at, place.name, "place", 10 + i / 100,
      place.weight >= 14 ? 3.6 : place.weight >= 6 ? 5 : place.weight >= 3 ? 6 : 7.5,
      place.routes));
    wanted.sort((a, b) => a.rank - b.rank);

    const pen = document.createElement("canvas").getContext("2d");
    const family = getComputedStyle(map.getContainer()).fontFamily;
    const fonts = { country: "12.5px " + family, place: "600 12.5px " + family,
      sea: "italic 13px Georgia, serif" };
    function widthOf(label) {
      if (label.wide === undefined) {
        const text = label.box.textContent;
        pen.font = fonts[label.kind];
        label.wide = label.kind === "country" ? pen.measureText(text.toUpperCase()).width + text.length * 1.7
          : pen.measureText(text).width + (label.kind === "sea" ? text.length * 0.7 : 12);
      }
      return label.wide;
    }
    function collides(boxes, box) {
      return boxes.some((o) => box.left < o.right && box.right > o.left
        && box.top < o.bottom && box.bottom > o.top);
    }
    function layOut() {
      const zoom = map.getZoom();
      const view = map.getBounds().pad(0.1);
      const taken = [];
      wanted.forEach((label) => {
        const possible = zoom >= label.zoom && view.contains(label.at)
          && (!label.routes || label.routes.some(isDrawn));
        let fits = false;
        if (possible) {
          const p = map.latLngToContainerPoint(label.at);
          const wide = widthOf(label);
          const left = label.kind === "place" ? p.x + 5 : p.x - wide / 2;
          const box = { left, right: left + wide, top: p.y - 8, bottom: p.y + 8 };
          fits = !collides(taken, box);
          if (fits) taken.push(box);
        }
        if (fits !== label.shown) {
          if (fits) label.marker.addTo(map); else label.marker.remove();
          label.shown = fits;
        }
      });
    }
    map.on("zoomend moveend resize", layOut);
    layOut();
    return layOut;
  }

  function makeRoutes(map, routes, palette) {
    const halo = L.canvas({ pane: "halo", padding: 0.4 });
    const ink = L.canvas({ pane: "routes", padding: 0.4, tolerance: 7 });
    /* streamlit-folium binds its click handler to the layers that stand now; clicks on lines
       added to the group later reach it through the group. */
    const haloGroup = L.layerGroup().addTo(map);
    const group = map.atlasGroup;
    let clicks = 0;
    const drawn = new Map();

    function style(route, selected) {
      const width = route.width * (route.context ? 0.7 : 1) + (selected ? SELECTED_EXTRA_WIDTH : 0);
      return {
        line: { color: route.colour, weight: route.conceptual ? Math.min(width, 2.4) : width,
          opacity: route.context ? 0.65 : 1, lineCap: route.dash === "1 6" ? "round" : "butt",
          dashArray: route.conceptual ? "1 6" : route.dash || null },
        halo: { color: route.conceptual ? route.colour : selected ? palette.selected : palette.halo,
          weight: route.conceptual ? 10 + (selected ? 5 : 0) : width + (selected ? 7 : 2.6),
          opacity: route.conceptual ? (selected ? 0.34 : 0.17) : selected ? 0.95 : 0.8 },
      };
    }

    function make(route) {
      const look = style(route, false);
      const line = L.polyline(route.lines, Object.assign(
        { renderer: ink, smoothFactor: 0.8, bubblingMouseEvents: true }, look.line));
      const under = L.polyline(route.lines, Object.assign(
        { renderer: halo, interactive: false, smoothFactor: 0.8 }, look.halo));
      const tip = element("div", "atlas-tip");
      tip.appendChild(element("strong", "", route.name));
      tip.appendChild(element("span", "", route.hint));
      line.bindTooltip(tip, { sticky: true, direction: "top", opacity: 1, className: "atlas-tip-box" });
      /* What a click reports: the id, and a count so that the same route can be opened again. */
      line.toGeoJSON = () => ({ type: "Feature", geometry: null,
        properties: { route_id: route.id, click: (clicks += 1) } });
      return { route, line, under };
    }

    const all = new Map(routes.map((route) => [route.id, make(route)]));
    const show = function (state) {
      const wanted = new Set(state.ids.filter((id) => all.has(id)));
      drawn.forEach((item, id) => {
        if (!wanted.has(id)) { group.removeLayer(item.line); haloGroup.removeLayer(item.under); drawn.delete(id); }
      });
      wanted.forEach((id) => {
        const item = all.get(id);
        if (!drawn.has(id)) { haloGroup.addLayer(item.under); group.addLayer(item.line); drawn.set(id, item); }
      });
      drawn.forEach((item, id) => {
        const look = style(item.route, id === state.selected);
        item.under.setStyle(look.halo);
        item.line.setStyle(look.line);
      });
      const chosen = drawn.get(state.selected);
      if (chosen) { chosen.under.bringToFront(); chosen.line.bringToFront(); }
      const box = map.getContainer();
      box.setAttribute("data-selected", chosen ? state.selected : "");
      box.setAttribute("data-route-ids", state.ids.filter((id) => drawn.has(id)).join(" "));
    };
    return { show, isDrawn: (id) => drawn.has(id) };
  }

  function fail(map, reason) {
    const note = element("div", "atlas-failure",
      "The map could not be drawn (" + reason + "). Reload the page; the table below is complete.");
    note.setAttribute("role", "alert");
    map.getContainer().appendChild(note);
  }

  async function fetchJson(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(url.split("/").pop() + ": " + answer.status);
    return answer.json();
  }

  window.AtlasMap = {
    start(map, options) {
      const box = map.getContainer();
      box.setAttribute("role", "application");
      box.setAttribute("aria-label", "Map of the routes. Every route can also be opened from the table below it.");
      document.documentElement.lang = "en";
      makePanes(map);
      map.atlasGroup = L.featureGroup().addTo(map);
      map.fitBounds(options.view, { animate: false });
      map.attributionControl.setPrefix(false);
      L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
      let state = readState(document) || { ids: [], selected: "" };
      let show = null;
      window.addEventListener("message", (event) => {
        if (event.source !== window.parent || !event.data || event.data.type !== "streamlit:render") return;
        const html = event.data.args && event.data.args.html;
        if (typeof html !== "string") return;
        const next = readState(new DOMParser().parseFromString(html, "text/html"));
        if (!next) return;
        state = next;
        if (show) show(state);
      });
      Promise.all([fetchJson(options.basemap), fetchJson(options.layers)]).then(([base, layers]) => {
        drawBasemap(map, base, options.palette);
        const routes = makeRoutes(map, layers.routes, options.palette);
        routes.show(state);
        const layOut = makeLabels(map, base, layers.places, routes.isDrawn);
        show = (next) => { routes.show(next); layOut(); };
        show(state);
      }).catch((error) => fail(map, error.message));
    },
  };
})();
