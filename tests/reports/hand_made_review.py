"""A report made by hand with every kind of block, and a release that knows one layer of shapes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import brotli  # type: ignore[import-untyped]
import polars as pl

from reports.blocks import (
    AreaMap,
    Bar,
    BarChart,
    Card,
    Cards,
    Cell,
    Column,
    Cover,
    Line,
    LineChart,
    MapArea,
    Paragraphs,
    Point,
    Review,
    Section,
    Table,
    ToFill,
)  # fmt: skip
from wording.phrases import Figure

SIMULATED = "Báo cáo có số liệu mô phỏng; không dùng thay số liệu chính thức."
SOURCE = (
    "Mẫu số: tổng số gia đình; đến ngày 31/12/2025; ",
    Figure("done", "118/126"),
    " đơn vị báo cáo; số liệu mô phỏng.",
)
COVER = Cover(
    "01.2025-07", "Thành phố Hà Nội", "2025", "vi", "20260101T000000Z-00000000", date(2025, 12, 31), "", "ỦY BAN NHÂN DÂN",
    "Báo cáo kết quả thực hiện các chỉ tiêu xây dựng xã hội học tập năm 2025", SIMULATED,
)  # fmt: skip
SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]


def build_release() -> Any:
    """What a writer asks a release for."""
    shapes = {
        "features": [
            {
                "id": f"a{place}",
                "geometry": {"type": "Polygon", "coordinates": [[[x + place * 1.5, y] for x, y in SQUARE]]},
            }
            for place in range(3)
        ]
    }
    layer = pl.DataFrame({"geojson_br": [brotli.compress(json.dumps(shapes).encode())]})
    info = SimpleNamespace(created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    return SimpleNamespace(query=lambda _name, **_asked: layer, info=info, release_id=COVER.release_id)


def build_table(*, is_wide: bool, row_count: int) -> Table:
    """A table with a word, a count and a verdict in each row."""
    columns = (
        Column("TT", "count", 1),
        Column("Đơn vị", "text", 4),
        Column("Tỷ lệ", "rate", 2),
        Column("Kết luận", "text", 3),
    )
    rows = tuple(
        (
            Cell((str(place),)),
            Cell((f"Phường {place}",)),
            Cell((Figure(f"rate-{place}", f"{place},50%"),), float(place)),
            Cell(("Đạt",), status="attained") if place % 2 else Cell(("Chưa có số liệu",), status="no_data"),
        )
        for place in range(1, row_count + 1)
    )
    return Table("Kết quả theo đơn vị", columns, rows, SOURCE, is_wide)


def build_review() -> Review:
    """A report with every kind of block."""
    gap = Figure("gap", "12.345")
    cards = Cards(
        (
            Card(
                "Gia đình học tập",
                Figure("rate", "73,52%"),
                "trên tổng số gia đình",
                ("còn thiếu ", gap, " gia đình"),
                "not_attained",
                "Chưa đạt",
                True,
            ),
        )
    )
    bars = BarChart(
        "Tỷ lệ theo nhóm",
        (
            Bar("Nông dân", 40.0, Figure("b", "40%"), "attained", "Đạt", True),
            Bar("Công nhân", None, None, "no_data", "Chưa có số liệu"),
        ),
        True,
        (40.0, Figure("t", "40%")),
        SOURCE,
    )
    points = (
        Point(date(2024, 12, 31), "năm 2024", 39.0, Figure("p24", "39%")),
        Point(date(2025, 12, 31), "năm 2025", 41.0, Figure("p25", "41%")),
    )
    lines = LineChart(
        "Diễn biến",
        (Line("Tỷ lệ", points, True),),
        (Point(date(2030, 12, 31), "năm 2030", 60, Figure("t30", "60%")),),
        SOURCE,
    )
    areas = (
        MapArea("a0", "Phường Một", "attained", "Đạt", Figure("m0", "45%"), True),
        MapArea("a1", "Xã Hai", "no_data", "Chưa có số liệu", None),
    )
    change = Paragraphs((("Tỷ lệ tăng ", Figure("up", "1,50"), " điểm."),))
    area_map = AreaMap("Bản đồ kết luận", "layer", areas, False, SOURCE)
    sections = (
        Section(1, "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", (ToFill("tình hình quán triệt, triển khai"),)),
        Section(1, "KẾT QUẢ THỰC HIỆN", ()),
        Section(2, "Kết quả chung", (change, cards, build_table(is_wide=False, row_count=3))),
        Section(3, "Theo nhóm", (bars, lines)),
        Section(3, "Theo địa bàn", (area_map, Paragraphs((("một",), ("hai",)), is_list=True))),
        Section(2, "Bảng rộng", (build_table(is_wide=True, row_count=4),)),
        Section(1, "HẠN CHẾ", (ToFill("nguyên nhân khách quan, chủ quan"),)),
    )
    annexes = (
        Section(1, "Kết quả theo địa bàn", (build_table(is_wide=True, row_count=60),)),
        Section(1, "Nguồn số liệu", (build_table(is_wide=False, row_count=2),)),
    )
    bases = (("Căn cứ Quyết định số 387/QĐ-TTg",), ("Căn cứ Quyết định số 677/QĐ-TTg",))
    opening = (("Ủy ban nhân dân báo cáo kết quả như sau:",),)
    return Review(COVER, bases, opening, sections, (("Trên đây là báo cáo kết quả.",),), annexes)
