"""Score sheets without names: read, judged, and handed on as counts only; no single sheet goes further than this package.

``words`` knows how things are written, ``layout`` finds head and columns, ``scores`` reads the cells, ``reader`` judges and counts.
"""

from etl.score_sheets.layout import holds_scores
from etl.score_sheets.reader import read_score_sheets

__all__ = ["holds_scores", "read_score_sheets"]
