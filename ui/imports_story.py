"""What the import page says of a file: a verdict in one sentence, what is wrong in it, and which numbers it replaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import polars as pl

from ui.blocks import write_table
from ui.format import MISSING, format_count, format_number, format_period
from ui.imports_answer import ASKING_RULES, KNOWN, REFUSED, SHOWN_CHANGES, SHOWN_FINDINGS, Answer
from ui.imports_command import Outcome, Problem
from ui.language import N_, _, current_language, localise
from warehouse.catalogue import CATALOG_FOLDER
from warehouse.model import Measure

Row = Mapping[str, Any]

SHOWN_TITLES = 3
GOOD, DOUBTFUL, BAD = "good", "doubtful", "bad"
FORM_MEASURES: Mapping[str, str] = {
    Measure.TOTAL: N_("total number"),
    Measure.REGISTERED: N_("number registered"),
    Measure.ASSESSED: N_("number assessed"),
    Measure.RECOGNISED: N_("number recognised"),
    Measure.DIGITAL_SKILL: N_("with digital skills"),
    Measure.DIGITAL_PROFICIENCY: N_("proficient in digital skills"),
    Measure.NUMERATOR: N_("numerator"),
    Measure.DENOMINATOR: N_("denominator"),
    Measure.VALUE: N_("published value"),
}
PROBLEMS: Mapping[Problem, str] = {
    Problem.CRASHED: N_(
        "The program stopped in the middle; nothing was changed. Try again; if it happens again, send the file to the administrator."
    ),
    Problem.TOO_SLOW: N_(
        "It took too long and was stopped; nothing was changed. Save the file again as .xlsx, or split it by sheet, and try once more."
    ),
    Problem.TOO_LARGE: N_(
        "Too many numbers for this page; nothing was changed. Ask the administrator to load the file with `python -m etl load`."
    ),
    Problem.STOPPED: N_("Stopped; nothing was changed."),
}


def judge(outcome: Outcome) -> str:
    """How a file looks: good, doubtful (something to correct, something to load) or bad."""
    if outcome.problem is not None or not outcome.answers:
        return BAD
    answer = outcome.answers[0]
    if answer.rules and answer.rules <= ASKING_RULES:
        return DOUBTFUL
    if answer.error is not None or answer.status == REFUSED or (not answer.accepted and answer.status != KNOWN):
        return BAD
    return DOUBTFUL if answer.rejected_count else GOOD


def tell_verdict(outcome: Outcome) -> str:
    """The verdict on a checked file, in one sentence."""
    if outcome.problem is not None:
        return _("The file could not be checked")
    answer = outcome.answers[0]
    if answer.error is not None:
        return _("The file cannot be read: {problem}", problem=localise(answer.error, "message"))
    if answer.status == KNOWN:
        return _("This file was loaded before; loading it again changes nothing")
    if answer.rules and answer.rules <= ASKING_RULES:
        return _("One more thing is needed before the file can be loaded: choose it below")
    counts = {"rejected": format_count(answer.rejected_count), "accepted": format_count(answer.accepted)}
    if answer.status == REFUSED:
        return _("The file cannot be loaded; {rejected} things to correct", **counts)
    if not answer.rejected_count:
        return (
            _("{accepted} cells received, no errors", **counts)
            if answer.accepted
            else _("No numbers were found in the file")
        )
    if not answer.accepted:
        return _("{rejected} cells to correct, none can be loaded yet", **counts)
    return _("{rejected} cells to correct, {accepted} cells received", **counts)


def start_sentence(text: str) -> str:
    """A message with a capital letter."""
    return text[:1].upper() + text[1:]


def tell_problem(outcome: Outcome) -> str:
    """Why a check gave no answer, and what to do."""
    if outcome.problem is Problem.TOLD:
        return _("{message}. Nothing was changed.", message=tell_message(outcome).rstrip("."))
    return _(PROBLEMS[outcome.problem or Problem.CRASHED])


def tell_job_problem(outcome: Outcome) -> str:
    """Why a load or an undo did not end, and what to do; it may have been stopped after the warehouse took the file."""
    if outcome.problem is Problem.TOLD:
        return tell_message(outcome)
    return _(
        "The program stopped before the end. A file is in the warehouse as a whole or not at all: it is safe to try again."
    )


def tell_message(outcome: Outcome) -> str:
    """What the command line said of its problem."""
    return start_sentence(outcome.message[0 if current_language() == "vi" else 1])


def tell_remark(outcome: Outcome) -> str:
    """What stands below a verdict: why there is none, or titles, areas and periods of the cells and how many deserve a second look."""
    if outcome.problem is not None:
        return tell_problem(outcome)
    answer = outcome.answers[0]
    titles = ", ".join(name_title(title) for title in answer.titles[:SHOWN_TITLES])
    parts = [titles + (" …" if len(answer.titles) > SHOWN_TITLES else "")]
    if answer.areas:
        parts.append(_("{count} areas", count=format_count(len(answer.areas))))
    parts.append(", ".join(format_period(period) for period in answer.periods))
    if answer.warning_count:
        parts.append(_("{count} cells to look at again", count=format_count(answer.warning_count)))
    return " · ".join(part for part in parts if part)


def tell_stopped(answers: Sequence[Answer]) -> str:
    """How many rows will not be loaded because of their errors; empty when all will."""
    rows, cells = sum(answer.stopped_rows for answer in answers), sum(answer.rejected_count for answer in answers)
    if not cells:
        return ""
    return _(
        "{rows} rows with {cells} wrong cells will not be loaded; the other {accepted} cells will.",
        rows=format_count(rows),
        cells=format_count(cells),
        accepted=format_count(sum(answer.accepted for answer in answers)),
    )


def tell_replaced(answer: Answer) -> str:
    """Which earlier loads a file replaces something of."""
    loads = ", ".join(
        _("load {number} ({file})", number=load_id, file=file) if file else _("load {number}", number=load_id)
        for load_id, file in answer.replaced[:3]
    )
    if answer.change_count:
        return _("{count} numbers replace those of {loads}", count=format_count(answer.change_count), loads=loads)
    return _("The same numbers as in {loads}; none changes", loads=loads)


def write_changes(answer: Answer) -> str:
    """Table of the numbers that are replaced, the biggest change first."""
    columns = [
        (_("Area"), False),
        (_("Content"), False),
        (_("Cell"), False),
        (_("Old"), True),
        (_("New"), True),
        (_("Difference"), True),
    ]
    return write_table(
        columns, [_list_change_texts(change) for change in answer.changes], is_tall=len(answer.changes) > 8
    )


def _list_change_texts(change: Row) -> list[str]:
    old, new = change.get("old"), change.get("new")
    difference = (
        MISSING if old is None or new is None else f"{'+' if new > old else '−'}{format_figure(abs(new - old))}"
    )
    return [
        escape(str(change.get("area_name") or change.get("area_code") or "")),
        escape(tell_subject(change)),
        escape(str(change.get("cell") or "")),
        format_figure(old),
        f"<b>{format_figure(new)}</b>" if new is not None else escape(_("no number any more")),
        difference,
    ]


def tell_subject(row: Row) -> str:
    """What a number counts: title, group, measure, period."""
    measure = FORM_MEASURES.get(row.get("measure") or "", "")
    parts = [
        name_title(row.get("title") or ""),
        name_group(row.get("group") or ""),
        _(measure) if measure else "",
        format_period(row["period"]) if row.get("period") else "",
    ]
    return " · ".join(part for part in parts if part)


def format_figure(value: float | None) -> str:
    """A number as the file gave it; a dash where it says there is none."""
    if value is None:
        return MISSING
    return format_number(value, 0 if float(value).is_integer() else 2)


def write_samples(answer: Answer) -> str:
    """A few of the received cells, so that their sender sees that they were read as meant."""
    columns = [(_("Sheet · cell"), False), (_("Area"), False), (_("Content"), False), (_("Value"), True)]
    return write_table(columns, ([
        write_place(row),
        escape(str(row.get("area_name") or row.get("area_code") or "")),
        escape(tell_subject(row)),
        f"<b>{format_figure(row.get('value'))}</b>",
    ] for row in answer.samples))  # fmt: skip


def write_findings(findings: Sequence[Row], count: int) -> str:
    """Table of what is wrong or doubtful: where, what stands there, what to do."""
    columns = [(_("Sheet · cell"), False), (_("In the cell"), False), (_("What to do"), False)]
    table = write_table(columns, [_list_finding_texts(row) for row in findings], is_tall=len(findings) > 6)
    if count <= len(findings):
        return table
    remark = _("The first {shown} are shown; the marked copy has them all.", shown=format_count(SHOWN_FINDINGS))
    return f"{table}<p class='d-note'>{escape(remark)}</p>"


def _list_finding_texts(row: Row) -> list[str]:
    message = escape(start_sentence(localise(row, "message")))
    suggestions = " · ".join(f"<b>{escape(str(text))}</b>" for text in row.get("suggestions") or ())
    if suggestions:
        perhaps = escape(_("Perhaps:"))
        message += f"<br><span class='d-hint'>{perhaps} {suggestions}</span>"
    value = str(row.get("value") or "")
    return [write_place(row), f"<code>{escape(value)}</code>" if value else "", message]


def write_place(row: Row) -> str:
    """Sheet and cell; the whole file where none is named."""
    sheet, cell = str(row.get("sheet") or ""), str(row.get("cell") or "")
    if not sheet and not cell:
        return escape(_("the whole file"))
    return f"{escape(sheet)} · <b>{escape(cell)}</b>" if cell else escape(sheet)


def tell_cut(answer: Answer) -> str:
    """That not every change is shown."""
    if answer.change_count <= SHOWN_CHANGES:
        return ""
    return _("The {shown} biggest changes are shown.", shown=format_count(SHOWN_CHANGES))


@cache
def read_names(table: str, key: str, name: str) -> Mapping[str, Row]:
    """Names in both languages of the entries of a table of the catalogue."""
    frame = pl.read_csv(CATALOG_FOLDER / f"{table}.csv", infer_schema=False)
    rows = frame.select(key, name_vi=f"{name}_vi", name_en=f"{name}_en").iter_rows(named=True)
    return {row[key]: row for row in rows}


def name_title(title_id: str) -> str:
    """Name of a title; its id where the catalogue has none."""
    return localise(read_names("titles", "title_id", "title").get(title_id, {}), "name") or title_id


def name_group(group_id: str) -> str:
    """Name of a group of people; empty for all of them."""
    return localise(read_names("groups", "group_id", "name").get(group_id, {}), "name") or group_id
