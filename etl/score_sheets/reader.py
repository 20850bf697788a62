"""A workbook of score sheets: read, judged by the rule of its criteria set, and turned into counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from etl.cells import PersonalColumn
from etl.head_lines import join_heads, read_head
from etl.nature import read_nature
from etl.reading.model import Sheet, Workbook
from etl.records import RecordContext, Records
from etl.row_areas import RowAreas, find_head_area
from etl.score_sheets.counting import count_judged, tabulate_counts
from etl.score_sheets.heads import read_head_day, read_head_period, read_head_set, tell_contradictions
from etl.score_sheets.layout import ScoreTable, find_private_columns, find_table
from etl.score_sheets.rows import Gathered, TableReader, Whose
from etl.score_sheets.scores import print_points
from etl.score_sheets.words import ScoreWords, find_set, read_set_words
from warehouse.criterion_model import Method
from warehouse.scores import (
    SCORE_SCHEMA,
    Judgement,
    Outcome,
    ScoreReason,
    ScoreRules,
    judge_sheets,
    read_score_rules,
)

SOURCE_ID = "score_sheets"
RULES: Mapping[ScoreReason, str] = {
    ScoreReason.UNKNOWN_INDEX: "score_index_unknown",
    ScoreReason.INDEX_TWICE: "score_index_twice",
    ScoreReason.OVER_MAXIMUM: "score_over_maximum",
    ScoreReason.NEGATIVE: "score_negative",
}


def read_score_sheets(workbook: Workbook, context: RecordContext) -> Records:
    """Read sheets without names, or numbers of sheets by score, and hand on counts only.

    Returns
    -------
    Records
        Rows of ``score_group``, ``score_index`` and, where single sheets were read, ``score_outcome``, ``score_holding`` and
        ``score_mark``. A sheet that breaks its form is counted as refused; nothing is accepted where a head is not clear.
    """
    words = ScoreWords.of(context.catalogue.sources[SOURCE_ID])
    heads = [read_head(sheet, words.head, words.columns) for sheet in workbook.sheets]
    head = join_heads(heads)
    if find_set(context.catalogue.criteria, head.values.get("set", ""), None) is None:
        sets = context.catalogue.criteria.sets.filter(pl.col("method") == Method.SCORES)["criterion_set_id"]
        context.findings.add("score_set_unknown", *head.place("set"), head.values.get("set", ""), known=", ".join(sets))
        return _nothing([])
    period = read_head_period(head, context)
    set_id = read_head_set(head, period, context)
    if set_id is None:
        return _nothing([])
    own = read_set_words(context.catalogue.criteria, set_id, words)
    is_simulated = read_nature(workbook, heads, words.nature, context)
    tables = [(sheet, find_table(sheet, words, own)) for sheet in workbook.sheets]
    personal = _drop_private(tables, words, context)
    is_found = any(table is not None for _, table in tables)
    if not is_found:
        context.findings.add("score_columns_missing", "", "", codes=", ".join(own.codes))
    read = [one for one, (_, table) in zip(heads, tables, strict=True) if table is not None]
    is_contradicted = tell_contradictions(head, read, period.end if period else None, context)
    if period is None or is_simulated is None or not is_found or is_contradicted:
        return _nothing(personal)
    rules = read_score_rules(context.catalogue.criteria, set_id)
    gathered = Gathered()
    areas: dict[tuple[str, str], RowAreas] = {}
    for own_head, table in zip(heads, (table for _, table in tables), strict=True):
        if table is not None:
            said = join_heads([own_head, head])
            place = said.place("area")
            if place not in areas:
                areas[place] = RowAreas(context, find_head_area(said, period.end, context))
            whose = Whose(period, said.values.get("form", ""))
            TableReader(context, own, rules, whose, areas[place], gathered).read(table)
    keys = {
        "criterion_set_id": set_id,
        "period": period.code,
        "period_end": period.end,
        "as_of": read_head_day(head, period, context),
        "is_simulated": is_simulated,
    }
    frames, accepted = _judge(gathered, rules, keys, context)
    dropped = [*personal, *gathered.personal]
    return Records(frames, (period.code,), gathered.read_count, accepted, is_simulated, dropped)


def _judge(
    gathered: Gathered, rules: ScoreRules, keys: Mapping[str, Any], context: RecordContext
) -> tuple[dict[str, pl.DataFrame], int]:
    """Counts by table of the store, and how many of the scores read stand behind them."""
    scores = pl.DataFrame(gathered.scores, schema=SCORE_SCHEMA, orient="row")
    judgement = judge_sheets(scores, rules)
    _tell_refusals(judgement, gathered, context)
    refused = judgement.sheets.filter(pl.col("outcome") == Outcome.REFUSED)
    sound = scores.join(refused, on="sheet_id", how="anti").filter(pl.col("score").is_not_null())
    counted = count_judged(judgement, Counter(gathered.unread), keys) if gathered.places or gathered.unread else {}
    frames = tabulate_counts(counted, gathered.counts, gathered.group_sheets, keys)
    return frames, gathered.accepted_count + sound.height


def _nothing(personal: Sequence[PersonalColumn]) -> Records:
    return Records({}, (), 0, 0, personal=personal)


def _drop_private(
    tables: Sequence[tuple[Sheet, ScoreTable | None]], words: ScoreWords, context: RecordContext
) -> list[PersonalColumn]:
    personal = []
    for sheet, table in tables:
        if (
            table is None
            and len(tables) > 1
            and any(isinstance(cell, int | float) for row in sheet.rows for cell in row)
        ):
            context.findings.add("score_sheet_not_read", sheet.name, "")
        for column, rule in find_private_columns(sheet, table, words):
            context.findings.add(rule, column.sheet, column.header_cell, column.label)
            personal.append(column)
    return personal


def _tell_refusals(judgement: Judgement, gathered: Gathered, context: RecordContext) -> None:
    told = judgement.reasons.filter(pl.col("reason").is_in([reason.value for reason in RULES]))
    for row in told.iter_rows(named=True):
        sheet, i, columns = gathered.places[row["sheet_id"]]
        words = {"index": row["criterion_code"]}
        if row["bound"] is not None:
            words["bound"] = print_points(row["bound"])
        value = "" if row["value"] is None else print_points(row["value"])
        cell = sheet.address(i, columns[row["criterion_code"]])
        context.findings.add(RULES[ScoreReason(row["reason"])], sheet.name, cell, value, **words)
