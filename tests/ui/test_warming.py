"""The server is ready before its first visitor, and starts whatever it finds."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages import PAGES
from ui.answers import keep_release
from ui.memory import SETTINGS, return_freed_memory
from ui.warming import warm_up

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """What is frozen for the server's life is not for the tests'."""
    yield
    gc.unfreeze()


def test_pages_are_imported_and_frozen(only_real_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DICH_WAREHOUSE", str(only_real_folder))
    gc.unfreeze()
    warm_up(entry.module for entry in PAGES)
    assert {entry.module for entry in PAGES} <= set(sys.modules)
    assert gc.get_freeze_count() > 10_000


def test_an_empty_warehouse_is_no_reason_not_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DICH_WAREHOUSE", str(tmp_path))
    warm_up([])


def test_a_damaged_release_is_told_of_and_no_reason_not_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "20260101T000000Z-00000000.duckdb").write_bytes(b"not a database" * 1000)
    (tmp_path / "CURRENT").write_text("20260101T000000Z-00000000", encoding="utf-8")
    monkeypatch.setenv("DICH_WAREHOUSE", str(tmp_path))
    keep_release.clear()
    warm_up([])
    assert "could not be read" in caplog.text


def test_settings_of_the_administrator_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    name = next(iter(SETTINGS))
    monkeypatch.setenv(name, "dirty_decay_ms:7")
    return_freed_memory()
    assert os.environ[name] == "dirty_decay_ms:7"


def test_the_server_needs_neither_pandas_nor_pyarrow_and_whoever_does_gets_them(demonstration_folder: Path) -> None:
    script = (
        "import sys, ui; from pathlib import Path; from warehouse.queries import open_release, list_standing; "
        f"rows = list_standing(open_release(Path({str(demonstration_folder)!r})), '01.2025-07'); "
        "print(rows.height > 0, sorted({'pandas', 'pyarrow'} & set(sys.modules))); import pandas; print(pandas.DataFrame({'a': [1]}).shape)"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["True []", "(1, 1)"]
