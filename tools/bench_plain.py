"""The limit: a page of Leaflet and the routes, opened from the disk, with no server behind it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Final

from geo.web.scripts import web_file
from tools.bench_server import Server

_PAGE: Final = """<!doctype html><meta charset="utf-8"><style>{style}
html, body {{ margin: 0; height: 100%; }} #map {{ position: absolute; inset: 40px 0 0 0; }}</style>
<div class="st-key-filter-mode-rail"><label><input type="checkbox" id="rail">Rail</label></div>
<p hidden id="count"></p><div id="map"></div><script>{leaflet}</script><script>
const routes = {routes};
const map = L.map("map", {{ renderer: L.canvas() }}).setView([40, 55], 4);
const style = {{ color: "#0b5cad", weight: 3 }};
const lines = routes.map(([mode, feature]) => [mode, L.geoJSON(feature, {{ style }})]);
function show() {{
  const only = document.getElementById("rail").checked;
  let shown = 0;
  lines.forEach(([mode, line]) => {{
    const on = !only || mode === "rail";
    if (on !== map.hasLayer(line)) {{ if (on) line.addTo(map); else line.remove(); }}
    shown += on;
  }});
  document.getElementById("count").textContent = shown + (only ? " rail" : "");
}}
document.getElementById("rail").onchange = show;
show();
</script>"""


def plain_page(folder: Path, out: Path) -> Server:
    """Write the page for a data folder; returns where a browser finds it, as if it were a server.

    The lines are drawn on a canvas, as Leaflet does it itself; those that stay are left alone.
    """
    with (folder / "routes.csv").open(encoding="utf-8", newline="") as file:
        routes = [[row["mode"], json.loads((folder / "routes" / f"{row['route_id']}.geojson")
                                           .read_text(encoding="utf-8"))]
                  for row in csv.DictReader(file)]
    out.write_text(_PAGE.format(
        style=web_file("leaflet.css").read_text(encoding="utf-8"),
        leaflet=web_file("leaflet.js").read_text(encoding="utf-8"),
        routes=json.dumps(routes).replace("<", "\\u003c")), encoding="utf-8")
    return Server(out.as_uri(), 0)
