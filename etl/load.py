"""Loading one file: read, check, keep. The same file again changes nothing; a corrected one supersedes the rows it brings."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import polars as pl

from etl.answer import Answer
from etl.answering import answer_records, answer_values
from etl.assessments import read_assessments
from etl.cells import PersonalColumn
from etl.checks import check_candidates
from etl.cleaned import write_cleaned
from etl.commendations import read_commendations
from etl.desk import SOURCE_ID as CORRECTION_SOURCE_ID
from etl.desk import read_corrections
from etl.findings import Findings
from etl.form_source import FormReader, FormRequest, StagedForm
from etl.pause import pause_collection
from etl.places import Alias, AreaIndex, build_area_index, read_aliases
from etl.reading import read_workbook
from etl.reading.model import Workbook
from etl.received import ReceivedFile
from etl.recognise import list_recognised, recognise_source, tell_other_sources
from etl.records import ReadRecords, RecordContext, read_closings
from etl.row_numbers import RowNumbering
from etl.score_sheets import read_score_sheets
from etl.store import (
    REPORTED_VALUE_SCHEMA,
    NewLoad,
    accept_values,
    find_known,
    keep_received,
    prepare_store,
    record_load,
)
from etl.table_source import read_table
from etl.tables import Vocabulary, read_vocabulary
from warehouse.areas import FIRST_DAY_AFTER
from warehouse.catalogue import CATALOG_FOLDER, Catalogue, read_catalogue
from warehouse.errors import Dich2030Error, InputFileError
from warehouse.periods import Period
from warehouse.sql import read_sql

FORM_SOURCE_ID = "standard_form"
DESK_FOLDER = "desk"
ALIAS_FILE = "area_aliases.csv"
#: Readers of the kinds of source whose files hold other records than reported counts.
RECORD_READERS: Mapping[str, ReadRecords] = {
    "assessment": read_assessments,
    "commendations": read_commendations,
    "score_sheets": read_score_sheets,
}


@dataclass(frozen=True)
class LoadOptions:
    """How a file is to be loaded.

    Attributes
    ----------
    source_id : str
        File of ``data/catalog/sources`` that says how to read it.
    request : FormRequest
        Period and area, where the file names none.
    loaded_by : str, optional
        Who hands it in, for the history.
    is_observed : bool
        Whether the answer lists every accepted cell and what it supersedes.
    is_source_open : bool
        Nobody named the source: ``source_id`` holds unless the headers are those of another one.
    """

    source_id: str = FORM_SOURCE_ID
    request: FormRequest = field(default_factory=FormRequest)
    loaded_by: str | None = None
    is_observed: bool = False
    is_source_open: bool = False


@dataclass(frozen=True)
class Checked:
    """A file that was read and checked; its values are in the connection's ``accepted_cell``, rows of other tables in ``records``."""

    answer: Answer
    personal: Sequence[PersonalColumn]
    records: Mapping[str, pl.DataFrame] = field(default_factory=dict)


@pause_collection()
def check_file(
    file: ReceivedFile,
    catalogue: Catalogue,
    options: LoadOptions | None = None,
    *,
    store: duckdb.DuckDBPyConnection | None = None,
    desk: Path | None = None,
) -> Checked:
    """Read and check a file; nothing is stored.

    Parameters
    ----------
    store : duckdb.DuckDBPyConnection, optional
        The open store, to compare with what is known; without one the file is checked by itself.
    desk : Path, optional
        Folder with the aliases confirmed at the desk.

    Raises
    ------
    InputFileError
        The source is unknown or the file cannot be read at all.
    """
    options = options or LoadOptions(is_observed=True)
    with _use_store(store) as connection:
        return _check(connection, file, catalogue, options, desk)


@pause_collection()
def load_file(
    store: duckdb.DuckDBPyConnection, folder: Path, file: ReceivedFile, catalogue: Catalogue, options: LoadOptions
) -> Answer:
    """Load one file into the store: all of its good rows in one transaction, or nothing.

    A file whose content stands in the store is read again only if some of its cells had been rejected, since an alias or a
    word learnt since may have mended them.

    Raises
    ------
    InputFileError
        The file cannot be read at all; the store stays as it is.
    """
    others = list_recognised(catalogue) if options.is_source_open else ()
    source_id, known = find_known(store, file.sha256, (options.source_id, *others))
    if known is not None and known.rejected_count == 0:
        counts = (known.read_count, known.accepted_count, known.rejected_count, known.warning_count)
        return Answer(file, source_id, "known", (), known.load_id, None, *counts)
    checked = _check(store, file, catalogue, options, folder / DESK_FOLDER)
    answer = checked.answer
    if known is not None and known.accepted_count == answer.accepted_count:
        return answer.settle("known", known.load_id)
    if answer.accepted_count == 0:
        return answer.settle("refused", None)
    return answer.settle("loaded", _record(store, folder, checked, options))


def _record(store: duckdb.DuckDBPyConnection, folder: Path, checked: Checked, options: LoadOptions) -> int:
    answer, file = checked.answer, checked.answer.file
    is_cleaned = bool(checked.personal)
    stored_name = f"{Path(file.name).stem} (đã bỏ thông tin cá nhân).xlsx" if is_cleaned else file.name
    if is_cleaned:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            cleaned = write_cleaned(read_workbook(file), checked.personal, Path(scratch) / "cleaned.xlsx")
            keep_received(folder, file, cleaned)
    else:
        keep_received(folder, file)
    load = NewLoad(
        file,
        answer.source_id,
        options.loaded_by,
        answer.read_count,
        answer.accepted_count,
        answer.rejected_count,
        answer.warning_count,
        answer.is_simulated,
        stored_name,
        is_cleaned,
    )
    return record_load(store, load, answer.findings, checked.records).load_id


