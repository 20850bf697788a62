"""Which source a workbook belongs to when it is handed in without a word: its header rows tell, else it is a report of learning titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from etl.assessments import holds_assessment
from etl.commendations import holds_commendations
from etl.reading.model import Workbook
from etl.received import ReceivedFile
from etl.score_sheets import holds_scores
from warehouse.catalogue import Catalogue

LARGEST: Final = 2_000_000  # bytes; forms filled by hand are far smaller
#: By kind of source: whether a workbook is surely one of these, told from the workbook and the source's words.
RECOGNISERS: Final[Mapping[str, Callable[[Workbook, Mapping[str, Any]], bool]]] = {
    "assessment": holds_assessment,
    "commendations": holds_commendations,
    "score_sheets": holds_scores,
}


def list_recognised(catalogue: Catalogue) -> list[str]:
    """Sources that need not be named when a file is handed in."""
    return [source_id for source_id, entry in catalogue.sources.items() if entry["kind"] in RECOGNISERS]


def recognise_source(file: ReceivedFile, workbook: Workbook, catalogue: Catalogue) -> str | None:
    """The source whose headers a workbook has; None where it has none of them, or is larger than people fill in by hand."""
    if file.byte_count > LARGEST:
        return None
    for source_id in list_recognised(catalogue):
        source = catalogue.sources[source_id]
        if RECOGNISERS[source["kind"]](workbook, source):
            return source_id
    return None


def tell_other_sources(catalogue: Catalogue) -> tuple[str, str]:
    """How to name the source of a file that no form was found in: in Vietnamese, in English."""
    sources = catalogue.sources.items()
    named_vi, named_en = (
        "; ".join(f"{key} ({entry[name]})" for key, entry in sources) for name in ("name_vi", "name_en")
    )
    return (
        f"Nếu tệp thuộc nguồn khác, hãy nạp bằng lệnh python -m etl load TỆP --source NGUỒN, với NGUỒN là một trong: {named_vi}",
        f"If the file is of another source, load it with python -m etl load FILE --source SOURCE, SOURCE being one of: {named_en}",
    )
