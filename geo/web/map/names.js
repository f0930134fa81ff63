/* Names on the map: ranked, and a name is shown only where none of a better rank stands. What a scene
   speaks of comes first, then few routes, along which their names are written. Text is set as text. */
/** @import { Basemap, MapDocument } from "../types.js" */
/** @import { Lines } from "./lines.js" */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/** Where a name may stand. @typedef {Box & { at: L.LatLng, side: string, dot?: L.Point, size?: number }} Spot */
/** @typedef {[number, number]} Pixel */
/** @typedef {"sea" | "country" | "place" | "route"} Kind */
/** A name that may be written: from which zoom, and along with which routes.
 * @typedef {{ id: string, kind: Kind, rank: number, zoom: number, text: string, home: L.LatLng, shown: boolean, box: HTMLElement,
 *   marker: L.Marker, country?: number, routes?: string[] }} Label */
/** @typedef {ReturnType<typeof sheet>} Sheet */
/** @typedef {{ drawn: Set<string>, selected: string, named: Map<string, string>, depiction: string }} Now what is drawn */

import { element } from "../shared/dom.js";
import { countrySpots } from "./countries.js";

/* Above so many, only the lines that are named themselves are kept free of names. */
const MANY = 200;
const STEP_PX = 6, SIZE_PX = 12, SAME_PX = 12;
const SPOKEN = -3, END = -2, COUNTRY = -1, ROUTE = 2.5, COUNTRY_ZOOM = 3, COUNTRY_PX = 12.5, CLOSE_ZOOM = 5.5;
/* So many free spots of a country's name are compared; a place under one, and a smaller size, count as
   so many points of a line. */
const MOST_SPOTS = 16, OVER_PLACE = 60, FORM = 3;
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9];
/* What names must not cover: other names, and what stands on the map's edges. */
/** @param {L.Map} map */
function sheet(map) {
  const size = map.getSize(), frame = map.getContainer().getBoundingClientRect();
  const taken = /** @type {Box[]} */ ([...map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    return { left: left - frame.left, right: right - frame.left, top: top - frame.top, bottom: bottom - frame.top };
  }));
  return {
    free: (/** @type {Box} */ box) => !taken.some((o) => box.left < o.right && box.right > o.left && box.top < o.bottom && box.bottom > o.top),
    whole: (/** @type {Box} */ box) => box.left > 2 && box.right < size.x - 2 && box.top > 2 && box.bottom < size.y - 2,
    take: (/** @type {Box} */ box) => taken.push(box),
  };
}

/** How many of some points a name would cover. @param {Box} box @param {Pixel[]} points */
const covered = (box, points) => points.filter(([x, y]) =>
  x > box.left && x < box.right && y > box.top && y < box.bottom).length;

/** How far a name is from its own line; without end where its middle, or both its ends, are nearer
 * to another, for which it would be taken. @param {Box} box @param {Pixel[]} own @param {Pixel[]} others */
function astray(box, own, others) {
  const y = (box.top + box.bottom) / 2;
  const off = (/** @type {Pixel[]} */ points, /** @type {number} */ x) => points.reduce((least, at) => Math.min(least, Math.hypot(at[0] - x, at[1] - y)), Infinity);
  const found = [0.05, 0.5, 0.95].map((share) => {
    const x = box.left + share * (box.right - box.left), mine = off(own, x);
    return { wrong: off(others, x) < mine, far: Math.max(0, mine - 3 * SIZE_PX) / (10 * SIZE_PX) };
  });
  const [left, middle, right] = found.map((one) => one.wrong);
  if (middle || (left && right)) return Infinity;
  return found.reduce((sum, one) => sum + one.far + (one.wrong ? 0.5 : 0), 0);
}

/** A name, then what stands for it where it does not fit: without what is in its brackets, or that
 * alone where it is a short name. @param {string} name */
function forms(name) {
  const [, before, inner] = /^(.+) \((.+)\)$/.exec(name) || [];
  return [name, ...before ? [before] : [], .../^[A-Z/]+$/.test(inner || "") ? [inner] : []];
}

/** A name of a route: beside its longest stretch in view, near the middle first, where it covers
 * least of the lines and is nobody else's; rather none than one across them.
 * @param {Pixel[]} points @param {number} wide @param {Pixel[]} crowd @param {Pixel[]} others @param {Sheet} page */
