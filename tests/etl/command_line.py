"""``python -m etl`` inside the process of the tests: the same words, codes and files without starting Python each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from etl import __main__ as command_line

WIDTH = 200


def run_etl(folder: Path, *arguments: str) -> Result:
    """Run a command on a warehouse; what it wrote is in ``stdout`` and ``stderr``."""
    with pytest.MonkeyPatch.context() as patch:
        for console in (command_line.console, command_line.errors):
            patch.setattr(console, "_width", WIDTH)
        return CliRunner().invoke(command_line.app, arguments, env={"DICH_WAREHOUSE": str(folder)})
