"""The process in which a reader's statement runs: it holds one release, read-only, and nothing else it could reach or fill.

It is started by :mod:`warehouse.sandbox`, which ends it at the limits. It speaks over its standard streams: a line of JSON asks, a line of
JSON answers, followed by so many bytes of Arrow. It has no files but the release, no extensions, no settings to change, no environment,
and where the system can do it no more memory than it was given and no byte it could write.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import pyarrow as pa

from warehouse.sql import read_sql
from warehouse.statements import Refusal, StatementError, read_statement, tell_failure

IDLE_SECONDS = 300.0
GRACE_SECONDS = 2.0
NICE = 5
MEGABYTE = 1_048_576
BEYOND_DATABASE_MB = 320  # text and lists DuckDB does not count, and what the answer is made in
BATCH_ROWS = 1_024
SETTINGS = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    "python_scan_all_frames": "false",
    "home_directory": "",
    "secret_directory": "",
    "temp_directory": "",
    "max_temp_directory_size": "0KiB",
    "threads": "1",
}
AS_IS = frozenset(("BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "VARCHAR"))
AS_NUMBER = ("DECIMAL", "HUGEINT", "UHUGEINT", "UBIGINT", "UINTEGER", "USMALLINT", "UTINYINT")
DAYS = ("DATE", "TIMESTAMP")

WARMING = {"text": "values (1)", "rows": 1, "bytes": MEGABYTE}  # the first statement loads what all need


def open_closed(path: Path, memory_mb: int) -> duckdb.DuckDBPyConnection:
    """A release on a connection that can do nothing but read it; its settings cannot be changed any more."""
    connection = duckdb.connect(path, read_only=True, config={**SETTINGS, "memory_limit": f"{memory_mb}MB"})
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def limit_process(memory_mb: int) -> None:
    """Bound what this process may take, and let the pages go first. Windows and macOS know no bound on memory: DuckDB's own holds there."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICE)
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        limit = _read_address_space() + (memory_mb + BEYOND_DATABASE_MB) * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _read_address_space() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * int(os.sysconf("SC_PAGE_SIZE"))


def ask(
    connection: duckdb.DuckDBPyConnection, tables: frozenset[str], order: dict[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """Answer one statement: facts about the answer, and its rows as Arrow.

    Raises
    ------
    StatementError
        When it is refused, fails, or its answer is too large.
    """
    started = time.perf_counter()
    statement = read_statement(connection, order["text"], tables)
    try:
        relation = connection.sql(statement)
        if relation is None:
            raise StatementError(Refusal.UNSUPPORTED)
        names = list(relation.columns)
        days = {f"c{place}": kind for place, kind in enumerate(map(str, relation.types)) if kind in DAYS}
        rows, is_cut = _fetch(_simplify(relation).limit(order["rows"] + 1), order["rows"], order["bytes"])
    except duckdb.Error as error:
        raise tell_failure(error) from error
    return {"names": names, "days": days, "is_cut": is_cut, "seconds": time.perf_counter() - started}, rows


def _simplify(relation: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Columns as numbers, texts and truths; anything else, days too, in the words DuckDB has for it."""
    casts = []
    for place, kind in enumerate(map(str, relation.types)):
        column = duckdb.SQLExpression(f"#{place + 1}")  # by place: two columns may have one name
        if kind.startswith(AS_NUMBER) and not kind.endswith("]"):
            column = column.cast("DOUBLE")
        elif kind not in AS_IS:
            column = column.cast("VARCHAR")
        casts.append(column.alias(f"c{place}"))
    return relation.select(*casts)


def _fetch(relation: duckdb.DuckDBPyRelation, row_limit: int, byte_limit: int) -> tuple[bytes, bool]:
    reader = relation.to_arrow_reader(BATCH_ROWS)
    sink = pa.BufferOutputStream()
    left, is_cut = row_limit, False
    with pa.ipc.new_stream(sink, reader.schema) as writer:
        for batch in reader:
            is_cut = batch.num_rows > left
            part = batch.slice(0, left)
            if sink.tell() + part.nbytes > byte_limit:
                raise StatementError(Refusal.TOO_LARGE)
            writer.write_batch(part)
            left -= part.num_rows
            if is_cut:
                break
    return sink.getvalue().to_pybytes(), is_cut


def serve(connection: duckdb.DuckDBPyConnection, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until nobody asks any more; ends after what may have left the process damaged."""
    tables = frozenset(name for (name,) in connection.execute(read_sql("queries", "list_tables")).fetchall())
    _send(sink, {"ready": True}, b"")
    while order := _wait_for_order(source):
        is_well = True
        try:
            facts, rows = ask(connection, tables, order)
        except StatementError as error:
            facts, rows = {"error": error.to_dict()}, b""
            is_well = error.refusal is not Refusal.TOO_MUCH_MEMORY
        except (MemoryError, pa.ArrowException):
            facts, rows, is_well = {"error": StatementError(Refusal.TOO_MUCH_MEMORY).to_dict()}, b"", False
        _send(sink, facts, rows)
        if not is_well:
            return


def _wait_for_order(source: BinaryIO) -> dict[str, Any] | None:
    _end_after(IDLE_SECONDS)
    line = source.readline()
    if not line:
        return None
    order: dict[str, Any] = json.loads(line)
    _end_after(order["seconds"] + GRACE_SECONDS)
    return order


def _end_after(seconds: float) -> None:
    """End this process unless asked again before, so that it never outlives the server that would have ended it; not on Windows."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _send(sink: BinaryIO, facts: dict[str, Any], rows: bytes) -> None:
    sink.write(json.dumps({**facts, "bytes": len(rows)}).encode() + b"\n" + rows)
    sink.flush()


def main() -> None:
    """Serve the release named first in memory named second, over the standard streams."""
    path, memory_mb = Path(sys.argv[1]), int(sys.argv[2])
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    connection = open_closed(path, memory_mb)
    limit_process(memory_mb)
    ask(connection, frozenset(), WARMING)
    serve(connection, sys.stdin.buffer, sink)


if __name__ == "__main__":
    main()
