"""The workbook handed out: which criteria a department is asked, and what the survey before said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from etl.assessment_form import write_assessment
from etl.assessment_form.model import Assessment, AssessmentHead, Department, read_words
from etl.assessment_form.rows import list_form_rows
from etl.values.folding import fold_text
from warehouse.catalogue import Catalogue
from warehouse.criteria import find_set
from warehouse.criterion_model import Wording
from warehouse.errors import Dich2030Error
from warehouse.periods import Period


def propose_assessment_name(criterion_set_id: str, area_id: str, period: Period, department_id: str | None) -> str:
    """File name of a blank workbook.

    >>> propose_assessment_name("city.2013", "79.2025-07", Period.parse("2026"), "finance")
    'phieu-danh-gia_city_79_2026_finance.xlsx'
    """
    parts = [criterion_set_id.partition(".")[0], area_id.partition(".")[0], period.code, department_id]
    return f"phieu-danh-gia_{'_'.join(part for part in parts if part)}.xlsx"


def find_criterion_set(catalogue: Catalogue, name: str, period: Period) -> str:
    """A version of a set by its own name, or the version in force on the last day of a period by the set's.

    Raises
    ------
    Dich2030Error
        There is none.
    """
    known = set(catalogue.criteria.sets["criterion_set_id"])
    found = name if name in known else find_set(catalogue.criteria, name, period.end)
    if found is None:
        sets = ", ".join(sorted(set(catalogue.criteria.sets["set_id"])))
        raise Dich2030Error(
            f"no set of criteria {name!r} was in force on {period.end:%d/%m/%Y}; sets: {sets}",
            f"không có bộ tiêu chí {name!r} còn hiệu lực vào ngày {period.end:%d/%m/%Y}; hiện có: {sets}",
        )
    return found


def find_department(catalogue: Catalogue, name: str) -> str:
    """A department by its code, its name or its short name, with or without accents, words joined by spaces or ``_``.

    Raises
    ------
    Dich2030Error
        None is called so.
    """
    asked = _spell(name)
    for row in catalogue.departments.iter_rows(named=True):
        if asked in {_spell(row[field] or "") for field in ("department_id", "name_vi", "short_name")}:
            return str(row["department_id"])
    known = ", ".join(catalogue.departments["department_id"])
    raise Dich2030Error(f"no department {name!r}; known: {known}", f"không có cơ quan {name!r}; hiện có: {known}")


def write_blank_assessment(
    catalogue: Catalogue,
    criterion_set_id: str,
    area_id: str,
    period: Period,
    out: Path,
    *,
    department_id: str | None = None,
    duties: Iterable[str] = (),
    earlier: pl.DataFrame | None = None,
) -> Path:
    """Write the workbook in which an area, or one department of it, is assessed.

    Parameters
    ----------
    criterion_set_id : str
        A set that is assessed criterion by criterion.
    duties : iterable of str
        Criteria the department leads or supports; all of the set where it has none.
    earlier : pl.DataFrame, optional
        What was said last: ``criterion_code``, ``rating``, ``period``, ``is_simulated``.

    Returns
    -------
    Path
        ``out``. The same input gives the same bytes.

    Raises
    ------
    Dich2030Error
        No such set, or it is assessed otherwise.
    """
    form = prepare_form(catalogue, criterion_set_id, area_id, period, department_id=department_id, duties=duties)
    return write_assessment(replace(form, earlier=_print_earlier(earlier, form.ratings)), out, is_blank=True)


def prepare_form(
    catalogue: Catalogue,
    criterion_set_id: str,
    area_id: str,
    period: Period,
    *,
    department_id: str | None = None,
    duties: Iterable[str] = (),
    is_simulated: bool = False,
) -> Assessment:
    """Head, rows and what may be chosen of a workbook in which nothing is said yet; parameters as :func:`write_blank_assessment`."""
    ratings = catalogue.criteria.ratings.filter(pl.col("criterion_set_id") == criterion_set_id).sort("sort")
    return Assessment(
        replace(_describe(catalogue, criterion_set_id, area_id, period, department_id), is_simulated=is_simulated),
        list_form_rows(catalogue, criterion_set_id, set(duties) or None),
        dict(ratings.select("rating", "name_vi").iter_rows()),
        frozenset(ratings.filter("is_met")["rating"]),
        tuple(Department(*row) for row in catalogue.departments.select("department_id", "name_vi").iter_rows()),
    )


def _describe(
    catalogue: Catalogue, criterion_set_id: str, area_id: str, period: Period, department_id: str | None
) -> AssessmentHead:
    """Head of a workbook, its figures standing at the end of the period; the name of the set says when its words are not official."""
    area = catalogue.areas.row(by_predicate=pl.col("area_id") == area_id, named=True)
    in_set = pl.col("criterion_set_id") == criterion_set_id
    name = catalogue.criteria.sets.row(by_predicate=in_set, named=True)["name_vi"]
    if (catalogue.criteria.criteria.filter(in_set)["wording"] == Wording.PARAPHRASE).any():
        name = f"{name} – {read_words()['paraphrase']}"
    code, area_name = area["area_code"], area["name_vi"]
    return AssessmentHead(criterion_set_id, name, code, area_name, period.code, period.end, department_id)


def _print_earlier(earlier: pl.DataFrame | None, names: Mapping[str, str]) -> dict[str, str]:
    if earlier is None:
        return {}
    words = read_words()
    said = earlier.select("criterion_code", "rating", "period", "is_simulated")
    return {
        code: words["earlier_simulated" if simulated else "earlier"].format(rating=names[rating], period=period)
        for code, rating, period, simulated in said.iter_rows()
        if rating in names
    }


def _spell(name: str) -> str:
    return fold_text(name.replace("_", " "))
