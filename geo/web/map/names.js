/* Names on the map: ranked, and a name is shown only where none of a better rank stands. What a scene
   speaks of comes first, then few routes, along which their names are written. Text is set as text. */
/** @import { Basemap, MapDocument } from "../types.js" */
/** @import { Crowd } from "./crowd.js" */
/** @import { Lines } from "./lines.js" */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/** Where a name may stand. @typedef {Box & { at: L.LatLng, side: string, dot?: L.Point, size?: number }} Spot */
/** @typedef {[number, number]} Pixel */
/** @typedef {"sea" | "country" | "region" | "place" | "route" | "corridor"} Kind */
/** A name that may be written: from which zoom, and along with which routes.
 * @typedef {{ id: string, kind: Kind, rank: number, zoom: number, text: string, home: L.LatLng, shown: boolean, box: HTMLElement,
 *   marker: L.Marker, country?: number, region?: number, routes?: string[] }} Label */
/** @typedef {ReturnType<typeof sheet>} Sheet */
/** @typedef {{ drawn: Set<string>, selected: string, focus: Set<string> | null, named: Map<string, string>, depiction: string,
 *   byCorridor: boolean, spare?: boolean }} Now what is drawn, and what of it is looked at */

import { element } from "../shared/dom.js";
import { alongRibbon, besideRibbon, leaderFrom } from "./corridors.js";
import { countrySpots } from "./countries.js";
import { crowdOf } from "./crowd.js";
import { REGION_PX, regionSpots } from "./regions.js";

/* Above so many, only the lines that are named themselves are kept free of names. */
const MANY = 200;
const STEP_PX = 6, SIZE_PX = 12, CORRIDOR_PX = 13, SAME_PX = 12;
const SPOKEN = -3, END = -2, COUNTRY = -1, CORRIDOR = -0.5, NEAR = 1.5, ROUTE = 2.5, REGION = 10.1, COUNTRY_ZOOM = 3, COUNTRY_PX = 12.5, NEAR_ZOOM = 5.5, ROUTES_ZOOM = 6.5, CLOSER = 1.5;
/* So many free spots of a country's name are compared; a place under one, and a smaller size, count as
   so many points of a line. */
const MOST_SPOTS = 16, OVER_PLACE = 60, FORM = 3;
/* A name of a corridor with a leader has at most so many letters; initials stand where no word fits. */
const ASIDE = [[0, 0], [0, -12], [0, 12], [0, -24], [0, 24], [-16, 0], [16, 0], [-16, -16], [16, 16], [-16, 16], [16, -16]];
const SHORT = 26, INITIALS = /^[A-Z]+$/;
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9];
/* What names must not cover: other names, and what stands on the map's edges. */
/** @param {L.Map} map */
function sheet(map) {
  const size = map.getSize(), frame = map.getContainer().getBoundingClientRect();
  /* How much larger than its own pixels the page draws the map. */
  const scale = frame.width / map.getContainer().offsetWidth || 1;
  const taken = /** @type {Box[]} */ ([...map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    return { left: (left - frame.left) / scale, right: (right - frame.left) / scale, top: (top - frame.top) / scale, bottom: (bottom - frame.top) / scale };
  }));
  return {
    free: (/** @type {Box} */ box) => !taken.some((o) => box.left < o.right && box.right > o.left && box.top < o.bottom && box.bottom > o.top),
    whole: (/** @type {Box} */ box) => box.left > 2 && box.right < size.x - 2 && box.top > 2 && box.bottom < size.y - 2,
    take: (/** @type {Box} */ box) => taken.push(box),
  };
}

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

/** A name in two rows of like length. @param {string} name */
function inTwo(name) {
  const gaps = [...name.matchAll(/ /g)].map(({ index }) => index), middle = name.length / 2;
  const [at] = gaps.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return at ? name.slice(0, at) + "\n" + name.slice(at + 1) : name;
}

/** The first text for which there is a spot, and the spot. @template Spot @param {string[]} texts @param {(text: string) => Spot | null} spotOf */
function firstOf(texts, spotOf) {
  for (const text of texts) {
    const spot = spotOf(text);
    if (spot) return { ...spot, text };
  }
  return null;
}

