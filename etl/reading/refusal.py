"""Why a file cannot be read at all, in the words of ``data/catalog/rules/reading.toml``."""

from __future__ import annotations

from etl.findings import read_rules
from warehouse.errors import InputFileError


def refuse(file: str, rule: str, *, sheet: str = "", cell: str = "", **words: object) -> InputFileError:
    """The error to raise; ``words`` fill the placeholders of the rule's messages.

    >>> refuse("a.csv", "undecodable_byte", line=7).message_vi.startswith("a.csv: dòng 7")
    True
    """
    told = read_rules()[rule]
    vi, en = told.message_vi.format(**words), told.message_en.format(**words)
    return InputFileError(file, en, vi, sheet=sheet, cell=cell)
