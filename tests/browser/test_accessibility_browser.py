"""Every page of the registry held against axe-core, in both languages and both themes, and walked with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pages import PAGES
from tests.browser.conftest import DESKTOP, WAIT_MS, Traffic, open_page
from ui.filters import DEFAULT_INDICATOR

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}
# What cannot be mended from here, by rule and part of the page; everything of ours must be without fault.
FRAMEWORK: tuple[tuple[str, str, str], ...] = ()
# axe cannot place the cells of a table that scrolls in its own frame under a heading that stays.
LAID_OUT = (
    ":is(.d-table.tall, .d-qtable) { max-height: none !important; overflow: visible !important }"
    ":is(.d-table, .d-qtable) th { position: static !important }"
)
CASES = [(entry.url_path, "") for entry in PAGES] + [
    (entry.url_path, f"&chi_tieu={DEFAULT_INDICATOR}") for entry in PAGES if entry.offers_all
]
HEADINGS = "[...document.querySelectorAll('.stMain :is(h1,h2,h3,h4)')].map((one) => Number(one.tagName[1]))"
# Only what is looked at below comes out of the browser; what axe found in order is not even written down there.
RUN_AXE = """async () => {
    const found = await axe.run(document, { resultTypes: ["violations", "incomplete"] });
    const nodes = (rule) => rule.nodes.map((node) => ({ target: node.target.map(String).join(" "), html: node.html }));
    return {
        checked: found.passes.length,
        violations: found.violations.map((rule) => ({ id: rule.id, impact: rule.impact, nodes: nodes(rule) })),
        given_up: found.incomplete.filter((rule) => rule.error).map((rule) => [rule.id, "", rule.error.message]),
    };
}"""
WORDLESS = """() => [...document.querySelectorAll('.stMain img, .stMain [data-testid=stPlotlyChart], .stMain [role=img]')]
    .filter((one) => !(one.getAttribute('alt') || one.getAttribute('aria-label') || one.closest('[aria-label]')))
    .map((one) => one.outerHTML.slice(0, 160))"""


def find_faults(page: Page) -> list[tuple[str, str, str]]:
    """Grave faults of what is on the screen that are not the framework's: rule, selector and the element's first characters.

    axe gives up a whole rule where it cannot place one element; that counts as a fault too.
    """
    page.add_style_tag(content=LAID_OUT)
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(RUN_AXE)
    assert found["checked"]
    given_up = [(rule, selector, message) for rule, selector, message in found["given_up"]]
    return given_up + [
        (rule["id"], node["target"], node["html"][:160])
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
        if not any(rule["id"] == name and part in f"{node['target']} {node['html']}" for name, part, _why in FRAMEWORK)
    ]


@pytest.fixture(scope="module", params=[("vi", "light"), ("en", "dark")], ids="-".join)
def visit(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    """Somebody who goes from page to page in one theme, and the language: what the pages share is fetched and read once."""
    language, theme = request.param
    page = open_page(browser, viewport=DESKTOP, color_scheme=theme, reduced_motion="reduce")
    yield page, language
    page.context.close()


def wait_until_at_rest(page: Page, address: str) -> None:
    """Go to an address and wait until nothing is computed or fetched any more."""
    traffic = Traffic(page)
    page.goto(address)
    page.wait_for_selector("h1", timeout=WAIT_MS)
    page.wait_for_selector(".st-key-stop_query", state="detached", timeout=WAIT_MS)  # a statement still running
    traffic.wait_until_quiet()
    traffic.stop()


@pytest.mark.parametrize(("slug", "query"), CASES)
def test_a_page_is_without_grave_faults_and_in_order(
    server: str, visit: tuple[Page, str], slug: str, query: str
) -> None:
    page, language = visit
    wait_until_at_rest(page, f"{server}/{slug}?lang={language}{query}")
    assert find_faults(page) == []
    assert page.evaluate("document.documentElement.lang") == language
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []
    assert page.evaluate(WORDLESS) == []


def test_a_fault_would_be_found(server: str, visitor: Page) -> None:
    wait_until_at_rest(visitor, f"{server}/nguon-so-lieu")
    visitor.evaluate("document.querySelector('.stMain h1').style.color = '#ccc'")
    assert [rule for rule, _target, _html in find_faults(visitor)] == ["color-contrast"]


def test_the_keyboard_gets_past_the_navigation(server: str, visitor: Page) -> None:
    wait_until_at_rest(visitor, f"{server}/tong-quan?lang=vi")
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.textContent") == "Chuyển tới nội dung"
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.tagName") == "H1"


def test_a_chosen_theme_holds_on_every_page(server: str, browser: Browser) -> None:
    page = open_page(browser, viewport=DESKTOP, color_scheme="light")
    wait_until_at_rest(page, f"{server}/tong-quan?lang=vi")
    scheme = "getComputedStyle(document.querySelector('.stApp')).colorScheme"
    assert page.evaluate(scheme) == "light"
    page.click(".d-theme:has-text('Nền tối')")
    page.wait_for_selector(".d-theme:has-text('Nền sáng')", timeout=WAIT_MS)
    for slug in ("tong-quan", "chi-tieu", "nguon-so-lieu"):
        page.goto(f"{server}/{slug}")
        page.wait_for_selector("h1", timeout=WAIT_MS)
        assert page.evaluate(scheme) == "dark"
    page.click(".d-theme:has-text('Nền sáng')")
    page.wait_for_selector(".d-theme:has-text('Nền tối')", timeout=WAIT_MS)
    assert page.evaluate("localStorage['stActiveTheme-/tong-quan-v2']") == '"System"'
    page.context.close()
