"""Which places and periods a document can be about; what cannot says why, and what can be asked instead."""

from __future__ import annotations

from datetime import date
from typing import Any

from warehouse import queries
from warehouse.errors import ReleaseError
from warehouse.periods import Period
from warehouse.queries import Release

Row = dict[str, Any]


def check_place(release: Release, area_id: str) -> Row:
    """Row of an area.

    Raises
    ------
    ReleaseError
        The release does not know it.
    """
    found = queries.read_area(release, area_id)
    if found.is_empty():
        raise ReleaseError(
            f"{area_id}: release {release.release_id} knows no such area; write its code with its era, such as 01.2025-07",
            f"{area_id}: bản phát hành {release.release_id} không có địa bàn này; ghi mã kèm kỳ địa giới, ví dụ 01.2025-07",
        )
    return found.row(0, named=True)


def check_period(release: Release, place: Row, code: str) -> tuple[Period, date]:
    """Period asked for, and the last day a document about it may speak of.

    Raises
    ------
    ReleaseError
        The text is no period, or the area has no figures by then although it has some later.
    """
    try:
        period = Period.parse(code)
    except ValueError as error:
        raise ReleaseError(
            str(error), f"{code!r} không phải kỳ báo cáo: ghi 2024, 2025-H1, 2026-Q3 hoặc 2023-08; cả năm thì ghi năm"
        ) from error
    last = release.info.data_as_of
    if period.start > last:
        raise ReleaseError(
            f"{code}: release {release.release_id} has data until {last.isoformat()} only; name an earlier period",
            f"{code}: bản phát hành {release.release_id} chỉ có số liệu đến {last.isoformat()}; hãy chọn kỳ trước đó",
        )
    _check_life(place, period)
    _check_figures(release, place, period)
    return period, min(period.end, last, place["valid_to"] or last)


def _check_life(place: Row, period: Period) -> None:
    """That the area existed in the period."""
    name, since, until = place["name_vi"], place["valid_from"], place["valid_to"]
    if since is not None and period.end < since:
        raise ReleaseError(
            f"{period}: {name} exists since {since.isoformat()} only; ask for the area it was before",
            f"{period}: {name} chỉ có từ {since.isoformat()}; hãy chọn đơn vị hành chính của thời điểm đó",
        )
    if until is not None and period.start > until:
        raise ReleaseError(
            f"{period}: {name} ended on {until.isoformat()}; ask for the area it became part of",
            f"{period}: {name} đã kết thúc ngày {until.isoformat()}; hãy chọn đơn vị hành chính sau sắp xếp",
        )


def _check_figures(release: Release, place: Row, period: Period) -> None:
    """That the figures of an area do not all begin after the period; an area without any is told as such by its document."""
    known = queries.list_known_periods(release, place["area_id"])
    first = next(known.iter_rows(named=True), None)
    if first is not None and first["period_end"] > period.end:
        raise ReleaseError(
            f"{period}: nothing was reported of {place['name_vi']} by then; its first figures are those of {first['period']}",
            f"{period}: {place['name_vi']} chưa có số liệu đến kỳ này; số liệu đầu tiên là của kỳ {first['period']}",
        )
