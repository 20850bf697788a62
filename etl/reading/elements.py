"""Reads XML as a flat run of elements. Document types, and with them entities, are refused."""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat


class DamagedXmlError(ValueError):
    """XML that is broken or defines entities."""


@dataclass(frozen=True)
class Element:
    """An element: its own and its parent's name, without prefixes, and its attributes."""

    name: str
    parent: str
    attributes: dict[str, str]


def make_parser() -> expat.XMLParserType:
    """A parser that stops at a document type."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def run_parser(parser: expat.XMLParserType, content: bytes) -> None:
    """Parse a whole document.

    Raises
    ------
    DamagedXmlError
        Broken XML, or one with a document type.
    """
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise DamagedXmlError(str(error)) from error


def read_elements(content: bytes) -> list[Element]:
    """All elements of a small document, in order."""
    elements: list[Element] = []
    open_names = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        short = name.rpartition(":")[2]
        elements.append(Element(short, open_names[-1], {key.rpartition(":")[2]: attributes[key] for key in attributes}))
        open_names.append(short)

    parser = make_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_names.pop()
    run_parser(parser, content)
    return elements


def _refuse_doctype(*_declaration: object) -> None:
    raise DamagedXmlError("document type")
