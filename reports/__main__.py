"""Command line: ``python -m reports``. Exit codes: 0 ok, 1 nothing was made or a document differs, 2 wrong usage."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from reports.documents import FORMATS, Kind, Order, find_area_id, make_document
from reports.wards import make_ward_documents
from warehouse.errors import Dich2030Error, DocumentError
from warehouse.lean import keep_pandas_out
from warehouse.publish import find_folder
from warehouse.queries import Release, open_release
from wording.format import MISSING, format_number
from wording.language import LANGUAGES, _, ngettext, speak

if TYPE_CHECKING:
    from reports.verify import Verification

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Lập bản trình chiếu, báo cáo, biểu kèm theo từ một bản phát hành / slides, reports and annexes from one release.",
)
console = Console()
errors = Console(stderr=True)

AreaCode = Annotated[str, typer.Option("--area", help="Mã địa bàn: 01, 00004, VN, 001.before-2025-07 / area code")]
PeriodCode = Annotated[str, typer.Option("--period", help="Kỳ: 2025, 2026-H1, 2026-Q3 / period")]
Language = Annotated[str, typer.Option("--lang", help="vi | en")]
ReleaseId = Annotated[str | None, typer.Option("--release", help="Bản phát hành; mặc định bản hiện hành / release")]
Out = Annotated[Path, typer.Option("--out", dir_okay=False, help="Tệp ghi ra; đuôi tệp chọn định dạng / file to write")]
Agency = Annotated[str, typer.Option("--agency", help="Cơ quan ban hành / issuing agency")]
Superior = Annotated[str, typer.Option("--superior", help="Cơ quan chủ quản / superior body")]
Storyline = Annotated[
    Path | None, typer.Option("--storyline", exists=True, dir_okay=False, help="Tệp kịch bản đã sửa / edited storyline")
]
Template = Annotated[
    Path | None,
    typer.Option("--template", exists=True, dir_okay=False, help="Mẫu .pptx của cơ quan / agency's template"),
]
Logo = Annotated[Path | None, typer.Option("--logo", exists=True, dir_okay=False, help="Hình logo / picture")]
Ratio = Annotated[str, typer.Option("--ratio", help="16:9 | 4:3")]
AllWards = Annotated[
    bool, typer.Option("--all-wards", help="Mỗi xã, phường một tệp, gói vào .zip / one file a ward, in a zip")
]
Format = Annotated[str, typer.Option("--format", help="Định dạng trong gói: docx, pdf / format inside the zip")]
RATIOS = ("16:9", "4:3")
TOLD = (Kind.DECK, Kind.PAGES, Kind.MAP, Kind.STAGE)  # made of a story
HELP = {
    Kind.DECK: "Bản trình chiếu PowerPoint / slides.",
    Kind.REVIEW: "Báo cáo sơ kết, tổng kết (.docx, .pdf) / the report.",
    Kind.ANNEX: "Biểu kèm theo (.docx, .pdf) / annexes alone.",
    Kind.WORKBOOK: "Bảng tính kèm công thức / workbook with formulas.",
    Kind.PAGES: "Các trang của bảng theo dõi, PDF A4 ngang / pages as PDF.",
    Kind.MAP: "Bản đồ PDF A3 / the map as PDF.",
    Kind.STAGE: "Màn trình chiếu, một tệp HTML / the stage as one file.",
}


def register(kind: Kind) -> None:
    """Add the command of one kind of document."""

    @app.command(kind.value, help=HELP[kind])
    def make(
        area: AreaCode,
        period: PeriodCode,
        out: Out,
        lang: Language = "vi",
        release: ReleaseId = None,
        agency: Agency = "",
        superior: Superior = "",
        storyline: Storyline = None,
        template: Template = None,
        logo: Logo = None,
        ratio: Ratio = "16:9",
        all_wards: AllWards = False,
        inside: Format = "",
    ) -> None:
        check_options(kind, lang, ratio, storyline, template or logo, inside, out, all_wards=all_wards)
        suffix = (f".{inside.removeprefix('.')}" if inside else FORMATS[kind][0]) if all_wards else out.suffix.lower()
        try:
            opened = open_release(find_folder(), release)
            order = Order(
                kind,
                suffix,
                find_area_id(opened, area, period),
                period,
                lang,
                agency,
                superior,
                edits=storyline.read_bytes() if storyline else None,
                template=template.read_bytes() if template else None,
                logo=logo.read_bytes() if logo else None,
                ratio=ratio,
            )
            if all_wards:
                pack_wards(opened, order, out)
            else:
                write_file(out, make_document(opened, order))
        except Dich2030Error as error:
            errors.print(f"[red]{escape(error.message_vi)}[/red]\n{escape(error.message_en)}", highlight=False)
            raise typer.Exit(1) from error


def check_options(
    kind: Kind,
    lang: str,
    ratio: str,
    storyline: Path | None,
    look: Path | None,
    inside: str,
    out: Path,
    *,
    all_wards: bool,
) -> None:
    """Refuse what a document cannot be made with, rather than leave it out without a word."""
    for is_wrong, told in (
        (lang not in LANGUAGES, f"--lang: {', '.join(LANGUAGES)}"),
        (ratio not in RATIOS, f"--ratio: {', '.join(RATIOS)}"),
        (look is not None and kind is not Kind.DECK, "--template, --logo: chỉ cho deck / deck only"),
        (
            storyline is not None and kind not in TOLD,
            f"--storyline: chỉ cho {', '.join(TOLD)} / only for {', '.join(TOLD)}",
        ),
        (bool(inside) and not all_wards, "--format: chỉ cùng --all-wards / only with --all-wards"),
        (all_wards and out.suffix.lower() != ".zip", "--all-wards: --out phải là tệp .zip / --out must be a .zip"),
    ):
        if is_wrong:
            raise typer.BadParameter(told)


def write_file(path: Path, content: bytes) -> None:
    """Write a document; one that was there is replaced only by a whole one."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise DocumentError(f"{path} cannot be written: {error}", f"không ghi được {path}: {error}") from error
    console.print(f"đã ghi / written: {escape(str(path))} ({len(content) / 1024:,.0f} KB)", highlight=False)


