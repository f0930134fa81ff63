/* The map in its frame: what the page sends with every rerun, the address that holds the camera, and
   clicks that go back. The only part of the map that knows of Streamlit. The frame's own document starts
   it by the event "atlas-start" (app/components/map/map_view.py). */
/** @import { Basemap, ColourBy, ExtraLine, FrameOptions, FrameState, MapDocument, MapState, Open, PageAnswer } from "../../../geo/web/types.js" */
/** @typedef {ReturnType<typeof draw>} Drawn */

import { beforeAudience, lookOver } from "../../../geo/web/map/audience.js";
import { cameraOf, draw, fail, goTo, whole } from "../../../geo/web/map/map.js";
import { layRelief } from "../../../geo/web/map/relief.js";
import { chosen, fetched } from "../../../geo/web/shared/documents.js";
import { button, element } from "../../../geo/web/shared/dom.js";
import { linkButton, linkOf } from "../../../geo/web/shared/link.js";
import { ask } from "../../../geo/web/shared/questions.js";

/* Around what the camera is fitted to. */
const ROOM = { padding: /** @type {[number, number]} */ ([48, 48]), maxZoom: 9 };

/** What a rerun says, which stands in the document. @param {Document} root @returns {FrameState | null} */
function readState(root) {
  const found = root.getElementById("atlas-state");
  return found && /** @type {FrameState} */ ({ ...found.dataset });
}

/** What the page has answered since the server spoke, if it has. @param {FrameState} state @returns {PageAnswer | null} */
function answered(state) {
  const answer = ask(window.parent, "atlas-answer");
  return answer && answer.turn > Number(state.turn) ? answer : null;
}

/** @param {FrameState} state @param {MapDocument} doc @returns {MapState} */
function understand(state, doc) {
  const now = answered(state);
  const names = Object.keys(doc.strokes);
  const pairs = state.named ? state.named.split(".").map((part) => part.split("=")) : [];
  return {
    ids: now ? now.ids : chosen(state.shown, doc.routes).map((route) => route.id),
    selected: state.selected,
    opened: state.opened,
    depiction: now ? now.depiction : state.depiction,
    colourBy: now ? now.colourBy : /** @type {ColourBy} */ (state.colours),
    camera: state.box ? "" : state.camera,
    spare: Boolean(state.box),
    only: state.only ? state.only.split(".") : undefined,
    named: new Map(pairs.map(([id, days]) => [id, days])),
    statuses: now ? now.statuses : state.strokes ? new Map(doc.routes.map((route, i) => [route.id, names[Number(state.strokes[i])]])) : null,
  };
}

/** The camera stands in the page's address, written here without a rerun. The server reads it, and
 * says where to start: a blank where the address has none, or none that can be. Until the reader moves
 * the map it shows what is open, else the first view; where it then looks is the reader's alone. The address
 * does not follow a map that is led; one before an audience looks again with `look`.
 * @param {L.Map} map @param {L.LatLngBoundsExpression} home @param {boolean} led @param {string} start @param {(() => void) | null} look */
