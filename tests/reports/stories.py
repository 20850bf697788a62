"""Stories and reports with every kind of block, made by hand for the writers' tests."""

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
from reports.layer_extent import read_shapes
from warehouse.model import Status
from warehouse.queries import Release
from wording.format import format_number, format_percent, format_status
from wording.phrases import Figure, Phrase

STATUSES = (
    Status.NOT_ATTAINED, Status.ATTAINED, Status.EXCEEDED, Status.UNDECIDED, Status.NO_DATA, Status.NOT_COMPARABLE,
    Status.SUPPRESSED, Status.ACCELERATE, Status.NO_TARGET, Status.NOT_APPLICABLE, Status.INSUFFICIENT,
)  # fmt: skip
LONG_NAME = "Tỷ lệ người lớn trong Gia đình, Dòng họ, Cộng đồng học tập đạt danh hiệu Công dân học tập theo Quyết định 677/QĐ-TTg"
SOURCE: Phrase = (
    "Mẫu số: người lớn trong các mô hình học tập · Số liệu đến ",
    "31/12/2025 (tạm tính) · ",
    Figure("completeness", "118/126"),
    " đơn vị báo cáo · số liệu mô phỏng · nguồn: Báo cáo của Hội Khuyến học",
)


def rate(key: str, value: float) -> Figure:
    """A percentage as printed."""
    return Figure(key, format_percent(value))


def build_cover(release: Release, area_id: str = "01.2025-07", *, simulated: str = "Có số liệu mô phỏng.") -> Cover:
    """A cover of a place."""
    return Cover(
        area_id=area_id,
        area_name="Thành phố Hà Nội",
        period="2025",
        language="vi",
        release_id=release.release_id,
        data_as_of=date(2025, 12, 31),
        agency="Hội Khuyến học thành phố Hà Nội",
        superior="Ủy ban nhân dân thành phố Hà Nội",
        title="Báo cáo kết quả xây dựng xã hội học tập năm 2025 của Thành phố Hà Nội",
        simulated=simulated,
    )


