"""All the area texts of a file at once."""

from __future__ import annotations

import json

import polars as pl

from etl.places.index import AreaIndex
from etl.places.match import match_area
from etl.places.near import count_names

KEYS = ("area_code", "area_name", "section", "day")
MATCH_SCHEMA = {
    "area_code": pl.String(),
    "area_name": pl.String(),
    "section": pl.String(),
    "day": pl.Date(),
    "area_id": pl.String(),
    "rule": pl.String(),
    "at": pl.String(),
    "value": pl.String(),
    "suggestions": pl.List(pl.String()),
    "words": pl.String(),
}
SEARCHED_RULES = ("unknown_area", "code_and_name_differ", "name_differs_from_code")
MOST_COMPARISONS = 2_000_000


def match_areas(index: AreaIndex, asked: pl.DataFrame, within: str | None) -> pl.DataFrame:
    """Match the distinct area texts of a file.

    Parameters
    ----------
    asked : pl.DataFrame
        ``area_code``, ``area_name``, ``section`` (text, null where there is none) and ``day``; other columns are not looked at.
    within : str or None
        As for :func:`match_area`.

    Returns
    -------
    pl.DataFrame
        Grain: distinct ``area_code`` × ``area_name`` × ``section`` × ``day``, as they came in, in order of appearance; join with
        ``nulls_equal=True``. ``area_id`` null where an error stops the row, ``rule`` null for a clean match, ``words`` the placeholders
        as a JSON object. The search for names much alike ends after two million comparisons (thousands of misspellings in a province,
        two hundred in the whole country); unlike names beside a code are errors from then on.
    """
    texts = asked.select(KEYS).unique(maintain_order=True).with_row_index()
    known = match_official(index, texts, within)
    rows: list[tuple[object, ...]] = []
    compared = 0
    for number, code, name, section, day in texts.join(
        known, on="index", how="anti", maintain_order="left"
    ).iter_rows():
        match = match_area(
            index, code or "", name or "", day, within, section or "", suggest=compared < MOST_COMPARISONS
        )
        if match.rule in SEARCHED_RULES:
            compared += count_names(index, index.find_roots(within, day), day)
        told = json.dumps(dict(match.words), ensure_ascii=False)
        found = (match.area_id, match.rule, match.at, match.value, list(match.suggestions), told)
        rows.append((number, code, name, section, day, *found))
    official = texts.join(known, on="index").select(
        "index",
        *KEYS,
        "area_id",
        rule=pl.lit(None, dtype=pl.String),
        at=pl.lit("code"),
        value="area_code",
        suggestions=pl.lit([], dtype=pl.List(pl.String)),
        words=pl.lit("{}"),
    )
    searched = pl.DataFrame(rows, schema={"index": official.schema["index"], **MATCH_SCHEMA}, orient="row")
    return pl.concat([official, searched]).sort("index").drop("index")


def match_official(index: AreaIndex, texts: pl.DataFrame, within: str | None) -> pl.DataFrame:
    """The rows whose code and name are exactly those of one area of that day inside the scope: most rows of a filled form.

    Returns
    -------
    pl.DataFrame
        Grain: such a row. Its ``index``, and ``area_id``.
    """
    on_its_day = pl.col("day").is_between("valid_from", "valid_to")
    found = texts.join(index.official, on=["area_code", "area_name"]).filter(on_its_day)
    roots = {day: index.find_roots(within, day) for day in texts["day"].unique()}
    is_inside = [
        not index.places[area_id].lineage.isdisjoint(roots[day])
        for area_id, day in found.select("area_id", "day").iter_rows()
    ]
    inside = found.filter(pl.Series(is_inside, dtype=pl.Boolean))
    return inside.select("index", "area_id").unique("index", keep="last")
