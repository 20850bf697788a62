"""The first build is started beside the server when nothing is published, and ends with it."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from ui.first_build import FirstBuild

SLEEPING = (sys.executable, "-c", "import time; time.sleep(60)")


def test_nothing_is_built_where_a_release_is_published(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("a-release\n", encoding="utf-8")
    build = FirstBuild(tmp_path, SLEEPING)
    assert not build.start_if_needed()
    assert build.process is None
    asyncio.run(build.stop())


def test_an_empty_warehouse_is_built_and_the_build_ends_with_the_server(tmp_path: Path) -> None:
    build = FirstBuild(tmp_path, SLEEPING)
    assert build.start_if_needed()
    assert build.process is not None
    assert build.process.poll() is None
    started = time.monotonic()
    asyncio.run(build.stop())
    assert build.process.poll() is not None
    assert time.monotonic() - started < 8


def test_a_build_that_has_ended_is_left_alone(tmp_path: Path) -> None:
    build = FirstBuild(tmp_path, (sys.executable, "-c", "pass"))
    assert build.start_if_needed()
    assert build.process is not None
    assert build.process.wait(10) == 0
    asyncio.run(build.stop())
    assert list(tmp_path.iterdir()) == []
