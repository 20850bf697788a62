"""Processes that answer statements: how one is started, spoken to and ended, and the one that is kept ready."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

PROJECT_FOLDER = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "warehouse.sandbox_worker")
KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONPATH")
LONGEST_LINE = 65_536


@dataclass(eq=False)
class Worker:
    """One process with one release open."""

    path: Path
    memory_mb: int
    process: subprocess.Popen[bytes] = field(init=False)
    is_ready: bool = False

    def __post_init__(self) -> None:
        environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
        environment["MALLOC_ARENA_MAX"] = "1"  # of glibc: each arena would reserve 64 MB of what the process may take
        self.process = subprocess.Popen(
            [*COMMAND, str(self.path.resolve()), str(self.memory_mb)], cwd=PROJECT_FOLDER, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def receive(self) -> tuple[dict[str, Any], bytes]:
        """The next answer; EOFError when the process has ended."""
        source: BinaryIO = self.process.stdout  # type: ignore[assignment]
        line = source.readline(LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise EOFError
        facts: dict[str, Any] = json.loads(line)
        rows = source.read(facts["bytes"])
        if len(rows) < facts["bytes"]:
            raise EOFError
        return facts, rows

    def send(self, order: dict[str, Any]) -> None:
        """Ask; OSError when the process has ended."""
        sink: BinaryIO = self.process.stdin  # type: ignore[assignment]
        sink.write(json.dumps(order).encode() + b"\n")
        sink.flush()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was not read by the process any more
                    continue


class Pool:
    """Keeps one process ready between statements."""

    def __init__(self) -> None:
        self.idle: Worker | None = None
        self.lock = threading.Lock()

    def take(self, path: Path, memory_mb: int) -> Worker:
        """A process for a release: the one that is ready, or a new one."""
        with self.lock:
            worker, self.idle = self.idle, None
        if worker is not None:
            if (worker.path, worker.memory_mb) == (path, memory_mb) and worker.process.poll() is None:
                return worker
            worker.end()
        return Worker(path, memory_mb)

    def give_back(self, worker: Worker) -> None:
        """Keep a process that is well in place of the one kept before."""
        with self.lock:
            worker, self.idle = self.idle or worker, worker
        if worker is not self.idle:
            worker.end()

    def close(self) -> None:
        """End the process that is kept."""
        with self.lock:
            worker, self.idle = self.idle, None
        if worker is not None:
            worker.end()


POOL = Pool()
atexit.register(POOL.close)
