"""The first build: started with the server when nothing was ever published, ended with it. It writes its own progress file."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from warehouse.publish import read_current_id

PROJECT_FOLDER = Path(__file__).parent.parent
STOP_SECONDS = 10.0


class FirstBuild:
    """One run of ``python -m etl build`` beside the server.

    Parameters
    ----------
    folder : Path
        The warehouse; a build is needed when it has no ``CURRENT``.
    command : tuple of str
        What to run; replaced in tests.
    """

    def __init__(self, folder: Path, command: tuple[str, ...] = (sys.executable, "-m", "etl", "build")) -> None:
        self.folder = folder
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None

    def start_if_needed(self) -> bool:
        """Start the build unless a release is published; tells whether it was started."""
        if read_current_id(self.folder) is not None:
            return False
        self.process = subprocess.Popen(self.command, cwd=PROJECT_FOLDER, stdin=subprocess.DEVNULL)
        return True

    async def stop(self) -> None:
        """End a build that still runs, gently first; nothing half-built was ever published, so nothing is lost."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            await asyncio.to_thread(self.process.wait, STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            await asyncio.to_thread(self.process.wait)
