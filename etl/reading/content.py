"""What a file is, by its content and not by its name."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from etl.reading.encodings import find_utf_16
from etl.reading.limits import MAX_ENTRIES, MAX_WORKBOOK_BYTES
from etl.reading.model import Note
from etl.reading.refusal import refuse
from etl.received import ReceivedFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (
    b"\x09\x00\x04\x00",
    b"\x09\x00\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_OTHER = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf", b"\x7fELF")
_HTML = ("<html", "<table", "<!doctype html", "<body", "<head", "<meta")
_XML_WORKBOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_FEW_CONTROLS = 10
_CONTROLS = {code: None for code in (*range(32), 0xFFFD) if chr(code) not in "\t\n\r\f"}


class Kind(StrEnum):
    """How a file is read."""

    XLSX = "Excel (.xlsx)"
    XLSB = "Excel (.xlsb)"
    XLS = "Excel 97-2003 (.xls)"
    ODS = "OpenDocument (.ods)"
    HTML = "HTML"
    TEXT = "CSV"


_SUFFIXES = {
    Kind.XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm"},
    Kind.XLSB: {".xlsb"},
    Kind.XLS: {".xls", ".xlt"},
    Kind.ODS: {".ods", ".ots"},
    Kind.HTML: {".html", ".htm"},
    Kind.TEXT: {".csv", ".tsv", ".txt", ".tab"},
}


def detect_kind(file: ReceivedFile) -> Kind:
    """What to read a file as.

    Raises
    ------
    InputFileError
        The file is empty, protected by a password, or nothing that holds a table.
    """
    if file.byte_count == 0:
        raise refuse(file.name, "empty_file")
    with file.path.open("rb") as stream:
        head = stream.read(65_536)
    if head.startswith(_OLE):
        return _detect_ole(file)
    if head.startswith(b"PK\x03\x04") or (not head.startswith(_OTHER) and zipfile.is_zipfile(file.path)):
        return _detect_zip(file)
    if head.startswith(_OLD_EXCEL):
        return Kind.XLS
    return _detect_text(file, head)


def note_wrong_name(file: ReceivedFile, kind: Kind) -> list[Note]:
    """A note when a file's ending says another format than its content."""
    suffix = PurePath(file.name).suffix.lower()
    if suffix in _SUFFIXES[kind] or not any(suffix in suffixes for suffixes in _SUFFIXES.values()):
        return []
    return [Note("content_not_as_named", values={"suffix": suffix, "found": str(kind)})]


def read_content(file: ReceivedFile, limit: int = MAX_WORKBOOK_BYTES) -> bytes:
    """The bytes of a workbook, unless it is larger than ``limit``."""
    if file.byte_count > limit:
        raise refuse(file.name, "file_too_large", size=file.byte_count // 1_000_000, limit=limit // 1_000_000)
    return file.path.read_bytes()


def open_archive(file: ReceivedFile, content: bytes) -> zipfile.ZipFile:
    """A zipped workbook, opened; its parts are not read yet."""
    if content.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise refuse(file.name, "damaged_file", reason=f"> {MAX_ENTRIES} zip entries")
    return zipfile.ZipFile(io.BytesIO(content))


def _detect_ole(file: ReceivedFile) -> Kind:
    content = read_content(file)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refuse(file.name, "password_protected")
    if "WordDocument".encode("utf-16-le") in content or "PowerPoint Document".encode("utf-16-le") in content:
        raise refuse(file.name, "not_a_workbook")
    return Kind.XLS


def _detect_zip(file: ReceivedFile) -> Kind:
    with open_archive(file, read_content(file)) as archive:
        names = {name.lower() for name in archive.namelist()}
    for part, kind in {"xl/workbook.xml": Kind.XLSX, "xl/workbook.bin": Kind.XLSB, "content.xml": Kind.ODS}.items():
        if part in names:
            return kind
    raise refuse(file.name, "not_a_workbook")


def _detect_text(file: ReceivedFile, head: bytes) -> Kind:
    text = head.decode(find_utf_16(head) or "latin-1", errors="replace")
    start = text.lower().removeprefix("ï»¿").lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml") and _XML_WORKBOOK in start:
        raise refuse(file.name, "xml_workbook")
    if start.startswith("<") and any(tag in start for tag in _HTML):
        return Kind.HTML
    if head.startswith(_OTHER) or len(text) - len(text.translate(_CONTROLS)) > max(len(text) * 0.02, _FEW_CONTROLS):
        raise refuse(file.name, "not_a_workbook")
    return Kind.TEXT
