"""Where the SQL lives: one relation a file, found by folder and name."""

from functools import cache
from pathlib import Path

SQL_FOLDER = Path(__file__).parent


@cache
def read_sql(folder: str, name: str) -> str:
    """Text of ``<folder>/<name>.sql``.

    Raises
    ------
    FileNotFoundError
        When there is no such statement.
    """
    return (SQL_FOLDER / folder / f"{name}.sql").read_text(encoding="utf-8")
