"""Every authority's milestones for one indicator side by side: the strictest, what is inherited, and what contradicts a higher target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from ui.blocks import name_verdict, write_likelihood, write_status, write_table
from ui.territory_targets import list_marks
from warehouse.authorities import Comparison, Target, compare_authorities
from wording.format import MISSING, format_date, format_target
from wording.language import _, localise
from wording.story import ATTAINED

Row = Mapping[str, Any]


def write_authorities(targets: Sequence[Target], verdicts: Mapping[str, Row], direction: int) -> str:
    """Matrix of the targets, a row for each document and a column for each due date, with the contradictions in words below.

    Parameters
    ----------
    targets : sequence of mappings
        Rows of :func:`warehouse.queries.list_targets` of one indicator.
    verdicts : mapping
        Rows of ``list_standing`` by ``target_id``.
    """
    comparison = compare_authorities(targets, direction)
    dues = sorted({one["due"] for one in targets if one["due"]})
    undated = [None] if any(one["due"] is None for one in targets) else []
    columns = [
        (_("Set by"), False),
        *((format_date(due), False) for due in dues),
        *((_("undated"), False) for _due in undated),
    ]
    documents = dict.fromkeys((one["scope_area_id"], one["document_code"]) for one in targets)
    rows = []
    for key in documents:
        own = [one for one in targets if (one["scope_area_id"], one["document_code"]) == key]
        cells = [
            "<br>".join(
                write_target(one, comparison, verdicts.get(one["target_id"])) for one in own if one["due"] == due
            )
            for due in [*dues, *undated]
        ]
        rows.append([write_authority(own[0]), *cells])
    return write_table(columns, rows) + write_contradictions(comparison)


def write_authority(target: Target) -> str:
    """Who set a target, in which document, and whether it is inherited."""
    kept = _("inherited from {place}", place=localise(target, "scope_name")) if target["is_inherited"] else _("own")
    issuer = localise(target, "document_issuer") or localise(target, "scope_name")
    document = " · ".join(list_marks(target)) or MISSING
    return f"<b>{escape(issuer)}</b> <span class='address'>{escape(kept)}<br>{escape(document)}</span>"


def write_target(target: Target, comparison: Comparison, verdict: Row | None) -> str:
    """One cell: the level, whether it is the strictest or not verified, and the verdict on it."""
    level = f"<b class='level'>{escape(format_target(target['target_value'], target['unit'], target['target_operator']))}</b>"
    strictest = escape(_("strictest"))
    marks = [f"<span class='d-strictest'>{strictest}</span>"] if target["target_id"] in comparison.strictest else []
    if not target["is_verified"] and target["target_value"] is not None:
        marks.append(escape(_("(not verified)")))
    if verdict is not None:
        marks.append(write_status(verdict["status"], name_verdict(verdict)))
        if verdict["likelihood"] and verdict["status"] not in ATTAINED:
            marks.append(write_likelihood(verdict["likelihood"]))
    return " ".join([level, *marks])


def write_contradictions(comparison: Comparison) -> str:
    """A sentence for each target that asks less than one set above it; empty without any."""
    lines = [
        _(
            "{lower} asks {low} by {date}, less than the {high} of {higher}: the higher authority's target stands beside it.",
            lower=name_issuer(lower),
            higher=name_issuer(higher),
            low=format_target(lower["target_value"], lower["unit"]),
            high=format_target(higher["target_value"], higher["unit"]),
            date=format_date(lower["due"]),
        )
        for lower, higher in comparison.contradictions
    ]
    return "".join(f"<p class='d-contradiction'>{escape(line)}</p>" for line in lines)


def name_issuer(target: Target) -> str:
    """Issuer of a target's document, with its number."""
    issuer = localise(target, "document_issuer") or localise(target, "scope_name")
    return f"{issuer} ({' · '.join(list_marks(target)) or MISSING})"
