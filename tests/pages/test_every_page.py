"""Every page, of every kind of place, in both languages: drawn, one message on top, the view kept, no text but the catalogue's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from itertools import cycle
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

import wording.language
from pages import PAGES
from tests.pages.conftest import read_html
from ui.stage_story import tell_story
from wording.language import read_translations, use_language

OpenPage = Callable[..., AppTest]
INDICATOR = "learning_citizen_rate_adults_in_learning_models"
PLACES = {
    "Hà Nội": "01.2025-07",
    "TP. Hồ Chí Minh": "79.2025-07",
    "old Bắc Ninh": "27.before-2025-07",
    "Sơn La": "14.2025-07",
    "a ward": "00070.2025-07",
    "an old district": "002.before-2025-07",
    "the nation": "VN",
    "a province without data": "96.2025-07",
}
CASES = list(zip(PLACES.values(), cycle(("vi", "en")), strict=False))
OPEN, CLOSE = "⟦", "⟧"
SEPARATORS = re.compile(r"[·,;:()–\n]|\s/\s|\s-\s")
PERIOD_WORDS = re.compile(r"(?:6 tháng đầu |\b)năm \d{4}|quý [IV]+/\d{4}|tháng \d+/\d{4}", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+")
NO_WORD = re.compile(r"[\W\d_⁰-⁹¹²³]*")
NOTATION = {"vi", "en", "csv", "sha", "max"}  # beside single letters: quantities and columns of a sheet
KIND_OF_AREA = re.compile(r"^(tỉnh|thành phố|phường|xã|quận|huyện|thị xã|thị trấn|đặc khu) ")


def show(screen: AppTest, slug: str) -> None:
    """Go to a page as the navigation bar does: the address loses what it said."""
    pages = screen._registered_pages.items()
    screen._page_hash = next(page for page, info in pages if info["url_pathname"] == slug)
    screen.query_params.clear()
    screen.run()


def check(screen: AppTest, slug: str) -> None:
    assert not screen.exception, slug
    assert not screen.error, (slug, [one.value for one in screen.error])
    assert len(re.findall(r"<h1[ >]", read_html(screen))) == 1 or slug == "nap-so-lieu", slug


@pytest.mark.parametrize(("area_id", "language"), CASES, ids=PLACES)
def test_every_page_is_drawn_and_keeps_the_view(
    open_page: OpenPage, demonstration_folder: Path, area_id: str, language: str
) -> None:
    use_language(language)  # of this thread, which formats the choices a second time
    screen = open_page(demonstration_folder, noi=area_id, chi_tieu=INDICATOR, moc="2030", lang=language)
    check(screen, "")
    for page in PAGES[1:]:
        show(screen, page.url_path)
        check(screen, page.url_path)
        kept = {key: screen.query_params[key] for key in ("noi", "chi_tieu", "lang")}
        assert kept == {"noi": area_id, "chi_tieu": INDICATOR, "lang": language}, page.url_path


@pytest.mark.parametrize("language", ["vi", "en"])
def test_only_real_figures_are_enough_for_every_page(
    open_page: OpenPage, only_real_folder: Path, language: str
) -> None:
    use_language(language)
    screen = open_page(only_real_folder, noi=PLACES["the nation"], lang=language)
    check(screen, "")
    for page in PAGES[1:]:
        show(screen, page.url_path)
        check(screen, page.url_path)


@pytest.mark.parametrize(("language", "words"), [("vi", "Đang chuẩn bị"), ("en", "Preparing")])
def test_a_warehouse_without_a_release_says_that_it_is_being_prepared(
    open_page: OpenPage, tmp_path: Path, language: str, words: str
) -> None:
    for page in PAGES:
        screen = open_page(tmp_path, page.url_path if page is not PAGES[0] else "", lang=language)
        assert not screen.exception
        assert words in read_html(screen)


def test_a_damaged_release_is_named_and_another_one_offered(
    open_page: OpenPage, only_real_folder: Path, tmp_path: Path
) -> None:
    good = (only_real_folder / "CURRENT").read_text(encoding="utf-8").strip()
    (tmp_path / "releases").mkdir()
    shutil.copy(only_real_folder / "releases" / f"{good}.duckdb", tmp_path / "releases")
    (tmp_path / "releases" / "29990101T000000Z-broken.duckdb").write_bytes(b"no database")
    (tmp_path / "CURRENT").write_text("29990101T000000Z-broken\n", encoding="utf-8")
    screen = open_page(tmp_path)
    assert "29990101T000000Z-broken" in screen.error[0].value
    assert f"?release={good}" in read_html(screen)
    assert not open_page(tmp_path, release=good).error


def test_a_release_no_longer_kept_is_remarked_upon(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_page(only_real_folder, release="20200101T000000Z-gone")
    assert any("20200101T000000Z-gone" in note.value for note in screen.info)
    assert not screen.error
    assert "release" not in screen.query_params


class Marked:
    """A catalogue whose every text stands in marks."""

    def __init__(self, language: str) -> None:
        self.real = read_translations(language)

    def gettext(self, message: str) -> str:
        return f"{OPEN}{self.real.gettext(message)}{CLOSE}"

    def ngettext(self, one: str, many: str, number: int) -> str:
        return f"{OPEN}{self.real.ngettext(one, many, number)}{CLOSE}"


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens in a language in which every text of the catalogue stands in marks."""
    use_language("vi")
    catalogue = Marked("vi")
    monkeypatch.setattr(wording.language, "read_translations", lambda _language: catalogue)
    tell_story.cache_clear()  # stories composed in plain words


