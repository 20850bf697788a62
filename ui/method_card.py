"""Method cards: behind every status what it means, and the rule at work on this very number, judged again by the same function."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from ui.blocks import name_verdict, write_icon, write_style
from ui.method_case import count_years_left, judge_row
from ui.method_link import write_method_link
from ui.method_words import explain_code, format_share
from ui.overrides import write_override
from warehouse.model import Accumulation, Likelihood, Unit
from warehouse.thresholds import THRESHOLDS
from warehouse.verdicts import Verdict
from wording.board import count_silent
from wording.format import (
    explain_status,
    format_count,
    format_number,
    format_percent,
    format_status,
    format_target,
    format_value,
)
from wording.language import N_, _, localise, ngettext
from wording.outlook import format_likelihood, format_pace

ACCUMULATION_WORDS: Mapping[Accumulation, str] = {
    Accumulation.STOCK: N_("all that are valid on the day"),
    Accumulation.YEAR_TO_DATE: N_("counted from 1 January"),
    Accumulation.FLOW: N_("counted within the period"),
}
Row = dict[str, Any]
Step = tuple[str, str, str]


def write_method_chip(row: Row, code: str, as_of: date) -> str:
    """Badge of a status or likelihood that unfolds its method card."""
    word = format_likelihood(code) if code in list(Likelihood) else name_verdict(row)
    badge = f"<span class='d-status' style='{write_style(code)}'>{write_icon(code)}{escape(word)}</span>"
    return f"<details class='d-method'><summary>{badge}</summary><div class='card'>{write_method_card(row, code, as_of)}</div></details>"


def write_method_card(row: Row, code: str, as_of: date) -> str:
    """The card: meaning, why here, the steps with their formulas and figures, and whether the release says the same.

    Parameters
    ----------
    row : Mapping
        A row of :func:`warehouse.queries.list_standing`.
    code : str
        The status or likelihood the card is about.
    as_of : date
        Day up to which the release has data.
    """
    is_chance = code in list(Likelihood)
    verdict = None if row["value"] is None else judge_row(row, as_of)
    steps = [] if verdict is None else list_value_steps(row, verdict)
    if row.get("remaining_pace") is not None:
        steps += list_pace_steps(row)
    if is_chance and row["p_attain"] is not None:
        steps += list_chance_steps(row)
    why = "" if is_chance else f"<p>{escape(explain_status(row))}</p>{write_override(row)}"
    check = f"<p class='d-note'>{escape(tell_check(row, verdict))}</p>{write_method_link()}"
    return f"<p><b>{escape(explain_code(code))}</b></p>{why}{write_steps(steps)}{check}"


def write_definition(row: Row) -> str:
    """What an indicator counts: x, n, how it builds up over a year, and which way is better."""
    way = _("more is better") if row["direction"] == 1 else _("less is better")
    parts = [
        f"x: {localise(row, 'numerator')}" if localise(row, "numerator") else "",
        f"n: {localise(row, 'denominator')}" if row["unit"] == Unit.PERCENT and localise(row, "denominator") else "",
        f"{_(ACCUMULATION_WORDS[Accumulation(row['accumulation'])])}; {way}",
    ]
    lines = "<br>".join(escape(part) for part in parts if part)
    return f"<div class='d-definition'><b>{escape(localise(row, 'name'))}</b><br>{lines}</div>"


def write_steps(steps: list[Step]) -> str:
    """Steps of a calculation: what, formula, figures."""
    lines = (
        f"<dt>{escape(name)} <code>{escape(formula)}</code></dt><dd>{escape(figures)}</dd>"
        for name, formula, figures in steps
    )
    return f"<dl class='d-steps'>{''.join(lines)}</dl>" if steps else ""


def list_value_steps(row: Row, verdict: Verdict) -> list[Step]:
    """From the counts to the value, its interval and what is missing, as the judge computes them."""
    steps: list[Step] = []
    value = format_value(row)
    if row["unit"] == Unit.PERCENT and row["numerator"] is not None and row["denominator"]:
        counts = {"x": format_count(row["numerator"]), "n": format_count(row["denominator"])}
        steps.append((_("Value"), "y = 100·x/n", f"100 × {counts['x']} / {counts['n']} = {value}"))
    if verdict.low is not None and verdict.high is not None and verdict.low != verdict.high:
        interval = f"{format_percent(verdict.low)} – {format_percent(verdict.high)}"
        silent = ngettext(
            "{count} silent unit: from nobody to everybody",
            "{count} silent units: from nobody to everybody",
            count_silent(row),
            count=format_number(count_silent(row)),
        )
        steps.append(
            (_("Interval"), "[x/(n+m), (x+m)/(n+m)]", f"{interval} ({silent})" if count_silent(row) else interval)
        )
    if verdict.gap_count is not None and row["numerator"] is not None:
        formula = "G = max(0, ⌈T·n/100 − x⌉)" if row["direction"] == 1 else "G = max(0, ⌈x − T·n/100⌉)"
        steps.append((_("Missing"), formula, write_gap_sum(row, verdict)))
    if verdict.attainment is not None:
        formula = "A = y/T" if row["direction"] == 1 else "A = T/y"
        target = format_target(row["target_value"], row["unit"])
        steps.append(
            (_("Level of attainment"), formula, f"{value} / {target} = {format_percent(100 * verdict.attainment)}")
        )
    return steps


def write_gap_sum(row: Row, verdict: Verdict) -> str:
    """The gap with its figures put in."""
    target = format_target(row["target_value"], Unit.NUMBER)
    wanted, counted = f"{target} × {format_count(row['denominator'])}/100", format_count(row["numerator"])
    parts = (wanted, counted) if row["direction"] == 1 else (counted, wanted)
    return f"max(0, ⌈{parts[0]} − {parts[1]}⌉) = {format_count(verdict.gap_count, localise(row, 'unit_noun'))}"


def list_pace_steps(row: Row) -> list[Step]:
    """The pace still needed, today's, and how they compare."""
    years = format_number(count_years_left(row), 2)
    needed = _("{pace} over the {years} years left", pace=format_pace(row, row["remaining_pace"]), years=years)
    steps: list[Step] = [(_("Pace needed"), "(T − y)/(t_T − t)", needed)]
    if row["observed_pace"] is None:
        return steps
    observed = _("{pace} since {period}", pace=format_pace(row, row["observed_pace"]), period=row["observed_from"])
    steps.append((_("Today's pace"), "(y − y₀)/(t − t₀)", observed))
    if row["k"] is not None:
        good, fair = THRESHOLDS.on_track_minimum_ratio, THRESHOLDS.accelerate_minimum_ratio
        limits = {"good": format_share(good), "fair": format_share(fair)}
        share = format_percent(100 / row["k"])
        words = _("1/K = {share} (on track from {good}, slow under {fair})", share=share, **limits)
        formula = "K = " + _("needed / today's")
        steps.append((format_status(row["status"]), formula, f"K = {format_number(row['k'], 2)}; {words}"))
    return steps


def list_chance_steps(row: Row) -> list[Step]:
    """The trend and the chance it leaves."""
    trend = _("{pace} over {count} yearly figures, noise {noise}", pace=format_pace(row, row["slope"]),
              count=row["point_count"], noise=format_number(row["noise"], 2))  # fmt: skip
    chance = _("P = {chance}, if the campaign goes on as it does", chance=format_percent(100 * row["p_attain"]))
    return [(_("Trend"), "b", trend), (_("Chance"), "P = F_ν(…)", chance)]


def tell_check(row: Row, verdict: Verdict | None) -> str:
    """Whether judging again gives what the release says; that a recast value is not judged again here."""
    if verdict is None:
        return "" if row["value"] is None else _("Recast value: see the parts it was put together from.")
    same = row["gap_count"] is None or verdict.gap_count == row["gap_count"]
    is_paced = row.get("remaining_pace") is not None
    if same and (is_paced or verdict.status == (row.get("computed_status") or row["status"])):
        return _("Worked out when this page was opened, by the function that judges: the release says the same.")
    return _("Worked out when this page was opened: the release differs. Please report it.")
