"""The series across 1/7/2025 under a hand: a point opens the reports it was put together from, another territory stays in the address."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WAIT_MS, wait_for

HOAN_KIEM = "chi-tieu?noi=00070.2025-07&chi_tieu=learning_citizen_rate_adults_in_learning_models"
# Middle of the first mark of the first strand: the oldest value, recast from former wards.
FIRST_MARK = """() => {
    const plot = document.querySelector(".js-plotly-plot");
    const {xaxis, yaxis} = plot._fullLayout, trace = plot._fullData[0], box = plot.getBoundingClientRect();
    return {x: box.x + xaxis._offset + xaxis.d2p(trace.x[0]), y: box.y + yaxis._offset + yaxis.d2p(trace.y[0])};
}"""


@pytest.fixture
def page(server: str, visitor: Page) -> Page:
    """The screen of phường Hoàn Kiếm."""
    visitor.goto(f"{server}/{HOAN_KIEM}")
    visitor.wait_for_selector(".js-plotly-plot path.point", state="attached", timeout=WAIT_MS)
    return visitor


def test_a_point_opens_its_parts_and_the_workbooks_they_stand_in(page: Page, server: str) -> None:
    page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)  # the chart settles into its width
    point = page.evaluate(FIRST_MARK)
    page.mouse.click(point["x"], point["y"])
    table = page.get_by_role("dialog").locator(".d-table")
    table.wait_for(timeout=WAIT_MS)
    assert "Quận Hoàn Kiếm" in table.inner_text()
    link = table.locator("a.d-file").first.get_attribute("href")
    assert page.request.get(urljoin(server, str(link))).status == 200
    page.keyboard.press("Escape")


def test_another_territory_is_kept_in_the_address_and_shortens_the_series(page: Page) -> None:
    count = "() => document.querySelector('.js-plotly-plot')._fullData[0].x.length"
    before = page.evaluate(count)
    page.locator(".st-key-dia_ban [data-testid=stSelectbox]").click()
    page.get_by_role("option", name="Như lúc báo cáo").click()
    wait_for(page, "() => location.search.includes('dia_ban=as_reported')")
    wait_for(page, f"(before) => ({count})() < before", before)


def test_nothing_is_wider_than_a_phone(server: str, visitor: Page) -> None:
    visitor.set_viewport_size(PHONE)
    visitor.goto(f"{server}/{HOAN_KIEM}&lang=en")
    visitor.wait_for_selector(".js-plotly-plot path.point", state="attached", timeout=WAIT_MS)
    assert visitor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