def pack_wards(release: Release, order: Order, out: Path) -> None:
    """Make a document for every ward with a progress bar, and tell which have none."""
    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    problems: list[tuple[str, str]] = []
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("xã, phường / wards", total=None)
        for step in make_ward_documents(find_folder(), release, order, out):
            bar.update(task, completed=step.done, total=step.count)
            if step.problem_vi:
                problems.append((step.problem_vi, step.problem_en))
    for problem_vi, problem_en in problems:
        errors.print(f"[yellow]{escape(problem_vi)}[/yellow]\n{escape(problem_en)}", highlight=False)
    console.print(
        f"đã ghi / written: {escape(str(out))} ({step.count - len(problems)} / {step.count})", highlight=False
    )


@app.command()
def verify(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Tệp .docx, .pptx đã sửa / an edited document")
    ],
    release: Annotated[
        str | None,
        typer.Option(
            "--release", help="So với bản phát hành này; mặc định bản đã lập tệp / release to hold it against"
        ),
    ] = None,
    lang: Language = "vi",
) -> None:
    """Số nào trong tài liệu đã sửa tay, đã cũ, đã mất / which numbers of a document no longer match."""
    from reports.verify import verify as check_document

    if lang not in LANGUAGES:
        raise typer.BadParameter(f"--lang: {', '.join(LANGUAGES)}")
    try:
        with speak(lang):
            found = check_document(file, find_folder(), release)
            print_differences(found)
    except Dich2030Error as error:
        errors.print(f"[red]{escape(error.message_vi)}[/red]\n{escape(error.message_en)}", highlight=False)
        raise typer.Exit(1) from error
    raise typer.Exit(1 if found.differences else 0)


def print_differences(found: Verification) -> None:
    """A line for each number that differs, then how many of how many."""
    from reports.verify import DIFFERENCE_WORDS

    table = Table(_("Where"), _("Difference"), _("As written"), _("Now"), _("Release"), box=box.SIMPLE_HEAD)
    for one in found.differences:
        texts = (escape(text or MISSING) for text in (one.written, one.stands, one.release))
        table.add_row(escape(one.where), _(DIFFERENCE_WORDS[one.kind]), *texts)
    if found.differences:
        console.print(table)
    words = {
        "count": format_number(len(found.differences)),
        "checked": format_number(found.checked),
        "release": found.release_id,
    }
    told = ngettext(
        "{count} difference in {checked} numbers, held against release {release}",
        "{count} differences in {checked} numbers, held against release {release}",
        len(found.differences),
        **words,
    )
    console.print(told, highlight=False)


for kind in Kind:
    register(kind)


if __name__ == "__main__":
    keep_pandas_out()
    gc.disable()  # a command makes one document and ends: looking for garbage takes a twentieth of its time and frees little
    app()
