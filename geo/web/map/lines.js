/* All routes on one canvas. Each line is projected once; a change of filter is one redraw in batches
   of like strokes, so that ten thousand lines cost little more than a hundred. */
(function () {
  "use strict";

  const WORLD = 256;
  const STEP_PX = 0.7;
  const REACH_PX = 7;
  /* Above so many lines in view each is a hairline: the eye sees no more, and it costs a tenth. */
  const MANY = 600, MANY_STEP_PX = 3;
  const SURENESS = { conceptual: 0, schematic: 1, traced: 2, surveyed: 3, overlay: 4 };

  function project(flat) {
    const points = new Float64Array(flat.length);
    let lat = 0, lon = 0;
    for (let i = 0; i < flat.length; i += 2) {
      lat += flat[i];
      lon += flat[i + 1];
      const sine = Math.sin(lat * 1e-5 * Math.PI / 180);
      points[i] = (lon * 1e-5 / 360 + 0.5) * WORLD;
      points[i + 1] = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
    }
    return points;
  }

  function boxOf(parts) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    parts.forEach((points) => {
      for (let i = 0; i < points.length; i += 2) {
        box[0] = Math.min(box[0], points[i]);
        box[1] = Math.min(box[1], points[i + 1]);
        box[2] = Math.max(box[2], points[i]);
        box[3] = Math.max(box[3], points[i + 1]);
      }
    });
    return box;
  }

  function dashes(text, cap) {
    const found = text ? text.split(" ").map(Number) : [];
    return cap === "round" && found[0] === 0 ? [0.01, ...found.slice(1)] : found;
  }

  /* The strokes of a route, under to over: what the legend's symbols show too. */
  function looks(route, status, doc, palette, selected) {
    const stroke = doc.strokes[status], build = doc.builds[route.basis];
    const colour = doc.colours[route.overlay ? "overlay" : route.mode];
    const dash = build.dash || stroke.dash;
    const width = Math.max(stroke.width, build.least_width) * (route.context ? 0.7 : 1) + (selected ? 2.5 : 0);
    const ink = { colour, width: build.band ? Math.min(width, 2.4) : width, dash, opacity: route.context ? 0.65 : 1,
      cap: dash === "1 6" ? "round" : "butt" };
    const under = build.band
      ? { colour, width: 10 + (selected ? 5 : 0), dash: "", opacity: selected ? 0.34 : 0.17, cap: "butt" }
      : { colour: selected ? palette.selected : build.edge ? palette.ink : palette.halo, dash: "", cap: "butt",
        width: width + (selected ? 7 : build.edge ? 2 : 2.6), opacity: selected ? 0.95 : build.edge ? 1 : 0.8 };
    const core = build.core ? { colour: "#fff", width: build.core, dash: "", opacity: 1, cap: "butt" } : null;
    return { under, ink, core };
  }

  /* Lines beside the atlas's own: a way before and after, and a reader's overlay. */
  const BESIDE = {
    before: { under: { colour: "#4a5560", width: 12, dash: "", opacity: 1, cap: "butt" },
      ink: { colour: "#cfd6dc", width: 9, dash: "", opacity: 1, cap: "butt" }, core: null, order: -2 },
    after: { under: { colour: "#22303c", width: 12, dash: "", opacity: 1, cap: "butt" },
      ink: { colour: "#f0e442", width: 9, dash: "", opacity: 1, cap: "butt" }, core: null, order: -1 },
    overlay: { under: { colour: "#fff", width: 6, dash: "", opacity: 0.9, cap: "butt" },
      ink: { colour: "#000", width: 2.4, dash: "10 3 2 3", opacity: 1, cap: "butt" }, core: null, order: 8 },
  };

  const Lines = L.Renderer.extend({
    options: { padding: 0.2 },

    initialize(doc, palette, options) {
      L.Renderer.prototype.initialize.call(this, options);
      this._doc = doc;
      this._palette = palette;
      this._items = doc.routes.map((route) => {
        const parts = route.lines.map(project);
        return { route, parts, box: boxOf(parts) };
      });
      this._own = [];
      this._besides = [];
      this._shown = [];
      this._batches = [];
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._pen = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      this._container = null;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize(), sharp = window.devicePixelRatio > 1 ? 2 : 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = sharp * size.x;
      this._container.height = sharp * size.y;
      this._container.style.width = size.x + "px";
      this._container.style.height = size.y + "px";
      this._sharp = sharp;
      this._draw();
    },

    /* Which routes, in which status's stroke (null: their own), and which one is selected. */
    show(ids, selected, statuses) {
      const wanted = new Set(ids);
      const shown = this._items.filter((item) => wanted.has(item.route.id));
      const batches = new Map();
      shown.forEach((item) => {
        const status = (statuses && statuses.get(item.route.id)) || item.route.status;
        const chosen = item.route.id === selected;
        const order = chosen ? 9 : (item.route.context ? 0 : 4) + SURENESS[item.route.basis];
        const key = [order, item.route.mode, status, item.route.basis, Boolean(item.route.overlay)].join();
        if (!batches.has(key)) {
          batches.set(key, { order, items: [], look: looks(item.route, status, this._doc, this._palette, chosen) });
        }
        batches.get(key).items.push(item);
      });
      this._own = [...batches.values()];
      this._routes = shown;
      this._selected = selected;
      this._arrange();
      return shown.map((item) => item.route.id);
    },

    /* Each: id, name, words, note, look, lines; a click on one reports its id. */
    beside(lines) {
      this._besides = lines.filter((line) => BESIDE[line.look]).map((line) => {
        const parts = line.lines.map(project);
        return { route: line, parts, box: boxOf(parts) };
      });
      this._arrange();
    },

    _arrange() {
      const besides = Object.entries(BESIDE).map(([name, look]) => ({ order: look.order, look,
        items: this._besides.filter((item) => item.route.look === name) }));
      const chosen = this._besides.filter((item) => item.route.id === this._selected);
      if (chosen.length) besides.push({ order: 10, items: chosen, look: { under: { ...BESIDE.overlay.under, width: 11,
        colour: this._palette.selected }, ink: { ...BESIDE.overlay.ink, width: 4.5 }, core: null } });
      this._shown = [...(this._routes || []), ...this._besides];
      this._batches = [...this._own, ...besides].sort((a, b) => a.order - b.order);
      if (this._map && this._bounds) this._draw();
    },

    _draw() {
      const pen = this._pen, scale = this._map.getZoomScale(this._map.getZoom(), 0);
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      pen.setTransform(this._sharp, 0, 0, this._sharp, 0, 0);
      const size = this._bounds.getSize();
      pen.clearRect(0, 0, size.x, size.y);
      const margin = 20 / scale;
      const view = [origin.x / scale - margin, origin.y / scale - margin,
        (origin.x + size.x) / scale + margin, (origin.y + size.y) / scale + margin];
      const inView = (item) => item.box[0] < view[2] && item.box[2] > view[0]
        && item.box[1] < view[3] && item.box[3] > view[1];
      const batches = this._batches.map((batch) => ({ look: batch.look, order: batch.order, items: batch.items.filter(inView) }));
      const many = batches.reduce((sum, batch) => sum + batch.items.length, 0) > MANY;
      this._step = many ? MANY_STEP_PX : STEP_PX;
      if (many) batches.filter((batch) => batch.order >= 0 && batch.order < 8).forEach((batch) => {
        batch.look = { under: null, core: null, ink: { ...batch.look.ink, width: 1, opacity: 1, cap: "butt",
          dash: batch.look.ink.dash && "3 3" } };
      });
      const ways = batches.filter((batch) => batch.order < 0), last = batches.filter((batch) => batch.order >= 8);
      const rest = batches.filter((batch) => batch.order >= 0 && batch.order < 8);
      [ways, rest, last].forEach((group) => {
        group.forEach((batch) => batch.look.under && this._stroke(batch.items, batch.look.under, scale, origin));
        group.forEach((batch) => {
          this._stroke(batch.items, batch.look.ink, scale, origin);
          if (batch.look.core) this._stroke(batch.items, batch.look.core, scale, origin);
        });
      });
      pen.globalAlpha = 1;
      pen.setLineDash([]);
    },

    _stroke(items, look, scale, origin) {
      const pen = this._pen, step = this._step;
      pen.strokeStyle = look.colour;
      pen.lineWidth = look.width;
      pen.lineCap = look.cap;
      pen.lineJoin = "round";
      pen.globalAlpha = look.opacity;
      pen.setLineDash(dashes(look.dash, look.cap));
      pen.beginPath();
      items.forEach((item) => item.parts.forEach((points) => {
        let x = points[0] * scale - origin.x, y = points[1] * scale - origin.y;
        pen.moveTo(x, y);
        const end = points.length - 2;
        for (let i = 2; i <= end; i += 2) {
          const nx = points[i] * scale - origin.x, ny = points[i + 1] * scale - origin.y;
          if (i < end && Math.abs(nx - x) + Math.abs(ny - y) < step) continue;
          pen.lineTo(nx, ny);
          x = nx;
          y = ny;
        }
      }));
      pen.stroke();
    },

    /* The route drawn nearest to a point of the map, within reach of a finger. */
    nearest(latlng) {
      const scale = this._map.getZoomScale(this._map.getZoom(), 0), at = this._map.project(latlng, 0);
      const reach = (REACH_PX + 2) / scale;
      let best = null, least = reach;
      this._shown.forEach((item) => {
        const box = item.box;
        if (at.x < box[0] - reach || at.x > box[2] + reach || at.y < box[1] - reach || at.y > box[3] + reach) return;
        const far = distance(item.parts, at.x, at.y) + (item.route.context ? 1 / scale : 0);
        if (far < least) { least = far; best = item.route; }
      });
      return best;
    },

    /* Where some routes run on the screen: {route, points} for every stretch in view, each point
       [x, y] in pixels of the map and about `step` from the one before. */
    seen(ids, step) {
      const scale = this._map.getZoomScale(this._map.getZoom(), 0), { min } = this._map.getPixelBounds();
      const size = this._map.getSize(), found = [];
      (this._routes || []).filter((item) => ids.has(item.route.id)).forEach((item) => item.parts.forEach((line) => {
        let points = null, x = 0, y = 0;
        const put = (nx, ny) => {
          if (nx < 0 || ny < 0 || nx > size.x || ny > size.y) { points = null; return; }
          if (!points) found.push({ route: item.route, points: points = [] });
          points.push([nx, ny]);
        };
        for (let i = 0; i < line.length; i += 2) {
          const nx = line[i] * scale - min.x, ny = line[i + 1] * scale - min.y;
          const far = i ? Math.hypot(nx - x, ny - y) : step;
          if (far < step && i < line.length - 2) continue;
          const cuts = i ? Math.min(400, Math.max(1, Math.round(far / step))) : 1;
          for (let k = 1; k <= cuts; k += 1) put(i ? x + (nx - x) * k / cuts : nx, i ? y + (ny - y) * k / cuts : ny);
          x = nx;
          y = ny;
        }
      }));
      return found;
    },

    /* Some lines by their ids, the atlas's own or beside them. */
    some(ids) {
      return [...this._items, ...this._besides].filter((item) => ids.has(item.route.id));
    },

    points(ids) {
      return this.some(ids).flatMap((item) =>
        item.parts.flatMap((points) => Array.from({ length: points.length / 2 }, (_, i) =>
          this._map.unproject([points[2 * i], points[2 * i + 1]], 0))));
    },
  });

  function distance(parts, x, y) {
    let least = Infinity;
    parts.forEach((points) => {
      for (let i = 2; i < points.length; i += 2) {
        const ax = points[i - 2], ay = points[i - 1], dx = points[i] - ax, dy = points[i + 1] - ay;
        const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
        least = Math.min(least, Math.hypot(ax + along * dx - x, ay + along * dy - y));
      }
    });
    return least;
  }

  window.AtlasLines = { make: (doc, palette, options) => new Lines(doc, palette, options) };
})();
