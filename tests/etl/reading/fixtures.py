"""Small files written by hand, and how the tests read them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from etl.reading import read_workbook
from etl.reading.model import Workbook
from etl.received import ReceivedFile

ODS_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = (
    f'xmlns:office="{_ODS}:office:1.0" xmlns:table="{_ODS}:table:1.0" xmlns:text="{_ODS}:text:1.0" '
    f'xmlns:style="{_ODS}:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def read(path: Path, name: str | None = None) -> Workbook:
    """Read a file from disk."""
    return read_workbook(ReceivedFile.read(path, name))


def read_bytes(folder: Path, name: str, content: bytes) -> Workbook:
    """Write bytes and read them as a file."""
    path = folder / name
    path.write_bytes(content)
    return read(path)


def list_rules(workbook: Workbook) -> list[str]:
    """Rules of the notes, in order."""
    return [note.rule for note in workbook.notes]


def write_plain_xlsx(path: Path) -> Path:
    """A workbook of one sheet whose XML ``put_rows`` replaces; style 1 is 0.0%."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Biểu 1")
        sheet.write(0, 0, 1, book.add_format({"num_format": "0.0%"}))
    return path


def put_rows(path: Path, rows: str, *, extra: Mapping[str, bytes] | None = None) -> Path:
    """A workbook whose only sheet has this XML between ``<sheetData>`` and ``</sheetData>``, and more parts."""
    template = write_plain_xlsx(path)
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    head, tail = sheet[: sheet.index("<sheetData>") + 11], sheet[sheet.index("</sheetData>") :]
    parts["xl/worksheets/sheet1.xml"] = (head + rows + tail).encode()
    return write_zip(path, parts | dict(extra or {}))


def write_zip(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A zip of some parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def write_ods(path: Path, table: str, *, styles: str = "", manifest: str = "<manifest:manifest/>") -> Path:
    """An .ods whose only table holds some XML."""
    content = (
        f'<?xml version="1.0"?><office:document-content {_NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": ODS_MIMETYPE, "META-INF/manifest.xml": manifest, "content.xml": content}
    return write_zip(path, {name: text.encode() for name, text in parts.items()})
