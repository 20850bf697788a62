"""A story with every kind of block, told of a place of a release; its numbers carry the names documents give them."""

from __future__ import annotations

from datetime import date

from reports.blocks import (
    AreaMap,
    Bar,
    BarChart,
    Block,
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
    Scene,
    Story,
    Table,
    ToFill,
)
from warehouse import queries
from warehouse.queries import NATION, Release
from wording.format import format_percent, format_status, format_target
from wording.language import localise, speak
from wording.phrases import Figure

INDICATOR = "learning_citizen_rate_adults_in_learning_models"
YEAR = 2025
SOURCE = (
    "trên tổng số người trưởng thành · tính đến 31/12/2025 · 118/126 đơn vị báo cáo · nguồn: báo cáo của các xã, phường",
)


def build_story(release: Release, area_id: str = "01.2025-07", language: str = "vi") -> Story:
    """One scene for each kind of block, and the pairs a composer makes of them."""
    with speak(language):
        return tell_story(release, area_id, language)


def tell_story(release: Release, area_id: str, language: str) -> Story:
    """The story in the language in use."""
    rows = [row for row in queries.list_standing(release, area_id).to_dicts() if row["value"] is not None]
    area = queries.read_area(release, area_id).row(0, named=True)
    blocks: list[tuple[str, tuple[Block, ...]]] = [
        ("headline", (Cards(tuple(build_card(row) for row in rows[:6])),)),
        ("verdict", (build_bars(rows, 12),)),
        ("map", (build_map(release, area_id),)),
        ("titles", (build_bars(rows, 4), Paragraphs((("Đăng ký nhiều, công nhận ít: ", figure(rows[0], "value")),)))),
        ("groups", (build_table(rows[:10]),)),
        ("improved", (build_lines(),)),
        ("lagging", (build_map(release, area_id), build_bars(rows, 8))),
        ("outlook", (Cards(tuple(build_card(row) for row in rows[:3])), build_bars(rows, 5))),
        ("criteria", (Paragraphs(tuple((localise(row, "name"),) for row in rows[:6]), is_list=True),)),
        ("proposals", (build_table(rows[:5]), ToFill("kiến nghị của Sở Giáo dục và Đào tạo"))),
    ]
    scenes = [
        Scene(
            name,
            (
                "Còn ",
                figure(rows[place], "value"),
                f" ở {localise(rows[place], 'name').lower()}, chưa đồng đều giữa các địa bàn",
            ),
            shown,
            SOURCE,
            (("Nói rõ ai làm, khi nào xong.",), ("Mẫu số: ", figure(rows[place], "value"))),
        )
        for place, (name, shown) in enumerate(blocks)
    ]
    cover = Cover(
        area_id,
        localise(area, "name"),
        str(YEAR),
        language,
        release.release_id,
        release.info.data_as_of,
        "Sở Giáo dục và Đào tạo",
        "Ủy ban nhân dân",
        "Báo cáo kết quả xây dựng xã hội học tập",
        "Số liệu mô phỏng, không phải số liệu thật" if language == "vi" else "Simulated figures, not real ones",
    )
    return Story(cover, tuple(scenes))


def figure(row: dict[str, object], measure: str) -> Figure:
    """A number of a row of the board, named."""
    names = ("area_id", "indicator_id", "target_year", "period", "basis")
    key = "|".join([*(str(row.get(name) or "-") for name in names), "-", measure])
    value = row[measure]
    assert isinstance(value, float)
    return Figure(key, format_percent(value))


def build_card(row: dict[str, object]) -> Card:
    """A card of a row of the board."""
    words = format_status(str(row["status"]))
    value = figure(row, "value")
    return Card(localise(row, "name"), value, "trên tổng số", ("mục tiêu 40%",), str(row["status"]), words, True)


def build_bars(rows: list[dict[str, object]], count: int) -> BarChart:
    """Bars of the first rows, and one of which nothing is known."""
    bars = []
    for row in rows[: count - 1]:
        status = str(row["status"])
        told = (figure(row, "value"), status, format_status(status))
        bars.append(Bar(localise(row, "name"), float(str(row["value"])), *told, is_simulated=True))
    missing = Bar("Phường chưa báo cáo", None, None, "no_data", format_status("no_data"))
    target = (60.0, Figure("target", format_target(60.0, "percent")))
    return BarChart("Tỷ lệ theo chỉ tiêu", (*bars, missing), True, target, SOURCE)


def build_lines() -> LineChart:
    """Two series and two targets."""
    one = build_points("one", 20, 9)
    two = build_points("two", 31, 4)
    targets = (
        Point(date(2025, 12, 31), "2025", 40.0, Figure("t25", "40%")),
        Point(date(2030, 12, 31), "2030", 60.0, Figure("t30", "60%")),
    )
    lines = (Line("Công dân học tập", one, is_simulated=True), Line("Gia đình học tập", two, is_simulated=False))
    return LineChart("Qua các năm", lines, targets, SOURCE)


def build_points(name: str, first: int, step: int) -> tuple[Point, ...]:
    """Three years, ever more."""
    values = [first, first + step, first + 2 * step]
    years = range(2023, 2026)
    return tuple(
        Point(date(year, 12, 31), str(year), float(value), Figure(f"{name}-{year}", f"{value}%"))
        for year, value in zip(years, values, strict=True)
    )


def build_map(release: Release, area_id: str) -> AreaMap:
    """Units of the first layer under a place by status."""
    layer = queries.list_map_layers(release, area_id).row(0, named=True)
    units = queries.list_map_values(
        release, area_id, INDICATOR, str(YEAR), YEAR, layer["level"], layer["era"]
    ).to_dicts()
    areas = [
        MapArea(
            row["area_id"],
            localise(row, "name"),
            row["status"],
            format_status(row["status"]),
            figure(row, "value") if row["value"] is not None else None,
            bool(row["is_simulated"]),
        )
        for row in units
    ]
    return AreaMap("Kết quả của các đơn vị", layer["layer_key"], tuple(areas), area_id == NATION, SOURCE)


def build_table(rows: list[dict[str, object]]) -> Table:
    """Indicator, rate, verdict, reason."""
    heads = (("Chỉ tiêu", "text", 4), ("Kết quả", "rate", 1), ("Kết luận", "text", 2), ("Việc cần làm", "text", 3))
    columns = tuple(Column(label, kind, width) for label, kind, width in heads)
    body = [
        (
            Cell((localise(row, "name"),)),
            Cell((figure(row, "value"),), float(str(row["value"]))),
            Cell((format_status(str(row["status"])),), status=str(row["status"])),
            Cell(("Rà soát, lập danh sách từng tổ dân phố, giao chỉ tiêu quý IV.",)),
        )
        for row in rows
    ]
    return Table("Bảng kết quả", columns, tuple(body), SOURCE)
