"""What a document of Word or PowerPoint says now: its passages in reading order, values in the data sheets of its charts too."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from lxml import etree

from reports.marks import Mark, Passage
from reports.office_files import check_size
from reports.passages import DRAWING, LABEL, SLIDE, read_slide_passages, read_word_passages

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
WORD_PART, SLIDES_PART = "word/document.xml", "ppt/presentation.xml"
FIRST_DAY = date(1899, 12, 30)  # day 0 of workbooks
CACHED = "¶cached"  # ends the place of a value drawn by a chart, which its data sheet should repeat


@dataclass(frozen=True)
class Standing:
    """A passage as it stands now, on a slide (0 in Word), in its notes or not."""

    passage: Passage
    slide: int = 0
    is_note: bool = False


@dataclass(frozen=True)
class Package:
    """The parts of a document by name."""

    archive: zipfile.ZipFile

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of its parts."""
        return frozenset(self.archive.namelist())

    def parse(self, name: str) -> Any:
        """Root of a part of XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self.archive.read(name), parser)

    def list_links(self, name: str) -> dict[str, tuple[str, str]]:
        """Kind and target of each relation of a part, by its id."""
        folder, file = posixpath.split(name)
        relations = f"{folder}/_rels/{file}.rels"
        if relations not in self.names:
            return {}
        return {
            one.get("Id"): (
                one.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in self.parse(relations).iter(RELATION)
        }


def read_standing(content: bytes) -> list[Standing]:
    """Passages of a .docx or .pptx in reading order.

    Raises
    ------
    InputFileError
        A data sheet in it would fill the memory.
    reports.office_files.READ_ERRORS
        The file is damaged or of another kind.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        if WORD_PART in package.names:
            return [Standing(passage) for passage in read_word_passages(package.parse(WORD_PART))]
        return list(_read_slides(package))


def _read_slides(package: Package) -> Iterator[Standing]:
    links = package.list_links(SLIDES_PART)
    for number, entry in enumerate(package.parse(SLIDES_PART).iter(f"{SLIDE}sldId"), 1):
        name = links[entry.get(f"{LINK}id")][1]
        root = package.parse(name)
        own = package.list_links(name)
        for passage in read_slide_passages(root):
            yield Standing(passage, number)
        for frame in root.iter(f"{SLIDE}graphicFrame"):
            for chart in frame.iter(f"{CHART}chart"):
                title = next(frame.iter(f"{SLIDE}cNvPr")).get("name", "")
                for passage in read_chart_passages(package, own[chart.get(f"{LINK}id")][1], title):
                    yield Standing(passage, number)
        for kind, target in own.values():
            if kind == "notesSlide":
                for passage in read_slide_passages(package.parse(target)):
                    yield Standing(passage, number, is_note=True)


def read_chart_passages(package: Package, part: str, name: str) -> Iterator[Passage]:
    """Values and labels of a chart.

    Yields
    ------
    Passage
        ``<name>¶<series>¶<category>`` for a value of its data sheet (what the chart draws where it has none), ``…¶cached`` for what
        it draws, ``…¶label`` for a label of its own.
    """
    root = package.parse(part)
    drawn: dict[tuple[str, str], float] = {}
    for series in root.iter(f"{CHART}ser"):
        title = _read_texts(series.find(f"{CHART}tx"))
        named = title[0] if title else ""
        categories = _read_texts(series.find(f"{CHART}cat"))
        values = _read_texts(series.find(f"{CHART}val"))
        for at, text in values.items():
            drawn[named, _tell_category(categories.get(at, ""), series)] = float(text)
        for label in series.iter(f"{CHART}dLbl"):
            at = int(label.find(f"{CHART}idx").get("val"))
            text = "".join(one.text or "" for one in label.iter(f"{DRAWING}t"))
            if text:
                yield Passage(f"{name}¶{named}¶{_tell_category(categories.get(at, ''), series)}{LABEL}", (text,))
    sheet = _read_sheet(package, part)
    for (series_name, category), value in drawn.items():
        place = f"{name}¶{series_name}¶{category}"
        yield Passage(f"{place}{CACHED}", (_write_value(value),))
        if sheet is None:
            yield Passage(place, (_write_value(value),))
    for (series_name, category), value in (sheet or {}).items():
        yield Passage(f"{name}¶{series_name}¶{category}", (_write_value(value),))


def _write_value(value: float) -> Mark:
    return Mark("", "", "", repr(value))


def _read_texts(holder: Any) -> dict[int, str]:
    """Cached texts or numbers of a series by their place."""
    if holder is None:
        return {}
    return {int(point.get("idx")): point.findtext(f"{CHART}v") or "" for point in holder.iter(f"{CHART}pt")}


def _tell_category(text: str, series: Any) -> str:
    """A category as it is named in the hidden keys: a day of a time axis as ISO."""
    is_number = series.find(f"{CHART}cat/{CHART}numRef") is not None
    if is_number and text:
        return date.fromordinal(FIRST_DAY.toordinal() + round(float(text))).isoformat()
    return text


def _read_sheet(package: Package, part: str) -> dict[tuple[str, str], float] | None:
    """Numbers of the data sheet of a chart by series and category; null where it has none."""
    target = next((place for kind, place in package.list_links(part).values() if kind == "package"), None)
    if target is None or target not in package.names:
        return None
    from openpyxl import load_workbook

    content = package.archive.read(target)
    check_size(content, target)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    names = [str(one) for one in rows[0][1:]] if rows else []
    return {
        (name, _name_category(row[0])): float(value)
        for row in rows[1:]
        for name, value in zip(names, row[1:], strict=False)
        if isinstance(value, int | float)
    }


def _name_category(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)
