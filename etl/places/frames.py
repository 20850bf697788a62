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
    texts = asked.select(KEYS).unique(maintain_order=True)
    known = match_official(index, texts, within)
    rows: list[tuple[object, ...]] = []
    compared = 0
    for number, (code, name, section, day) in enumerate(texts.iter_rows()):
        if number in known:
            rows.append((code, name, section, day, known[number], None, "code", code, [], "{}"))
            continue
        match = match_area(
            index, code or "", name or "", day, within, section or "", suggest=compared < MOST_COMPARISONS
        )
        if match.rule in SEARCHED_RULES:
            compared += count_names(index, index.find_roots(within, day), day)
        told = json.dumps(dict(match.words), ensure_ascii=False)
        found = (match.area_id, match.rule, match.at, match.value, list(match.suggestions), told)
        rows.append((code, name, section, day, *found))
    return pl.DataFrame(rows, schema=MATCH_SCHEMA, orient="row")


def match_official(index: AreaIndex, texts: pl.DataFrame, within: str | None) -> dict[int, str]:
    """The rows whose code and name are exactly those of one area of that day inside the scope: most rows of a filled form.

    Returns
    -------
    dict of int to str
        ``area_id`` by row of ``texts``.
    """
    on_its_day = pl.col("day").is_between("valid_from", "valid_to")
    found = texts.with_row_index().join(index.official, on=["area_code", "area_name"]).filter(on_its_day)
    roots = {day: index.find_roots(within, day) for day in texts["day"].unique()}
    return {
        number: area_id
        for number, area_id, day in found.select("index", "area_id", "day").iter_rows()
        if not index.places[area_id].lineage.isdisjoint(roots[day])
    }
