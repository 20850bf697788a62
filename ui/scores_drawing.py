"""Drawings of score sheets: outcomes as one bar, scores of each index as bands, and which index holds people back. HTML only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from itertools import groupby, pairwise
from typing import Any

from ui.blocks import write_style, write_table, write_tally
from ui.scores import Outcomes, ScoreView
from ui.scores_words import OUTCOMES, format_points, name_index
from warehouse.scores import Outcome
from wording.format import format_count, format_percent
from wording.language import _, localise

Row = Mapping[str, Any]
BAND_COUNT = 5
WIDE_PCT = 12  # of the bar: room for a figure
UNDER, MISSING = -1, -2


def count_outcomes(outcomes: Outcomes) -> dict[Outcome, int]:
    """Counts by outcome, in the order of the rule."""
    counts = (
        outcomes.recognised_count,
        outcomes.not_recognised_count,
        outcomes.incomplete_count,
        outcomes.refused_count,
    )
    return dict(zip(Outcome, counts, strict=True))


def write_outcome_tally(outcomes: Outcomes) -> str:
    """Counts with colour, icon and word."""
    counts = count_outcomes(outcomes)
    return write_tally([(counts[kind], status, _(word)) for kind, (word, status) in OUTCOMES.items()])


def write_outcome_bar(outcomes: Outcomes, css_class: str = "") -> str:
    """The valid sheets as one bar of a hundred percent."""
    counts = {kind: count for kind, count in count_outcomes(outcomes).items() if kind is not Outcome.REFUSED and count}
    told = ", ".join(f"{_(OUTCOMES[kind][0])}: {format_count(count)}" for kind, count in counts.items())
    parts = []
    for kind, count in counts.items():
        share = outcomes.share(count)
        is_wide = css_class and share is not None and share >= WIDE_PCT
        figure = f"<b>{escape(format_percent(share))}</b>" if is_wide else ""
        parts.append(f"<i style='{write_style(OUTCOMES[kind][1])};width:{float(share or 0):.3f}%'>{figure}</i>")
    return f"<div class='s-bar {css_class}' role='img' aria-label='{escape(told, quote=True)}'>{''.join(parts)}</div>"


def write_forms(view: ScoreView) -> str:
    """One bar a form, with its share and base."""
    rows = []
    for name, outcomes in view.list_forms():
        share = outcomes.share(outcomes.recognised_count)
        base = _("of {count} sheets", count=format_count(outcomes.valid_count))
        figure = f"<b>{escape(format_percent(share))}</b> <small>{escape(base)}</small>"
        rows.append(f"<li><span>{escape(name)}</span>{write_outcome_bar(outcomes)}<em>{figure}</em></li>")
    return f"<ul class='s-rows'>{''.join(rows)}</ul>"


def write_holding(holding: Sequence[Row]) -> str:
    """Both answers for each index: recognised with more points for it alone, and with just its minimum."""
    most = max(row["enough_count"] for row in holding) or 1
    rows = []
    for row in sorted(holding, key=lambda one: -one["enough_count"]):
        failed = row["not_recognised_count"]
        share = format_percent(Fraction(100 * row["enough_count"], failed)) if failed else ""
        told = _("{count} sheets ({share}) would qualify", count=format_count(row["enough_count"]), share=share)
        under = _(
            "under the minimum {under}, nothing else in the way {alone}",
            under=format_count(row["under_minimum_count"]), alone=format_count(row["at_minimum_count"]),
        )  # fmt: skip
        bar = f"<div class='s-hold' aria-hidden='true'><i style='width:{100 * row['enough_count'] / most:.2f}%'></i></div>"
        rows.append(
            f"<li><span>{write_index(row)}</span>{bar}<em><b>{escape(told)}</b><small>{escape(under)}</small></em></li>"
        )
    return f"<ul class='s-rows'>{''.join(rows)}</ul>"


def write_index(row: Row) -> str:
    """Name of an index, above what it belongs to."""
    above = f"<small>{escape(localise(row, 'parent_name'))}</small>" if row["parent_name_vi"] else ""
    return f"{escape(name_index(row))}{above}"


def find_band(row: Row) -> int:
    """Number of the band a score lies in: from the minimum to the maximum in equal parts, the highest score in the last."""
    if row["score"] is None:
        return MISSING
    if row["score"] < row["minimum"]:
        return UNDER
    width = (row["maximum"] - row["minimum"]) / BAND_COUNT
    return min(BAND_COUNT - 1, int((row["score"] - row["minimum"]) / width)) if width else BAND_COUNT - 1


def list_bands(row: Row) -> dict[int, str]:
    """Words of each band, lowest first, then what is missing."""
    width = Decimal(row["maximum"] - row["minimum"]) / BAND_COUNT
    bounds = [row["minimum"] + width * number for number in range(BAND_COUNT + 1)]
    words = {UNDER: _("under {points}", points=format_points(row["minimum"]))} if row["minimum"] else {}
    for number, (low, high) in enumerate(pairwise(bounds)):
        ends = {"low": format_points(low), "high": format_points(high)}
        is_last = number == BAND_COUNT - 1
        words[number] = _("{low} to {high}", **ends) if is_last else _("{low} to under {high}", **ends)
    return words | {MISSING: _("not scored")}


def count_bands(rows: Sequence[Row]) -> dict[int, int]:
    """Sheets of one index by band."""
    counts = dict.fromkeys(list_bands(rows[0]), 0)
    for row in rows:
        counts[find_band(row)] += row["sheet_count"]
    return counts


def group_indices(distribution: Sequence[Row]) -> list[list[Row]]:
    """Rows of each index, in their order."""
    return [list(rows) for _code, rows in groupby(distribution, key=lambda row: row["criterion_code"])]


def write_distribution(distribution: Sequence[Row]) -> str:
    """One bar an index, its bands from the lowest scores to the highest, with how many lie under the minimum."""
    rows = []
    for own in group_indices(distribution):
        words, counts = list_bands(own[0]), count_bands(own)
        total = sum(counts.values())
        told = "; ".join(f"{words[band]}: {format_count(count)}" for band, count in counts.items() if count)
        bar = "".join(
            f"<i class='{name_band(band)}' style='width:{100 * count / total:.3f}%' title='{escape(words[band], quote=True)}'></i>"
            for band, count in counts.items() if count
        )  # fmt: skip
        low = counts.get(UNDER, 0)
        share = format_percent(Fraction(100 * low, total))
        under = _(
            "{count} under the minimum ({share} of {total})",
            count=format_count(low),
            share=share,
            total=format_count(total),
        )
        rows.append(
            f"<li><span>{write_index(own[0])}</span><div class='s-bar' role='img' aria-label='{escape(told, quote=True)}'>{bar}</div>"
            f"<em>{escape(under)}</em></li>"
        )
    words = list_bands(distribution[0])
    key = "".join(f"<span><i class='{name_band(band)}'></i>{escape(word)}</span>" for band, word in words.items())
    return f"<p class='s-key'>{key}</p><ul class='s-rows'>{''.join(rows)}</ul>"


def name_band(band: int) -> str:
    """CSS class of a band."""
    return {UNDER: "under", MISSING: "missing"}.get(band, f"band-{band}")


def write_band_table(distribution: Sequence[Row]) -> str:
    """The same numbers as a table."""
    bands = list_bands(distribution[0])
    rows = []
    for own in group_indices(distribution):
        counts = count_bands(own)
        rows.append([escape(name_index(own[0])), *(format_count(counts.get(band, 0)) for band in bands)])
    return write_table([(_("Index"), False), *((word, True) for word in bands.values())], rows, is_tall=True)


def write_groups(view: ScoreView) -> str:
    """Area by area and form by form; a group that is too small has no numbers and says so."""
    counted = [
        _("Valid sheets"),
        _("Qualify"),
        _("Share"),
        _("Do not qualify"),
        _("No verdict: scores missing"),
        _("Refused sheets"),
    ]
    columns = [(_("Area"), False), (_("Form"), False), *((word, True) for word in counted), (_("File"), False)]
    rows = []
    for row in view.groups:
        start = [escape(localise(row, "name")), escape(localise(row, "form_name"))]
        file = f"<span class='address'>{escape(row['file_name'])}</span>"
        if row["is_hidden"] or not row["has_outcome"]:
            why = _("too few sheets") if row["is_hidden"] else _("only scores counted")
            rows.append([*start, escape(why), *["–"] * 5, file])
            continue
        own = Outcomes(*(row[f"{kind.value}_count"] for kind in Outcome))
        share = format_percent(own.share(own.recognised_count))
        counts = (own.not_recognised_count, own.incomplete_count, own.refused_count)
        rows.append([*start, format_count(own.valid_count), format_count(own.recognised_count), f"<b>{escape(share)}</b>",
                     *map(format_count, counts), file])  # fmt: skip
    return write_table(columns, rows, is_tall=True)
