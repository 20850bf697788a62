"""What the table of the free pivot says, read from its HTML."""

from __future__ import annotations

import re

ROW = re.compile(r"<tr class='([^']*)'><th scope='row'>(.*?)</th>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


def read_lines(html: str) -> list[tuple[str, list[str]]]:
    """Lines of the pivot but the total, in order: name and cells as text."""
    found = []
    for css, name, cells in ROW.findall(html):
        texts = [re.sub(r"<[^>]+>", "", cell) for cell in CELL.findall(cells)]
        if css != "total":
            found.append((re.sub(r"<[^>]+>|[☐☑]", "", name), texts))
    return found


def read_total(html: str) -> list[str]:
    """Cells of the line of all rows together."""
    [total] = [cells for css, _name, cells in ROW.findall(html) if css == "total"]
    return [re.sub(r"<[^>]+>", "", cell) for cell in CELL.findall(total)]
