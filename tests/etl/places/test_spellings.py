"""Whatever way a name is written, it is that area's or nobody's: never another area's."""

from __future__ import annotations

import unicodedata
from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.places import AreaIndex, match_area, match_areas
from etl.places.index import Place
from warehouse.catalogue import read_catalogue

BEFORE, AFTER = date(2024, 12, 31), date(2025, 12, 31)
REJECTED = {"ambiguous_area", "unknown_area"}
SHORT = {
    "Phường": ["P.", "P", "F.", "Ph.", "p "],
    "Xã": ["X.", "x. ", "X"],
    "Thị trấn": ["TT", "TT.", "T.T "],
    "Quận": ["Q.", "Q", "q. "],
    "Huyện": ["H.", "H"],
    "Thị xã": ["TX.", "T.X ", "tx"],
    "Thành phố": ["TP.", "TP", "T.P ", "Tp."],
    "Tỉnh": ["T.", "Tỉnh"],
    "Đặc khu": ["ĐK", "ĐK.", "Đ.K "],
}
OLD_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ"}
OLD_TONES |= {"úy": "uý", "ùy": "uỳ", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}
AREA_IDS = st.sampled_from(
    read_catalogue().areas.filter(pl.col("level").is_in(["province", "district", "ward"]))["area_id"].to_list()
)


def strip_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def move_tones(text: str) -> str:
    for new, old in OLD_TONES.items():
        text = text.replace(new, old)
    return text


@st.composite
def spell(draw: st.DrawFn, place: Place) -> str:
    """One of the many ways to write an area's name."""
    core = place.name[len(place.kind) + 1 :] if place.kind else place.name
    kind = draw(
        st.sampled_from([place.kind + " ", "", *(short + " " for short in SHORT[place.kind]), SHORT[place.kind][0]])
    )
    text = kind + (move_tones(core) if draw(st.booleans()) else core)
    text = draw(st.sampled_from([str, str.upper, str.lower, str.title]))(text)
    text = strip_marks(text) if draw(st.booleans()) else text
    text = text.replace(" ", draw(st.sampled_from([" ", "  ", "\u00a0", " \t"])))
    text = (
        draw(st.sampled_from(["", "1. ", "12. ", "- ", " ", "a) "]))
        + text
        + draw(st.sampled_from(["", " ", " (1)", "*", "."]))
    )
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)


def find_day(place: Place) -> date:
    return AFTER if place.exists_on(AFTER) else BEFORE


@settings(max_examples=400, deadline=None)
@given(data=st.data(), area_id=AREA_IDS)
def test_never_another_area(index: AreaIndex, data: st.DataObject, area_id: str) -> None:
    place = index.places[area_id]
    within = next((i for i in place.lineage if index.places[i].depth == 1), None)
    text = data.draw(spell(place))
    match = match_area(index, "", text, find_day(place), within)
    assert match.area_id == area_id or (match.area_id is None and match.rule in REJECTED), (text, match)
    everywhere = match_area(index, "", text, find_day(place), None)
    assert everywhere.area_id in (area_id, None), (text, everywhere)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), area_id=AREA_IDS)
def test_never_another_area_beside_a_code_without_zeros(index: AreaIndex, data: st.DataObject, area_id: str) -> None:
    place = index.places[area_id]
    code = data.draw(st.sampled_from([place.code, place.code.lstrip("0"), f"{int(place.code)}.0"]))
    match = match_area(index, code, data.draw(spell(place)), find_day(place), None)
    assert match.area_id == area_id or (match.area_id is None and match.rule == "ambiguous_area"), match
    bare = match_area(index, code, "", find_day(place), None)
    assert bare.area_id == area_id or bare.rule in ("ambiguous_area", "area_not_in_period"), bare


def test_every_official_name_with_its_kind_is_found_under_its_parent(index: AreaIndex) -> None:
    for day in (BEFORE, AFTER):
        for place in index.places.values():
            if place.exists_on(day) and place.depth in (2, 3):
                parent = next(
                    i for i in place.lineage if index.places[i].name == place.parent_name and i != place.area_id
                )
                assert match_area(index, "", place.name, day, parent).area_id == place.area_id, place


def test_names_without_kind_are_mostly_unique_in_their_province(index: AreaIndex) -> None:
    """After the reform all but a few; before it about three in four."""
    for day, least in ((BEFORE, 0.7), (AFTER, 0.97)):
        places = [p for p in index.places.values() if p.exists_on(day) and p.depth == 3]
        found = [
            match_area(
                index, "", p.name[len(p.kind) + 1 :], day, next(i for i in p.lineage if index.places[i].depth == 1)
            )
            for p in places
        ]
        assert all(m.area_id in (p.area_id, None) for m, p in zip(found, places, strict=True))
        assert sum(m.area_id is not None for m in found) / len(found) > least


def test_a_files_texts_are_matched_once_each(index: AreaIndex) -> None:
    asked = pl.DataFrame(
        [
            (None, "Phường Ba Đình", None, AFTER, 1),
            (None, "Phường Ba Đình", None, AFTER, 2),
            ("00004", None, "Quận Ba Đình", AFTER, 3),
            (None, "Quận Ba Đình", None, AFTER, 4),
        ],
        schema={"area_code": pl.String, "area_name": pl.String, "section": pl.String, "day": pl.Date, "row": pl.Int64},
        orient="row",
    )
    matched = match_areas(index, asked, "01.2025-07")
    assert matched["area_id"].to_list() == ["00004.2025-07", "00004.2025-07", None]
    assert matched["rule"].to_list() == [None, None, "area_not_in_period"]
    joined = asked.join(matched, on=["area_code", "area_name", "section", "day"], how="left", nulls_equal=True)
    assert joined.filter(pl.col("area_id") == "00004.2025-07")["row"].to_list() == [1, 2, 3]
    assert '"others": "' in matched["words"][2]
