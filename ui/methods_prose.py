"""What the page of methods says in plain words: its contents, the steps of a verdict, what the map is, and the release in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ui.blocks import write_simulated, write_status, write_table
from ui.method_glossary import AS_OF, MISSED
from ui.method_link import WORDS_ANCHOR
from ui.method_words import format_share
from warehouse.attainment import judge_one
from warehouse.publish import ReleaseInfo
from warehouse.thresholds import THRESHOLDS
from wording.format import format_count, format_date, format_number, format_percent, format_period
from wording.language import N_, _

#: Anchor in the address and heading of every part, in the order of the page.
PARTS: Mapping[str, tuple[str, str]] = {
    "steps": ("cach-ket-luan", N_("How a verdict is given")),
    "words": (WORDS_ANCHOR, N_("What every word means")),
    "limits": ("nguong", N_("Every limit")),
    "terms": ("thuat-ngu", N_("Terms")),
    "map": ("ban-do", N_("What the map is, and what it is not")),
    "release": ("ban-phat-hanh", N_("The release in use")),
    "full": ("day-du", N_("In full, for analysts")),
}
STEPS: Sequence[tuple[str, str]] = (
    (
        N_("Count"),
        N_(
            "Two counts are reported: how many reach it (x) and how many there are (n). The rate is always computed from them again, "
            "never averaged: {x} of {n} is {value}."
        ),
    ),
    (
        N_("Same base"),
        N_(
            "A rate meets a target only where both count over the same base. Otherwise both are shown, and no verdict is given."
        ),
    ),
    (
        N_("Missing reports"),
        N_(
            "Units that have not reported may hold nobody or everybody. Where that leaves the verdict open and fewer than {floor} have "
            "reported, nothing is concluded."
        ),
    ),
    (
        N_("Due or ahead"),
        N_(
            "A target that fell due is attained or not, by the figure of the due period alone; from {margin} points above it is exceeded. "
            "A target ahead is judged by the pace still needed beside today's."
        ),
    ),
    (
        N_("What is missing"),
        N_(
            "The gap is the least whole number of people that would attain the target today. For the example, against {target}: {gap}."
        ),
    ),
)
MAP_SENTENCES: Sequence[str] = (
    N_(
        "The map shows where the units lie beside each other and how each of them stands; every colour has its word in the legend."
    ),
    N_(
        "The shapes shipped with the program are schematic: drawn from published points and areas, not the official boundaries."
    ),
    N_("No figure is computed from the shapes, and no claim about a boundary follows from them."),
    N_("Official boundaries can be imported by whoever has them; the map then says so."),
    N_("Hoàng Sa and Trường Sa stand on every map of the nation."),
    N_(
        "A patterned area has no figure that may be coloured: each kind of missing has its own pattern, and none looks like a bad result."
    ),
)


def write_contents() -> str:
    """Table of contents: links to the parts of the page."""
    links = (f"<a href='#{anchor}' target='_self'>{escape(_(title))}</a>" for anchor, title in PARTS.values())
    label = escape(_("Contents"))
    return (
        f"<nav class='d-contents' aria-label='{label}'><ol>{''.join(f'<li>{link}</li>' for link in links)}</ol></nav>"
    )


def write_heading(part: str) -> str:
    """Heading of a part, which a link can name."""
    anchor, title = PARTS[part]
    return f"<h2 class='d-section' id='{anchor}'>{escape(_(title))}</h2>"


def write_steps() -> str:
    """The steps of a verdict, each with what it does to one example."""
    verdict = judge_one(MISSED, AS_OF)
    figures = {
        "x": format_number(MISSED.numerator or 0),
        "n": format_number(MISSED.denominator or 0),
        "value": format_percent(verdict.low),
        "target": f"{format_number(MISSED.target_value or 0)}%",
        "gap": format_count(verdict.gap_count, _("people")),
        "floor": format_share(THRESHOLDS.completeness_minimum_ratio),
        "margin": format_number(THRESHOLDS.exceed_margin_points, 2),
    }
    items = "".join(f"<li><b>{escape(_(name))}.</b> {escape(_(text, **figures))}</li>" for name, text in STEPS)
    outcome = escape(_("The example comes out as"))
    return f"<ol class='d-prose'>{items}</ol><p class='d-prose'>{outcome} {write_status(verdict.status)}</p>"


def write_map_words() -> str:
    """What the map is and is not."""
    items = "".join(f"<li>{escape(_(sentence))}</li>" for sentence in MAP_SENTENCES)
    return f"<ul class='d-prose'>{items}</ul>"


def write_release(info: ReleaseInfo) -> str:
    """The release in use: its number, when it was made, until when it has data, by which version of the program."""
    content = write_simulated({"is_simulated": True}) if info.has_simulated else escape(_("real figures only"))
    latest = f"{format_date(info.data_as_of)} ({format_period(info.latest_period)})"
    rows = [
        [escape(_("Release")), f"<b>{escape(info.release_id)}</b>"],
        [escape(_("Made on")), escape(format_date(info.created_at))],
        [escape(_("Data until")), escape(latest)],
        [escape(_("Version of the program")), f"<code>{escape(info.code_version)}</code>"],
        [escape(_("Content")), content],
    ]
    note = escape(_("A link with this release in it shows the same figures for as long as the release is kept."))
    link = f"<a href='?release={escape(info.release_id)}' target='_blank'>{note}</a>"
    return write_table([("", False), ("", False)], rows) + f"<p class='d-note'>{link}</p>"
