"""How results look on the terminal: Vietnamese first, English beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from etl.answer import Answer
from etl.pipeline import Publication
from etl.received import ReceivedFile
from warehouse.errors import Dich2030Error
from warehouse.publish import ReleaseInfo
from warehouse.reuse import Workload

SHOWN_FINDINGS = 20
STATUS_WORDS = {
    "checked": "đã kiểm tra, chưa nạp / checked, not loaded",
    "loaded": "đã nạp / loaded",
    "known": "đã có trong kho, không đổi gì / known already, nothing changed",
    "refused": "không nạp được ô nào / nothing could be loaded",
}
console = Console()
errors = Console(stderr=True)


def print_publication(publication: Publication) -> None:
    """One line per source, then the release."""
    table = Table()
    table.add_column("nguồn / source", no_wrap=True)
    for heading in (
        "tệp / files",
        "ô đọc / read",
        "ô nhận / accepted",
        "lỗi / errors",
        "cảnh báo / warnings",
        "mới / new",
    ):
        table.add_column(heading, justify="right")
    by_source: dict[str, list[Answer]] = {}
    for answer in publication.loads:
        by_source.setdefault(answer.source_id, []).append(answer)
    names = ("read_count", "accepted_count", "rejected_count", "warning_count")
    for source_id, answers in by_source.items():
        sums = [sum(getattr(answer, name) for answer in answers) for name in names]
        sums.append(sum(answer.status == "loaded" for answer in answers))
        table.add_row(source_id, str(len(answers)), *(_format_count(value) for value in sums))
    console.print(table)
    print_release(publication)


def print_release(publication: Publication) -> None:
    """Whether a release was published, and which is current."""
    news = "đã phát hành / published" if publication.is_new else "không có gì mới, giữ nguyên / nothing new, kept"
    console.print(f"{news}: {publication.release_id} ({publication.seconds:.1f} s)", soft_wrap=True)
    print_work(publication.work)


def print_work(work: Workload | None) -> None:
    """How much of the new release was computed; nothing where none was published."""
    if work is None:
        return
    computed_vi = f"{work.indicator_count}/{work.indicator_total} chỉ số, {work.province_count}/{work.province_total} tỉnh, thành phố"
    computed_en = f"{work.indicator_count} of {work.indicator_total} indicators, {work.province_count} of {work.province_total} provinces"
    console.print(f"  tính lại {computed_vi} / recomputed {computed_en}", soft_wrap=True)


def print_answer(answer: Answer) -> None:
    """What became of one file: one sentence, then its errors and warnings."""
    if answer.error is not None:
        errors.print(f"{answer.error.message_vi}\n{answer.error.message_en}", style="red", markup=False)
        return
    counts = f"{_format_count(answer.accepted_count)}/{_format_count(answer.read_count)} ô nhận / accepted"
    console.print(f"{answer.file.name}: {STATUS_WORDS[answer.status]}; {counts}", markup=False, soft_wrap=True)
    if answer.release_id is not None:
        console.print(f"  bản phát hành / release: {answer.release_id}", markup=False)
    for superseded in answer.supersedes:
        changed = f"{len(superseded['changes'])} số đổi / changed"
        area = f"{superseded['area_name']}, {superseded['period']}, {superseded['title']}"
        console.print(f"  thay lượt nạp / supersedes load {superseded['load_id']}: {area} – {changed}", markup=False)
    for severity, word in (("error", "lỗi / error"), ("warning", "cảnh báo / warning")):
        _print_findings(answer.findings.filter(pl.col("severity") == severity), word)


def _print_findings(findings: pl.DataFrame, word: str) -> None:
    for row in findings.head(SHOWN_FINDINGS).iter_rows(named=True):
        where = f"{row['sheet']}!{row['cell']}" if row["cell"] else row["sheet"]
        meant = f" [{'; '.join(row['suggestions'])}]" if row["suggestions"] else ""
        errors.print(
            f"  {word} {where}: {row['message_vi']}{meant} / {row['message_en']}", markup=False, soft_wrap=True
        )
    if findings.height > SHOWN_FINDINGS:
        errors.print(f"  … {findings.height - SHOWN_FINDINGS} {word}")


def describe_failure(file: ReceivedFile, error: Dich2030Error) -> dict[str, Any]:
    """The machine-readable answer where nothing could be done: another process writes, a check of the release failed."""
    message = {"message_vi": error.message_vi, "message_en": error.message_en}
    return {"file": file.name, "sha256": file.sha256, "error": message}


def print_releases(kept: Iterable[ReleaseInfo], current: str | None) -> None:
    """One line per kept release; an arrow marks the current one."""
    table = Table("")
    table.add_column("bản phát hành / release", no_wrap=True)
    for heading in ("tạo lúc / created (UTC)", "số liệu đến / as of", "mô phỏng / simulated"):
        table.add_column(heading)
    for info in kept:
        mark = "→" if info.release_id == current else ""
        simulated = "có / yes" if info.has_simulated else "không / no"
        table.add_row(
            mark, info.release_id, f"{info.created_at:%Y-%m-%d %H:%M:%S}", f"{info.data_as_of:%d/%m/%Y}", simulated
        )
    console.print(table)


def _format_count(value: int) -> str:
    return f"{value:,}".replace(",", ".")