function keepCamera(map, home, led, start, look) {
  const page = window.parent, still = { animate: false };
  const [zoom, lat, lon] = start.split("/").map(Number);
  let moved = Boolean(start), quiet = false, target = L.latLngBounds(/** @type {L.LatLngBoundsLiteral} */ (home)), tight = false;
  /** Moves without it being the reader's doing. @param {() => void} move */
  function quietly(move) {
    quiet = true;
    move();
    quiet = false;
  }
  const aim = () => map.fitBounds(target, tight ? { ...still, ...ROOM } : still);
  quietly(() => { if (start) map.setView([lat, lon], zoom, still); else aim(); });
  function write() {
    if (led || quiet) return;
    const query = new URLSearchParams(page.location.search), { pathname, search, hash } = page.location;
    if (moved) query.set("at", cameraOf(map));
    else query.delete("at");
    const written = query.size ? "?" + query.toString().replaceAll("%2F", "/") : "";
    if (written !== search) page.history.replaceState(page.history.state, "", pathname + written + hash);
  }
  map.on("moveend", () => { if (!quiet) { moved = true; write(); } });
  /* Leaflet measures its box once; the page's style sheet gives the frame another height. What the
     reader looks at stays: the camera of the link to the last digit, else what is shown. */
  new ResizeObserver(() => {
    const at = map.getCenter(), now = map.getZoom();
    quietly(() => {
      map.invalidateSize({ pan: false, animate: false });
      if (look) look();
      else if (moved || led) map.setView(at, now, whole);
      else aim();
    });
  }).observe(map.getContainer());
  return {
    write,
    /** Shows what is open, or the first view, unless the reader has moved the map. @param {L.LatLngBounds | null} bounds */
    lookAt(bounds) {
      target = bounds || L.latLngBounds(/** @type {L.LatLngBoundsLiteral} */ (home));
      tight = Boolean(bounds);
      if (!moved && !led) quietly(aim);
    },
    /** Back to what is shown by itself. */
    release() {
      target = L.latLngBounds(/** @type {L.LatLngBoundsLiteral} */ (home));
      tight = moved = false;
      quietly(aim);
      write();
    },
  };
}

/** What moves the camera, always at the reader's word, and what copies the link. `copied` gives the link; `drawn`
 * what is drawn, once it is; `open` the id of what is open; `all` how many routes there are. Gives back how to
 * bring it up to date.
 * @param {L.Map} map @param {() => void} home @param {() => string} copied
 * @param {() => Drawn | null} drawn @param {() => string} open @param {() => number} all */
function controls(map, home, copied, drawn, open, all) {
  const control = new L.Control({ position: "topright" });
  /** @param {string} words @param {(now: Drawn) => string[]} ids */
  function offer(words, ids) {
    const made = button("atlas-copy", words, () => {
      const now = drawn();
      if (now) map.fitBounds(L.latLngBounds(now.lines.points(new Set(ids(now)))), { animate: false, ...ROOM });
    });
    const update = () => {
      const now = drawn();
      made.hidden = !now || !now.lines.some(new Set(ids(now))).length;
    };
    return { made, update };
  }
  const result = (/** @type {Drawn} */ now) => (now.shown().length < all() ? now.shown() : []);
  const offers = [offer("Fit to what is open", (now) => [...now.routesOf(open()), ...now.own().filter((id) => id === open())]),
    offer("Fit to result", result), offer("Show own data", (now) => now.own())];
  control.onAdd = () => {
    const box = element("div", "atlas-controls");
    box.append(...offers.map(({ made }) => made), button("atlas-copy", "Whole view", home), linkButton(window.parent, copied));
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  control.addTo(map);
  return () => offers.forEach(({ update }) => update());
}

/** streamlit-folium listens to layers that stand on the map when it starts: one empty group, on
 * which every click is fired with what it reports: the id, and a count so that the same route can
 * be opened again. @param {L.Map} map @returns {Open} */
function reporter(map) {
  const group = L.featureGroup().addTo(map);
  let clicks = 0;
  return (id, latlng) => {
    clicks += 1;
    const feature = { type: "Feature", geometry: null, properties: { route_id: id, click: clicks } };
    group.fire("click", { latlng, layer: { toGeoJSON: () => feature } });
  };
}

/** Calls back with what each rerun says. @param {(state: FrameState) => void} tell */
function listen(tell) {
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !event.data || event.data.type !== "streamlit:render") return;
    const html = event.data.args && event.data.args.html;
    const next = typeof html === "string" ? readState(new DOMParser().parseFromString(html, "text/html")) : null;
    if (next) tell(next);
  });
}

/** Lines that only this session sees come from the page itself, never by URL. A filter leaves out some of a
 * reader's own. Gives back what draws them. @param {Drawn} drawn @param {() => FrameState | null} state */
