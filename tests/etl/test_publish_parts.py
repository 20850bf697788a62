"""A correction published on the demonstration: what it touches is computed, and every table is that of a full build."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from etl.load import LoadOptions
from etl.pipeline import publish_warehouse
from etl.received import ReceivedFile
from tests.conftest import be_silent
from tests.etl.command_line import run_etl
from tests.warehouse.toy import list_different_tables

CORRECTION = """Mã địa bàn,Kỳ,Danh hiệu,Nhóm đối tượng,Chỉ tiêu,Giá trị
00004,2026-H1,Công dân học tập,,Tổng số,72017
00004,2026-H1,Công dân học tập,,Đăng ký,36824
00004,2026-H1,Công dân học tập,,Được đánh giá,34720
00004,2026-H1,Công dân học tập,,Được công nhận,32570
00004,2026-H1,Gia đình học tập,,Tổng số,36985
00004,2026-H1,Gia đình học tập,,Được công nhận,29000
"""
TITLES_TOUCHED = 5  # four indicators of citizens, which share counts, and one of families


@pytest.fixture
def warehouse(demonstration_folder: Path, tmp_path: Path) -> Path:
    return Path(copytree(demonstration_folder, tmp_path / "warehouse", ignore=ignore_patterns("writer*")))


def test_a_correction_gives_the_release_of_a_full_build(warehouse: Path, tmp_path: Path) -> None:
    path = tmp_path / "sua.csv"
    path.write_text(CORRECTION, encoding="utf-8")
    corrected = publish_warehouse(warehouse, be_silent, received=[(ReceivedFile.read(path), LoadOptions())])
    assert corrected.work is not None
    assert (corrected.work.indicator_count, corrected.work.province_count) == (TITLES_TOUCHED, 1)
    anew = publish_warehouse(warehouse, be_silent, is_full=True)
    assert anew.work is not None
    assert anew.work.is_complete
    files = [warehouse / "releases" / f"{one.release_id}.duckdb" for one in (corrected, anew)]
    assert files[0] != files[1]
    assert list_different_tables(*files) == []


def test_the_command_line_says_how_much_was_computed(tmp_path: Path) -> None:
    built = run_etl(tmp_path, "build", "--only-real")
    assert "recomputed 81 of 81 indicators, 34 of 34 provinces" in built.stdout
    assert "nothing new" in run_etl(tmp_path, "build", "--only-real").stdout
    again = run_etl(tmp_path, "build", "--only-real", "--full")
    assert "recomputed 81 of 81" in again.stdout
