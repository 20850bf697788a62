"""Whether the figures of a plain table are real or simulated, as its head lines or the mark of simulated workbooks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from etl.head_lines import Head
from etl.reading.model import Workbook
from etl.records import RecordContext
from etl.tables import read_vocabulary
from etl.tables.context import has_marker
from etl.tables.text import fold_phrase

SIMULATED: Final = "simulated"
REAL: Final = "real"


def read_nature(
    workbook: Workbook, heads: Sequence[Head], words: Mapping[str, str], context: RecordContext
) -> bool | None:
    """Whether a workbook is simulated: one sheet that says so says it for all. None where a word says neither, told at its cell.

    Parameters
    ----------
    heads : sequence of Head
        Of each sheet.
    words : mapping of str to str
        Folded word → ``simulated`` or ``real``; no word is real.
    """
    vocabulary = read_vocabulary(context.catalogue.sources["standard_form"])
    natures: list[str | None] = [REAL, *(SIMULATED for sheet in workbook.sheets if has_marker(sheet, vocabulary))]
    for head in heads:
        text = head.values.get("nature")
        if text is not None:
            nature = words.get(fold_phrase(text))
            if nature is None:
                context.findings.add("survey_nature_unknown", *head.place("nature"), text)
            natures.append(nature)
    return None if None in natures else SIMULATED in natures