def _check(
    connection: duckdb.DuckDBPyConnection,
    file: ReceivedFile,
    catalogue: Catalogue,
    options: LoadOptions,
    desk: Path | None,
) -> Checked:
    findings = Findings()
    connection.register("all_areas", catalogue.areas)
    connection.execute(read_sql("intake", "area"))
    _check_source(file, catalogue, options.source_id)
    workbook = _open_workbook(file, findings)
    if options.is_source_open and (recognised := recognise_source(file, workbook, catalogue)):
        options = replace(options, source_id=recognised)
    read_records = RECORD_READERS.get(catalogue.sources[options.source_id]["kind"])
    if read_records is not None:
        index, closings = read_area_index(desk), read_closings(connection)
        context = RecordContext(file.name, catalogue, index, options.request, findings, closings)
        records = read_records(workbook, context)
        accept_values(connection, pl.DataFrame(schema=REPORTED_VALUE_SCHEMA))
        return Checked(answer_records(file, options.source_id, findings, records), records.personal, records.tables)
    staged = _stage(connection, file, workbook, catalogue, options, desk, findings)
    del workbook  # a large file's cells would stay in memory while they are checked
    if staged.contexts:
        check_candidates(connection, catalogue, findings)
    answer = answer_values(
        connection, file, options.source_id, findings, staged.cell_count, is_observed=options.is_observed
    )
    return Checked(answer, staged.personal)


def _stage(
    connection: duckdb.DuckDBPyConnection,
    file: ReceivedFile,
    workbook: Workbook,
    catalogue: Catalogue,
    options: LoadOptions,
    desk: Path | None,
    findings: Findings,
) -> StagedForm:
    """Put the values of a workbook where they are checked."""
    source = catalogue.sources[options.source_id]
    if options.source_id == CORRECTION_SOURCE_ID:
        return StagedForm(cell_count=read_corrections(connection, workbook, file.name, catalogue, findings))
    if source["kind"] != "form":
        values, read_count = read_table(workbook.sheets[0], file.name, options.source_id, catalogue, findings)
        accept_values(connection, values)
        return StagedForm(cell_count=read_count)
    vocabulary, index = _read_vocabulary(options.source_id), read_area_index(desk)
    applies = catalogue.sources[FORM_SOURCE_ID]["applies"]
    numbering = RowNumbering.of(catalogue)
    hint = tell_other_sources(catalogue) if options.is_source_open else ("", "")
    reader = FormReader(vocabulary, index, options.request, applies, numbering, file.name, findings, hint)
    return reader.stage(connection, workbook)


def _open_workbook(file: ReceivedFile, findings: Findings) -> Workbook:
    workbook = read_workbook(file)
    if not workbook.sheets:
        raise InputFileError(file.name, "the file is empty", "tệp rỗng")
    for note in workbook.notes:
        findings.add(note.rule, note.sheet, "", **note.values)
    return workbook


def read_area_index(desk: Path | None) -> AreaIndex:
    """The names of all areas, with the aliases shipped and those confirmed at the desk."""
    paths = [CATALOG_FOLDER / ALIAS_FILE, *([desk / ALIAS_FILE] if desk else [])]
    return _build_index(tuple(read_aliases(paths)))


@cache
def _read_vocabulary(source_id: str) -> Vocabulary:
    return read_vocabulary(read_catalogue().sources[source_id])


@lru_cache(maxsize=4)
def _build_index(aliases: tuple[Alias, ...]) -> AreaIndex:
    catalogue = read_catalogue()
    return build_area_index(catalogue.areas, catalogue.area_changes, aliases)


def find_area(catalogue: Catalogue, code: str, period: Period | None) -> str:
    """The area with an official code (``00004``) on the last day of a period, or today's without one.

    Raises
    ------
    Dich2030Error
        There is no such area then.
    """
    day = period.end if period else FIRST_DAY_AFTER
    asked = catalogue.areas.filter((pl.col("area_code") == code) | (pl.col("area_id") == code))
    existing = asked.filter(
        (pl.col("valid_from").is_null() | (pl.col("valid_from") <= day))
        & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= day))
    )
    if existing.height != 1:
        raise Dich2030Error(
            f"no area has the code {code!r} on {day:%d/%m/%Y}",
            f"không có địa bàn nào mang mã {code!r} vào ngày {day:%d/%m/%Y}",
        )
    return str(existing["area_id"][0])


def _check_source(file: ReceivedFile, catalogue: Catalogue, source_id: str) -> None:
    if source_id not in catalogue.sources:
        known = ", ".join(catalogue.sources)
        raise InputFileError(
            file.name,
            f"unknown source {source_id!r}; known: {known}",
            f"không có nguồn {source_id!r}; hiện có: {known}",
        )


@contextmanager
def _use_store(store: duckdb.DuckDBPyConnection | None) -> Iterator[duckdb.DuckDBPyConnection]:
    if store is not None:
        yield store
        return
    with duckdb.connect() as empty:
        prepare_store(empty)
        yield empty