function keepExtra(drawn, state) {
  let before = "none";
  let lines = /** @type {ExtraLine[]} */ ([]);
  return () => {
    const found = ask(window.parent, "atlas-extra-lines") || [], now = state(), answer = now && answered(now);
    const own = found.filter(({ look }) => look === "overlay"), ids = new Set(answer ? answer.own : chosen(now ? now.own : "", own).map(({ id }) => id));
    const name = [...ids].join();
    if (found === lines && name === before) return;
    [before, lines] = [name, found];
    drawn.beside(found.filter(({ id, look }) => look !== "overlay" || ids.has(id)));
  };
}

/** Calls back when the page says so. @param {string[]} names of events @param {() => void} then */
function follow(names, then) {
  const page = window.parent;
  names.forEach((name) => page.addEventListener(name, then));
  window.addEventListener("pagehide", () => names.forEach((name) => page.removeEventListener(name, then)));
}

/** Goes where the page's search says: to a camera "zoom/lat/lon", or to a country by its code.
 * @param {L.Map} map @param {() => Drawn | null} drawn */
function followSearch(map, drawn) {
  const page = window.parent;
  const look = (/** @type {Event} */ event) => {
    const where = "detail" in event ? String(event.detail) : "", bounds = drawn()?.boundsOfCountry(where);
    if (bounds) map.fitBounds(bounds, { animate: false, ...ROOM }); else goTo(map, where);
  };
  page.addEventListener("atlas-look", look);
  window.addEventListener("pagehide", () => page.removeEventListener("atlas-look", look));
}

/** @param {L.Map} map @param {FrameOptions} options */
function start(map, options) {
  const box = map.getContainer();
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", "Map of the routes. Every route can also be opened from the table or the search.");
  document.documentElement.lang = "en";
  let state = readState(document), drawn = /** @type {Drawn | null} */ (null), layers = /** @type {MapDocument | null} */ (null);
  const led = Boolean(state && state.led);
  const before = Boolean(state && state.box);
  let sight = "";
  /** @param {boolean} [anew] */
  function look(anew) {
    const now = state ? state.camera + " " + state.box : "";
    if (before && state && (anew || now !== sight)) lookOver(map, state);
    sight = now;
  }
  beforeAudience(before);
  const camera = keepCamera(map, options.view, led, (state && state.start) || "", before ? () => look(true) : null);
  let looked = "";
  const copied = () => {
    camera.write();
    return linkOf(window.parent.location.href, state ? state.release : "");
  };
  const update = led ? () => {} : controls(map, camera.release, copied, () => drawn, () => (state ? state.opened : ""),
    () => (layers ? layers.routes.length : 0));
  /** Goes to what has been opened. */
  function goToOpened() {
    if (!drawn || !state || state.opened === looked) return;
    looked = state.opened;
    const points = drawn.lines.points(new Set(drawn.routesOf(looked)));
    camera.lookAt(points.length ? L.latLngBounds(points) : null);
  }
  let beside = () => {};
  function show() {
    look();
    if (drawn && layers && state) drawn.show(understand(state, layers));
    goToOpened();
    beside();
    update();
  }
  update();
  map.attributionControl.setPrefix(false);
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  listen((next) => {
    state = next;
    camera.write();
    show();
  });
  followSearch(map, () => drawn);
  window.parent.addEventListener("atlas-address", camera.write);
  window.addEventListener("pagehide", () => window.parent.removeEventListener("atlas-address", camera.write));
  const open = reporter(map);
  Promise.all([fetched(options.basemap), fetched(options.layers)]).then(([base, doc]) => {
    layers = /** @type {MapDocument} */ (doc);
    drawn = draw(map, /** @type {Basemap} */ (base), layers, options.palette, open);
    beside = keepExtra(drawn, () => state);
    show();
    follow(["atlas-answered", "atlas-extra"], show);
    layRelief(map, options.relief);
  }).catch((error) => fail(map, error.message));
}

document.addEventListener("atlas-start", (event) => {
  if (event instanceof CustomEvent) start(event.detail.map, event.detail.options);
});