@pytest.fixture(scope="module")
def data_texts(released: duckdb.DuckDBPyConnection) -> set[str]:
    """Every text the release holds as data, in the parts a screen may print it in."""
    columns = released.execute(
        "select table_name, column_name from duckdb_columns() where not internal and data_type = 'VARCHAR' "
        "and (table_name like 'dim%' or table_name in ('mart_load', 'release_info') "
        "or column_name in ('sheet', 'file_name', 'findings_vi', 'campaign', 'collective_name'))"
    ).fetchall()
    found: set[str] = set()
    for table, column in columns:
        values = released.execute(f'select distinct "{column}" from "{table}" where "{column}" is not null').fetchall()
        found.update(part for (value,) in values for part in split_text(value))
    return found | {KIND_OF_AREA.sub("", text) for text in found}


def split_text(text: str) -> list[str]:
    """Parts of a text between separators, without figures and punctuation around them, in small letters."""
    return [part.strip(" .%?!“”\"'*→←↗≈≥≤=+×÷0123456789").lower() for part in SEPARATORS.split(text)]


def read_visible(screen: AppTest) -> Iterator[str]:
    """What a reader sees of a screen outside charts: HTML, labels, choices, remarks."""
    body = re.sub(r"<(script|style|code)\b.*?</\1>", " ", read_html(screen), flags=re.DOTALL)
    yield from (unescape(text) for text in re.split(r"<[^>]*>", body))
    yield from (unescape(text) for text in re.findall(r"aria-label=['\"]([^'\"]*)['\"]", body))
    yield from (one.value for kind in (screen.info, screen.caption, screen.warning) for one in kind)
    for widget in (*screen.selectbox, *screen.segmented_control, *screen.button, *screen.toggle, *screen.text_input):
        yield widget.label
        yield from getattr(widget, "options", [])


def take_out_marked(text: str) -> str:
    """A text without what stands in marks, marks within marks included."""
    depth, kept = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        kept.append(letter if depth == 0 and letter != CLOSE else " · " if letter == CLOSE else "")
    return "".join(kept)


@pytest.mark.parametrize("area_id", [PLACES["Hà Nội"], PLACES["old Bắc Ninh"], PLACES["a province without data"]])
@pytest.mark.usefixtures("marked")
def test_every_visible_text_is_in_the_catalogue(
    open_page: OpenPage, demonstration_folder: Path, data_texts: set[str], area_id: str
) -> None:
    screen = open_page(demonstration_folder, noi=area_id, chi_tieu=INDICATOR)
    found = {}
    for page in PAGES:
        show(screen, "" if page is PAGES[0] else page.url_path)
        assert not screen.error, page.url_path
        rest = (ADDRESS.sub("", PERIOD_WORDS.sub("", take_out_marked(text))) for text in read_visible(screen))
        parts = {part for text in rest for part in split_text(text)} - data_texts - NOTATION
        if strange := {part for part in parts if len(part) > 1 and not NO_WORD.fullmatch(part)}:
            found[page.url_path] = sorted(strange)
    assert found == {}
