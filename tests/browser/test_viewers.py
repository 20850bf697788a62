"""The viewers of the benchmark speak the protocol a browser speaks: they get the page and change its filters."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from benchmarks.viewers import Viewer, open_viewer
from warehouse.model import Era

CITY, OTHER = f"01.{Era.AFTER}", f"79.{Era.AFTER}"


async def change_place(address: str) -> tuple[Viewer, int, int]:
    """Open the overview of one place, look at another, and come back."""
    viewer = await open_viewer(address, "", {"noi": CITY})
    first = viewer.query
    there = await viewer.run(noi="Thành phố Hồ Chí Minh")
    assert f"noi={CITY}" in first
    assert f"noi={OTHER}" in viewer.query
    again = await viewer.run(noi="Thành phố Hồ Chí Minh")
    await viewer.connection.close()
    return viewer, there.byte_count, again.byte_count


def test_a_viewer_changes_the_place_and_is_not_sent_again_what_it_has(server: str) -> None:
    with ThreadPoolExecutor(1) as thread:  # the browser's loop runs in this one
        viewer, first, again = thread.submit(lambda: asyncio.run(change_place(server))).result()
    assert len(viewer.lists["noi"][1]) > 100
    assert again < first / 2
