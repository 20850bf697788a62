"""The passages of a document of Word or PowerPoint as they stand now: what is read when it is written, and again when it is checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.marks import PREFIX, Mark, Passage

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
LABEL = "¶label"  # ends the place of what is printed at a point of a chart
BLANKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-", f"{DRAWING}br": "\n"}


def read_word_passages(document: Any) -> Iterator[Passage]:
    """Paragraphs of a Word document with text, those in tables too.

    Parameters
    ----------
    document : lxml element
        Root of ``word/document.xml``.

    Yields
    ------
    Passage
        Its place is ``paragraph 12`` or ``table 2,3,1`` (table, row, column), counted from 1; its marks have their names and no keys.
    """
    cells = {
        cell: f"table {number},{down},{across}"
        for number, table in enumerate(document.iter(f"{WORD}tbl"), 1)
        for down, row in enumerate(table.iterchildren(f"{WORD}tr"), 1)
        for across, cell in enumerate(row.iter(f"{WORD}tc"), 1)
    }
    number = 0
    for paragraph in document.iter(f"{WORD}p"):
        place = next((cells[one] for one in paragraph.iterancestors(f"{WORD}tc") if one in cells), "")
        if not place:
            number += 1
            place = f"paragraph {number}"
        parts = _read_word_parts(paragraph)
        if parts:
            yield Passage(place, parts)


def _read_word_parts(paragraph: Any) -> tuple[str | Mark, ...]:
    parts: list[str | Mark] = []
    name, opened = "", None
    for element in paragraph.iter():
        if element.tag == f"{WORD}bookmarkStart" and element.get(f"{WORD}name", "").startswith(PREFIX):
            name, opened = element.get(f"{WORD}name"), element.get(f"{WORD}id")
            parts.append(Mark(name, "", ""))
        elif element.tag == f"{WORD}bookmarkEnd" and element.get(f"{WORD}id") == opened:
            name, opened = "", None
        else:
            text = (element.text or "") if element.tag == f"{WORD}t" else BLANKS.get(element.tag, "")
            if element.tag == f"{WORD}tab" and element.getparent().tag != f"{WORD}r":
                text = ""  # a tab stop of the style
            _extend(parts, text, name)
    return tuple(part for part in parts if part)


def read_slide_passages(slide: Any) -> Iterator[Passage]:
    """Paragraphs of the shapes and tables of a slide, or of its notes.

    Parameters
    ----------
    slide : lxml element
        Root of ``ppt/slides/slide1.xml``.

    Yields
    ------
    Passage
        Its place is ``<name of shape>¶<paragraph>`` or ``<name>¶<row>,<column>,<paragraph>``, counted from 1.
    """
    for shape in slide.iter(f"{SLIDE}sp", f"{SLIDE}graphicFrame"):
        name = next(shape.iter(f"{SLIDE}cNvPr")).get("name", "")
        if shape.tag == f"{SLIDE}sp":
            yield from _read_paragraphs(shape, f"{name}¶")
            continue
        for down, row in enumerate(shape.iter(f"{DRAWING}tr"), 1):
            for across, cell in enumerate(row.iter(f"{DRAWING}tc"), 1):
                yield from _read_paragraphs(cell, f"{name}¶{down},{across},")


def _read_paragraphs(holder: Any, place: str) -> Iterator[Passage]:
    for number, paragraph in enumerate(holder.iter(f"{DRAWING}p"), 1):
        parts: list[str | Mark] = []
        for run in paragraph:
            text = BLANKS.get(run.tag, "".join(one.text or "" for one in run.iter(f"{DRAWING}t")))
            properties = run.find(f"{DRAWING}rPr")
            name = "" if properties is None else properties.get("bmk", "")
            name = name if name.startswith(PREFIX) else ""
            if name and not (parts and isinstance(parts[-1], Mark) and parts[-1].name == name):
                parts.append(Mark(name, "", ""))
            _extend(parts, text, name)
        if parts:
            yield Passage(f"{place}{number}", tuple(parts))


def _extend(parts: list[str | Mark], text: str, name: str) -> None:
    """Add text to the number that is open, else to the words before it."""
    if not text:
        return
    last = parts[-1] if parts else None
    if name and isinstance(last, Mark):
        parts[-1] = Mark(last.name, last.key, last.text + text)
    elif isinstance(last, str):
        parts[-1] = last + text
    else:
        parts.append(text)
