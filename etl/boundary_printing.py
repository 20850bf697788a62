"""How an import of boundaries and the state of the layers look on the terminal: Vietnamese first, English beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

from etl.boundaries.official_report import Item, Report
from etl.boundaries.official_store import name_source

SHOWN = 20
STATUS_WORDS = {
    "checked": "đã kiểm tra, chưa nhập / checked, not imported",
    "imported": "đã nhập và phát hành / imported and published",
    "refused": "không nhận, không thay đổi gì / refused, nothing changed",
}
FIDELITY_WORDS = {"schematic": "sơ đồ", "official": "chính thức"}
console = Console()


def print_report(report: Report) -> None:
    """What was found in a file: one table, then the lists, then why it is refused."""
    table = Table(show_header=False)
    for row in _list_facts(report):
        table.add_row(*row)
    console.print(table)
    _print_items("mâu thuẫn / contradictions", report.contradictions, _tell_feature)
    _print_items("không khớp / not joined", report.unmatched, _tell_feature)
    _print_items("đã khớp, nên xem lại / joined, please check", report.doubtful, _tell_feature)
    _print_items("thiếu / missing", report.missing, _tell_unit)
    _print_items("đã sửa hình / repaired", report.repaired, _tell_repair)
    _print_items("diện tích lệch / area differs", report.area_warnings, _tell_area)
    for remark in report.warnings:
        _print(f"! {remark.message_vi}\n  {remark.message_en}", "yellow")
    for remark in report.reasons:
        _print(f"✗ {remark.message_vi}\n  {remark.message_en}", "red")


def _list_facts(report: Report) -> list[tuple[str, str]]:
    request = report.request
    scope = f"{request.level} · {request.era}" + (f" · {request.province}" if request.province else "")
    columns = ", ".join(f"{part} = {column}" for part, column in report.columns.items())
    facts = [
        ("tệp / file", f"{report.file.name} ({report.file.sha256[:12]})"),
        ("lớp / layer", scope),
        ("hệ tọa độ / coordinate system", report.crs),
        ("cột / columns", columns),
        ("đối tượng / features", _format(report.feature_count)),
        ("khớp / matched", f"{report.matched}/{report.expected}" if report.expected else ""),
        ("chồng lấn / overlap", _format_percent(report.overlap_percent)),
        ("hở / gaps", _format_percent(report.gap_percent)),
        ("bản phát hành / release", report.release_id or ""),
        ("kết quả / result", STATUS_WORDS[report.status]),
    ]
    return [(name, text) for name, text in facts if text]


def print_states(states: Sequence[Item]) -> None:
    """One line per layer; then whose the official ones are, and the units without a shape."""
    table = Table()
    table.add_column("lớp / layer", no_wrap=True)
    for heading in ("nơi / of", "bản đồ / map", "có / present"):
        table.add_column(heading)
    for state in states:
        fidelity = FIDELITY_WORDS[state["fidelity"]]
        table.add_row(state["key"], state["scope_name"], fidelity, f"{state['present']}/{state['expected']}")
    console.print(table)
    for state in states:
        if state["imported_at"]:
            _print(f"{state['key']}: {_tell_origin(state)}")
        _print_items(f"{state['key']}: thiếu / missing", state["missing"], _tell_unit)


def _tell_origin(state: Item) -> str:
    when = str(state["imported_at"])[:16].replace("T", " ")
    return f"{name_source(state['source'], state['licence'])}, {state['file_name']}, {when} UTC"


def print_removed(key: str) -> None:
    """Which map took the place of the official layer."""
    console.print(f"{key}: trở lại bản đồ sơ đồ hoá / back to the schematic map", markup=False)


def _print_items(heading: str, items: Sequence[Item], tell: Callable[[Item], str]) -> None:
    if not items:
        return
    _print(f"{heading}: {len(items)}", "bold")
    for item in items[:SHOWN]:
        _print(f"  {tell(item)}")
    if len(items) > SHOWN:
        _print(f"  … +{len(items) - SHOWN}; --json: tất cả / all")


def _tell_feature(item: Item) -> str:
    who = " ".join(filter(None, (item["code"], item["name"]))) or "–"
    meant = f" [{'; '.join(item['suggestions'])}]" if item["suggestions"] else ""
    return f"#{item['feature']} {who}: {item['message_vi']}{meant} / {item['message_en']}"


def _tell_unit(item: Item) -> str:
    return f"{item['code']} {item['name']}"


def _tell_repair(item: Item) -> str:
    who = " ".join(filter(None, (item["code"], item["name"]))) or "–"
    where = f" {item['longitude']}, {item['latitude']}" if item["longitude"] is not None else ""
    change = item["area_change_percent"]
    return f"#{item['feature']} {who}: {item['problem']}{where}" + (f" ({change:+} %)" if change is not None else "")


def _tell_area(item: Item) -> str:
    areas = f"{item['area_km2']} km², công bố / published {item['published_km2']} km²"
    return f"{_tell_unit(item)}: {item['difference_percent']:+} % ({areas})"


def _print(text: str, style: str | None = None) -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def _format(count: int) -> str:
    return f"{count:,}".replace(",", ".") if count else ""


def _format_percent(percent: float | None) -> str:
    return "" if percent is None else f"{percent:.3f} %".replace(".", ",")
