"""Every limit of the verdict arithmetic as the registry holds it, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from html import escape

from ui.blocks import write_table
from ui.method_words import format_share
from warehouse.thresholds import THRESHOLDS, Thresholds
from wording.format import format_number, write_number
from wording.language import N_, _

Limit = Decimal | int


def format_points(limit: Limit) -> str:
    """A limit in points of a percentage, with the decimals it has."""
    return _("{number} points", number=write_plain(limit))


def write_plain(limit: Limit) -> str:
    """A limit as it stands in the registry."""
    return write_number(limit) if isinstance(limit, Decimal) else format_number(limit)


def format_tolerance(limit: Limit) -> str:
    """A limit too small to be written out."""
    return f"10⁻{str(-Decimal(limit).adjusted()).translate(str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


def format_years(limit: Limit) -> str:
    """A limit in years."""
    return _("{number} years", number=write_plain(limit))


def format_months(limit: Limit) -> str:
    """A limit in months."""
    return _("{number} months", number=write_plain(limit))


def format_ratio(limit: Limit) -> str:
    """A share as a percentage."""
    return format_share(Decimal(limit))


#: Meaning of every threshold and how it is written; a test holds it against the registry.
LIMIT_WORDS: Mapping[str, tuple[str, Callable[[Limit], str]]] = {
    "exceed_margin_points": (N_("Above the target by this much: exceeded rather than attained"), format_points),
    "equality_tolerance_points": (N_("A target “=” is met when the value is closer than this"), format_points),
    "completeness_minimum_ratio": (N_("Share of units that must have reported before the reports received may decide"), format_ratio),
    "about_points": (N_("Half-width of a figure published as “about”, at least"), format_points),
    "about_ratio": (N_("Half-width of a figure published as “about”, as a share of it"), format_ratio),
    "minimum_persons_count": (N_("Figures of persons over a smaller base are hidden"), write_plain),
    "small_denominator_count": (N_("From this base on, chance is not considered and nothing is smoothed"), write_plain),
    "noise_minimum_points": (N_("Least yearly noise any series is credited with"), format_points),
    "rank_noise_factor": (N_("Times its noise two values must differ by for one to be surely ahead"), write_plain),
    "rank_minimum_count": (N_("Fewest areas that are ranked"), write_plain),
    "silent_age_maximum_months": (N_("Oldest base that may stand in for a unit that did not report"), format_months),
    "growth_minimum_reporters_count": (N_("Units with both bases needed before an old base is scaled by their growth"), write_plain),
    "print_places": (N_("Decimals printed"), write_plain),
    "print_places_maximum": (N_("Decimals printed at most, so that a value stands on its own side of the target"), write_plain),
    "estimated_share_maximum": (N_("Share of a recast value that may be estimated before it is drawn hollow"), format_ratio),
    "common_area_ratio_maximum": (N_("Largest share of a province's wards a common area may hold to be offered"), format_ratio),
    "common_area_wards_maximum": (N_("Wards a common area may always hold"), write_plain),
    "on_track_minimum_ratio": (N_("Today's pace over the pace needed: on track from here"), format_ratio),
    "accelerate_minimum_ratio": (N_("Today's pace over the pace needed: needs to speed up from here, slow below"), format_ratio),
    "times_printed_maximum": (N_("“So many times faster” is printed up to here"), write_plain),
    "pace_minimum_years": (N_("Shortest span a pace is measured over"), format_years),
    "pace_maximum_years": (N_("Longest span a pace is measured over where the base year is too recent"), format_years),
    "programme_first_year": (N_("First year whose report may be the starting point"), str),
    "denominator_jump_ratio": (N_("Change of the base between two periods that is to be confirmed"), format_ratio),
    "trend_minimum_points": (N_("Fewest yearly figures a likelihood needs"), write_plain),
    "trend_maximum_points": (N_("Most recent yearly figures a trend uses"), write_plain),
    "trend_decay_ratio": (N_("Weight of a figure beside one a year younger"), format_ratio),
    "freedom_maximum": (N_("Most degrees of freedom of the Student distribution"), write_plain),
    "likely_minimum_probability": (N_("Likely to be attained from this chance on"), format_ratio),
    "uncertain_minimum_probability": (N_("Uncertain from this chance on, unlikely below"), format_ratio),
    "horizon_maximum_years": (N_("Furthest year an attainment is foretold for"), format_years),
    "arrow_up_minimum_ratio": (N_("Trend over the pace needed: arrow ↑ from here"), format_ratio),
    "arrow_rising_minimum_ratio": (N_("Trend over the pace needed: arrow ↗ from here"), format_ratio),
    "arrow_flat_points": (N_("A yearly change under this is drawn as →"), format_points),
    "peer_count": (N_("Most areas named as alike"), write_plain),
    "peer_minimum_count": (N_("Fewest other areas with known features before any is named as alike"), write_plain),
    "peer_kind_distance": (N_("Another kind of unit counts as this many standard deviations"), write_plain),
    "peer_close_distance": (N_("Beyond this many standard deviations areas are not called alike"), write_plain),
    "composite_missing_maximum": (N_("Share of the measures that may be missing from a composite score"), format_ratio),
    "composite_floor_score": (N_("Least score of a criterion in a composite"), write_plain),
    "tolerance": (N_("Slack for numbers a computer cannot hold exactly"), format_tolerance),
}  # fmt: skip


def write_limits() -> str:
    """Table of the registry: meaning, value, name in the code."""
    columns = [(_("Meaning"), False), (_("Limit"), True), (_("Name in the code"), False)]
    rows = [list_limit_texts(one.name) for one in fields(Thresholds)]
    return write_table(columns, rows, is_tall=True)


def list_limit_texts(name: str) -> list[str]:
    """One row of the table."""
    meaning, write = LIMIT_WORDS[name]
    return [escape(_(meaning)), f"<b>{escape(write(getattr(THRESHOLDS, name)))}</b>", f"<code>{escape(name)}</code>"]
