"""What the screen of data quality looks at: one period of a place, who reported in it, and which numbers are worth a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from ui.answers import ask
from ui.state import PageContext
from warehouse import quality_queries
from warehouse.follow_ups import FollowUp, read_follow_ups
from warehouse.publish import find_folder

Row = Mapping[str, Any]
HEAPED = ("heaped_at_whole", "heaped_over_target")
SILENT = "silent"
BETWEEN = " · "  # of the messages of one cell, in the order of their rules


@dataclass(frozen=True)
class Sign:
    """Something worth a question about one number, or about a series of them.

    Attributes
    ----------
    sign_id : str
        The same in every release: area, period, title, group, measure and kind.
    rules : tuple of str
        What the check noticed.
    message_vi, message_en : str
        What it said; empty where the message is not told.
    row : Mapping
        Row of :func:`warehouse.quality_queries.list_findings`.
    """

    sign_id: str
    rules: tuple[str, ...]
    message_vi: str
    message_en: str
    row: Row

    @property
    def is_heaped(self) -> bool:
        """Whether it speaks of many units at once."""
        return self.rules[0] in HEAPED


@dataclass(frozen=True)
class Quality:
    """One period of a place.

    Attributes
    ----------
    reporting : polars.DataFrame
        :func:`warehouse.quality_queries.list_reporting`, all periods.
    periods : sequence of str
        Oldest first.
    silent : sequence of mappings
        Units that reported nothing in the period, with ``people_count`` (null = not known), the most people first.
    signs : sequence of Sign
        Those on the most people first.
    marks : Mapping
        What people did, by sign.
    """

    reporting: pl.DataFrame
    periods: Sequence[str]
    period: str
    silent: Sequence[Row]
    signs: Sequence[Sign]
    marks: Mapping[str, Sequence[FollowUp]]

    @cached_property
    def units(self) -> pl.DataFrame:
        """Units expected to report in the period."""
        return self.reporting.filter(pl.col("period") == self.period)

    @property
    def reported_count(self) -> int:
        """Units that reported something in the period."""
        return self.units.filter(pl.col("reported_count") > 0).height

    @property
    def partial_count(self) -> int:
        """Units that reported on some titles only."""
        return self.units.filter(
            (pl.col("reported_count") > 0) & (pl.col("reported_count") < pl.col("expected_count"))
        ).height

    @property
    def is_simulated(self) -> bool:
        """Whether reports of the period are simulated."""
        return bool(self.units["is_simulated"].any())

    def find_mark(self, sign_id: str) -> FollowUp | None:
        """The last mark of a sign."""
        marks = self.marks.get(sign_id)
        return marks[-1] if marks else None


def read_quality(context: PageContext) -> Quality | None:
    """Ask the release what the screen shows; None where no unit was expected to report."""
    area_id, release = context.area.area_id, context.release
    reporting = ask(release, quality_queries.list_reporting, area_id)
    if reporting.is_empty():
        return None
    periods = reporting["period"].unique(maintain_order=True).to_list()
    asked = context.view.period
    period: str = asked if asked in periods else periods[-1]  # type: ignore[assignment]
    people = ask(release, quality_queries.list_known_people, area_id, period)
    silent = (
        reporting.filter((pl.col("period") == period) & (pl.col("reported_count") == 0))
        .join(people, on="area_id", how="left", maintain_order="left")
        .sort("people_count", descending=True, nulls_last=True, maintain_order=True)
    )
    findings: list[dict[str, Any]] = []
    if quality_queries.has_findings(release):
        findings = ask(release, quality_queries.list_findings, area_id, period).to_dicts()
    return Quality(reporting, periods, period, silent.to_dicts(), list_signs(findings), read_follow_ups(find_folder()))


def list_signs(findings: Sequence[Row]) -> list[Sign]:
    """Signs of findings, in their order: all the check noticed of one cell is one sign, but for what it noticed of many units."""
    cells: dict[tuple[Any, ...], list[Row]] = {}
    for row in findings:
        cells.setdefault((row["load_id"], row["sheet"], row["cell"]), []).append(row)
    signs = []
    for rows in cells.values():
        told = {language: split_messages(rows, language) for language in ("vi", "en")}
        own = [row["rule"] for row in rows if row["rule"] not in HEAPED]
        for rules in ([own] if own else []) + [[row["rule"]] for row in rows if row["rule"] in HEAPED]:
            texts = {
                language: " ".join(told[language][rule] for rule in rules if told[language][rule]) for language in told
            }
            signs.append(Sign(name_sign(rows[0], rules), tuple(rules), texts["vi"], texts["en"], rows[0]))
    return signs


def split_messages(rows: Sequence[Row], language: str) -> dict[str, str]:
    """Message of each rule of a cell; a message that cannot be told apart goes with the first rule."""
    rules = sorted(row["rule"] for row in rows)
    parts = (rows[0][f"findings_{language}"] or "").split(BETWEEN)
    if len(parts) == len(rules):
        return dict(zip(rules, parts, strict=True))
    return dict.fromkeys(rules, "") | {rules[0]: BETWEEN.join(parts)}


def name_sign(row: Row, rules: Sequence[str]) -> str:
    """Name of a sign that holds in every release."""
    kind = rules[0] if rules[0] in HEAPED else "number"
    return "|".join((row["area_id"], row["period"], row["title_id"], row["group_id"] or "", row["measure"] or "", kind))


def name_silence(row: Row) -> str:
    """Name of the sign that a unit did not report."""
    return f"{row['area_id']}|{row['period']}|{SILENT}"
