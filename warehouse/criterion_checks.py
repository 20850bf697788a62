"""What a criteria set must obey; the first broken rule stops with file, row and the value that breaks it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import polars as pl

from warehouse.catalogue_files import name_file, stop_at_first
from warehouse.criterion_model import (
    CriterionUnit,
    Direction,
    Evidence,
    IndicatorFit,
    KnownCodes,
    Method,
    Wording,
)
from warehouse.errors import CatalogueError
from warehouse.model import Confidence

NEEDED_FIELDS = {"name_vi": str, "name_en": str, "method": str, "source": str, "confidence": str, "kind": list}
FIELDS: Mapping[str, type] = {
    **NEEDED_FIELDS,
    "title_id": str,
    "group_id": str,
    "scope_area_id": str,
    "document_code": str,
    "valid_from": date,
    "valid_to": date,
    "note": str,
    "form": list,
    "level": list,
    "rating": list,
    "score": dict,
}
ENTRY_FIELDS: Mapping[str, Mapping[str, type]] = {
    "kind": {"kind": str, "name_vi": str, "name_en": str, "parent": str, "stated_count": int, "is_rated": bool},
    "form": {"form_id": str, "name_vi": str, "name_en": str},
    "level": {"level": int, "name_vi": str, "name_en": str},
    "rating": {"rating": str, "name_vi": str, "name_en": str, "is_met": bool},
}
OPTIONAL_IN_ENTRY = {"parent", "stated_count", "is_rated"}
PLAIN_NUMBER = r"^\d{1,5}(\.\d{1,4})?$"
NUMBER_COLUMNS = ("score_minimum", "score_maximum", "required_value")
NEEDED_COLUMNS = ("code", "kind", "name_vi", "name_en", "wording", "source", "confidence")
COLUMNS = (
    *NEEDED_COLUMNS, "parent", "form", "unit", "evidence", "direction", "indicator_id", "indicator_fit", *NUMBER_COLUMNS, "level",
    "document_code", "note",
)  # fmt: skip


def stop(path: Path, field: str, problem_en: str, problem_vi: str) -> NoReturn:
    """Refuse a TOML file at the line of a field; without a line where the field is not written."""
    starts = re.compile(rf"\[*{re.escape(field)}\b")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if starts.match(text)), None)
    raise CatalogueError(name_file(path), line, problem_en, problem_vi)


def check_head(path: Path, head: Mapping[str, Any], known: KnownCodes) -> None:
    """The fields of ``<version>.toml``."""
    _check_fields(path, "", head, FIELDS, FIELDS.keys() - NEEDED_FIELDS)
    for name, fields in ENTRY_FIELDS.items():
        key = next(iter(fields))
        for entry in head.get(name, []):
            _check_fields(path, name, entry, fields, OPTIONAL_IN_ENTRY)
        _check_once(path, name, [entry[key] for entry in head.get(name, [])])
    coded: dict[str, Collection[str]] = {
        "method": list(Method),
        "confidence": list(Confidence),
        "title_id": known.titles,
        "group_id": known.groups,
        "scope_area_id": known.areas,
        "document_code": known.documents,
    }
    for field, codes in coded.items():
        if field in head and head[field] not in codes:
            stop(path, field, f"unknown {field}: {head[field]}", f"không có {field} này: {head[field]}")
    if head.get("valid_to", date.max) < head.get("valid_from", date.min):
        stop(path, "valid_to", "valid_to is before valid_from", "valid_to sớm hơn valid_from")
    _check_kinds(path, head["kind"])
    _check_score(path, head)
    _check_ratings(path, head)


def _check_fields(
    path: Path, entry: str, values: Mapping[str, Any], fields: Mapping[str, type], optional: Collection[str]
) -> None:
    where = f"[[{entry}]] " if entry else ""
    for field in sorted(values.keys() - fields.keys()):
        stop(path, field, f"{where}unknown field {field}", f"{where}không có trường {field}")
    for field, kind in fields.items():
        if field not in values and field not in optional:
            stop(path, entry or field, f"{where}field {field} is missing", f"{where}thiếu trường {field}")
        value = values.get(field)
        if field in values and (type(value) is not kind or value in ("", [])):
            stop(path, field, f"{where}{field} is wrong: {value!r}", f"{where}{field} ghi sai: {value!r}")


def _check_once(path: Path, entry: str, codes: Iterable[object]) -> None:
    seen: set[object] = set()
    for code in codes:
        if code in seen:
            stop(path, entry, f"[[{entry}]] {code} appears twice", f"[[{entry}]] {code} xuất hiện hai lần")
        seen.add(code)


def _check_kinds(path: Path, kinds: list[dict[str, Any]]) -> None:
    above: set[str] = set()
    for kind in kinds:
        if kind.get("parent", kind["kind"]) not in above | {kind["kind"]} or kind.get("parent") == kind["kind"]:
            stop(
                path,
                "kind",
                f"[[kind]] {kind['kind']}: parent {kind['parent']} is not described above it",
                f"[[kind]] {kind['kind']}: cấp trên {kind['parent']} chưa được mô tả ở phía trên",
            )
        above.add(kind["kind"])


def _check_score(path: Path, head: Mapping[str, Any]) -> None:
    if head["method"] != Method.SCORES:
        if "score" in head:
            stop(path, "score", "[score] without method scores", "có [score] nhưng method không phải scores")
        return
    if "score" not in head or not head.get("form"):
        stop(path, "method", "method scores needs [score] and [[form]]", "method scores cần có [score] và [[form]]")
    for field in ("total_maximum", "pass_mark"):
        if field not in head["score"]:
            stop(path, "score", f"[score] field {field} is missing", f"[score] thiếu trường {field}")
        value = head["score"][field]
        if type(value) not in (int, Decimal) or not re.match(PLAIN_NUMBER, str(value)):
            stop(path, field, f"{field} is no number of points: {value}", f"{field} không phải số điểm: {value}")
    for field in head["score"].keys() - {"total_maximum", "pass_mark"}:
        stop(path, field, f"[score] unknown field {field}", f"[score] không có trường {field}")
    total, mark = head["score"]["total_maximum"], head["score"]["pass_mark"]
    if mark > total:
        stop(path, "pass_mark", "pass_mark is above total_maximum", "pass_mark lớn hơn total_maximum")


def _check_ratings(path: Path, head: Mapping[str, Any]) -> None:
    """Ratings from best to worst, told apart by their names in both languages, where each criterion is judged by itself."""
    ratings = head.get("rating", [])
    if (head["method"] == Method.ASSESSMENT) != bool(ratings):
        en, vi = "method assessment and [[rating]] go together", "method assessment và [[rating]] phải đi cùng nhau"
        stop(path, "method", en, vi)
    if any(kind.get("is_rated", False) for kind in head["kind"]) != bool(ratings):
        en, vi = (
            "[[rating]] needs a [[kind]] with is_rated, and is_rated needs [[rating]]",
            "[[rating]] và is_rated phải đi cùng nhau",
        )
        stop(path, "is_rated", en, vi)
    for language in ("name_vi", "name_en"):
        _check_once(path, "rating", [rating[language].casefold() for rating in ratings])
    met = [rating["is_met"] for rating in ratings]
    if met and (met != sorted(met, reverse=True) or all(met) or not any(met)):
        en = "[[rating]] from best to worst: first those with is_met, then at least one without"
        stop(path, "rating", en, "[[rating]] xếp từ cao xuống thấp: các mức is_met trước, sau đó ít nhất một mức không")


def check_rows(path: Path, rows: pl.DataFrame, head: Mapping[str, Any], known: KnownCodes) -> None:
    """The rows of ``<version>.csv``: texts, with every column of ``COLUMNS``."""
    kinds = [kind["kind"] for kind in head["kind"]]
    coded: dict[str, Collection[str]] = {
        "kind": kinds,
        "wording": list(Wording),
        "confidence": list(Confidence),
        "form": [form["form_id"] for form in head.get("form", [])],
        "level": [str(level["level"]) for level in head.get("level", [])],
        "unit": list(CriterionUnit),
        "evidence": list(Evidence),
        "direction": list(Direction),
        "indicator_id": known.indicator_units.keys(),
        "indicator_fit": list(IndicatorFit),
        "document_code": known.documents,
    }
    for column in ("kind", "wording", "source", "confidence"):
        stop_at_first(path, rows, pl.col(column).is_null(), f"{column} is empty", problem_vi=f"{column} để trống")
    for column, codes in coded.items():
        broken = pl.col(column).is_not_null() & ~pl.col(column).is_in(list(codes))
        stop_at_first(path, rows, broken, f"unknown {column}", pl.col(column), f"không có {column} này")
    for column in NUMBER_COLUMNS:
        broken = ~pl.col(column).str.contains(PLAIN_NUMBER)
        vi = f"{column} không phải số (viết 7.5, tối đa 4 chữ số thập phân)"
        stop_at_first(path, rows, broken, f"{column} is no number, written as 7.5", pl.col(column), vi)
    for broken, value, en, vi in _list_row_rules(known):
        stop_at_first(path, rows, broken, en, pl.col(value), vi)
    _check_parents(path, rows, head)
    _check_counts(path, rows, head)
    _check_points(path, rows, head)


def _list_row_rules(known: KnownCodes) -> list[tuple[pl.Expr, str, str, str]]:
    has_no_text = pl.col("wording") == Wording.MISSING
    half_named = pl.col("name_vi").is_null() | pl.col("name_en").is_null()
    unsure = ~pl.col("confidence").is_in([code.value for code in Confidence if code.is_verified])
    own_unit = pl.col("indicator_id").replace_strict(known.indicator_units, default=None, return_dtype=pl.String)
    low, high = (pl.col(column).cast(pl.Decimal(9, 4), strict=False) for column in ("score_minimum", "score_maximum"))
    return [
        (~has_no_text & half_named, "code", "no name in both languages", "chưa có tên ở cả hai ngôn ngữ"),
        (
            has_no_text & ~(pl.col("name_vi").is_null() & pl.col("name_en").is_null()),
            "code",
            "wording missing, but there is a name",
            "wording là missing nhưng vẫn có tên",
        ),
        (
            (pl.col("wording") == Wording.OFFICIAL) & unsure,
            "confidence",
            "an official wording must have been read",
            "nguyên văn chính thức thì phải có nguồn đã đọc",
        ),
        (
            pl.col("indicator_id").is_null() != pl.col("indicator_fit").is_null(),
            "code",
            "indicator_id and indicator_fit go together",
            "indicator_id và indicator_fit phải đi cùng nhau",
        ),
        (
            (pl.col("indicator_fit") == IndicatorFit.SAME) & pl.col("unit").ne_missing(own_unit),
            "unit",
            "unit differs from that of the same indicator",
            "đơn vị tính khác với chỉ số được coi là trùng",
        ),
        (
            pl.col("required_value").is_not_null() & (pl.col("unit").is_null() | pl.col("direction").is_null()),
            "code",
            "required_value without unit or direction",
            "có required_value mà thiếu unit hoặc direction",
        ),
        (
            pl.col("score_minimum").is_not_null() & pl.col("score_maximum").is_null(),
            "code",
            "score_minimum without score_maximum",
            "có score_minimum mà thiếu score_maximum",
        ),
        (low > high, "score_minimum", "score_minimum is above score_maximum", "score_minimum lớn hơn score_maximum"),
    ]


def _check_parents(path: Path, rows: pl.DataFrame, head: Mapping[str, Any]) -> None:
    """Each row hangs on a row of the kind above its own, and rows of a kind without one above on none."""
    parents = {kind["kind"]: kind.get("parent") for kind in head["kind"]}
    kind_of = dict(rows.select("code", "kind").iter_rows())
    expected = pl.col("kind").replace_strict(parents, return_dtype=pl.String)
    found = pl.col("parent").replace_strict(kind_of, default=None, return_dtype=pl.String)
    unknown = pl.col("parent").is_not_null() & found.is_null()
    stop_at_first(path, rows, unknown, "unknown parent", pl.col("parent"), "không có parent này")
    misplaced = found.ne_missing(expected)
    vi = "parent không thuộc cấp ngay trên"
    stop_at_first(path, rows, misplaced, "parent is not of the kind above", pl.col("code"), vi)


def _check_counts(path: Path, rows: pl.DataFrame, head: Mapping[str, Any]) -> None:
    counted = rows.with_columns(nth=pl.int_range(1, pl.len() + 1).over("kind"))
    for kind in head["kind"]:
        if "stated_count" in kind:
            over = (pl.col("kind") == kind["kind"]) & (pl.col("nth") > kind["stated_count"])
            en = f"more than the {kind['stated_count']} rows of kind {kind['kind']} that are stated"
            vi = f"nhiều hơn {kind['stated_count']} dòng loại {kind['kind']} đã nêu"
            stop_at_first(path, counted, over, en, pl.col("code"), vi)


def _check_points(path: Path, rows: pl.DataFrame, head: Mapping[str, Any]) -> None:
    """Points only where a set is scored, on rows nothing hangs on; in each form they add up to the whole."""
    scored = pl.col("score_maximum").is_not_null()
    if head["method"] != Method.SCORES:
        vi = "có điểm nhưng method không phải scores"
        stop_at_first(path, rows, scored, "points without method scores", pl.col("code"), vi)
        return
    inner = scored & pl.col("code").is_in(rows["parent"].drop_nulls().implode())
    vi = "cho điểm ở dòng còn có dòng con"
    stop_at_first(path, rows, inner, "points on a row that others hang on", pl.col("code"), vi)
    for form in head["form"]:
        own = rows.filter(pl.col("form").is_null() | (pl.col("form") == form["form_id"]))
        total = sum(map(Decimal, own["score_maximum"].drop_nulls()), Decimal(0))
        whole = head["score"]["total_maximum"]
        if total != whole:
            raise CatalogueError(
                name_file(path),
                None,
                f"form {form['form_id']}: points add up to {total}, not {whole}",
                f"phiếu {form['form_id']}: tổng điểm các chỉ số là {total}, không phải {whole}",
            )
