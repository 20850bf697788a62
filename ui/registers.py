"""Tables of what a release was made of: sources, loads, targets and documents, releases kept, and what each status means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl

from ui.answers import ask
from ui.blocks import draw_message, write_simulated, write_status, write_table, write_tally
from ui.state import PageContext
from ui.theme import write_css_fill
from warehouse import queries
from warehouse.model import Basis, Status
from warehouse.publish import ReleaseInfo
from warehouse.verdicts import STATUS_OF
from wording.format import (
    BASIS_WORDS,
    MISSING,
    format_confidence,
    format_count,
    format_date,
    format_issue_date,
    format_period,
    format_target,
)
from wording.language import _, localise
from wording.reasons import REASON_SENTENCES

Row = Mapping[str, Any]


def draw_release(context: PageContext) -> None:
    """Which release is open and how much of it is real."""
    loads = ask(context.release, queries.list_loads)
    real, simulated = loads.filter(~pl.col("is_simulated")), loads.filter("is_simulated")
    counts = {"values": format_count(int(real["accepted_count"].sum())), "files": format_count(real.height)}
    message = _("{values} real values from {files} files", **counts)
    rejected = (int(loads["rejected_count"].sum()), Status.UNDECIDED, _("cells rejected, none of them lost"))
    draw_message(
        _("Data sources"),
        message,
        tell_simulated(simulated),
        tell_release(context.release.info),
        write_tally([rejected]),
    )


def tell_simulated(simulated: pl.DataFrame) -> str:
    """How many simulated values a release holds beside the real ones; ``simulated`` are its simulated loads."""
    if simulated.is_empty():
        return _("No simulated data.")
    counts = {
        "values": format_count(int(simulated["accepted_count"].sum())),
        "files": format_count(simulated.height),
    }
    return _("Besides, {values} simulated values from {files} files, never added to the real ones.", **counts)


def tell_release(info: ReleaseInfo) -> str:
    """Which release this is, when it was made and until when it has data."""
    return _(
        "Release {release} · made on {date} · data until {until} ({period})",
        release=info.release_id,
        date=format_date(info.created_at),
        until=format_date(info.data_as_of),
        period=format_period(info.latest_period),
    )


def write_sources(sources: pl.DataFrame) -> str:
    """Sources of the catalogue with what was read from each."""
    columns = [
        (_("Source"), False),
        (_("Nature"), False),
        (_("Loads"), True),
        (_("Values accepted"), True),
        (_("Cells rejected"), True),
        (_("Last loaded"), False),
    ]
    return write_table(columns, ([
        f"<b>{escape(localise(row, 'name'))}</b>",
        name_nature(row),
        format_count(row["load_count"]),
        format_count(row["accepted_count"]),
        format_count(row["rejected_count"]),
        format_date(row["last_loaded_at"]),
    ] for row in sources.iter_rows(named=True)))  # fmt: skip


def name_nature(row: Row) -> str:
    """Whether a source gave real figures, simulated ones, or nothing."""
    if not row["load_count"]:
        return escape(_("nothing loaded"))
    return " ".join(
        part
        for part in (
            escape(_("real")) if row["has_real"] else "",
            write_simulated({"is_simulated": row["has_simulated"]}),
        )
        if part
    )


def write_loads(loads: pl.DataFrame) -> str:
    """Loads of files: who loaded what, what was read, accepted, rejected and flagged; those undone are struck through."""
    columns = [
        (_("Load"), True),
        (_("File"), False),
        (_("Loaded"), False),
        (_("Rows read"), True),
        (_("Values accepted"), True),
        (_("Cells rejected"), True),
        (_("Cells flagged"), True),
    ]
    return write_table(columns, ([
        str(row["load_id"]),
        write_load_file(row),
        f"{format_date(row['loaded_at'])}<br><span class='address'>{escape(row.get('loaded_by') or '')}</span>",
        format_count(row["read_count"]),
        format_count(row["accepted_count"]),
        format_count(row["rejected_count"]),
        format_count(row.get("warning_count")),
    ] for row in loads.iter_rows(named=True)), is_tall=True)  # fmt: skip


def write_load_file(load: Row) -> str:
    """Name and digest of a loaded file; who undid the load and why, where it no longer counts."""
    undone, name = tell_undone(load), escape(load["file_name"])
    reason = f"<br><span class='d-flag'>{escape(undone)}</span>" if undone else ""
    digest = f"<code title='{load['sha256']}'>SHA-256 {load['sha256'][:16]}…</code>"
    return f"{f'<del>{name}</del>' if undone else name} {write_simulated(load)}<br>{digest}{reason}"


def tell_undone(load: Row) -> str:
    """Who undid a load, when and why; empty while it stands."""
    if not load.get("undone_at"):
        return ""
    who = load.get("undone_by") or MISSING
    why = load.get("undo_reason") or MISSING
    return _("undone on {date} by {name}: {reason}", date=format_date(load["undone_at"]), name=who, reason=why)


def write_targets(targets: pl.DataFrame) -> str:
    """Targets with document and confidence; those nobody has checked are marked and give no verdict."""
    columns = [
        (_("Indicator"), False),
        (_("Place"), False),
        (_("Target level"), True),
        (_("Due"), False),
        (_("Document"), False),
        (_("Confidence"), False),
    ]
    return write_table(columns, ([
        f"{escape(localise(row, 'name'))}<br><span class='address'>{escape(name_base(row['target_basis']))}</span>",
        escape(localise(row, "scope_name")),
        f"<b>{escape(format_target(row['target_value'], row['unit'], row['target_operator']))}</b>",
        format_date(row["due"]),
        f"{escape(row['document_number'] or MISSING)}<br><span class='address'>{escape(localise(row, 'document_issuer'))}</span>",
        write_confidence(row),
    ] for row in targets.iter_rows(named=True)), is_tall=True)  # fmt: skip


def name_base(basis: str | None) -> str:
    """What a target is a share of, in words."""
    return _(BASIS_WORDS[Basis(basis or Basis.UNKNOWN)])


def write_confidence(row: Row) -> str:
    """How well a row is sourced; what is not verified carries a mark."""
    word = escape(format_confidence(row["confidence"]))
    source = f"<br><span class='address'>{escape(row['source'] or '')}</span>" if row.get("source") else ""
    return f"{word}{source}" if row.get("is_verified", True) else f"<span class='d-flag'>{word}</span>{source}"


def write_documents(documents: pl.DataFrame) -> str:
    """Documents with issuer, date and how well they are sourced."""
    columns = [
        (_("Number"), False),
        (_("Date"), False),
        (_("Issuer"), False),
        (_("Title"), False),
        (_("Targets"), True),
        (_("Confidence"), False),
    ]
    return write_table(columns, ([
        f"<b>{escape(row['number'] or MISSING)}</b>",
        format_issue_date(row["date_issued"]),
        escape(localise(row, "issuer")),
        escape(localise(row, "title")),
        format_count(row["target_count"]) if row["target_count"] else "",
        write_confidence(row),
    ] for row in documents.iter_rows(named=True)), is_tall=True)  # fmt: skip


def write_releases(releases: Iterable[ReleaseInfo], opened: str) -> str:
    """Releases kept on disk, each with the link that opens it."""
    columns = [
        (_("Release"), False),
        (_("Made on"), False),
        (_("Data until"), False),
        (_("Content"), False),
        (_("Open"), False),
    ]
    return write_table(columns, [_list_release_texts(info, opened) for info in releases])


def _list_release_texts(info: ReleaseInfo, opened: str) -> list[str]:
    link = f"<a href='?{urlencode({'release': info.release_id})}' target='_self'>{escape(info.release_id)}</a>"
    return [
        f"<b>{escape(info.release_id)}</b>",
        format_date(info.created_at),
        format_date(info.data_as_of),
        write_simulated({"is_simulated": True}) if info.has_simulated else escape(_("real figures only")),
        escape(_("being viewed")) if info.release_id == opened else link,
    ]


def write_status_key() -> str:
    """Every status with its look and the reasons that give it."""
    columns = [(_("Status"), False), (_("On maps"), False), (_("When"), False)]
    rows = []
    for status in Status:
        reasons = [_(REASON_SENTENCES[reason]) for reason, given in STATUS_OF.items() if given is status]
        if reasons:
            swatch = f"<span class='d-swatch' style='background:{write_css_fill(status)}'></span>"
            rows.append([write_status(status), swatch, "<br>".join(escape(reason) for reason in reasons)])
    return write_table(columns, rows)
