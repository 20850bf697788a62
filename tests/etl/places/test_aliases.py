"""Confirmed names: read, appended, and used where they were confirmed for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from etl.places import Alias, build_area_index, match_area, read_aliases, remember_alias
from warehouse.catalogue import CATALOG_FOLDER, read_catalogue
from warehouse.errors import CatalogueError

AFTER = date(2025, 12, 31)
BEFORE = date(2024, 12, 31)
HA_NOI = "01.2025-07"


def match_with(aliases: list[Alias], name: str, within: str | None, day: date = AFTER) -> str | None:
    """Match with these aliases among the areas of Hà Nội, TP.HCM and the nation."""
    everything = read_catalogue()
    known = pl.col("province_area_id").is_in([HA_NOI, "79.before-2025-07", "79.2025-07"])
    areas = everything.areas.filter(known | (pl.col("area_id") == "VN"))
    changes = everything.area_changes.join(areas, left_on="old_area_id", right_on="area_id", how="semi")
    changes = changes.join(areas, left_on="new_area_id", right_on="area_id", how="semi")
    return match_area(build_area_index(areas, changes, aliases), "", name, day, within).area_id


def test_a_remembered_alias_is_used_under_its_province_only(tmp_path: Path) -> None:
    path = tmp_path / "desk" / "area_aliases.csv"
    remember_alias(path, "Ba Đình trung tâm", "00004.2025-07", HA_NOI, "Nguyễn Văn A", AFTER, "hỏi lại, phường gọi vậy")
    remember_alias(path, "KV 1, trung tâm", "00008.2025-07", HA_NOI, "Nguyễn Văn A", AFTER, "")
    aliases = read_aliases([path, tmp_path / "missing.csv"])
    assert [(a.alias, a.confirmed_by, a.confirmed_on) for a in aliases] == [
        ("Ba Đình trung tâm", "Nguyễn Văn A", AFTER),
        ("KV 1, trung tâm", "Nguyễn Văn A", AFTER),
    ]
    assert path.read_text(encoding="utf-8").count("alias,area_id") == 1
    assert match_with(aliases, "BA ĐÌNH TRUNG TÂM", HA_NOI) == "00004.2025-07"
    assert match_with(aliases, "ba dinh trung tam", HA_NOI) == "00004.2025-07"
    assert match_with(aliases, "KV 1, trung tâm", HA_NOI) == "00008.2025-07"
    assert match_with(aliases, "Ba Đình trung tâm", None) is None
    assert match_with([], "Ba Đình trung tâm", HA_NOI) is None


def test_an_alias_decides_between_several_and_the_later_one_holds() -> None:
    def confirm(area_id: str) -> Alias:
        return Alias("Quang Trung", area_id, HA_NOI, "A", AFTER, "")

    first, second = confirm("00214.before-2025-07"), confirm("09538.before-2025-07")
    assert match_with([first], "Quang Trung", HA_NOI, BEFORE) == "00214.before-2025-07"
    assert match_with([first, second], "Quang Trung", HA_NOI, BEFORE) == "09538.before-2025-07"


def test_sai_gon_is_the_city_before_and_a_ward_after() -> None:
    shipped = [a for a in read_aliases([CATALOG_FOLDER / "area_aliases.csv"]) if a.alias == "Sài Gòn"]
    assert match_with(shipped, "Sài Gòn", None, BEFORE) == "79.before-2025-07"
    assert match_with(shipped, "Sài Gòn", "79.2025-07", AFTER) == "26740.2025-07"


def test_a_broken_file_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "area_aliases.csv"
    header = "alias,area_id,within_area_id,confirmed_by,confirmed_on,reason\n"
    for row, problem in (("X,VN,,,2025-01-01,\n", "confirmed_by"), ("X,VN,,A,hôm qua,\n", "hôm qua")):
        path.write_text(header + row, encoding="utf-8")
        with pytest.raises(CatalogueError, match=f"area_aliases.csv:2.*{problem}"):
            read_aliases([path])
    path.write_text("alias,area_id\nX,VN\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"area_aliases\.csv:1"):
        read_aliases([path])


def test_an_alias_of_no_area_is_an_error() -> None:
    with pytest.raises(CatalogueError, match="unknown area 99999"):
        match_with([Alias("X", "99999.2025-07", None, "A", AFTER, "", "area_aliases.csv:2")], "X", None)


def test_an_alias_needs_who_confirmed_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="who confirmed"):
        remember_alias(tmp_path / "a.csv", "X", "VN", None, " ", AFTER, "")
