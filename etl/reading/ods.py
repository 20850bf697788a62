"""Reads .ods: the sheets' elements are walked here for errors, percentages and merged cells, the values read by python-calamine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_rowcol_to_cell

from etl.reading.archive import Archive, pack_parts
from etl.reading.elements import make_parser, read_elements, run_parser
from etl.reading.grid import SheetScan, note_hidden, read_with_calamine
from etl.reading.limits import MAX_CELLS, MAX_ELEMENTS, MAX_KEPT_BYTES
from etl.reading.model import NO_RESULT, Note, Workbook
from etl.reading.refusal import refuse
from etl.received import ReceivedFile

_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_CONTENT = "content.xml"
_CELL, _COVERED = "table:table-cell", "table:covered-table-cell"


def read_ods(file: ReceivedFile) -> Workbook:
    """Read every sheet that is not empty.

    Raises
    ------
    InputFileError
        A cell far away from the table, or more than the limits allow.
    """
    archive = Archive.open(file)
    manifest = archive.read(_MANIFEST)
    if manifest and any(element.name == "encryption-data" for element in read_elements(manifest)):
        raise refuse(file.name, "password_protected")
    if not archive.read("mimetype").startswith(_MIMETYPE) and archive.has("mimetype"):
        raise refuse(file.name, "not_a_workbook")
    content = archive.read(_CONTENT, MAX_KEPT_BYTES)
    walk = _walk_content(file, content)
    parts = {"mimetype": [_MIMETYPE], _MANIFEST: [manifest or b"<manifest/>"], _CONTENT: [content]}
    sheets = read_with_calamine(file, [pack_parts(file, parts.items())], walk.scans)
    macros = (
        [Note("macros_not_run")] if any(name.startswith(("basic/", "scripts/")) for name in archive.entries) else []
    )
    return Workbook(sheets, [*macros, *note_hidden(sheets)])


def _walk_content(file: ReceivedFile, content: bytes) -> _Walk:
    if content.count(b"<") > 2 * MAX_ELEMENTS:
        raise refuse(file.name, "too_many_cells", limit=MAX_CELLS)
    walk = _Walk(file)
    parser = make_parser()
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.read_text
    run_parser(parser, content)
    return walk


@dataclass
class _Walk:
    """Follows the cells of all sheets; ``row`` and ``column`` are of the element that is open, ``repeat`` how often its row stands."""

    file: ReceivedFile
    scans: dict[str, SheetScan] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0
    column: int = 0
    repeat: int = 1
    last_row: int = 0
    last_column: int = 0
    cell: Mapping[str, str] | None = None
    texts: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if name in (_CELL, _COVERED):
            self.cell, self.texts = attributes, []
        elif name == "table:table-row":
            self.column, self.repeat = 0, _read_count(attributes, "table:number-rows-repeated")
        elif name == "table:table":
            self.sheet = attributes.get("table:name", "")
            self.scans[self.sheet] = SheetScan()
            self.row = self.last_row = self.last_column = 0

    def read_text(self, text: str) -> None:
        """Text within an element."""
        if self.cell is not None:
            self.texts.append(text)

    def end(self, name: str) -> None:
        """An element closes."""
        if name in (_CELL, _COVERED):
            self._close_cell()
        elif name == "table:table-row":
            self.row += self.repeat

    def _close_cell(self) -> None:
        attributes = self.cell or {}
        self.cell = None
        width = _read_count(attributes, "table:number-columns-repeated")
        kind = attributes.get("office:value-type")
        text = "".join(self.texts)
        is_formula = "table:formula" in attributes
        if kind or text or is_formula:
            self._reach(width)
            if attributes.get("calcext:value-type") == "error" or (is_formula and text.startswith(("#", "Err:"))):
                self._mark_error(width, text or "#N/A")
            elif is_formula and not text and _has_no_result(attributes):
                self._mark_error(width, NO_RESULT)
            elif kind == "percentage":
                self.scans[self.sheet].percents.update(self._list_places(width))
        self._note_span(attributes)
        self.column += width

    def _reach(self, width: int) -> None:
        self.last_row = max(self.last_row, self.row + self.repeat)
        self.last_column = max(self.last_column, self.column + width)
        if self.last_row * self.last_column > MAX_CELLS:
            cell = xl_rowcol_to_cell(self.row + self.repeat - 1, self.column + width - 1)
            count = self.last_row * self.last_column
            raise refuse(self.file.name, "far_cell", sheet=self.sheet, cell=cell, count=count)

    def _list_places(self, width: int) -> list[tuple[int, int]]:
        return [(self.row + down, self.column + right) for down in range(self.repeat) for right in range(width)]

    def _mark_error(self, width: int, text: str) -> None:
        self.scans[self.sheet].errors.update(dict.fromkeys(self._list_places(width), text))

    def _note_span(self, attributes: Mapping[str, str]) -> None:
        right = _read_count(attributes, "table:number-columns-spanned") - 1
        down = _read_count(attributes, "table:number-rows-spanned") - 1
        if right or down:
            self.scans[self.sheet].merged.append(((self.row, self.column), (self.row + down, self.column + right)))


def _has_no_result(attributes: Mapping[str, str]) -> bool:
    values = ("office:value", "office:string-value", "office:date-value", "office:time-value", "office:boolean-value")
    is_empty_text = attributes.get("office:value-type") == "string"
    return not is_empty_text and not any(attributes.get(value) for value in values)


def _read_count(attributes: Mapping[str, str], name: str) -> int:
    return max(int(attributes.get(name, 1)), 1)
