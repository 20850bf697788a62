"""A pivot as parameters of a link and as a small file: written, read and validated."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from warehouse.errors import PivotError
from warehouse.model import Basis
from warehouse.pivot import Axis, PivotSpec, Units, Value
from warehouse.pivot_filter import RowFilter

PLACE, INDICATOR, TARGET_YEAR = "noi", "chi_tieu", "moc"
UNITS, OTHERS, PERIODS, GROUPS, BASES = "don_vi", "them", "cac_ky", "cac_nhom", "co_so"
ROWS, COLUMNS, VALUES, FOCUS = "hang", "cot", "gia_tri", "cot_xet"
RATE_FROM, RATE_TO, GAP_UNDER, SPREAD_OVER = "tu", "den", "thieu_duoi", "chenh_tren"
LIMITS: Mapping[str, str] = {
    RATE_FROM: "rate_from",
    RATE_TO: "rate_to",
    GAP_UNDER: "gap_under",
    SPREAD_OVER: "spread_over",
}
OWN_KEYS = (UNITS, OTHERS, PERIODS, GROUPS, BASES, ROWS, COLUMNS, VALUES, FOCUS, *LIMITS)
NO_COLUMNS = "khong"  # in place of an axis of columns: an address without the parameter has not chosen
FILE_KIND = "dich-2030-phan-tich"
FILE_VERSION = 1
MOST_BYTES = 20_000


@dataclass(frozen=True)
class SavedView:
    """A pivot somebody kept: what it asks, and the further parameters of its screen (chart, order, page)."""

    name: str
    parameters: Mapping[str, str]


def write_parameters(spec: PivotSpec) -> dict[str, str]:
    """Parameters of a link to a pivot; what is not limited is left out."""
    first, *others = spec.indicators
    limits = {key: getattr(spec.filter, name) for key, name in LIMITS.items()}
    parameters = {
        PLACE: spec.place,
        INDICATOR: first,
        TARGET_YEAR: "" if spec.target_year is None else str(spec.target_year),
        UNITS: _join(unit.code for unit in spec.units),
        OTHERS: _join(others),
        PERIODS: _join(spec.periods),
        GROUPS: _join(spec.groups),
        BASES: _join(spec.bases),
        ROWS: _join(spec.rows),
        COLUMNS: _join(spec.columns) or NO_COLUMNS,
        VALUES: _join(spec.values),
        FOCUS: spec.focus,
        **{key: "" if limit is None else f"{limit:.12g}" for key, limit in limits.items()},
    }
    return {key: value for key, value in parameters.items() if value}


def read_parameters(parameters: Mapping[str, str], default: PivotSpec) -> tuple[PivotSpec, tuple[str, ...]]:
    """The pivot a link names; what is left out or cannot be read is that of ``default``.

    Returns
    -------
    tuple of PivotSpec and tuple of str
        With the keys that could not be read; all of them where they contradict each other.
    """
    given = {key: value for key, value in parameters.items() if value}
    wrong: list[str] = []

    def read(key: str, parse: Callable[[str], Any], otherwise: Any) -> Any:
        if key not in given:
            return otherwise
        try:
            return parse(given[key])
        except ValueError:
            wrong.append(key)
            return otherwise

    first = given.get(INDICATOR, default.indicators[0])
    others = read(OTHERS, _split, default.indicators[1:] if INDICATOR not in given else ())
    limits = {
        name: read(key, int if key == GAP_UNDER else float, getattr(default.filter, name))
        for key, name in LIMITS.items()
    }
    values = {
        "place": given.get(PLACE, default.place),
        "units": read(UNITS, lambda text: tuple(map(Units.parse, _split(text))), default.units),
        "indicators": tuple(dict.fromkeys((first, *others))),
        "periods": read(PERIODS, _split, default.periods),
        "groups": read(GROUPS, _split, default.groups),
        "bases": read(BASES, lambda text: tuple(map(Basis, _split(text))), default.bases),
        "rows": read(ROWS, lambda text: tuple(map(Axis, _split(text))), default.rows),
        "columns": read(COLUMNS, _read_columns, default.columns),
        "values": read(VALUES, lambda text: tuple(map(Value, _split(text))), default.values),
        "target_year": read(TARGET_YEAR, int, default.target_year),
        "focus": given.get(FOCUS, ""),
    }
    try:
        return PivotSpec(**values, filter=RowFilter(**limits)), tuple(wrong)
    except PivotError:
        return default, tuple(key for key in given if key in OWN_KEYS)


def write_file(view: SavedView) -> bytes:
    """A saved view as a small JSON file."""
    content = {"kind": FILE_KIND, "version": FILE_VERSION, "name": view.name, "parameters": dict(view.parameters)}
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8")


def read_file(content: bytes, known: Iterable[str]) -> SavedView:
    """A saved view from a file somebody hands in.

    Parameters
    ----------
    known : iterable of str
        Parameters a view may hold.

    Raises
    ------
    PivotError
        When it is too large, no JSON, not one of our views, or holds what a view cannot hold; the message says which.
    """
    if len(content) > MOST_BYTES:
        raise PivotError(
            f"the file is larger than {MOST_BYTES // 1000} KB: it is no saved view",
            f"tệp lớn hơn {MOST_BYTES // 1000} KB nên không phải góc nhìn đã lưu",
        )
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise PivotError(f"the file is not JSON ({error})", "tệp không phải JSON hợp lệ") from error
    if not isinstance(found, dict) or found.get("kind") != FILE_KIND:
        raise PivotError("the file is no saved view of this page", "tệp không phải góc nhìn đã lưu của trang Phân tích")
    if found.get("version") != FILE_VERSION:
        raise PivotError(
            f"the file is of version {found.get('version')}; this program reads version {FILE_VERSION}",
            f"tệp thuộc phiên bản {found.get('version')}; chương trình đọc phiên bản {FILE_VERSION}",
        )
    parameters = found.get("parameters")
    if not isinstance(parameters, dict) or not all(isinstance(value, str) for value in parameters.values()):
        raise PivotError("“parameters” must hold texts", "mục “parameters” phải gồm các chuỗi ký tự")
    strange = sorted(set(parameters) - set(known))
    if strange:
        raise PivotError(f"unknown parameters: {', '.join(strange)}", f"tham số không rõ: {', '.join(strange)}")
    return SavedView(str(found.get("name") or ""), parameters)


def count_limits(limits: RowFilter) -> int:
    """How many limits a filter sets."""
    return sum(getattr(limits, field.name) is not None for field in fields(limits))


def _join(codes: Iterable[str]) -> str:
    return ",".join(codes)


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in text.split(",") if part))


def _read_columns(text: str) -> tuple[Axis, ...]:
    return () if text == NO_COLUMNS else tuple(map(Axis, _split(text)))
