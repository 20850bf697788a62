"""Legal bases of a report: the documents that set the targets of the place, as far as they were read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reports.content import Content
from reports.printed import begin_small
from warehouse.model import Confidence
from warehouse.queries import list_documents
from wording.format import format_issue_day
from wording.language import N_, _, current_language, localise
from wording.phrases import Phrase, compose

Row = Mapping[str, Any]
READ = (Confidence.SEED, Confidence.OTHER_SOURCE_READ)
# What the symbol in a document number stands for (Nghị định 30/2020/NĐ-CP, phụ lục III).
KINDS = {
    "NĐ": N_("Decree"),
    "NQ": N_("Resolution"),
    "QĐ": N_("Decision"),
    "CT": N_("Directive"),
    "TT": N_("Circular"),
    "KH": N_("Plan"),
    "QH": N_("Resolution"),
}
WRITTEN_OUT = (
    ("UBND ", "Ủy ban nhân dân "),
    ("TP.HCM", "Thành phố Hồ Chí Minh"),
    ("TP ", "thành phố "),
    ("GD&ĐT", "Giáo dục và Đào tạo"),
)
NUMBER = re.compile(r"^\d+[^ ]*")
SYMBOL = re.compile(r"[A-ZĐ]{2}")


def compose_bases(content: Content) -> tuple[Phrase, ...]:
    """Documents that set verified targets for the place and whose number and words were read, the highest authority's first."""
    return tuple(tell_basis(row) for row in list_bases(content))


def list_bases(content: Content) -> list[Row]:
    """Rows of :func:`warehouse.queries.list_documents` that may be cited as a basis, oldest first; none that nobody read."""
    verified = {
        row["document_code"] for row in content.targets if row["is_verified"] and row["target_value"] is not None
    }
    rows = [row for row in list_documents(content.release).to_dicts() if row["document_code"] in verified]
    cited = [row for row in rows if is_read(row) and str(row["date_issued"]) <= content.day.isoformat()]
    return sorted(cited, key=lambda row: row["date_issued"])


def list_unread(content: Content) -> list[Row]:
    """Documents that set targets here of which number, date or words are not verified; these are no basis."""
    codes = {row["document_code"] for row in content.targets}
    cited = {row["document_code"] for row in list_bases(content)}
    rows = list_documents(content.release).to_dicts()
    return [row for row in rows if row["document_code"] in codes - cited]


def is_read(row: Row) -> bool:
    """Whether number, date and words of a document were read in a source."""
    is_known = bool(NUMBER.match(row["number"] or "")) and bool(row["date_issued"])
    return is_known and row["confidence"] in READ


def tell_basis(row: Row) -> Phrase:
    """``Căn cứ Quyết định số 677/QĐ-TTg ngày 03 tháng 6 năm 2022 của Thủ tướng Chính phủ về …``."""
    return compose("Pursuant to {document}", document=tell_document(row))


def tell_document(row: Row) -> str:
    """Kind, number, day, issuer and title of a document."""
    number = NUMBER.match(row["number"])
    assert number is not None
    return _(
        "{kind} No. {number} of {date} of the {issuer} ({title})",
        kind=name_kind(number[0]),
        number=number[0],
        date=format_issue_day(row["date_issued"]),
        issuer=name_issuer(localise(row, "issuer")),
        title=begin_small(row["title_vi"]) if current_language() == "vi" else localise(row, "title"),
    )


def name_issuer(issuer: str) -> str:
    """Who issued a document, written out.

    >>> [name_issuer(name) for name in ("UBND TP Hà Nội", "UBND TP.HCM", "Bộ GD&ĐT")]
    ['Ủy ban nhân dân thành phố Hà Nội', 'Ủy ban nhân dân Thành phố Hồ Chí Minh', 'Bộ Giáo dục và Đào tạo']
    """
    for short, full in WRITTEN_OUT:
        issuer = issuer.replace(short, full)
    return issuer


def name_kind(number: str) -> str:
    """Kind of a document from its number.

    >>> from wording.language import use_language
    >>> use_language("vi"); [name_kind(number) for number in ("677/QĐ-TTg", "23-NQ/TU", "24/2023/TT-BGDĐT", "86/BGDĐT-GDTX")]
    ['Quyết định', 'Nghị quyết', 'Thông tư', 'Văn bản']
    """
    symbol = SYMBOL.search(number)
    kind = KINDS.get(symbol[0]) if symbol else None
    return _(kind) if kind else _("Document")


def name_documents(rows: Sequence[Row]) -> str:
    """Documents after each other by title, with their number where it is known."""
    names = []
    for row in rows:
        number = NUMBER.match(row["number"] or "")
        names.append(f"{localise(row, 'title')} ({number[0]})" if number else localise(row, "title"))
    return "; ".join(names)
