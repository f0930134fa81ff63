"""The preview of a draft that adds a route shows the map that a reader will open."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.desk.drafts_by_hand import PAGE, rows_of
from tests.pages.desk_page import ServedDesk, open_desk

NAME = "Line invented for a test"


def test_a_new_route_is_seen_as_it_will_be_drawn(browser: Browser, desk: ServedDesk) -> None:
    ends = {row["place_id"]: [float(row["lon"]), float(row["lat"])]
            for row in rows_of(desk.data / "places.csv") if row["place_id"] in ("baku", "tbilisi")}
    draft = desk.read()
    path = f"/api/drafts/{draft}"
    desk.ask(f"{path}/source", {"revision": desk.draft(draft)["revision"], "curator": "Ada",
                                "row": PAGE})
    status, _ = desk.ask(f"{path}/additions", {
        "revision": desk.draft(draft)["revision"],
        "addition": {"id": "n1", "table": "routes", "curator": "Ada", "row": {
            "route_id": "line-invented-for-a-test", "name": NAME, "role": "featured",
            "mode": "road", "from_place": "baku", "to_place": "tbilisi", "countries": "AZ;GE"},
            "feature": {"type": "Feature", "properties": {
                "route_id": "line-invented-for-a-test", "basis": "schematic",
                "basis_note": "invented for a test"},
                "geometry": {"type": "LineString", "coordinates": [
                    ends["baku"], ends["tbilisi"]]}}}})
    assert status == 200
    opened = open_desk(browser, desk.address, f"#/draft/{draft}/preview")
    picture = opened.page.get_by_role("img", name=f"Map of {NAME}, as drawn")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    assert opened.errors == []
    opened.page.close()
