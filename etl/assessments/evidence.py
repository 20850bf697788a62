"""One row of evidence: a document or a file that shows what was said of a criterion."""

from __future__ import annotations

import re
from typing import Any, Final

from etl.assessments.criteria import CriterionBook
from etl.assessments.rows import find_criterion
from etl.assessments.tables import FormRow
from etl.assessments.words import read_day

TOLD: Final = ("title", "document_number", "document_date", "link", "note")
WEB_LINK: Final = re.compile(r"https?://[^\s/?#@<>\"']+\.[^\s<>\"']+", re.IGNORECASE)
FILE_NAME: Final = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]{1,200}")


def read_evidence(row: FormRow, book: CriterionBook) -> dict[str, Any] | None:
    """What a row says, as columns of the store's table; None where it says nothing or breaks a rule (``row.is_broken``)."""
    if not any(row.read(field) for field in TOLD):
        return None
    criterion = find_criterion(row, book, "evidence_of_unknown_criterion")
    said: dict[str, Any] = {field: row.read(field) or None for field in ("title", "document_number", "link", "note")}
    said["document_date"] = read_day(row, "document_date")
    if said["title"] is None and said["document_number"] is None:
        row.tell("evidence_without_name", "title")
    if said["link"] is not None and not is_link_or_file(said["link"]):
        row.tell("evidence_link_refused", "link")
    if criterion is None or row.is_broken:
        return None
    cell = row.cells["criterion_code"]
    return {"criterion_code": criterion.code, "sheet": cell.sheet, "cell": cell.address, **said}


def is_link_or_file(text: str) -> bool:
    """Whether a text is an address a browser opens, or a file's name without folders.

    >>> is_link_or_file("https://hcm.edu.vn/1256.pdf"), is_link_or_file("1256-KH-UBND.pdf"), is_link_or_file("C:\\\\ho so\\\\1256.pdf")
    (True, True, False)
    """
    if WEB_LINK.fullmatch(text):
        return True
    return FILE_NAME.fullmatch(text) is not None and not text.startswith(".")
