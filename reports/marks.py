"""Hidden keys of the numbers of a document, so that each can be found again after people worked on it.

A part of the package with a namespace of its own holds what the document was made from and every passage with numbers as it was written.
Runs carry the name of their number too: a bookmark in Word, the ``bmk`` attribute in PowerPoint. What survives what:
docs/decisions/0019-hidden-keys.md.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any

from lxml import etree

from reports.number_tokens import count_numbers
from reports.xml_text import blank_forbidden
from wording.phrases import Figure, Phrase

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

NAMESPACE = "urn:dich2030:marks:1"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
ITEM, ITEM_PROPS = f"{OFFICE}/relationships/customXml", f"{OFFICE}/relationships/customXmlProps"
XML_TYPE, PROPS_TYPE = "application/xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
PREFIX = "d30_"
FIRST_BOOKMARK = 30_000  # bookmarks of a template count from 0


@dataclass(frozen=True)
class Head:
    """What a document was made from.

    Attributes
    ----------
    kind : str
        ``deck``, ``review`` or ``annex``.
    edits : str
        What people changed in the story before it was written, as the stage saved it; empty when nothing.
    """

    kind: str
    area_id: str
    period: str
    language: str
    release_id: str
    edits: str = ""


@dataclass(frozen=True)
class Mark:
    """A number of a document.

    Attributes
    ----------
    name : str
        Of its bookmark; empty for a number read without one.
    key : str
        What it counts (:class:`wording.phrases.Figure`); empty until known.
    text : str
        As printed.
    value : str
        Number in the data sheet of its chart; empty outside charts.
    """

    name: str
    key: str
    text: str
    value: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph, a cell or a value of a chart: where it stands, its words and numbers in their order."""

    place: str
    parts: tuple[str | Mark, ...]

    @property
    def text(self) -> str:
        """The passage as it is read."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its numbers."""
        return tuple(part for part in self.parts if isinstance(part, Mark))


@dataclass(frozen=True)
class Marked:
    """What a document says of itself: what it was made from, and its passages with numbers as written.

    Attributes
    ----------
    numbers : Mapping
        How often each number stood in its words, those without a key too (years, numbers of rows and of laws).
    """

    head: Head
    passages: tuple[Passage, ...]
    numbers: Mapping[str, int] = field(default_factory=dict)


def add_mark(marks: list[Mark], figure: Figure, value: float | None = None) -> Mark:
    """A new mark for a number about to be written."""
    mark = Mark(f"{PREFIX}{len(marks) + 1}", figure.key, figure.text, "" if value is None else repr(float(value)))
    marks.append(mark)
    return mark


def add_figure(paragraph: Paragraph, figure: Figure, marks: list[Mark]) -> Run:
    """Write a number at the end of a paragraph of Word: a run of its own inside a bookmark."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = add_mark(marks, figure)
    ends = [OxmlElement(name) for name in ("w:bookmarkStart", "w:bookmarkEnd")]
    for end in ends:
        end.set(qn("w:id"), str(FIRST_BOOKMARK + len(marks)))
    ends[0].set(qn("w:name"), mark.name)
    paragraph._p.append(ends[0])
    run = paragraph.add_run(figure.text)
    paragraph._p.append(ends[1])
    return run


def add_phrase(paragraph: Paragraph, phrase: Phrase, marks: list[Mark]) -> list[Run]:
    """Write a phrase at the end of a paragraph of Word, each number in its bookmark; gives the runs in order."""
    return [
        add_figure(paragraph, part, marks) if isinstance(part, Figure) else paragraph.add_run(part) for part in phrase
    ]


def store_word_marks(document: Document, head: Head, marks: Iterable[Mark]) -> None:
    """Put the hidden keys into a Word document, as the last step before it is saved."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    from reports.passages import read_word_passages

    standing = list(read_word_passages(document.element))
    marked = Marked(head, fill_keys(standing, marks), count_numbers(one.text for one in standing))
    _store_part(document.part, Part, PackURI, write_marks(marked))


