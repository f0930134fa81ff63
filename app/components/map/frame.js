/* The map in its frame: what the page sends with every rerun, the address that holds the camera, and
   clicks that go back. The only part of the map that knows of Streamlit. */
(function () {
  "use strict";

  const element = AtlasLand.element;
  const STATE_ID = "atlas-state";

  /* Which routes: a bit each, in the order of the document, in base64. */
  function chosen(bits, routes) {
    const bytes = atob(bits);
    return routes.filter((_, i) => bytes.charCodeAt(i >> 3) & (1 << (i & 7))).map((route) => route.id);
  }

  function readState(root) {
    const node = root && root.querySelector("#" + STATE_ID);
    return node ? { ...node.dataset } : null;
  }

  function understand(state, doc) {
    const names = Object.keys(doc.strokes);
    return {
      ids: chosen(state.shown, doc.routes),
      selected: state.selected,
      depiction: state.depiction,
      camera: state.camera,
      named: new Map(state.named ? state.named.split(".").map((part) => part.split("=")) : []),
      statuses: state.strokes ? new Map(doc.routes.map((route, i) => [route.id, names[state.strokes[i]]])) : null,
    };
  }

  /* The camera stands in the page's address, written here without a rerun. The server reads it, and
     says where to start: a blank where the address has none, or none that can be. */
  function keepCamera(map, home, led, start) {
    const page = window.parent;
    const [zoom, lat, lon] = start.split("/").map(Number);
    if (start) map.setView([lat, lon], zoom, { animate: false });
    else map.fitBounds(home, { animate: false });
    let moved = Boolean(start), resizing = false;
    function write() {
      if (led || resizing) return;
      const query = new URLSearchParams(page.location.search), { pathname, search, hash } = page.location;
      if (moved) query.set("at", AtlasMap.camera(map));
      else query.delete("at");
      const written = query.size ? "?" + query.toString().replaceAll("%2F", "/") : "";
      if (written !== search) page.history.replaceState(page.history.state, "", pathname + written + hash);
    }
    map.on("moveend", () => { if (!resizing) { moved = true; write(); } });
    /* Leaflet measures its box once; the page's style sheet gives the frame another height. What the
       reader looks at stays: the camera of the link to the last digit, else the first view. */
    new ResizeObserver(() => {
      const at = map.getCenter(), zoom = map.getZoom();
      resizing = true;
      map.invalidateSize({ pan: false, animate: false });
      if (moved || led) map.setView(at, zoom, { reset: true });
      else map.fitBounds(home, { animate: false });
      resizing = false;
    }).observe(map.getContainer());
    return write;
  }

  function button(words, act) {
    const made = element("button", "atlas-copy", words);
    made.type = "button";
    made.onclick = act;
    return made;
  }

  /* What moves the camera, always at the reader's word, and what copies the link. `lines` and
     `own` give the lines and the ids of the reader's own, `open` the id of what is open. */
  function controls(map, home, writeCamera, release, lines, open, own) {
    const control = L.control({ position: "topright" }), still = { animate: false };
    const to = (words, ids) => {
      const made = button(words, () => map.fitBounds(L.latLngBounds(lines().points(ids())), {
        ...still, padding: [48, 48], maxZoom: 9 }));
      return () => { made.hidden = !lines() || !lines().some(ids()).length; return made; };
    };
    const offers = [to("Show route", () => new Set([open()])), to("Show own data", () => new Set(own()))];
    control.onAdd = () => {
      const box = element("div", "atlas-controls");
      box.append(...offers.map((offer) => offer()), button("Whole view", () => map.fitBounds(home, still)),
        AtlasLink.button(window.parent, () => {
          writeCamera();
          return AtlasLink.of(window.parent, release());
        }));
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
    return () => { offers.forEach((offer) => offer()); };
  }

  async function fetchJson(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(url.split("/").pop() + ": " + answer.status);
    return answer.json();
  }

  /* streamlit-folium listens to layers that stand on the map when it starts: one empty group, on
     which every click is fired with what it reports: the id, and a count so that the same route can
     be opened again. */
  function reporter(map) {
    const group = L.featureGroup().addTo(map);
    let clicks = 0;
    return (id, latlng) => {
      clicks += 1;
      const feature = { type: "Feature", geometry: null, properties: { route_id: id, click: clicks } };
      group.fire("click", { latlng, layer: { toGeoJSON: () => feature } });
    };
  }

  window.AtlasFrame = {
    start(map, options) {
      const box = map.getContainer();
      box.setAttribute("role", "application");
      box.setAttribute("aria-label", "Map of the routes. Every route can also be opened from the table or the search.");
      document.documentElement.lang = "en";
      let state = readState(document), show = null;
      const led = Boolean(state && state.led);
      const writeCamera = keepCamera(map, options.view, led, (state && state.start) || "");
      let drawn = null;
      const offer = led ? () => {}
        : controls(map, options.view, writeCamera, () => state && state.release,
          () => drawn && drawn.lines, () => state && state.selected, () => drawn.own());
      offer();
      map.attributionControl.setPrefix(false);
      L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
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
      const open = reporter(map);
      Promise.all([fetchJson(options.basemap), fetchJson(options.layers)]).then(([base, doc]) => {
        const page = window.parent;
        drawn = AtlasMap.draw(map, base, doc, options.palette, open);
        window.atlasLines = drawn.lines;
        show = (next) => {
          drawn.show(understand(next, doc));
          offer();
        };
        /* Lines that only this session sees come from the page itself, never by URL. */
        const extra = () => {
          drawn.beside(page.atlasExtra || []);
          offer();
        };
        page.addEventListener("atlas-extra", extra);
        window.addEventListener("pagehide", () => page.removeEventListener("atlas-extra", extra));
        extra();
        if (state) show(state);
      }).catch((error) => AtlasMap.fail(map, error.message));
    },
  };
})();
