"""Every workbook of the gallery gives what is asked of it, to the cell."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from xlsxwriter.utility import xl_rowcol_to_cell

from etl.load import LoadOptions, check_file, load_file
from etl.pipeline import PROJECT_FOLDER
from etl.received import ReceivedFile
from etl.store import open_store
from tests.gallery import formats
from tests.gallery.catalogue import list_entries
from tests.gallery.compare import list_differences
from tests.gallery.model import GALLERY, Entry
from tests.gallery.writers import Tab, write_xlsx
from warehouse.catalogue import read_catalogue
from warehouse.errors import InputFileError

A1 = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
FINDING_KEYS = {"sheet", "cell", "rule", "message_vi", "message_en", "value", "suggestions"}
ANSWER_KEYS = {"file", "sha256", "source", "period", "accepted", "rejected", "warnings", "supersedes", "observations"}
OBSERVATION_KEYS = {"area_code", "area_era", "title", "group", "measure", "value", "sheet", "cell"}


def check(path: Path) -> dict[str, Any]:
    """The answer of a dry run, as the command line would print it."""
    answer = check_file(ReceivedFile.read(path), read_catalogue()).answer.to_json()
    printed: dict[str, Any] = json.loads(json.dumps(answer, ensure_ascii=False))
    return printed


@pytest.mark.parametrize("entry", list_entries(), ids=lambda entry: entry.name)
def test_every_number_is_accounted_for(entry: Entry, tmp_path: Path) -> None:
    path = entry.write(tmp_path)
    if entry.gives_nothing and (refusal := find_refusal(path)):
        assert refusal.message_vi != refusal.message_en
        assert not [text for text in entry.never_said if text in refusal.message_vi + refusal.message_en]
        return
    answer = check(path)
    assert not list_differences(entry, answer)
    assert_well_formed(answer, path)


def find_refusal(path: Path) -> InputFileError | None:
    """Why a file is refused as a whole; None where it is answered."""
    try:
        check(path)
    except InputFileError as error:
        return error
    return None


def assert_well_formed(answer: dict[str, Any], path: Path) -> None:
    """What holds for every answer, whatever the file."""
    assert answer.keys() >= ANSWER_KEYS
    assert answer["file"] == path.name
    assert answer["accepted"] == len(answer["observations"])
    places = [(row["sheet"], row["cell"]) for row in answer["observations"]]
    assert len(set(places)) == len(places), "a cell gave two observations"
    assert not set(places) & {(row["sheet"], row["cell"]) for row in answer["rejected"]}, "loaded and rejected"
    for row in answer["observations"]:
        assert row.keys() >= OBSERVATION_KEYS
        assert A1.fullmatch(row["cell"]), row
    for row in [*answer["rejected"], *answer["warnings"], *answer.get("notes", ())]:
        assert row.keys() >= FINDING_KEYS
        assert row["message_vi"], row
        assert row["message_en"] not in {"", row["message_vi"]}, row
        assert "{" not in row["message_vi"] + row["message_en"], row
        assert not row["cell"] or A1.fullmatch(row["cell"]), row


@pytest.mark.parametrize("name", ["wide_by_title", "csv_tcvn3", "only_prose"])
def test_the_command_line_says_the_same(name: str, tmp_path: Path) -> None:
    path = GALLERY[name].write(tmp_path)
    ended = subprocess.run(
        [sys.executable, "-m", "etl", "load", str(path), "--dry-run", "--json", "-"],
        cwd=PROJECT_FOLDER,
        env={**os.environ, "DICH_WAREHOUSE": str(tmp_path / "none"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if GALLERY[name].gives_nothing:
        assert ended.returncode == 1
        return
    answer = json.loads(ended.stdout)
    assert answer == check(path)
    assert ended.returncode == (1 if answer["rejected"] else 0)
    assert not (tmp_path / "none" / "store.duckdb").exists(), "a dry run writes nothing"


@pytest.mark.parametrize("seed", range(4))
def test_the_place_of_the_table_does_not_matter(seed: int, tmp_path: Path) -> None:
    """Columns in another order, the table elsewhere on the sheet: the same numbers, each from the cell it was moved to."""
    rng = random.Random(seed)
    order = rng.sample(range(6), 6)
    title_lines, table = formats.ROWS[:3], formats.ROWS[3:]
    moved = [*title_lines, *[()] * rng.randrange(4), *[[row[j] for j in order] for row in table]]
    column, row = rng.randrange(5), rng.randrange(9)
    path = tmp_path / "thu-nghiem.xlsx"
    write_xlsx(path, Tab("Biểu 1", moved, origin=xl_rowcol_to_cell(row, column)))
    found = {
        (one["area_code"], one["title"], one["measure"], one["value"], one["cell"])
        for one in check(path)["observations"]
    }
    first = row + len(moved) - len(table) + 1
    assert found == {
        (
            seen.area_code,
            seen.title,
            seen.measure,
            seen.value,
            xl_rowcol_to_cell(first + i - 5, column + order.index(j)),
        )
        for seen in GALLERY["format_xlsx"].seen
        for i, j in [(int(seen.cell[1:]), ord(seen.cell[0]) - ord("A"))]
    }


@pytest.mark.parametrize("name", ["personal_columns", "list_of_people"])
def test_nothing_personal_is_kept(name: str, tmp_path: Path) -> None:
    entry, folder = GALLERY[name], tmp_path / "warehouse"
    path = entry.write(tmp_path)
    with open_store(folder) as store, contextlib.suppress(InputFileError):
        load_file(store, folder, ReceivedFile.read(path), read_catalogue(), LoadOptions())
    assert [text for text in entry.never_said if text in read_everything(path)], (
        "the file itself does not hold the texts"
    )
    kept = [read_everything(file) for file in folder.rglob("*") if file.is_file()]
    assert not [text for text in entry.never_said if any(text in one for one in kept)]


def read_everything(file: Path) -> str:
    """Whatever a file says, be it a database, a zipped workbook or text."""
    if file.suffix == ".duckdb":
        with duckdb.connect(file, read_only=True) as store:
            tables = [row[0] for row in store.sql("select table_name from duckdb_tables()").fetchall()]
            return "".join(str(store.table(table).fetchall()) for table in tables)
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return file.read_bytes().decode("utf-8", "replace")


def test_the_gallery_is_large_and_says_why() -> None:
    entries = list_entries()
    assert len(entries) >= 60
    assert {entry.suffix for entry in entries} >= {".xlsx", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".xlsm"}
    assert all(len(entry.shows) > 10 for entry in entries)
    assert all(entry.seen or entry.errors or entry.either or entry.gives_nothing for entry in entries)
