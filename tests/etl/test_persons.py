"""Counting persons: each once, by what they are counted by, and nobody's number left anywhere."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import xlsxwriter
from typer.testing import CliRunner

from etl.__main__ import app
from etl.persons.count import count_persons
from etl.persons.hashing import hash_numbers, hash_text, make_key
from warehouse.errors import Dich2030Error, InputFileError

AREAS = ("00004", "00008", "00025", "00028")
TITLES = ("Công dân học tập", "Gia đình học tập")
HEADER = "Số CCCD,Mã địa bàn,Danh hiệu,Họ và tên"


def write_csv(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    lines = [f'"{number}",{area},{title},Nguyễn Văn Thử' for number, area, title in rows]
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return path


def make_rows(count: int, seed: int = 1) -> list[tuple[str, str, str]]:
    rng = random.Random(seed)
    people = [f"0{rng.randrange(10**10, 10**11)}" for _ in range(count // 2)]
    return [(rng.choice(people), rng.choice(AREAS), rng.choice(TITLES)) for _ in range(count)]


def count_one(path: Path, numbers: list[str]) -> pl.DataFrame:
    return count_persons([write_csv(path, [(number, AREAS[0], TITLES[0]) for number in numbers])]).cells


@pytest.mark.parametrize("memory_mib", [0, 256])
def test_counts_are_those_of_sets(tmp_path: Path, memory_mib: int) -> None:
    rows = make_rows(4000)
    counts = count_persons([write_csv(tmp_path / "a.csv", rows)], memory_mib=memory_mib)
    cells: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for number, area, title in rows:
        cells[area, title].add(number)
    sizes = Counter((area, title) for _, area, title in rows)
    for row in counts.cells.iter_rows(named=True):
        cell = (row["area"], row["title"])
        elsewhere = set().union(*(people for key, people in cells.items() if key[1] == cell[1] and key != cell))
        assert row["person_count"] == len(cells[cell])
        assert row["repeated_count"] == sizes[cell] - len(cells[cell])
        assert row["elsewhere_count"] == len(cells[cell] & elsewhere)
    assert counts.cells.height == len(cells)
    assert counts.person_count == len({number for number, _, _ in rows})
    for place, name in enumerate(("area", "title"), start=1):
        by_value = {
            value: len({row[0] for row in rows if row[place] == value}) for value in {row[place] for row in rows}
        }
        assert dict(counts.margins[name].iter_rows()) == by_value
    assert (counts.spilled_bytes > 0) == (memory_mib == 0)


def test_a_person_is_found_again_in_another_file_and_format(tmp_path: Path) -> None:
    rows = make_rows(500)
    pl.DataFrame(rows, schema=["CCCD", "Địa bàn", "Danh hiệu"], orient="row").write_parquet(tmp_path / "a.parquet")
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["DANH SÁCH CÔNG NHẬN"])
    sheet.write_row(2, 0, ["STT", "Số CCCD", "Mã địa bàn", "Danh hiệu"])
    for i, (number, area, title) in enumerate(rows):
        sheet.write_row(3 + i, 0, [i + 1, float(number), area, title])
    book.close()
    paths = [write_csv(tmp_path / "a.csv", rows), tmp_path / "a.parquet", tmp_path / "a.xlsx"]
    assert [count_persons([path]).person_count for path in paths] == [len({row[0] for row in rows})] * 3
    together, alone = count_persons(paths), count_persons(paths[:1])
    assert together.person_count == alone.person_count
    assert together.cells["person_count"].to_list() == alone.cells["person_count"].to_list()
    assert together.row_count == 1500


def test_a_number_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    written = ["079099000001", "079 099 000 001", "'079099000001", "079.099.000.001", "79099000001", "79099000001.0"]
    row = count_one(tmp_path / "a.csv", written).row(0, named=True)
    assert (row["person_count"], row["repeated_count"]) == (1, 5)


def test_zeros_at_the_end_belong_to_a_number_written_with_dots(tmp_path: Path) -> None:
    written = ["079.099.012.000", "079099012000", "025.123.000", "025123000"]
    row = count_one(tmp_path / "a.csv", written).row(0, named=True)
    assert (row["person_count"], row["repeated_count"], row["unreadable_count"]) == (2, 2, 0)


@pytest.mark.parametrize("other", ["099000001", "079099000002", "B1234567"])
def test_other_numbers_are_other_persons(tmp_path: Path, other: str) -> None:
    assert count_one(tmp_path / "a.csv", ["079099000001", other])["person_count"].item() == 2


def test_what_is_no_number_is_counted_apart_and_never_merged(tmp_path: Path) -> None:
    unreadable = ["chưa có", "12345", "0912345678", "000000000000", "111111111", "7.9E10"]
    row = count_one(tmp_path / "a.csv", ["079099000001", "", "  ", "-", *unreadable, *unreadable]).row(0, named=True)
    assert row["person_count"] == 1
    assert row["missing_count"] == 3
    assert row["unreadable_count"] == 2 * len(unreadable)
    assert row["repeated_count"] == 0


def test_an_old_number_is_the_new_persons_only_when_told(tmp_path: Path) -> None:
    rows = [
        ("123456780", AREAS[0], TITLES[0]),
        ("079099000001", AREAS[1], TITLES[0]),
        ("123456781", AREAS[1], TITLES[0]),
    ]
    listed, pairs = write_csv(tmp_path / "a.csv", rows), tmp_path / "pairs.csv"
    pairs.write_text("CMND,CCCD\n123456780,079099000001\n,079099000009\n", encoding="utf-8")
    assert count_persons([listed]).person_count == 3
    assert count_persons([listed], pairs=pairs).person_count == 2


def test_the_key_is_new_each_time_and_decides_the_hash() -> None:
    numbers = np.arange(10**12, 10**12 + 20_000, dtype=np.uint64)
    one, other = (hash_numbers(numbers, make_key())[0] for _ in range(2))
    assert len(set(one.tolist())) == len(numbers)
    assert not set(one.tolist()) & set(other.tolist())
    assert hash_text("B1234567", make_key()) != hash_text("B1234567", make_key())


def test_no_file_holds_an_identifier_while_counting_or_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = make_rows(3_000)
    listed, spill, warehouse = write_csv(tmp_path / "a.csv", rows), tmp_path / "spill", tmp_path / "warehouse"
    spill.mkdir()
    warehouse.mkdir()
    monkeypatch.setenv("DICH_WAREHOUSE", str(warehouse))
    numbers = {row[0] for row in rows}
    seen = []

    def look(_step: str, share: float) -> None:
        if 0 < share < 0.92:
            return
        for path in [*spill.rglob("*"), *warehouse.rglob("*")]:
            if path.is_file():
                seen.append(path.name)
                refuse_identifiers(path.read_bytes(), numbers)

    counts = count_persons([listed] * 3, folder=spill, memory_mib=0, report=look)
    assert counts.spilled_bytes > 0
    assert seen
    assert not list(spill.iterdir())
    assert not list(warehouse.iterdir())


def refuse_identifiers(content: bytes, numbers: set[str]) -> None:
    """Neither as text nor as the numbers a column would hold."""
    assert not {text.decode() for text in re.findall(rb"\d{12}", content)} & numbers
    plain = np.array(sorted(map(int, numbers)), np.uint64)
    kept = np.concatenate([plain, plain + np.uint64(10**12)])
    for start in range(8):
        words = np.frombuffer(content[start : len(content) - (len(content) - start) % 8], "<u8")
        assert not np.isin(words, kept).any()


def test_the_search_itself_finds_identifiers() -> None:
    for content in (
        b"a079099000001b",
        b"abc" + (79099000001).to_bytes(8, "little"),
        (1079099000001).to_bytes(8, "little"),
    ):
        with pytest.raises(AssertionError):
            refuse_identifiers(content, {"079099000001"})


def test_the_answer_and_the_warehouse_know_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = make_rows(1000)
    monkeypatch.setenv("DICH_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    listed = write_csv(tmp_path / "a.csv", rows)
    result = CliRunner().invoke(app, ["count-persons", str(listed), "--id", "Số CCCD", "--json", "-"])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["person_count"] == len({row[0] for row in rows})
    assert len(answer["cells"]) == 8
    for path in [path for path in tmp_path.rglob("*") if path.is_file() and path != listed]:
        refuse_identifiers(path.read_bytes(), {row[0] for row in rows})
    refuse_identifiers(result.output.encode(), {row[0] for row in rows})


@pytest.mark.parametrize("rest", ['"079099000001,00004', "079099000001,00004,a,b,c,d"])
@pytest.mark.parametrize("good_count", [1, 60_000])
def test_a_broken_list_is_refused_without_quoting_it(tmp_path: Path, rest: str, good_count: int) -> None:
    path = tmp_path / "a.csv"
    good = "079099000002,00004,Công dân học tập,A\n" * good_count
    path.write_text(f"{HEADER}\n{good}{rest}\n", encoding="utf-8")
    with pytest.raises(InputFileError) as error:
        count_persons([path])
    assert "0790990000" not in str(error.value)
    assert error.value.__context__ is None or error.value.__suppress_context__


def test_a_missing_column_and_a_column_of_persons_are_refused(tmp_path: Path) -> None:
    rows = make_rows(10)
    with pytest.raises(InputFileError, match="no column 'Huyện'"):
        count_persons([write_csv(tmp_path / "a.csv", rows)], ["Huyện"])
    with pytest.raises(InputFileError, match="one column stands for two"):
        count_persons([tmp_path / "a.csv"], ["Số CCCD"])
    many = [(f"{10**11 + n:012}", str(n), TITLES[0]) for n in range(50_001)]
    with pytest.raises(Dich2030Error, match="more than 50000 values"):
        count_persons([write_csv(tmp_path / "b.csv", many)])
