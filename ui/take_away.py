"""“Tải về”: one quiet popover with files of what is on the screen, built only when one of them is clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from reports.extract import Extract
from reports.geodata import write_geojson, write_geopackage
from reports.tables import write_csv, write_parquet
from reports.workbook import WorkbookWords, write_workbook
from wording.language import N_, _, current_language, use_language

Make = Callable[[], Extract]

GPKG_TYPE = "application/geopackage+sqlite3"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = (
    ("xlsx", N_("Excel workbook, with its sources (XLSX)"), XLSX_TYPE),
    ("csv", N_("Table as text (CSV)"), "text/csv"),
    ("parquet", N_("Table for analysis software (Parquet)"), "application/vnd.apache.parquet"),
)


@dataclass(frozen=True)
class MoreFile:
    """A file beside the three every screen offers: its suffix, label, type, and how it is made of the extract."""

    suffix: str
    label: str
    mime: str
    write: Callable[[Extract], bytes]


def draw_take_away(make: Make, key: str, name: str = "", more: Sequence[MoreFile] = ()) -> None:
    """Offer what is on the screen as files.

    Parameters
    ----------
    make : Callable[[], Extract]
        Called when a file is clicked, in a thread of its own: it must not look at the session.
    key : str
        Name of this popover on its page.
    name : str
        Stem of the file names, ASCII; ``key`` where empty. The browser asks for it before the extract is made.
    more : sequence of MoreFile
        Pictures and shapes, where the screen has them.
    """
    language = current_language()
    words, popover_key = _("Take away"), f"take-away-{key}"
    popover = st.popover(words, icon=":material/download:", type="tertiary", key=popover_key, on_change="rerun")
    if not popover.open:
        return
    tables = [MoreFile(suffix, _(label), mime, partial(write_table_file, suffix)) for suffix, label, mime in FORMATS]
    with popover:
        for file in (*tables, *more):
            st.download_button(
                file.label, data=partial(build_file, make, file.write, language), file_name=f"{name or key}.{file.suffix}",
                mime=file.mime, key=f"{file.suffix}-{key}", on_click="ignore", type="tertiary", icon=":material/description:",
            )  # fmt: skip


def list_pictures(draw: Callable[[Extract, str], bytes]) -> list[MoreFile]:
    """A picture for print and one that can be edited."""
    return [
        MoreFile("png", _("Picture (PNG)"), "image/png", lambda extract: draw(extract, "png")),
        MoreFile("svg", _("Picture to edit (SVG)"), "image/svg+xml", lambda extract: draw(extract, "svg")),
    ]


def list_shapes(read: Callable[[], bytes]) -> list[MoreFile]:
    """Areas with their values for mapping software; ``read`` gives the GeoJSON of their shapes."""
    return [
        MoreFile("geojson", _("Areas with shapes (GeoJSON)"), "application/geo+json", lambda one: write_geojson(one, read())),
        MoreFile("gpkg", _("Areas for mapping software (GeoPackage)"), GPKG_TYPE, lambda one: write_geopackage(one, read())),
    ]  # fmt: skip


def build_file(make: Make, write: Callable[[Extract], bytes], language: str) -> bytes:
    """Bytes of one file, in the language of the screen it is taken from."""
    use_language(language)
    return write(make())


def write_table_file(suffix: str, extract: Extract) -> bytes:
    """The table of an extract as ``xlsx``, ``csv`` or ``parquet``."""
    if suffix == "csv":
        return write_csv(extract)
    if suffix == "parquet":
        return write_parquet(extract)
    words = WorkbookWords(_("Data"), _("Sources"), _("Release"), _("Link to this screen"))
    return write_workbook(extract, words)