/** Stretches that go on one after the other, as one. @param {Pixel[][]} runs */
function joined(runs) {
  const rest = [...runs].sort((a, b) => b.length - a.length), made = /** @type {Pixel[][]} */ ([]);
  const meet = (/** @type {Pixel} */ a, /** @type {Pixel} */ b) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 2 * STEP_PX;
  for (let run = rest.shift(); run; run = rest.shift()) {
    let all = run;
    for (let i = 0; i < rest.length; i += 1) {
      const other = rest[i], end = all[all.length - 1];
      const next = meet(end, other[0]) ? [...all, ...other] : meet(end, other[other.length - 1]) ? [...all, ...other.toReversed()]
        : meet(all[0], other[other.length - 1]) ? [...other, ...all] : meet(all[0], other[0]) ? [...other.toReversed(), ...all] : null;
      if (next) { all = next; rest.splice(i, 1); i = -1; }
    }
    made.push(all);
  }
  return made;
}

/** A name of a route: beside its longest stretch in view, near the middle first, where it covers
 * least of the lines and is nobody else's; rather none than one across them.
 * @param {Pixel[]} points @param {number} wide @param {Crowd} crowd @param {Pixel[]} others @param {Sheet} page */
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
      const cost = crowd(box) + astray(box, points, others) + order * 0.05 + side * 0.02;
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
  let state = /** @type {Now} */ ({ drawn: new Set(), selected: "", focus: null, named: new Map(), depiction: "un", byCorridor: false });
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
  const spotsOfCountry = countrySpots(map, base), spotsOfRegion = regionSpots(map, doc.regions);
  base.land.forEach((land, i) => {
    add(land.code, land.label, land.name, "country", land.rank / 10, COUNTRY_ZOOM).country = i;
  });
  base.lakes.filter((lake) => lake.name).forEach((lake) => {
    const ring = L.polygon(lake.polygons[0]).getBounds();
    if (ring.getNorth() - ring.getSouth() > 0.35) add("", ring.getCenter(), lake.name, "sea", 8, 6);
  });
  const regionIds = new Set(doc.regions.map(({ id }) => id));
  doc.regions.forEach((region, i) => {
    add(region.id, region.at, region.name, "region", REGION + i / 1000, doc.region_zoom).region = i;
  });
  doc.places.forEach((place, i) => {
    add(place.id, place.at, place.name, "place", 10 + i / 100, place.zoom).routes = place.routes;
  });
  doc.others.forEach((place) => add(place.id, place.at, place.name, "place", Infinity, Infinity));

  const pen = /** @type {CanvasRenderingContext2D} */ (element("canvas").getContext("2d"));
  const family = getComputedStyle(map.getContainer()).fontFamily;
  /** @type {Record<Kind, string>} */
  const fonts = { country: COUNTRY_PX + "px " + family, place: "600 13.5px " + family, route: "700 " + SIZE_PX + "px " + family,
    region: "italic " + REGION_PX + "px 'Atlas Serif', Georgia, serif", corridor: "700 " + CORRIDOR_PX + "px " + family,
    sea: "italic 13px 'Atlas Serif', Georgia, serif" };
  /** @param {Kind} kind @param {string} text */
  function width(kind, text) {
    pen.font = fonts[kind];
    if (kind === "country") return pen.measureText(text.toUpperCase()).width + text.length * COUNTRY_PX * 0.13;
    return pen.measureText(text).width + { sea: text.length * 0.7, region: text.length * REGION_PX * 0.06, place: 12, route: 2, corridor: 4 }[kind];
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
    const all = state.spare ? ![...state.named.keys()].some((id) => doc.corridors[id]) : !own.length;
    const ids = all && state.drawn.size <= doc.few ? [...new Set([...own, ...state.drawn])] : own;
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

  /** @param {Label} label @param {boolean} sure @param {() => Crowd} crowd @returns {Spot[]} */
  function placeSpots(label, sure, crowd) {
    const p = map.latLngToContainerPoint(label.home), wide = widthOf(label);
    const spot = (/** @type {string} */ side, /** @type {number} */ left, /** @type {number} */ y) => ({ at: label.home, dot: p, side, left, right: left + wide, top: y - 8, bottom: y + 8 });
    const two = [spot("right", p.x + 5, p.y), spot("left", p.x - wide - 5, p.y)];
    const all = sure ? [...two, spot("above", p.x - wide / 2, p.y - 14), spot("below", p.x - wide / 2, p.y + 14)] : two;
    return all.toSorted((a, b) => crowd()(a) - crowd()(b));
  }
  /** Where the name of water may stand: at home, or a little aside where it covers fewer lines.
   * @param {Label} label @param {() => Crowd} crowd @returns {Spot[]} */
  function areaSpots(label, crowd) {
    const home = map.latLngToContainerPoint(label.home), wide = widthOf(label);
    return ASIDE.map(([x, y]) => ({ at: map.containerPointToLatLng([home.x + x, home.y + y]), side: "middle", left: home.x + x - wide / 2,
      right: home.x + x + wide / 2, top: home.y + y - 8, bottom: home.y + y + 8 })).toSorted((a, b) => crowd()(a) - crowd()(b));
  }
  /** The spot within its land where a country's name covers least of the lines and places, rather
   * large than small; none rather than one across a border.
   * @param {Label} label @param {Sheet} page @param {() => Crowd} crowd @param {Crowd} dots @returns {Spot | null} */
  function countrySpot(label, page, crowd, dots) {
    const wide = widthOf(label);
    let best = /** @type {Spot | null} */ (null), least = Infinity, later = 0;
    for (const [size, half, middles] of spotsOfCountry(label.country || 0, wide, COUNTRY_PX, label.home, state.depiction)) {
      if (least <= later * FORM || (state.spare && size < COUNTRY_PX)) break;
      const reach = wide * size / COUNTRY_PX / 2;
      let free = 0;
      for (const { x, y } of middles) {
        const box = { side: "middle", size, left: x - reach, right: x + reach, top: y - half, bottom: y + half };
        if (!page.whole(box) || !page.free(box)) continue;
        const cost = crowd()(box) + OVER_PLACE * dots(box) + free * 0.25 + later * FORM;
        if (cost < least) { least = cost; best = { ...box, at: map.containerPointToLatLng([x, y]) }; }
        free += 1;
        if (free === MOST_SPOTS) break;
      }
      later += 1;
    }
    return best;
  }

  /** Seen from near, the featured routes that are not named yet, where there is still room. */
  function others() {
    const isNamed = (/** @type {string} */ id) => state.drawn.size <= doc.few || state.named.has(id) || id === state.selected;
    return [...state.drawn].flatMap((id) => {
      const route = routes.get(id);
      return route && !route.context && !isNamed(id) && (!state.focus || state.focus.has(id)) ? [{ id, name: route.name, own: [id] }] : [];
    });
  }

  /** @param {Sheet} page @param {ReturnType<typeof chosen>} wanted */
  function nameRoutes(page, wanted) {
    if (!wanted.length) return;
    const seen = runs(new Set(wanted.flatMap((one) => one.own))), crowd = crowdOf(seen.flatMap((run) => run.points), map.getSize());
    wanted.forEach((one) => {
      const days = state.named.get(one.id), said = days ? ", " + days + " days" : "";
      const [run] = seen.filter((each) => one.own.includes(each.route.id)).sort((a, b) => b.points.length - a.points.length);
      if (!run || run.points.length * STEP_PX <= 2 * SIZE_PX) return;
      const others = seen.filter((each) => !one.own.includes(each.route.id)).flatMap((each) => each.points);
      forms(one.name).some((form) => {
        const text = form + said, found = along(run.points, width("route", text), crowd, others, page);
        if (!found) return false;
        page.take(found.box);
        write([found.x, found.y], "route", text, run.colour);
        return true;
      });
    });
  }
  /** @param {Pixel} at @param {Kind} kind @param {string} text @param {string} colour */
  function write(at, kind, text, colour) {
    const made = marker(map.containerPointToLatLng(at), kind, text, colour);
    written.push(made.marker.addTo(map));
    return made.box;
  }
  /** Names the corridors in their own colours, the short ones first, which have least choice; where
   * a corridor has lines to itself, it is named at those. @param {Sheet} page @param {Crowd} crowd */
  function nameCorridors(page, crowd) {
    const seen = lines.seen(state.drawn, STEP_PX), alone = (/** @type {string} */ id) => (routes.get(id)?.corridors || []).length < 2;
    const wanted = Object.values(doc.corridors).filter(({ colour }) => colour !== doc.colours.plain).map((corridor) => {
      const ids = new Set(corridor.routes.filter((id) => !state.focus || state.focus.has(id)));
      const all = seen.filter((run) => ids.has(run.route.id) && run.colour === corridor.colour);
      const own = all.filter((run) => alone(run.route.id)), runs = (own.length ? own : all).map((run) => run.points);
      return { corridor, runs: joined(runs), size: runs.reduce((sum, run) => sum + run.length, 0) };
    }).filter(({ size }) => size > 1).sort((a, b) => a.size - b.size);
    wanted.forEach(({ corridor: { forms: names, colour }, runs }) => {
      const high = CORRIDOR_PX + 3, points = runs.flat(), whole = names.filter((name) => !INITIALS.test(name));
      const short = whole.filter((name) => name.length <= SHORT), initials = names.filter((name) => INITIALS.test(name));
      const along = (/** @type {string[]} */ from) => firstOf(from, (text) => alongRibbon(runs, STEP_PX, width("corridor", text), high, crowd, page));
      const beside = (/** @type {string[]} */ from) => firstOf(from, (text) => {
        const rows = text.split("\n");
        return besideRibbon(points, Math.max(...rows.map((row) => width("corridor", row))), high * rows.length, crowd, page, map.getSize().x / 6);
      });
      const found = along(whole) || beside(short) || along(initials) || beside(initials) || beside(whole.map(inTwo));
      if (!found) return;
      found.boxes.forEach(page.take);
      const box = write([found.x, found.y], "corridor", found.text, colour), leader = leaderFrom(found);
      box.style.setProperty("--slope", found.slope + "rad");
      if (leader && leader.length > 4) {
        const line = write([leader.x, leader.y], "corridor", "", colour);
        line.className = "atlas-leader";
        Object.assign(line.style, { width: leader.length + "px", background: colour, transform: "rotate(" + leader.slope + "rad)" });
      }
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
    const all = state.drawn.size <= MANY ? state.drawn : new Set(few);
    /* What is looked at names its places from farther off, and the others step back. */
    const isDue = (/** @type {Label} */ { zoom: from, routes: at }) => (at ? zoom >= from - (state.focus ? CLOSER : 0)
      && at.some((id) => (state.focus || state.drawn).has(id)) : zoom >= from);
    const near = labels.filter((label) => label.kind === "place" && map.getBounds().contains(label.home)
      && (rankOf(label, ends) < 0 || (isDue(label) && label.routes)));
    const nearPoints = near.map((label) => map.latLngToContainerPoint(label.home)).map(({ x, y }) => /** @type {Pixel} */ ([x, y]));
    const nearDots = crowdOf(nearPoints, map.getSize());
    beforeNames(near.length > 0);
    const page = sheet(map);
    let counted = /** @type {Crowd | null} */ (null);
    const crowd = () => {
      counted = counted || crowdOf(lines.seen(all, STEP_PX).flatMap((run) => run.points), map.getSize());
      return counted;
    };
    /* A station and its town, one beside the other, are named once. */
    const twice = (/** @type {Label} */ label, /** @type {L.Point | undefined} */ dot) => dot && dots.some((other) => Math.hypot(other.dot.x - dot.x, other.dot.y - dot.y) < SAME_PX
      && (label.text.startsWith(other.text) || other.text.startsWith(label.text)));
    const wanted = labels.map((label) => ({ label, rank: rankOf(label, ends) })).sort((a, b) => a.rank - b.rank);
    const spoken = [...state.named.keys()].some((id) => !regionIds.has(id));
    let named = false, corridorsNamed = false;
    written.forEach((old) => old.remove());
    written = [];
    wanted.forEach(({ label, rank }) => {
      if (!corridorsNamed && rank > (zoom < NEAR_ZOOM ? CORRIDOR : NEAR)) { corridorsNamed = true; if (state.byCorridor && !spoken && state.drawn.size <= MANY) nameCorridors(page, crowd()); }
      if (!named && rank > ROUTE) { named = true; nameRoutes(page, chosen()); }
      const sure = rank < 0, place = label.kind === "place";
      const possible = sure || (isDue(label) && !(state.spare && (place || label.kind === "region")));
      const country = label.kind === "country";
      const spots = !possible || country || (place && !view.contains(label.home)) ? []
        : place ? placeSpots(label, sure, crowd)
        : label.kind === "region" ? spotsOfRegion(label.region || 0, widthOf(label), sure, crowd(), nearDots) : areaSpots(label, crowd);
      const spot = (possible && country && zoom >= COUNTRY_ZOOM ? countrySpot(label, page, crowd, nearDots)
        : spots.find((one) => view.contains(one.at) && page.free(one) && page.whole(one)
          && (!place || !twice(label, one.dot)))) || null;
      if (spot) {
        page.take(spot);
        if (spot.dot) dots.push({ text: label.text, dot: spot.dot });
      }
      if (label.kind === "region") label.box.classList.toggle("atlas-label-said", sure);
      put(label, spot);
    });
    if (zoom >= ROUTES_ZOOM && state.drawn.size <= MANY && !spoken) nameRoutes(page, others());
  }
  map.on("zoomend moveend resize", layOut);
  /* Names are measured anew once their fonts are there. */
  Promise.all(Object.values(fonts).map((font) => document.fonts.load(font))).then(() => { widths.clear(); layOut(); }).catch(() => {});
  return (/** @type {Now} */ now) => {
    state = now;
    layOut();
  };
}