def build_cards(count: int = 6) -> Cards:
    """Cards of every kind: with a value, without one, simulated."""
    return Cards(
        tuple(
            Card(
                label=LONG_NAME if number == 1 else f"Chỉ tiêu {number + 1}: hội viên được phổ biến",
                value=None if STATUSES[number] == Status.NO_DATA else rate(f"card-{number}", 12.3456 * (number + 1)),
                base="trên tổng số người lớn",
                text=(
                    "chỉ tiêu 40%, còn thiếu ",
                    Figure(f"gap-{number}", format_number(1234567 // (number + 1))),
                    " người",
                ),
                status=STATUSES[number],
                word=format_status(STATUSES[number]),
                is_simulated=number % 2 == 0,
            )
            for number in range(count)
        )
    )


def build_bars(count: int = 12) -> BarChart:
    """Bars with long names, one without a value, and a target."""
    bars = []
    for number in range(count):
        status = STATUSES[number % 5]
        value = None if status == Status.NO_DATA else 71.2345 - number * 4.321
        bars.append(
            Bar(
                label=LONG_NAME if number == 0 else f"Phường Hoàn Kiếm {number}",
                value=value,
                figure=None if value is None else rate(f"bar-{number}", value),
                status=status,
                word=format_status(status),
                is_simulated=number == 2,
            )
        )
    return BarChart("Kết quả theo phường, xã", tuple(bars), True, (40.0, Figure("bars-target", "40%")), SOURCE)


def build_lines() -> LineChart:
    """A real and a simulated series, and targets."""
    days = (date(2022, 12, 31), date(2023, 8, 31), date(2024, 12, 31), date(2025, 12, 31))
    lines = tuple(
        Line(
            label,
            tuple(
                Point(day, str(day.year), 20.5 + 9.25 * at + step, rate(f"line-{step}-{at}", 20.5 + 9.25 * at + step))
                for at, day in enumerate(days)
            ),
            is_simulated=is_simulated,
        )
        for label, step, is_simulated in (("Thành phố Hà Nội", 0, True), ("Cả nước", 8, False))
    )
    targets = (
        Point(date(2025, 12, 31), "2025", 40.0, Figure("target-2025", "40%")),
        Point(date(2030, 12, 31), "2030", 60.0, Figure("target-2030", "60%")),
    )
    return LineChart("Người lớn là Công dân học tập", lines, targets, SOURCE)


def build_map(release: Release, layer_key: str, *, is_national: bool = False) -> AreaMap:
    """Every unit of a layer, the statuses in turn."""
    areas = tuple(
        MapArea(
            area_id=one["id"],
            name=one["properties"]["name"],
            status=STATUSES[number % len(STATUSES)],
            word=format_status(STATUSES[number % len(STATUSES)]),
            figure=rate(f"map-{one['id']}", number % 100),
            is_simulated=True,
        )
        for number, one in enumerate(read_shapes(release, layer_key)["features"])
    )
    return AreaMap("Đơn vị theo trạng thái", layer_key, areas, is_national, SOURCE)


def build_table(rows: int = 10) -> Table:
    """Names, counts, rates and verdicts."""
    columns = (
        Column("Chỉ tiêu", "text", 5),
        Column("Số đạt", "count", 2),
        Column("Tỷ lệ", "rate", 2),
        Column("Kết luận", "text", 2),
    )
    lines = tuple(
        (
            Cell((LONG_NAME if number == 1 else f"Chỉ tiêu số {number + 1}",)),
            Cell((Figure(f"count-{number}", format_number(123456 + number)),), 123456.0 + number),
            Cell((rate(f"rate-{number}", 33.3 + number),), 33.3 + number),
            Cell((format_status(STATUSES[number % 5]),), status=STATUSES[number % 5]),
        )
        for number in range(rows)
    )
    return Table("Kết quả theo chỉ tiêu", columns, lines, SOURCE)


def build_words() -> Paragraphs:
    """Sentences with numbers."""
    return Paragraphs(
        (
            (
                "Tỷ lệ tăng từ ",
                Figure("from", "31,25%"),
                " lên ",
                Figure("to", "39,10%"),
                ", còn thiếu ",
                Figure("gap", "12.345"),
                " người.",
            ),
            ("Chưa có số liệu của ", Figure("silent", "8"), " phường, xã mới thành lập sau ngày 1/7/2025."),
        ),
        is_list=True,
    )


def build_story(release: Release, cover: Cover | None = None) -> Story:
    """A slide for each kind of block and for the pairs that stand together."""
    title: Phrase = (
        "Hà Nội đạt ",
        Figure("attained", "5"),
        "/7 chỉ tiêu so sánh được của năm 2025; còn thiếu ",
        Figure("gap", "12.345"),
        " người",
    )
    blocks: dict[str, tuple[Block, ...]] = {
        "headline": (build_cards(6),),
        "verdict": (build_cards(3), build_words()),
        "map": (build_map(release, "01_2025-07_ward"),),
        "titles": (build_bars(12),),
        "groups": (build_bars(5), build_words()),
        "improved": (build_lines(),),
        "lagging": (build_table(),),
        "outlook": (build_lines(), build_words()),
        "criteria": (
            build_table(6),
            ToFill("Nguyên nhân, giải pháp, đơn vị chủ trì và thời hạn của từng tiêu chí chưa đạt"),
        ),
        "nation": (build_map(release, "VN_2025-07_province", is_national=True), build_words()),
        "city": (build_map(release, "79_2025-07_ward"), build_bars(4)),
        "proposals": (build_words(), ToFill("Kiến nghị với Ủy ban nhân dân thành phố")),
    }
    notes: tuple[Phrase, ...] = (("Nói: còn thiếu ", Figure("gap", "12.345"), " người."),)
    return Story(
        cover or build_cover(release), tuple(Scene(name, title, shown, SOURCE, notes) for name, shown in blocks.items())
    )
