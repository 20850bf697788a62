"""What a statement written by a reader may be: one question to the tables of a release, told by DuckDB's own parser.

The tree of the statement is looked through before it is bound, so a refusal names what was refused. What must never happen is not left to
this: the process that runs the statement has no files, no extensions and no settings to change (:mod:`warehouse.sandbox_worker`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

import duckdb

from warehouse.sql import read_sql

LONGEST_TEXT = 8_000
FIRST_WORDS = frozenset(
    (
        "select",
        "with",
        "from",
        "values",
        "table",
        "describe",
        "desc",
        "show",
        "summarize",
        "explain",
        "pivot",
        "unpivot",
    )
)
READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
EXPLAIN = re.compile(r"explain\s+(?:analyze\b)?\s*(?:\([^)]*\))?", re.IGNORECASE)
COMMENT = re.compile(r"\A(?:\s+|--[^\n]*(?:\n|\Z)|/\*.*?\*/|\()*", re.DOTALL)
# Functions that make rows; the others read files, settings or what the computer holds.
ROW_FUNCTIONS = frozenset(
    (
        "range",
        "generate_series",
        "unnest",
        "json_each",
        "json_tree",
        "duckdb_columns",
        "duckdb_tables",
        "pragma_table_info",
    )
)
FORBIDDEN_FUNCTION = re.compile(
    r"getenv|current_setting|set_config|getvariable|write_log|nextval|currval|query|query_table|.*secret.*|read_.*|parquet_.*|sniff_.*"
    r"|glob|pg_.*|in_search_path|txid_current"
)
CATALOGUE_VIEWS = frozenset(("duckdb_columns", "duckdb_tables"))
SHOWN_LISTS = frozenset(("tables", "__show_tables_expanded"))


class Refusal(StrEnum):
    """Why a statement gave no answer."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SEVERAL = "several"
    NOT_READING = "not_reading"
    OPEN_PIVOT = "open_pivot"
    FORBIDDEN_FUNCTION = "forbidden_function"
    UNSUPPORTED = "unsupported"
    SYNTAX = "syntax"
    UNKNOWN_TABLE = "unknown_table"
    UNKNOWN_COLUMN = "unknown_column"
    UNKNOWN_FUNCTION = "unknown_function"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_LARGE = "too_large"
    STOPPED = "stopped"
    BUSY = "busy"
    CRASHED = "crashed"
    FAILED = "failed"


class StatementError(Exception):
    """A statement that is refused or failed.

    Parameters
    ----------
    refusal : Refusal
        Why.
    name : str
        Function, table, column or word it is about.
    hint : str
        The name that was perhaps meant, several separated by commas.
    detail : str
        What the database said of it, in English.
    line, column : int
        Where in the text, from 1; 0 = not known.
    """

    def __init__(
        self, refusal: Refusal, name: str = "", hint: str = "", detail: str = "", line: int = 0, column: int = 0
    ) -> None:
        super().__init__(refusal.value, name)
        self.refusal, self.name, self.hint = refusal, name, hint
        self.detail, self.line, self.column = detail, line, column

    def to_dict(self) -> dict[str, Any]:
        """What another process needs to raise the same."""
        return {**vars(self), "refusal": self.refusal.value}


def read_statement(connection: duckdb.DuckDBPyConnection, text: str, tables: Collection[str]) -> duckdb.Statement:
    """The one statement of a text, when it only asks the tables of the release.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Parses the statement; nothing of it is run.
    tables : collection of str
        Names it may ask.

    Raises
    ------
    StatementError
        When it is anything else.
    """
    statement = _read_single(text)
    questioned = EXPLAIN.sub("", _skip_comments(text), count=1) if _first_word(text) == "explain" else text
    if questioned is not text and _read_single(questioned).type != duckdb.StatementType.SELECT:
        raise StatementError(Refusal.NOT_READING, _first_word(questioned).upper())
    _check_tree(_parse(connection, questioned), tables)
    return statement


def _read_single(text: str) -> duckdb.Statement:
    if len(text) > LONGEST_TEXT:
        raise StatementError(Refusal.TOO_LONG)
    word = _first_word(text)
    if word and word not in FIRST_WORDS:
        _extract(text)  # a slip of the pen is told as one
        raise StatementError(Refusal.NOT_READING, word.upper())
    statements = _extract(text)
    if not statements:
        raise StatementError(Refusal.EMPTY)
    if any(one.type == duckdb.StatementType.CREATE for one in statements) and re.search(
        r"\bpivot", text, re.IGNORECASE
    ):
        raise StatementError(Refusal.OPEN_PIVOT)
    if len(statements) > 1:
        raise StatementError(Refusal.SEVERAL)
    if statements[0].type not in READING:
        raise StatementError(Refusal.NOT_READING, statements[0].type.name)
    return statements[0]


