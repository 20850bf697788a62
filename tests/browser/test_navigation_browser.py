"""The navigation bar and the filters in a real browser: no page asks anybody else, the view is kept, Back works."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from pages import PAGES, PageEntry
from tests.browser.conftest import PHONE, WAIT_MS, Traffic, wait_for

INDICATOR = "learning_citizen_rate_adults_in_learning_models"
VIEW = {"lang": "en", "noi": "002.before-2025-07", "chi_tieu": INDICATOR, "moc": "2030"}
VIEW |= {"dia_ban": "as_reported", "nhom": "farmers"}
QUERY = "&".join(f"{key}={value}" for key, value in VIEW.items())


def wait(page: Page) -> None:
    """Wait until the screen is drawn and its address is written."""
    page.wait_for_timeout(300)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=WAIT_MS)
    page.wait_for_selector("h1", timeout=WAIT_MS)
    page.wait_for_timeout(500)


def read_view(page: Page) -> dict[str, str]:
    """The shared part of the address."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items() if key in VIEW}


def go_to(page: Page, entry: PageEntry) -> None:
    """Open a page by the navigation bar."""
    link = page.locator(
        f"[data-testid=stTopNav] a[href$='/{entry.url_path}'], [role=menuitem][href$='/{entry.url_path}']"
    )
    if entry.section:
        sections = list(dict.fromkeys(page.section for page in PAGES if page.section))
        page.locator("[data-testid=stTopNavSection]").nth(sections.index(entry.section)).click()
    elif entry is PAGES[0]:
        link = page.locator("[data-testid=stTopNavLink]").first
    link.first.click()
    wait(page)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.page_id)
def test_a_page_asks_nobody_else_and_is_named_in_the_tab(
    server: str, visitor: Page, traffic: Traffic, entry: PageEntry
) -> None:
    page = visitor
    page.set_viewport_size(PHONE)
    page.goto(f"{server}/{entry.url_path}")
    wait(page)
    traffic.wait_until_quiet()
    assert traffic.hosts == {urlsplit(server).netloc}
    wait_for(page, "document.title.endsWith(' · Đích 2030')")
    wait_for(page, "document.documentElement.lang === 'vi'")
    wait_for(page, "document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_the_bar_keeps_the_view_and_back_returns_to_each_screen_once(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/chi-tieu?{QUERY}")
    wait(page)
    seen = [(urlsplit(page.url).path, page.title())]
    for entry in (*PAGES[:2], PAGES[-1]):
        go_to(page, entry)
        assert read_view(page) == VIEW, entry.page_id
        seen.append((urlsplit(page.url).path, page.title()))
    assert len({title for _path, title in seen}) == len(seen)
    for path, title in reversed(seen[:-1]):
        page.go_back()
        wait(page)
        assert (urlsplit(page.url).path, page.title()) == (path, title)
        assert read_view(page) == VIEW


def test_back_undoes_a_choice(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/chi-tieu?{QUERY}")
    wait(page)
    page.locator(".st-key-nhom [data-testid=stSelectbox]").click()
    page.get_by_role("option", name="All people").click()
    wait(page)
    assert "nhom" not in read_view(page)
    page.go_back()
    wait(page)
    assert read_view(page) == VIEW
    assert "Farmers" in page.locator("h1").inner_text()


def test_back_asks_the_statement_before(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/truy-van?lang=en&sql=select 40 %2B 1 as n")
    answer = page.locator(".d-qtable td")
    answer.get_by_text("41", exact=True).wait_for(timeout=WAIT_MS)
    wait(page)
    page.locator("textarea").fill("select 20 + 22 as n")
    page.keyboard.press("Control+Enter")
    answer.get_by_text("42", exact=True).wait_for(timeout=WAIT_MS)
    wait(page)
    page.go_back()
    answer.get_by_text("41", exact=True).wait_for(timeout=WAIT_MS)
    wait(page)
    assert parse_qs(urlsplit(page.url).query)["sql"] == ["select 40 + 1 as n"]


def test_a_phone_shows_one_line_that_unfolds_into_the_filters(server: str, visitor: Page) -> None:
    page = visitor
    page.set_viewport_size(PHONE)
    page.goto(f"{server}/chi-tieu?{QUERY}")
    wait(page)
    line = page.locator(".d-chosen summary")
    assert "Farmers" in line.inner_text()
    assert line.bounding_box()["height"] < PHONE["height"] / 8  # type: ignore[index]
    assert not page.locator(".st-key-filters").is_visible()
    line.click()
    page.locator(".st-key-filters").wait_for(state="visible", timeout=WAIT_MS)


def test_a_link_to_no_page_opens_the_first_one_and_says_so(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/khong-co-trang-nay")
    wait(page)
    assert "khong-co-trang-nay" in page.locator("[data-testid=stAlert]").inner_text()
    assert page.get_by_role("dialog").count() == 0
    assert urlsplit(page.url).path == "/"


def test_words_of_the_frame_are_vietnamese(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(server)
    wait(page)
    page.locator(".st-key-noi input").fill("zzzz")
    page.get_by_text("Không tìm thấy", exact=True).wait_for(timeout=WAIT_MS)
    assert page.get_by_label("Các trang").count()


def test_a_link_into_the_page_of_methods_shows_its_part(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/phuong-phap?lang=vi#nguong")
    wait(page)
    wait_for(page, "Math.abs(document.getElementById('nguong').getBoundingClientRect().top - 70) < 60")
