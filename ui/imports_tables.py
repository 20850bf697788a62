"""Tables of the import page: what is wrong in a file, which numbers it replaces, how its first cells were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import polars as pl

from ui.blocks import write_table
from ui.imports_answer import SHOWN_CHANGES, SHOWN_FINDINGS, Answer
from warehouse.catalogue import CATALOG_FOLDER
from warehouse.catalogue_files import read_toml
from warehouse.model import Measure
from wording.format import MISSING, format_count, format_number, format_period
from wording.language import N_, _, localise

Row = Mapping[str, Any]

TALL_FROM = 8
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
        columns, [_list_change_texts(change) for change in answer.changes], is_tall=len(answer.changes) > TALL_FROM
    )


def _list_change_texts(change: Row) -> list[str]:
    old, new = change.get("old"), change.get("new")
    difference = (
        MISSING if old is None or new is None else f"{'+' if new > old else '−'}{format_figure(abs(new - old))}"
    )
    return [
        escape(str(change.get("area_name") or change.get("area_code") or "")),
        escape(tell_subject(change)),
        f"<b>{escape(str(change.get('cell') or ''))}</b>",
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
    columns = [(_("Cell"), False), (_("Area"), False), (_("Content"), False), (_("Value"), True)]
    return write_table(columns, ([
        write_place(row),
        escape(str(row.get("area_name") or row.get("area_code") or "")),
        escape(tell_subject(row)),
        f"<b>{format_figure(row.get('value'))}</b>",
    ] for row in answer.samples))  # fmt: skip


def write_findings(findings: Sequence[Row], count: int) -> str:
    """Table of what is wrong or doubtful: where, what stands there, what to do."""
    columns = [(_("Cell"), False), (_("In the cell"), False), (_("What to do"), False)]
    table = write_table(columns, [_list_finding_texts(row) for row in findings], is_tall=len(findings) > TALL_FROM)
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
    return [write_place(row), f"<span class='d-typed'>{escape(value)}</span>" if value else "", message]


def start_sentence(text: str) -> str:
    """A message with a capital letter."""
    return text[:1].upper() + text[1:]


def write_place(row: Row) -> str:
    """The cell, its sheet below; the whole sheet or file where none is named."""
    sheet, cell = str(row.get("sheet") or ""), str(row.get("cell") or "")
    if not sheet and not cell:
        return escape(_("the whole file"))
    return f"<b>{escape(cell)}</b><br><span class='address d-sheet'>{escape(sheet)}</span>" if cell else escape(sheet)


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


@cache
def read_set_names() -> Mapping[str, Row]:
    """Names in both languages of the criteria sets."""
    return {f"{path.parent.name}.{path.stem}": read_toml(path) for path in CATALOG_FOLDER.glob("criteria/*/*.toml")}


def name_title(title_id: str) -> str:
    """Name of a title, or of the criteria set by which it is assessed; its id where the catalogue has neither."""
    names = read_names("titles", "title_id", "title").get(title_id) or read_set_names().get(title_id, {})
    return localise(names, "name") or title_id


def name_group(group_id: str) -> str:
    """Name of a group of people; empty for all of them."""
    return localise(read_names("groups", "group_id", "name").get(group_id, {}), "name") or group_id
