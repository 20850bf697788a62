"""Bodies a criterion may be assigned to."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.catalogue import read_catalogue
from warehouse.departments import read_departments
from warehouse.errors import CatalogueError

HEAD = "department_id,name_vi,name_en,short_name,source,confidence\n"
ROW = "health,Sở Y tế,Department of Health,SYT,nguồn,inferred\n"


def test_the_usual_bodies_of_a_province_have_names_in_both_languages_and_a_source() -> None:
    departments = read_catalogue().departments
    assert departments.height >= 25
    assert {"education_training", "study_promotion_association", "commune_peoples_committee"} <= set(
        departments["department_id"]
    )
    assert departments.drop("short_name").null_count().sum_horizontal().item() == 0
    assert departments["sort"].to_list() == list(range(1, departments.height + 1))


def test_a_catalogue_may_have_no_bodies(tmp_path: Path) -> None:
    assert read_departments(tmp_path / "departments.csv").height == 0


BROKEN = [
    ("health,", "Sở,", "a department_id is of a–z, 0–9 and _: Sở", "chỉ gồm a–z"),
    ("Department of Health", "", "name_en is empty", "name_en để trống"),
    ("inferred", "sure", "unknown confidence: sure", "không có confidence này: sure"),
    ("SYT", "sở tài CHÍNH", "two bodies share a name: Sở Tài chính", "hai cơ quan trùng tên"),
    ("nguồn,inferred", ",inferred", "source is empty", "source để trống"),
]


@pytest.mark.parametrize(("old", "new", "en", "vi"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_broken_row_stops_with_its_line(tmp_path: Path, old: str, new: str, en: str, vi: str) -> None:
    path = tmp_path / "data" / "catalog" / "departments.csv"
    path.parent.mkdir(parents=True)
    text = HEAD + "finance,Sở Tài chính,Department of Finance,,nguồn,inferred\n" + ROW
    assert old in ROW
    path.write_text(text.replace(ROW, ROW.replace(old, new)), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_departments(path)
    assert en in caught.value.message_en
    assert vi in caught.value.message_vi
    assert caught.value.file == "departments.csv"
