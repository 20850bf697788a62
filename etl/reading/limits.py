"""How large a file may be. A form is far below each limit; a file above one is refused, so that none takes the memory of the rest."""

from __future__ import annotations

MAX_WORKBOOK_BYTES = 64_000_000
"""Of a workbook as received."""
MAX_XLS_BYTES = 32_000_000
"""Of an .xls, which is read slowly and not compressed."""
MAX_HTML_BYTES = 16_000_000
MAX_ENTRIES = 10_000
"""Parts in a zipped workbook."""
MAX_UNPACKED_BYTES = 400_000_000
"""Of all parts of a zipped workbook that are read, unpacked."""
MAX_KEPT_BYTES = 200_000_000
"""Of the same, once cells that are only coloured are left out."""
MAX_PART_BYTES = 64_000_000
"""Of a part that is read whole, such as the styles."""
MAX_ROW_BYTES = 16_000_000
"""Of one row of a sheet, as XML."""
MAX_CELLS = 5_000_000
"""Cells in the used ranges of all sheets of a workbook, or in one part of a text, empty ones too."""
MAX_TEXT_BYTES = 250_000_000
"""Of the texts of all cells of a workbook, each counted where it stands."""
MAX_ELEMENTS = 8_000_000
"""XML elements in an .ods; records in an .xlsb."""
MAX_LINE = 4_000_000
"""Characters in a line of text."""
PART_ROWS = 100_000
"""Rows of a text in one Sheet."""
PART_CELLS = 2_000_000
"""Cells of a text in one Sheet."""
SAMPLE_BYTES = 4_000_000
"""From which the encoding of a text is told."""
