/* What lies under the routes: land, water, borders, names and nodes. Text is set as text. */
(function () {
  "use strict";

  function element(name, className, text) {
    const node = document.createElement(name);
    node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  /* The detailed land is cut at a frame, the rest at it and at the map's edges; a cut is no coast
     and must not be drawn as one. */
  const FRAME = { south: 19, north: 59, west: 7, east: 98 };
  const FAR_ZOOM = 3;
  function shores(rings) {
    const cuts = [[FRAME.south, FRAME.north, -85, 84], [FRAME.west, FRAME.east, -180, 180]];
    const onCut = (a, b) => [0, 1].some((axis) => a[axis] === b[axis] && cuts[axis].includes(a[axis]));
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

  function draw(map, base, palette) {
    const paint = L.canvas({ pane: "land", padding: 0.4 });
    const fill = (rings, colour) => L.polygon(rings, {
      renderer: paint, stroke: false, fillColor: colour, fillOpacity: 1, interactive: false, smoothFactor: 0.4,
    }).addTo(map);
    const coast = { renderer: L.canvas({ pane: "coast", padding: 0.4 }), interactive: false, smoothFactor: 0.4, color: palette.coast, weight: 0.8 };
    const ground = (rings, colour) => {
      fill(rings, colour);
      L.polyline(shores(rings), coast).addTo(map);
    };
    base.world.forEach((rings) => ground(rings, palette.far));
    base.land.forEach((country) => country.polygons.forEach((rings) => ground(rings, palette.land)));
    const water = L.canvas({ pane: "water", padding: 0.4 });
    base.lakes.forEach((lake) => lake.polygons.forEach((rings) => L.polygon(rings, {
      renderer: water, interactive: false, color: palette.coast, weight: 0.7, smoothFactor: 0.4,
      fillColor: palette.sea, fillOpacity: 1 }).addTo(map)));
    const ink = L.canvas({ pane: "borders", padding: 0.4 });
    const stroke = (lines, style) => L.polyline(lines, Object.assign(
      { renderer: ink, interactive: false, smoothFactor: 0.4 }, style)).addTo(map);
    base.rivers.forEach((river) => stroke(river.lines, {
      color: palette.river, weight: river.rank <= 2 ? 1.1 : 0.7, opacity: 0.9 }));
    base.borders.forEach((border) => stroke(border.lines, { color: palette.border, weight: 1.1 }));
    drawInsets(map, base.insets || [], base.joints || [], palette);
    /* Far out there is land beyond what has borders and rivers: then nothing has, and the outlines of
       countries, which are coasts and borders alike, go too. */
    const lines = ["coast", "borders", "inset"].map((name) => map.getPane(name));
    const far = () => lines.forEach((pane) => { pane.style.visibility = map.getZoom() < FAR_ZOOM ? "hidden" : ""; });
    map.on("zoomend", far);
    far();
    /* Lines that only one depiction draws, or draws otherwise; see data/basemap/POLICY.md. */
    const depicted = new Map();
    base.disputed.forEach((item) => (item.depictions || ["un", "de-facto"]).forEach((name) => {
      if (!depicted.has(name)) depicted.set(name, L.layerGroup());
      depicted.get(name).addLayer(L.polyline(item.lines, { renderer: ink, interactive: false,
        smoothFactor: 0.4, color: palette.border, weight: 1.2,
        dashArray: item.style === "solid" ? null : "3 4" }));
    }));
    return (chosen) => depicted.forEach((group, name) => {
      if (name === chosen) group.addTo(map); else group.remove();
    });
  }

  /* Better borders where the atlas zooms in: sea first, then the land, then the lines. */
  function drawInsets(map, insets, joints, palette) {
    const paint = L.canvas({ pane: "inset", padding: 0.4 });
    const plain = { renderer: paint, interactive: false, stroke: false, fillOpacity: 1, smoothFactor: 0.4 };
    insets.forEach((inset) => {
      const [west, south, east, north] = inset.box;
      L.rectangle([[south, west], [north, east]], Object.assign({}, plain, { fillColor: palette.sea })).addTo(map);
      inset.countries.forEach((country) => country.polygons.forEach((rings) =>
        L.polygon(rings, Object.assign({}, plain, { fillColor: palette.land })).addTo(map)));
      L.polyline(inset.borders, { renderer: paint, interactive: false, color: palette.border,
        weight: 1.1, smoothFactor: 0.4 }).addTo(map);
    });
    /* Where the basemap's borders miss those of an inset by a little. */
    L.polyline(joints, { renderer: paint, interactive: false, color: palette.border, weight: 1.1, smoothFactor: 0 }).addTo(map);
  }

  function inside(ring, lat, lon) {
    let odd = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [a, b] = [ring[i], ring[j]];
      if ((a[0] > lat) !== (b[0] > lat) && lon < (b[1] - a[1]) * (lat - a[0]) / (b[0] - a[0]) + a[1]) odd = !odd;
    }
    return odd;
  }

  /* Close up, a country's own label point is often out of sight: its name then stands in the middle
     of the part of it that is in view. */
  function standIn(label, view, land) {
    label.at = label.home;
    if (!view.pad(-0.1).contains(label.home)) {
      const hits = [];
      const [s, n, w, e] = [view.getSouth(), view.getNorth(), view.getWest(), view.getEast()];
      for (let i = 1; i < 8; i += 1) {
        for (let j = 1; j < 10; j += 1) {
          const lat = s + (n - s) * i / 8, lon = w + (e - w) * j / 10;
          if (label.country.polygons.some((rings) => inside(rings[0], lat, lon))) hits.push([lat, lon]);
        }
      }
      if (hits.length > 2) {
        const mid = [0, 1].map((k) => hits.reduce((sum, hit) => sum + hit[k], 0) / hits.length);
        hits.sort((a, b) => Math.hypot(a[0] - mid[0], a[1] - mid[1]) - Math.hypot(b[0] - mid[0], b[1] - mid[1]));
        label.at = L.latLng(hits[0]);
      }
    }
    label.marker.setLatLng(label.at);
  }

  /* Labels: ranked, and a label is shown only where none of a better rank stands. */
  function labels(map, base, places, isDrawn) {
    const wanted = [];
    const add = (at, text, kind, rank, zoom, routes) => {
      const box = element("div", "atlas-label atlas-label-" + kind);
      box.appendChild(element("span", "", text));
      const marker = L.marker(at, { pane: "labels", interactive: false, keyboard: false,
        icon: L.divIcon({ className: "atlas-label-anchor", html: box, iconSize: [0, 0] }) });
      const label = { marker, box, rank, zoom, at: L.latLng(at), kind, routes, shown: false };
      label.home = label.at;
      wanted.push(label);
      return label;
    };
    base.seas.forEach((sea) => add(sea.label, sea.name, "sea", 2 + sea.rank, sea.rank + 2.6));
    base.land.forEach((land) => {
      add(land.label, land.name, "country", land.rank, [3, 3, 4.4, 5.6, 6.4][land.rank] || 6.4).country = land;
    });
    base.lakes.filter((lake) => lake.name).forEach((lake) => {
      const ring = L.polygon(lake.polygons[0]).getBounds();
      if (ring.getNorth() - ring.getSouth() > 0.35) add(ring.getCenter(), lake.name, "sea", 8, 6);
    });
    places.forEach((place, i) => add(place.at, place.name, "place", 10 + i / 100, place.zoom, place.routes));
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
      const size = map.getSize();
      wanted.forEach((label) => {
        if (label.country && zoom >= 5.5) standIn(label, view, base.land);
        const possible = zoom >= label.zoom && view.contains(label.at)
          && (!label.routes || label.routes.some(isDrawn));
        let fits = false;
        if (possible) {
          const p = map.latLngToContainerPoint(label.at);
          const wide = widthOf(label);
          const sides = label.kind === "place" ? { right: p.x + 5, left: p.x - wide - 5 } : { middle: p.x - wide / 2 };
          for (const side of Object.keys(sides)) {
            const box = { left: sides[side], right: sides[side] + wide, top: p.y - 8, bottom: p.y + 8 };
            const cut = label.kind === "place" && (box.left < 2 || box.right > size.x - 2);
            if (!cut && !collides(taken, box)) {
              fits = true;
              taken.push(box);
              label.box.dataset.side = side;
              break;
            }
          }
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

  /* Ports, crossings, terminals: what a line passes through, as a layer of its own. */
  const NODE_ZOOM = 5.75;
  const NODE_SHAPES = { port: "square", terminal: "square", "landing-point": "square",
    "border-crossing": "bar", bridge: "bar", junction: "dot", pass: "dot",
    "compressor-station": "diamond", "pumping-station": "diamond" };
  function nodes(map, places, isDrawn, open) {
    const group = L.layerGroup().addTo(map);
    const markers = places.filter((place) => place.node).map((place) => {
      const icon = L.divIcon({ className: "atlas-node atlas-node-" + (NODE_SHAPES[place.node] || "dot"), iconSize: [9, 9] });
      const marker = L.marker(place.at, { pane: "nodes", icon, keyboard: false, bubblingMouseEvents: false });
      const tip = element("div", "atlas-tip");
      tip.appendChild(element("strong", "", place.name));
      tip.appendChild(element("span", "", place.hint));
      marker.bindTooltip(tip, { direction: "top", opacity: 1, className: "atlas-tip-box" });
      marker.on("click", (event) => open(place.id, event.latlng));
      return { marker, place, shown: false };
    });
    function update() {
      const near = map.getZoom() >= NODE_ZOOM;
      markers.forEach((node) => {
        const wanted = near && node.place.routes.some(isDrawn);
        if (wanted === node.shown) return;
        if (wanted) group.addLayer(node.marker); else group.removeLayer(node.marker);
        node.shown = wanted;
      });
    }
    map.on("zoomend", update);
    return update;
  }

  window.AtlasLand = { element, draw, labels, nodes };
})();