function along(points, wide, crowd, others, page) {
  let best = /** @type {{ x: number, y: number, box: Box } | null} */ (null), least = 3;
  const half = wide / 2, high = SIZE_PX;
  SHARES.forEach((share, order) => {
    const [x, y] = points[Math.floor(share * (points.length - 1))];
    const near = points.filter((point) => Math.abs(point[0] - x) < half && Math.abs(point[1] - y) < 4 * high);
    const top = Math.min(...near.map((point) => point[1])), bottom = Math.max(...near.map((point) => point[1]));
    [[x, top - high], [x, bottom + high], [x + half + high, y], [x - half - high, y], [x + half, y - high * 1.3],
      [x + half, y + high * 1.3], [x - half, y - high * 1.3], [x - half, y + high * 1.3]].forEach(([cx, cy], side) => {
      const box = { left: cx - half, right: cx + half, top: cy - high / 2 - 1, bottom: cy + high / 2 + 1 };
      if (!page.whole(box) || !page.free(box)) return;
      const cost = covered(box, crowd) + astray(box, points, others) + order * 0.05 + side * 0.02;
      if (cost < least) { least = cost; best = { x: cx, y: cy, box }; }
    });
  });
  return /** @type {{ x: number, y: number, box: Box } | null} */ (best);
}

/** `beforeNames` is told whether places may be named, before what stands on the map's edges is kept
 * clear of: it writes the key of the symbols there.
 * @param {L.Map} map @param {Basemap} base @param {MapDocument} doc @param {Lines} lines @param {(named: boolean) => void} beforeNames */