def store_deck_marks(presentation: Any, marked: Marked) -> None:
    """Put the hidden keys into a presentation, as the last step before it is saved."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    def build(name: Any, content_type: str, content: bytes, package: Any) -> Any:
        return Part(name, content_type, package, content)

    _store_part(presentation.part, build, PackURI, write_marks(marked))


def fill_keys(passages: Iterable[Passage], marks: Iterable[Mark]) -> tuple[Passage, ...]:
    """Passages with numbers, the numbers with their keys as they were written; passages without any are left out."""
    written = {mark.name: mark for mark in marks}
    filled = []
    for passage in passages:
        parts = tuple(
            written.get(part.name, replace(part, name="")) if isinstance(part, Mark) else part for part in passage.parts
        )
        if any(isinstance(part, Mark) for part in parts):
            filled.append(Passage(passage.place, parts))
    return tuple(filled)


def write_marks(marked: Marked) -> bytes:
    """The hidden part."""
    head = marked.head
    root = etree.Element(f"{{{NAMESPACE}}}marks", nsmap={None: NAMESPACE})
    for name in ("kind", "area_id", "period", "language", "release_id"):
        root.set(name, getattr(head, name))
    if head.edits:
        _add(root, "edits").text = blank_forbidden(head.edits)
    for passage in marked.passages:
        element = _add(root, "passage", place=passage.place)
        for part in passage.parts:
            if isinstance(part, str):
                _add(element, "words").text = blank_forbidden(part)
            else:
                value = {"value": part.value} if part.value else {}
                _add(element, "number", name=part.name, key=part.key, **value).text = blank_forbidden(part.text)
    for number, count in marked.numbers.items():
        _add(root, "said", count=str(count)).text = number
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def read_marks(content: bytes) -> Marked | None:
    """What a document says of itself; null where it carries no hidden keys.

    Parameters
    ----------
    content : bytes
        A .docx or .pptx file.

    Raises
    ------
    reports.office_files.READ_ERRORS
        Not a file of Word or PowerPoint, or its hidden keys are damaged.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            if name.startswith("customXml/") and name.endswith(".xml"):
                part = package.read(name)
                if NAMESPACE.encode() in part:
                    return parse_marks(part)
    return None


def parse_marks(content: bytes) -> Marked | None:
    """The hidden part as it was written; null where it cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{{{NAMESPACE}}}marks":
        return None
    named = {name: root.get(name, "") for name in ("kind", "area_id", "period", "language", "release_id")}
    head = Head(**named, edits=root.findtext(f"{{{NAMESPACE}}}edits") or "")
    passages = tuple(
        Passage(one.get("place", ""), tuple(_read_part(part) for part in one))
        for one in root.iterfind(f"{{{NAMESPACE}}}passage")
    )
    numbers = {one.text or "": int(one.get("count", "")) for one in root.iterfind(f"{{{NAMESPACE}}}said")}
    return Marked(head, passages, numbers)


def _read_part(element: Any) -> str | Mark:
    text = element.text or ""
    if element.tag == f"{{{NAMESPACE}}}words":
        return text
    value = element.get("value", "")
    if value and not isfinite(float(value)):
        raise ValueError(f"no number: {value}")
    return Mark(element.get("name", ""), element.get("key", ""), text, value)


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _store_part(main: Any, build: Any, uri: Any, content: bytes) -> None:
    """Add a custom XML part with its properties to the package of a main part."""
    names = {str(part.partname) for part in main.package.iter_parts()}
    number = next(n for n in range(1, len(names) + 2) if f"/customXml/item{n}.xml" not in names)
    item_id = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper() + "}"
    props = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="{item_id}" '
        f'xmlns:ds="{OFFICE}/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    item = build(uri(f"/customXml/item{number}.xml"), XML_TYPE, content, main.package)
    item.relate_to(
        build(uri(f"/customXml/itemProps{number}.xml"), PROPS_TYPE, props.encode(), main.package), ITEM_PROPS
    )
    main.relate_to(item, ITEM)
