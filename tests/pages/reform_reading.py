"""What the list of units across 1/7/2025 says, read from its HTML; and what it should say, worked out apart from the product."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import NamedTuple

ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
KINDS = {"Tỉnh", "Thành phố", "Quận", "Huyện", "Thị xã", "Phường", "Xã", "Thị trấn", "Đặc khu"}
CENT = Decimal("0.01")
REFORM = "2025-07-01"


class Line(NamedTuple):
    """One unit: its address code, former unit and numbers, as printed or expected."""

    area_id: str
    old_name: str
    numbers: tuple[Decimal, ...]  # old, recast, new, real, boundary, whole
    is_estimated: bool


def read_reform(html: str) -> list[Line]:
    """Rows of the list, in order."""
    table = next(
        (part for part in html.split("<div class='d-table")[1:] if "Cùng ngày" in part or "Same day" in part), ""
    )
    return [read_line(cells) for row in ROW.findall(table.split("</table>")[0]) if len(cells := CELL.findall(row)) == 7]


def read_line(cells: list[str]) -> Line:
    """One row."""
    old_name = re.sub(r"\s*<b>.*", "", cells[1], flags=re.DOTALL)
    area = re.search(r"noi=([^&]*)", unescape(cells[0]))
    assert area is not None
    return Line(area[1], unescape(old_name), tuple(read_decimal(cell) for cell in cells[1:]), "≈" in cells[2])


def read_decimal(cell: str) -> Decimal:
    """The number of a cell, without what stands small below it; that of the former unit stands behind its name."""
    text = re.sub(r"<[^>]+>", "", cell.split("<small>")[0].split(" <b>")[-1]).replace("−", "-").replace("%", "")
    return Decimal(text.replace("≈", "").replace(",", ".").strip())


def expect_lines(ask: Callable[[str], list[tuple]], level: str, indicator_id: str, basis: str) -> dict[str, Line]:
    """Every unit of today of a level with its numbers, by its code."""
    values: dict[tuple[str, str], dict[str, tuple[float, bool, str]]] = {}
    for area_id, territory, period_end, value, is_estimated in ask(
        "select distinct area_id, territory, cast(period_end as varchar), 100 * numerator / denominator, recast = 'estimated' "
        f"from mart_attainment where indicator_id = '{indicator_id}' and basis = '{basis}' and group_id is null and value is not null "
        "and territory in ('as_reported', 'current')"
    ):
        values.setdefault((territory, area_id), {})[period_end] = (value, is_estimated, period_end)
    units = ask(
        f"select area_id, name_vi from dim_area where level = '{level}' and era = '2025-07' and valid_from is not null"
    )
    lines = (expect_line(ask, values, area_id, name) for area_id, name in units if ("current", area_id) in values)
    return {line.area_id: line for line in lines if line is not None}


def expect_line(
    ask: Callable[[str], list[tuple]],
    values: dict[tuple[str, str], dict[str, tuple[float, bool, str]]],
    area_id: str,
    name: str,
) -> Line | None:
    """One unit; none where a number is missing."""
    old_id, old_name = find_former(ask, area_id, name)
    own, former = values["current", area_id], values.get(("as_reported", old_id), {})
    both = [day for day in former if day < REFORM and day in own]
    after = [day for day in own if day >= REFORM]
    if not both or not after:
        return None
    recast = own[max(both)]
    levels = [round_percent(value) for value in (former[max(both)][0], recast[0], own[max(after)][0])]
    old, middle, new = levels
    return Line(area_id, old_name, (*levels, new - middle, middle - old, new - old), recast[1])


def find_former(ask: Callable[[str], list[tuple]], area_id: str, name: str) -> tuple[str, str]:
    """Former unit or district of the same bare name, units first, else the unit that gave most; of equal ones the first code."""
    rows = ask(
        "select o.area_id, o.name_vi, c.share_of_new, d.area_id, d.name_vi from bridge_area_change c "
        "join dim_area o on o.area_id = c.old_area_id left join dim_area d on d.area_id = o.parent_area_id and d.level = 'district' "
        f"where c.new_area_id = '{area_id}'"
    )
    named = [(0, -share, old_id, old) for old_id, old, share, _district_id, _district in rows]
    districts = {district_id: district for *_unit, district_id, district in rows if district_id}
    for district_id, district in districts.items():
        share = sum(row[2] for row in rows if row[3] == district_id)
        named.append((1, -share, district_id, district))
    alike = [one for one in named if strip_kind(one[3]) == strip_kind(name)]
    _kind, _share, old_id, _old = min(alike or [one for one in named if one[0] == 0])
    shown = next((f"{old}, {district}" for one, old, _s, _i, district in rows if one == old_id and district), None)
    return old_id, shown or next(old for _k, _s, one, old in named if one == old_id)


def strip_kind(name: str) -> str:
    """A name without the kind of unit before it."""
    kind = max((kind for kind in KINDS if name.startswith(kind + " ")), key=len, default="")
    return name.removeprefix(kind).strip()


def round_percent(value: float) -> Decimal:
    """Two decimals, halves away from zero."""
    return Decimal(repr(value)).quantize(CENT, ROUND_HALF_UP)
