"""The vocabulary of the form agrees with the catalogue, and a source file may change it."""

from __future__ import annotations

import polars as pl
import pytest

from etl.form import FORM_FILE
from etl.tables import read_vocabulary
from etl.tables.vocabulary_source import list_meanings, read_base
from tests.etl.tables.reading import VOCABULARY
from warehouse.model import Measure, ReportStatus

CATALOG = FORM_FILE.parents[1]


def list_codes(kind: str) -> set[str]:
    return {meaning.code for _, meaning in list_meanings(read_base()) if meaning.kind == kind}


def test_every_code_is_one_of_the_catalogue() -> None:
    titles = set(pl.read_csv(CATALOG / "titles.csv")["title_id"])
    groups = set(pl.read_csv(CATALOG / "groups.csv")["group_id"])
    unclear = {title for entry in VOCABULARY.unclear.values() for title in (*entry.titles, entry.counted)}
    assert list_codes("title") - set(VOCABULARY.unclear) <= titles
    assert unclear | list_codes("thing") <= titles
    assert list_codes("group") == groups | {""}
    assert list_codes("measure") <= {measure.value for measure in Measure}
    assert set(VOCABULARY.statuses) == {status.value for status in ReportStatus}


@pytest.mark.parametrize("kind", ["title", "group", "measure"])
def test_every_text_of_the_file_reads_back_as_what_it_means(kind: str) -> None:
    prefer = "group" if kind == "group" else "measure"
    for text, meaning in list_meanings(read_base()):
        if meaning.kind == kind and meaning.code:
            reading = VOCABULARY.read(text, prefer=prefer)
            assert getattr(reading, f"{kind}s") == (meaning.code,), text
            assert not reading.unknown, text


def test_a_source_may_give_a_text_another_meaning() -> None:
    changed = read_vocabulary(
        {"words": {"measures": {"assessed": ["Đạt"]}, "titles": {"dong_ho_hoc_tap": ["Họ tộc hiếu học"]}}}
    )
    assert changed.read("Số hộ đạt").measures == ("assessed",)
    assert changed.read("Họ tộc hiếu học").titles == ("dong_ho_hoc_tap",)
    assert changed.read("Công nhân").groups == ("workers",)
    assert VOCABULARY.read("Số hộ đạt").measures == ("recognised",)


def test_clans_are_not_households() -> None:
    assert VOCABULARY.read("Số hộ").things == ("gia_dinh_hoc_tap",)
    assert VOCABULARY.read("so ho").things == ("gia_dinh_hoc_tap",)
    assert VOCABULARY.read("Số họ").things == ()
    assert VOCABULARY.read("Số dòng họ").things == ("dong_ho_hoc_tap",)
