"""The theme of whoever looks: charts and maps take its side, HTML and drawings leave it to the browser."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from ui.blocks import write_style
from ui.charts import build_groups
from ui.frame import write_theme_choice
from ui.maps import write_map_style
from ui.theme import colour, scale
from ui.theme_css import write_scheme, write_svg, write_theme
from wording.language import use_language
from wording.looks import COLOURS, SCALES, list_tones

GROUP = {"name_vi": "a", "name_en": "a", "value": 50.0, "is_simulated": True, "qualifier": "exact", "decimals": 0}


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def is_dark(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    for module in ("ui.theme", "ui.theme_css", "ui.frame"):
        monkeypatch.setattr(f"{module}.is_dark_theme", lambda: request.param)
    return bool(request.param)


def test_charts_and_maps_take_the_side_of_the_theme(is_dark: bool) -> None:
    use_language("vi")
    layout = build_groups([GROUP], None, "percent").to_plotly_json()["layout"]
    assert layout["paper_bgcolor"] == COLOURS["paper"][is_dark]
    assert layout["font"]["color"] == colour("ink") == COLOURS["ink"][is_dark]
    assert write_map_style()["layers"][0]["paint"]["background-color"] == COLOURS["water"][is_dark]
    assert [scale(name) for name in SCALES] == [pair[is_dark] for pair in SCALES.values()]


def test_html_names_colours_and_holds_none(is_dark: bool) -> None:
    style = write_style("attained")
    assert "#" not in style
    assert set(re.findall(r"var\(--([\w-]+)\)", style)) <= set(list_tones())
    assert f"color-scheme:{'dark' if is_dark else 'light'}" in write_scheme()


def test_the_button_leads_to_the_other_theme(is_dark: bool) -> None:
    use_language("en")
    assert ("Light theme" if is_dark else "Dark theme") in write_theme_choice(["ban-do"])
    assert "data-theme-pages='/goc/ /goc/ban-do'" in write_theme_choice(["ban-do"], "/goc/")


def test_the_style_sheet_has_every_colour_in_both_themes_and_one_side_for_old_browsers() -> None:
    old, new = write_theme().split("@supports")
    for name, (day, night) in list_tones().items():
        assert f"--{name}:{day};" in old
        assert f"--{name}:light-dark({day},{night});" in new


def test_a_drawing_brings_the_colours_it_names() -> None:
    drawing = unquote(
        write_svg(["<path fill='var(--accent)'/>"], "viewBox='0 0 1 1'", "d-path", "a 'quoted' <message>")
    )
    assert re.findall(r"--([\w-]+):light-dark", drawing) == ["accent"]
    assert "alt='a &#x27;quoted&#x27; &lt;message&gt;'" in drawing
