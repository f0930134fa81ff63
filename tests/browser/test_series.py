"""Charts of volumes in a browser: drawn under the policy of the page, and told in words too."""

from __future__ import annotations

from playwright.sync_api import expect

from geo.catalog.catalog import Catalog
from geo.presentation.citations import Citations
from geo.presentation.shown_series import ShownSeries, series_subjects, subject_series
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage


def first_subject(catalog: Catalog) -> tuple[str, tuple[ShownSeries, ...]]:
    """A subject with a chart, and its series."""
    subject = series_subjects(catalog, (claim.subject_id for claim in catalog.claims))[0]
    return subject, subject_series(catalog, subject, Citations(catalog.sources))


def test_a_dossier_has_its_charts_and_a_table_of_every_point(atlas: AtlasPage, catalog: Catalog
                                                              ) -> None:
    subject, series = first_subject(catalog)
    atlas.go(f"/?open={subject}")
    charts = atlas.page.locator(".st-key-dossier-series [data-testid=stVegaLiteChart]")
    expect(charts).to_have_count(len(series), timeout=TIMEOUT_MS)
    atlas.page.locator(".st-key-dossier-series summary").first.press("Enter")
    for number, each in enumerate(series):
        expect(charts.nth(number)).to_have_attribute("aria-label", each.description)
        expect(charts.nth(number).locator("canvas, svg").first).to_be_visible(timeout=TIMEOUT_MS)
    folds = atlas.page.locator(".st-key-dossier-series .atlas-series-table summary")
    for number, each in enumerate(series):
        folds.nth(number).press("Enter")
        rows = atlas.page.locator(".atlas-series-table").nth(number).locator("tbody tr")
        expect(rows).to_have_count(len(each.points))
        for row, point in zip(rows.all(), each.points, strict=True):
            expect(row).to_contain_text(point.period)
            expect(row).to_contain_text(point.who)
            expect(row.locator("[data-cite]").first).to_be_visible()
    atlas.page.locator(".atlas-series-table [data-cite]").first.press("Enter")
    expect(atlas.page.locator(".atlas-cite-card")).to_be_visible()


def test_the_page_time_charts_what_is_chosen(atlas: AtlasPage, catalog: Catalog) -> None:
    subject, series = first_subject(catalog)
    atlas.go("/time")
    charts = atlas.page.locator("[data-testid=stVegaLiteChart]")
    expect(charts).to_have_count(len(series), timeout=TIMEOUT_MS)
    chosen = atlas.page.locator(".st-key-time-series").get_by_role("combobox")
    expect(chosen).to_have_value(catalog.name_of(subject))
    expect(charts.first).to_have_attribute("aria-label", series[0].description)
