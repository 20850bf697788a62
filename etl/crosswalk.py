"""The crosswalk of 1/7/2025 on the command line: sealed against silent change, and handed out as open data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from rich.console import Console

from etl.data_package import write_data_package
from etl.pipeline import PROJECT_FOLDER
from warehouse.area_changes import CHANGE_SCHEMA, SEALED, list_gaps, seal_area_changes
from warehouse.catalogue import Catalogue, read_catalogue
from warehouse.errors import CatalogueError
from warehouse.model import Level

SEAL_FILE = PROJECT_FOLDER / "data" / "catalog" / "area_changes.sha256"
WHOLE = "area_changes"
GAP_WORDS = {
    "no_successor": "không rõ về đâu / no successor",
    "no_predecessor": "không rõ từ đâu / no predecessor",
    "other_province": "một phần sang tỉnh khác / a part in another province",
}

app = typer.Typer(no_args_is_help=True, help="Bảng quy đổi địa giới / crosswalk of areas.")
console = Console()


@dataclass(frozen=True)
class CrosswalkCheck:
    """What is wrong with a crosswalk.

    Attributes
    ----------
    differing : list of str
        Names of seals that differ from the file, ``area_changes`` for the whole and area ids of current provinces.
    gaps : pl.DataFrame
        As :func:`warehouse.area_changes.list_gaps`.
    """

    differing: list[str]
    gaps: pl.DataFrame

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.differing and self.gaps.is_empty()


def compute_seals(changes: pl.DataFrame, areas: pl.DataFrame) -> dict[str, str]:
    """Seal of the whole crosswalk and of the rows of each current province, by name, in their order."""
    provinces = areas.select(new_area_id="area_id", province="province_area_id")
    rows = changes.join(provinces, on="new_area_id", maintain_order="left").partition_by("province", as_dict=True)
    by_province = {str(province): seal_area_changes(part) for (province,), part in sorted(rows.items())}
    return {WHOLE: seal_area_changes(changes), **by_province}


def write_seals(path: Path, seals: dict[str, str]) -> None:
    """One line each, ``<sha256>  <name>``."""
    path.write_text("".join(f"{seal}  {name}\n" for name, seal in seals.items()), encoding="utf-8")


def read_seals(path: Path) -> dict[str, str]:
    """Name → SHA-256.

    Raises
    ------
    CatalogueError
        When a line is not ``<sha256>  <name>``.
    """
    seals = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        seal, _, name = line.partition("  ")
        if len(seal) != 64 or not name:
            raise CatalogueError(path.name, number, "a line is a SHA-256, two spaces and a name")
        seals[name] = seal
    return seals


def check_crosswalk(catalogue: Catalogue, path: Path = SEAL_FILE) -> CrosswalkCheck:
    """Compare the catalogue's crosswalk with its seals, and look for units it forgets."""
    now, then = compute_seals(catalogue.area_changes, catalogue.areas), read_seals(path)
    differing = [name for name in [*now, *(then.keys() - now.keys())] if now.get(name) != then.get(name)]
    return CrosswalkCheck(differing, list_gaps(catalogue.area_changes, catalogue.areas))


def compare_rows(changes: pl.DataFrame, exported: Path) -> pl.DataFrame:
    """Rows that differ from an exported ``area_changes.csv``.

    Returns
    -------
    pl.DataFrame
        Grain: old area × new area. The columns ``SEALED`` as they are now, and all but the two areas again as they were, their names
        ending in ``_before``; null where the row is not there.
    """
    before = pl.read_csv(exported, infer_schema=False).select(pl.col(name).cast(CHANGE_SCHEMA[name]) for name in SEALED)
    keys = ["old_area_id", "new_area_id"]
    both = changes.select(SEALED).join(before, on=keys, how="full", suffix="_before", coalesce=True)
    values = [name for name in SEALED if name not in keys]
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in values)
    return both.filter(differs).select(*keys, *values, *(f"{name}_before" for name in values)).sort(keys)


@app.command("seal")
def seal() -> None:
    """Niêm phong lại bảng quy đổi sau khi đã xem thay đổi / seal the crosswalk anew, after its changes were looked at."""
    catalogue = read_catalogue()
    write_seals(SEAL_FILE, compute_seals(catalogue.area_changes, catalogue.areas))
    console.print(str(SEAL_FILE), soft_wrap=True)


@app.command("check")
def check(
    against: Annotated[
        Path | None,
        typer.Option("--against", exists=True, dir_okay=False, help="area_changes.csv đã xuất / an exported file"),
    ] = None,
) -> None:
    """So bảng quy đổi với niêm phong và tìm chỗ thiếu / compare the crosswalk with its seals and look for gaps."""
    catalogue = read_catalogue()
    result = check_crosswalk(catalogue)
    names = dict(catalogue.areas.filter(pl.col("level") == Level.PROVINCE).select("area_id", "name_vi").iter_rows())
    for name in result.differing:
        console.print(f"khác niêm phong / differs from its seal: {names.get(name, 'cả bảng / the whole')} ({name})")
    for area_id, problem in result.gaps.iter_rows():
        console.print(f"{area_id}: {GAP_WORDS[problem]}")
    if against is not None:
        _print_rows(compare_rows(catalogue.area_changes, against))
    if not result.is_sound:
        console.print("Xem lại các dòng trên rồi chạy `crosswalk seal` / look at these, then run `crosswalk seal`")
        raise typer.Exit(1)
    console.print(f"{catalogue.area_changes.height} dòng, đúng niêm phong / rows, as sealed")


@app.command("export")
def export(out: Annotated[Path, typer.Option("--out", help="Thư mục ghi ra / folder to write")]) -> None:
    """Xuất gói dữ liệu mở: CSV và metadata / write the open data package: CSV and metadata."""
    catalogue = read_catalogue()
    for path in write_data_package(out, catalogue.area_changes, catalogue.areas, catalogue.documents):
        console.print(str(path), soft_wrap=True)


def _print_rows(rows: pl.DataFrame) -> None:
    for row in rows.iter_rows(named=True):
        before, now = (_write_row(row, ending) for ending in ("_before", ""))
        console.print(f"{row['old_area_id']} → {row['new_area_id']}: {before} → {now}", soft_wrap=True)
    console.print(f"{rows.height} dòng khác / rows differ")


def _write_row(row: dict[str, Any], ending: str) -> str:
    names = ("weight", "share_of_new", "basis", "act")
    return "—" if row[f"weight{ending}"] is None else " · ".join(str(row[name + ending] or "") for name in names)