def _skip_comments(text: str) -> str:
    return text[COMMENT.match(text).end() :]  # type: ignore[union-attr]


def _first_word(text: str) -> str:
    found = re.match(r"\w+", _skip_comments(text))
    return found[0].lower() if found else ""


def _extract(text: str) -> list[duckdb.Statement]:
    try:
        return duckdb.extract_statements(text)
    except duckdb.ParserException as error:
        raise tell_failure(error) from error


def _parse(connection: duckdb.DuckDBPyConnection, text: str) -> dict[str, Any]:
    answer = connection.execute(read_sql("queries", "parse_statement"), {"statement": text}).fetchall()[0][0]
    try:
        tree: dict[str, Any] = json.loads(answer)
    except RecursionError as error:
        raise StatementError(Refusal.UNSUPPORTED) from error
    if tree["error"]:
        raise StatementError(Refusal.UNSUPPORTED, detail=str(tree.get("error_message", "")))
    return tree


def _check_tree(tree: dict[str, Any], tables: Collection[str]) -> None:
    nodes = list(_walk(tree))
    named_here = {entry["key"].lower() for node in nodes for entry in _list_ctes(node)}
    known = {*(name.lower() for name in tables), *CATALOGUE_VIEWS, *named_here}
    for node in nodes:
        _check_functions(node)
        _check_table(node, known)


def _walk(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _list_ctes(node: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(node["cte_map"].get("map", [])) if isinstance(node.get("cte_map"), dict) else []
    return [*found, {"key": node["cte_name"]}] if isinstance(node.get("cte_name"), str) else found


def _check_functions(node: dict[str, Any]) -> None:
    name = str(node.get("function_name") or "").lower()
    if name and FORBIDDEN_FUNCTION.fullmatch(name):
        raise StatementError(Refusal.FORBIDDEN_FUNCTION, name)
    if node.get("type") == "TABLE_FUNCTION":
        function = node["function"]
        called = str(function.get("function_name") or "").lower()
        if called not in ROW_FUNCTIONS:
            raise StatementError(Refusal.FORBIDDEN_FUNCTION, called)


def _check_table(node: dict[str, Any], known: Collection[str]) -> None:
    name = str(node.get("table_name") or "")
    if node.get("type") == "SHOW_REF":
        if name and name.strip('"').lower() not in SHOWN_LISTS:
            raise StatementError(Refusal.NOT_READING, f"SHOW {name.strip(chr(34)).upper()}")
    elif node.get("type") == "BASE_TABLE":
        is_description = str(node.get("schema_name") or "").lower() == "information_schema"
        if name.lower() not in known and not is_description:
            close = get_close_matches(name.lower(), sorted(known), n=2)
            raise StatementError(Refusal.UNKNOWN_TABLE, name, ", ".join(close))


def tell_failure(error: duckdb.Error) -> StatementError:
    """What the database said of a statement, as one of our refusals.

    >>> str(tell_failure(duckdb.BinderException('Binder Error: Referenced column "nam" not found in FROM clause!')).refusal)
    'unknown_column'
    """
    text = str(error)
    said = text.split("\n\nLINE ")[0].strip()
    line, column = _find_place(text)
    place: dict[str, Any] = {"detail": said[:600], "line": line, "column": column}
    if isinstance(error, duckdb.OutOfMemoryException):
        return StatementError(Refusal.TOO_MUCH_MEMORY)
    if isinstance(error, duckdb.PermissionException):  # names a path of the server
        return StatementError(Refusal.FORBIDDEN_FUNCTION)
    if found := re.search(r'syntax error at or near "([^"]*)"', text):
        return StatementError(Refusal.SYNTAX, found[1], **place)
    if isinstance(error, duckdb.ParserException):
        return StatementError(Refusal.SYNTAX, **place)
    if found := re.search(r'(?:Referenced column|column named|does not have a column named) "([^"]*)"', text):
        near = re.search(r"Candidate bindings: (.*)", text)
        return StatementError(
            Refusal.UNKNOWN_COLUMN, found[1], near[1].strip(": ").replace('"', "") if near else "", **place
        )
    if found := re.search(r"Function with name \"?(\S+?)\"? (?:does not exist|is not in the catalog)", text):
        near = re.search(r'Did you mean "([^"]*)"', text)
        return StatementError(Refusal.UNKNOWN_FUNCTION, found[1], near[1] if near else "", line=line, column=column)
    return StatementError(Refusal.FAILED, **place)


def _find_place(text: str) -> tuple[int, int]:
    found = re.search(r"^LINE (\d+): (.*)\n( *)\^", text, re.MULTILINE)
    if not found:
        return 0, 0
    ahead = len(f"LINE {found[1]}: ")
    is_cut = found[2].startswith("...")  # a long line is shown from its middle
    return int(found[1]), 0 if is_cut else max(1, len(found[3]) - ahead + 1)
