"""Viewers without a browser: websocket clients that speak Streamlit's own protocol, as many as are asked for.

A viewer keeps what a browser keeps: the answers it has, by hash, so that the server names them instead of sending them again; the choices
of every list; and the address the page wrote. It parses what comes and draws nothing, so what is measured is the server.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.map_steps import read_processor_seconds

LONGEST_RUN_SECONDS = 120
KEPT_RUNS = 2  # how many runs a browser keeps an answer that is not named again: global.maxCachedMessageAge


@dataclass(frozen=True)
class Run:
    """One run of a page as a viewer saw it: seconds from asking to the end of the script, bytes of the answers unpacked and on the wire."""

    seconds: float
    byte_count: int
    wire_count: int


class CountingConnection(ClientConnection):
    """A connection that counts what comes over the wire."""

    wire_count = 0

    def data_received(self, data: bytes) -> None:
        """Count, then read."""
        self.wire_count += len(data)
        super().data_received(data)


@dataclass
class Viewer:
    """One open tab.

    Attributes
    ----------
    chosen : dict
        What stands in each list of choices, by the identifier of its widget.
    lists : dict
        Identifier and choices of each list, by the key the page gave it.
    """

    connection: ClientConnection
    page_name: str
    url: str
    query: str
    chosen: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, Sequence[str]]] = field(default_factory=dict)
    kept: dict[str, tuple[ForwardMsg, int]] = field(default_factory=dict)
    page_hash: str = ""
    run_count: int = 0

    async def run(self, **choices: str) -> Run:
        """Ask for a run with other choices, and read all that comes until the script has finished."""
        for key, choice in choices.items():
            self.chosen[self.lists[key][0]] = choice
        counted, start, byte_count = self.connection, time.perf_counter(), 0
        wire_before = counted.wire_count if isinstance(counted, CountingConnection) else 0
        await self.connection.send(self.write_request())
        async with asyncio.timeout(LONGEST_RUN_SECONDS):
            while True:
                content = await self.connection.recv(decode=False)
                byte_count += len(content)
                if self.take(ForwardMsg.FromString(content)):
                    break
        seconds = time.perf_counter() - start
        self.forget()
        wire_after = counted.wire_count if isinstance(counted, CountingConnection) else 0
        return Run(seconds, byte_count, wire_after - wire_before)

    def write_request(self) -> bytes:
        """What a browser sends when something was chosen."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash, state.page_name = self.query, self.page_hash, self.page_name
        state.cached_message_hashes.extend(self.kept)
        state.context_info.url = self.url
        state.context_info.timezone, state.context_info.locale = "Asia/Ho_Chi_Minh", "vi-VN"
        for widget_id, choice in self.chosen.items():
            state.widget_states.widgets.add(id=widget_id, string_value=choice)
        return bytes(message.SerializeToString())

    def take(self, message: ForwardMsg) -> bool:
        """Take over one message; tells whether it ends the run."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash
            self.lists = {}
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "ref_hash":
            known = self.kept[message.ref_hash][0]
            self.kept[message.ref_hash] = (known, self.run_count)
            self.note_list(known)
        elif kind == "delta":
            if message.metadata.cacheable:
                self.kept[message.hash] = (message, self.run_count)
            self.note_list(message)
        return kind == "script_finished"

    def note_list(self, message: ForwardMsg) -> None:
        """Note the choices of a list, and what the server says is chosen."""
        element = message.delta.new_element
        if element.WhichOneof("type") != "selectbox":
            return
        box = element.selectbox
        self.lists[box.id.rpartition("-")[2]] = (box.id, box.options)
        if box.set_value and box.raw_value:
            self.chosen[box.id] = box.raw_value
        elif box.id not in self.chosen and box.options:
            self.chosen[box.id] = box.options[box.default]

    def forget(self) -> None:
        """Drop answers that were not named for some runs, as a browser does."""
        self.run_count += 1
        self.kept = {key: kept for key, kept in self.kept.items() if self.run_count - kept[1] <= KEPT_RUNS}


async def open_viewer(address: str, page_name: str, query: Mapping[str, str]) -> Viewer:
    """Open a tab on a page and wait until it has been drawn."""
    socket_address = f"ws{address.removeprefix('http')}/_stcore/stream"
    connection = await connect(
        socket_address,
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        ping_interval=None,
        create_connection=CountingConnection,
    )
    text = urlencode(query)
    viewer = Viewer(connection, page_name, f"{address}/{page_name}?{text}", text)
    await viewer.run()
    return viewer


@dataclass(frozen=True)
class Load:
    """What a number of viewers met: their runs, and what the server used meanwhile."""

    runs: Sequence[Run]
    server_seconds: float
    server_megabytes: float


async def watch_together(
    address: str,
    process_id: int,
    page_name: str,
    query: Mapping[str, str],
    changes: Sequence[Mapping[str, str]],
    *,
    viewer_count: int,
    think_seconds: float,
    seconds: float,
) -> Load:
    """Let viewers change their filters at the same time, each at its own pace, after one of them has seen each change once.

    Parameters
    ----------
    process_id : int
        Of the server; its processor time is counted while they watch, its memory (resident) read before they leave.
    changes : sequence of mappings
        Choices by the key of their list, in a round.
    think_seconds : float
        From one change of a viewer to its next; a run that takes longer is followed at once.
    """
    viewers = [await open_viewer(address, page_name, query) for _place in range(viewer_count)]
    for change in changes:
        await viewers[0].run(**change)
    before, end = read_processor_seconds(process_id), time.perf_counter() + seconds
    watching = (watch(viewer, changes, think_seconds, end, place) for place, viewer in enumerate(viewers))
    runs = [run for one in await asyncio.gather(*watching) for run in one]
    load = Load(runs, read_processor_seconds(process_id) - before, read_resident_megabytes(process_id))
    await asyncio.gather(*(viewer.connection.close() for viewer in viewers))
    return load


async def watch(
    viewer: Viewer, changes: Sequence[Mapping[str, str]], think_seconds: float, end: float, seed: int
) -> list[Run]:
    """Change the filters again and again until ``end``; what a run takes is part of the time to think."""
    runs: list[Run] = []
    dice = random.Random(seed)
    place = dice.randrange(len(changes))
    await asyncio.sleep(dice.uniform(0, think_seconds))
    while time.perf_counter() < end:
        runs.append(await viewer.run(**changes[place % len(changes)]))
        place += 1
        await asyncio.sleep(max(0.0, think_seconds - runs[-1].seconds))
    return runs


def read_resident_megabytes(process_id: int) -> float:
    """Memory a process holds (Linux)."""
    pages = int(Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
