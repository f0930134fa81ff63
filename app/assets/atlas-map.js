/* The map's own code: constant, loaded once. Geometry arrives as JSON by URL; which routes to show
   arrives with every render message as ids. Text from data is set as text, never as markup. */
(function () {
  "use strict";

  const STATE_ID = "atlas-state";
  const SELECTED_EXTRA_WIDTH = 2.5;

  const element = AtlasLand.element;

  function readState(root) {
    const node = root && root.querySelector("#" + STATE_ID);
    if (!node) return null;
    return {
      ids: (node.dataset.ids || "").split(" ").filter(Boolean),
      selected: node.dataset.selected || "",
      depiction: node.dataset.depiction || "un",
    };
  }

  function makePanes(map) {
    [["land", 210], ["borders", 230], ["inset", 240], ["water", 250], ["halo", 410], ["routes", 420],
      ["nodes", 440], ["labels", 450]].forEach(([name, z]) => {
      const pane = map.createPane(name);
      pane.style.zIndex = z;
      if (name !== "routes" && name !== "nodes") pane.style.pointerEvents = "none";
    });
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
        line: { color: route.colour, weight: route.band ? Math.min(width, 2.4) : width,
          opacity: route.context ? 0.65 : 1, lineCap: route.dash === "1 6" ? "round" : "butt",
          dashArray: route.dash || null },
        halo: { color: route.band ? route.colour : selected ? palette.selected : route.edge ? palette.ink : palette.halo,
          weight: route.band ? 10 + (selected ? 5 : 0) : width + (selected ? 7 : route.edge ? 2 : 2.6),
          opacity: route.band ? (selected ? 0.34 : 0.17) : selected ? 0.95 : route.edge ? 1 : 0.8 },
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
      tip.appendChild(element("em", "", route.basis));
      line.bindTooltip(tip, { sticky: true, direction: "top", opacity: 1, className: "atlas-tip-box" });
      /* What a click reports: the id, and a count so that the same route can be opened again. */
      line.toGeoJSON = () => ({ type: "Feature", geometry: null,
        properties: { route_id: route.id, click: (clicks += 1) } });
      /* A white core says schematic; it lies over the line and takes no clicks. */
      const core = route.core ? L.polyline(route.lines, { renderer: ink, interactive: false,
        smoothFactor: 0.8, color: "#fff", weight: route.core }) : null;
      return { route, line, under, core };
    }

    const all = new Map(routes.map((route) => [route.id, make(route)]));
    const sureness = (route) => (route.band ? 0 : route.core ? 1 : route.edge ? 3 : 2);
    const inOrder = [...all.values()].sort((a, b) => sureness(a.route) - sureness(b.route));
    const show = function (state) {
      const wanted = new Set(state.ids.filter((id) => all.has(id)));
      const changed = wanted.size !== drawn.size || [...wanted].some((id) => !drawn.has(id));
      drawn.forEach((item, id) => {
        if (!wanted.has(id)) { group.removeLayer(item.line); haloGroup.removeLayer(item.under); if (item.core) haloGroup.removeLayer(item.core); drawn.delete(id); }
      });
      wanted.forEach((id) => {
        const item = all.get(id);
        if (!drawn.has(id)) { haloGroup.addLayer(item.under); group.addLayer(item.line); if (item.core) haloGroup.addLayer(item.core); drawn.set(id, item); }
      });
      /* Surer lines lie over less sure ones, however the filters came about. */
      if (changed) inOrder.forEach((item) => {
        if (drawn.has(item.route.id)) [item.line, item.core].forEach((layer) => layer && layer.bringToFront());
      });
      drawn.forEach((item, id) => {
        const look = style(item.route, id === state.selected);
        item.under.setStyle(look.halo);
        item.line.setStyle(look.line);
      });
      const chosen = drawn.get(state.selected);
      if (chosen) [chosen.under, chosen.line, chosen.core].forEach((layer) => layer && layer.bringToFront());
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

  /* The camera stands in the page's address, written without a rerun; the server leaves it there. */
  const CAMERA = /^([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/;
  function keepCamera(map, home) {
    const page = window.parent;
    const found = CAMERA.exec(new URLSearchParams(page.location.search).get("at") || "");
    if (found) map.setView([Number(found[2]), Number(found[3])], Number(found[1]), { animate: false });
    else map.fitBounds(home, { animate: false });
    let moved = Boolean(found);
    function write() {
      if (!moved) return;
      const c = map.getCenter();
      const query = new URLSearchParams(page.location.search);
      query.set("at", map.getZoom() + "/" + c.lat.toFixed(4) + "/" + c.lng.toFixed(4));
      const search = "?" + query.toString().replaceAll("%2F", "/");
      if (search !== page.location.search) page.history.replaceState(page.history.state, "", search + page.location.hash);
    }
    map.on("moveend", () => { moved = true; write(); });
    return write;
  }

  /* A link to this very view, camera and all. */
  function copyControl(map, writeCamera) {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const button = element("button", "atlas-copy", "Copy link");
      button.type = "button";
      L.DomEvent.disableClickPropagation(button);
      button.onclick = async () => {
        writeCamera();
        const link = window.parent.location.href;
        try {
          await navigator.clipboard.writeText(link);
        } catch (error) {
          const field = window.parent.document.createElement("textarea");
          field.value = link;
          window.parent.document.body.appendChild(field);
          field.select();
          window.parent.document.execCommand("copy");
          field.remove();
        }
        button.textContent = "Link copied";
        button.dataset.link = link;
        setTimeout(() => { button.textContent = "Copy link"; }, 2000);
      };
      return button;
    };
    control.addTo(map);
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
      const writeCamera = keepCamera(map, options.view);
      copyControl(map, writeCamera);
      map.attributionControl.setPrefix(false);
      L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
      let state = readState(document) || { ids: [], selected: "", depiction: "un" };
      let show = null;
      window.addEventListener("message", (event) => {
        if (event.source !== window.parent || !event.data || event.data.type !== "streamlit:render") return;
        const html = event.data.args && event.data.args.html;
        if (typeof html !== "string") return;
        const next = readState(new DOMParser().parseFromString(html, "text/html"));
        if (!next) return;
        state = next;
        writeCamera();
        if (show) show(state);
      });
      Promise.all([fetchJson(options.basemap), fetchJson(options.layers)]).then(([base, layers]) => {
        const depict = AtlasLand.draw(map, base, options.palette);
        const routes = makeRoutes(map, layers.routes, options.palette);
        routes.show(state);
        const layOut = AtlasLand.labels(map, base, layers.places, routes.isDrawn);
        const nodes = AtlasLand.nodes(map, layers.places, routes.isDrawn);
        show = (next) => { routes.show(next); depict(next.depiction); nodes(); layOut(); };
        show(state);
      }).catch((error) => fail(map, error.message));
    },
  };
})();