export function makeNames(map, base, doc, lines, beforeNames) {
  const labels = /** @type {Label[]} */ ([]), routes = new Map(doc.routes.map((route) => [route.id, route]));
  let state = /** @type {Now} */ ({ drawn: new Set(), selected: "", named: new Map(), depiction: "un" });
  let written = /** @type {L.Marker[]} */ ([]);

  /** @param {L.LatLngExpression} at @param {Kind} kind @param {string} text @param {string} [colour] */
  function marker(at, kind, text, colour) {
    const box = element("div", "atlas-label atlas-label-" + kind), name = element("span", "", text);
    if (colour) name.style.color = colour;
    box.appendChild(name);
    return { box, marker: L.marker(at, { pane: "labels", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "atlas-label-anchor", html: box, iconSize: [0, 0] }) }) };
  }
  /** @param {string} id @param {L.LatLngExpression} at @param {string} text @param {Kind} kind @param {number} rank @param {number} zoom */
  function add(id, at, text, kind, rank, zoom) {
    const label = /** @type {Label} */ ({ id, kind, rank, zoom, text, home: L.latLng(at), shown: false, ...marker(at, kind, text) });
    labels.push(label);
    return label;
  }
  base.seas.forEach((sea) => add("", sea.label, sea.name, "sea", 2 + sea.rank, sea.rank + 2.6));
  const spotsOfCountry = countrySpots(map, base);
  base.land.forEach((land, i) => {
    add(land.code, land.label, land.name, "country", land.rank / 10, COUNTRY_ZOOM).country = i;
  });
  base.lakes.filter((lake) => lake.name).forEach((lake) => {
    const ring = L.polygon(lake.polygons[0]).getBounds();
    if (ring.getNorth() - ring.getSouth() > 0.35) add("", ring.getCenter(), lake.name, "sea", 8, 6);
  });
  doc.places.forEach((place, i) => {
    add(place.id, place.at, place.name, "place", 10 + i / 100, place.zoom).routes = place.routes;
  });
  doc.others.forEach((place) => add(place.id, place.at, place.name, "place", Infinity, Infinity));

  const pen = /** @type {CanvasRenderingContext2D} */ (element("canvas").getContext("2d"));
  const family = getComputedStyle(map.getContainer()).fontFamily;
  /** @type {Record<Kind, string>} */
  const fonts = { country: COUNTRY_PX + "px " + family, place: "600 12.5px " + family, route: "700 " + SIZE_PX + "px " + family,
    sea: "italic 13px Georgia, serif" };
  /** @param {Kind} kind @param {string} text */
  function width(kind, text) {
    pen.font = fonts[kind];
    if (kind === "country") return pen.measureText(text.toUpperCase()).width + text.length * COUNTRY_PX * 0.13;
    return pen.measureText(text).width + { sea: text.length * 0.7, place: 12, route: 2 }[kind];
  }
  const widths = /** @type {Map<Label, number>} */ (new Map());
  /** @param {Label} label */
  function widthOf(label) {
    const wide = widths.get(label) || width(label.kind, label.text);
    widths.set(label, wide);
    return wide;
  }

  /* ---- what is wanted, and where it may stand */

  /** The points of the lines that names should not cover. @param {Set<string>} own */
  function runs(own) {
    return lines.seen(state.drawn.size > MANY ? own : state.drawn, STEP_PX);
  }
  function chosen() {
    const own = [...state.drawn].filter((id) => state.named.has(id) || id === state.selected);
    const ids = own.length || state.drawn.size > doc.few ? own : [...state.drawn];
    const found = ids.map((id) => ({ id, name: routes.get(id)?.name || "", own: [id] }));
    state.named.forEach((_, id) => {
      const corridor = doc.corridors[id];
      if (corridor) found.push({ id, name: corridor.name, own: corridor.routes.filter((one) => state.drawn.has(one)) });
    });
    return found;
  }
  /** @param {Label} label @param {Set<string>} ends */
  function rankOf(label, ends) {
    const wanted = label.id && state.named.has(label.id);
    if (label.kind === "country") return wanted && map.getZoom() >= COUNTRY_ZOOM ? COUNTRY : label.rank;
    if (wanted) return SPOKEN;
    return label.kind === "place" && ends.has(label.id) ? END : label.rank;
  }

  /** @param {Label} label @param {boolean} sure @param {() => Pixel[]} crowd @returns {Spot[]} */
  function placeSpots(label, sure, crowd) {
    const p = map.latLngToContainerPoint(label.home), wide = widthOf(label);
    const spot = (/** @type {string} */ side, /** @type {number} */ left, /** @type {number} */ y) => ({ at: label.home, dot: p, side, left, right: left + wide, top: y - 8, bottom: y + 8 });
    const two = [spot("right", p.x + 5, p.y), spot("left", p.x - wide - 5, p.y)];
    if (!sure) return two;
    const four = [...two, spot("above", p.x - wide / 2, p.y - 14), spot("below", p.x - wide / 2, p.y + 14)];
    const cost = new Map(four.map((one) => [one, covered(one, crowd())]));
    return four.sort((a, b) => (cost.get(a) || 0) - (cost.get(b) || 0));
  }
  /** @param {Label} label @returns {Spot} */
  function areaSpot(label) {
    const p = map.latLngToContainerPoint(label.home), wide = widthOf(label);
    return { at: label.home, side: "middle", left: p.x - wide / 2, right: p.x + wide / 2, top: p.y - 8, bottom: p.y + 8 };
  }
  /** The spot within its land where a country's name covers least of the lines and places, rather
   * large than small; none rather than one across a border.
   * @param {Label} label @param {Sheet} page @param {() => Pixel[]} crowd @param {Pixel[]} dots @returns {Spot | null} */
  function countrySpot(label, page, crowd, dots) {
    const wide = widthOf(label);
    let best = /** @type {Spot | null} */ (null), least = Infinity, later = 0;
    for (const [size, half, middles] of spotsOfCountry(label.country || 0, wide, COUNTRY_PX, label.home, state.depiction)) {
      if (least <= later * FORM) break;
      const reach = wide * size / COUNTRY_PX / 2;
      let free = 0;
      for (const { x, y } of middles) {
        const box = { side: "middle", size, left: x - reach, right: x + reach, top: y - half, bottom: y + half };
        if (!page.whole(box) || !page.free(box)) continue;
        const cost = covered(box, crowd()) + OVER_PLACE * covered(box, dots) + free * 0.25 + later * FORM;
        if (cost < least) { least = cost; best = { ...box, at: map.containerPointToLatLng([x, y]) }; }
        free += 1;
        if (free === MOST_SPOTS) break;
      }
      later += 1;
    }
    return best;
  }

  /** @param {Sheet} page */
  function nameRoutes(page) {
    const wanted = chosen();
    if (!wanted.length) return;
    const seen = runs(new Set(wanted.flatMap((one) => one.own))), crowd = seen.flatMap((run) => run.points);
    wanted.forEach((one) => {
      const days = state.named.get(one.id), said = days ? ", " + days + " days" : "";
      const [run] = seen.filter((each) => one.own.includes(each.route.id)).sort((a, b) => b.points.length - a.points.length);
      if (!run || run.points.length * STEP_PX <= 2 * SIZE_PX) return;
      const others = seen.filter((each) => !one.own.includes(each.route.id)).flatMap((each) => each.points);
      forms(one.name).some((form) => {
        const text = form + said, found = along(run.points, width("route", text), crowd, others, page);
        if (!found) return false;
        page.take(found.box);
        const colour = doc.colours[run.route.overlay ? "overlay" : run.route.mode];
        written.push(marker(map.containerPointToLatLng([found.x, found.y]), "route", text, colour).marker.addTo(map));
        return true;
      });
    });
  }

  /** @param {Label} label @param {Spot | null} spot */
  function put(label, spot) {
    if (spot) {
      label.box.dataset.side = spot.side;
      if (spot.size) label.box.style.fontSize = spot.size + "px";
      label.marker.setLatLng(spot.at);
    }
    if (Boolean(spot) === label.shown) return;
    label.shown = Boolean(spot);
    if (spot) label.marker.addTo(map); else label.marker.remove();
  }
  function layOut() {
    const zoom = map.getZoom(), view = map.getBounds().pad(0.1), dots = /** @type {{ text: string, dot: L.Point }[]} */ ([]);
    const few = [...state.drawn.size <= doc.few ? state.drawn : [], state.selected].filter((id) => state.drawn.has(id));
    const ends = new Set(few.flatMap((id) => routes.get(id)?.ends || []));
    let points = /** @type {Pixel[] | null} */ (null);
    const all = zoom >= CLOSE_ZOOM && state.drawn.size <= MANY ? state.drawn : new Set(few);
    const near = labels.filter((label) => label.kind === "place" && map.getBounds().contains(label.home)
      && (rankOf(label, ends) < 0 || (zoom >= label.zoom && label.routes && label.routes.some((id) => state.drawn.has(id)))));
    const nearPoints = near.map((label) => map.latLngToContainerPoint(label.home)).map(({ x, y }) => /** @type {Pixel} */ ([x, y]));
    beforeNames(near.length > 0);
    const page = sheet(map);
    const crowd = () => { points = points || lines.seen(all, STEP_PX).flatMap((run) => run.points); return points; };
    /* A station and its town, one beside the other, are named once. */
    const twice = (/** @type {Label} */ label, /** @type {L.Point | undefined} */ dot) => dot && dots.some((other) => Math.hypot(other.dot.x - dot.x, other.dot.y - dot.y) < SAME_PX
      && (label.text.startsWith(other.text) || other.text.startsWith(label.text)));
    const wanted = labels.map((label) => ({ label, rank: rankOf(label, ends) })).sort((a, b) => a.rank - b.rank);
    let named = false;
    written.forEach((old) => old.remove());
    written = [];
    wanted.forEach(({ label, rank }) => {
      if (!named && rank > ROUTE) { named = true; nameRoutes(page); }
      const sure = rank < 0, place = label.kind === "place";
      const possible = sure || (zoom >= label.zoom && (!label.routes || label.routes.some((id) => state.drawn.has(id))));
      const country = label.kind === "country";
      const spots = !possible || country || (place && !view.contains(label.home)) ? []
        : place ? placeSpots(label, sure, crowd) : [areaSpot(label)];
      const spot = (possible && country && zoom >= COUNTRY_ZOOM ? countrySpot(label, page, crowd, nearPoints)
        : spots.find((one) => view.contains(one.at) && page.free(one) && page.whole(one)
          && (!place || !twice(label, one.dot)))) || null;
      if (spot) {
        page.take(spot);
        if (spot.dot) dots.push({ text: label.text, dot: spot.dot });
      }
      put(label, spot);
    });
  }
  map.on("zoomend moveend resize", layOut);
  return (/** @type {Now} */ now) => {
    state = now;
    layOut();
  };
}
