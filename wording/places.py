"""The area something is said of, with the names above it, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.model import Level
from wording.language import _, localise

KIND_PREFIXES = ("Thành phố ", "Tỉnh ", "Quận ", "Huyện ", "Thị xã ", "Phường ", "Xã ", "Thị trấn ", "Đặc khu ")
KIND_SUFFIXES = (" City", " Province", " District", " Town", " Ward", " Commune", " Township", " Special Zone")

# The word for a kind stays large before a number and before the name of a person (Nghị định 30/2020/NĐ-CP, phụ lục II).
KEPT_LARGE = ("Thành phố Hồ Chí Minh",)

SCHEMATIC = "schematic"


@dataclass(frozen=True)
class Area:
    """The area being looked at: one row of ``dim_area`` with the names above it."""

    area_id: str
    area_code: str
    era: str
    level: str
    name: str
    parent_area_id: str | None
    parent_name: str
    province_area_id: str | None
    province_name: str
    valid_from: date | None
    valid_to: date | None


def describe_area(row: Mapping[str, Any]) -> Area:
    """An area from its row of :func:`warehouse.queries.read_area`, in the language in use."""
    return Area(
        area_id=row["area_id"],
        area_code=row["area_code"],
        era=row["era"],
        level=row["level"],
        name=localise(row, "name"),
        parent_area_id=row["parent_area_id"],
        parent_name=localise(row, "parent_name"),
        province_area_id=row["province_area_id"],
        province_name=localise(row, "province_name"),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )


def tell_place(area: Area) -> str:
    """What a ward or district lies in."""
    above = [area.parent_name, area.province_name] if area.level in (Level.WARD, Level.DISTRICT) else []
    return " · ".join(dict.fromkeys(name for name in above if name))


def shorten_name(name: str) -> str:
    """Name of an area without the word for its kind, which all areas of a map share; a number alone keeps it.

    >>> [shorten_name(name) for name in ("Quận Ba Đình", "Quận 1", "Phường Cửa Nam, Quận Hoàn Kiếm")]
    ['Ba Đình', 'Quận 1', 'Cửa Nam']
    """
    name = name.split(", ")[0]
    short = name
    for prefix in KIND_PREFIXES:
        short = short.removeprefix(prefix)
    for suffix in KIND_SUFFIXES:
        short = short.removesuffix(suffix)
    return name if short.strip().isdigit() else short


def name_inside(name: str) -> str:
    """Name of an area as it stands inside a sentence: in Vietnamese the word for its kind is small; unchanged in English.

    >>> names = ("Xã Hồng Vân", "Quận 1", "Thành phố Hồ Chí Minh", "Phường Cửa Nam, Quận Hoàn Kiếm", "Hoan Kiem Ward")
    >>> [name_inside(name) for name in names]
    ['xã Hồng Vân', 'Quận 1', 'Thành phố Hồ Chí Minh', 'phường Cửa Nam, quận Hoàn Kiếm', 'Hoan Kiem Ward']
    """
    return ", ".join(map(_begin_small_kind, name.split(", ")))


def _begin_small_kind(name: str) -> str:
    kind = next((prefix for prefix in KIND_PREFIXES if name.startswith(prefix)), "")
    is_kept = not kind or name in KEPT_LARGE or name.removeprefix(kind)[:1].isdigit()
    return name if is_kept else kind.lower() + name.removeprefix(kind)


def tell_shapes(layer: Mapping[str, Any]) -> str:
    """What the shapes of a layer are worth: schematic, or whose boundaries they are."""
    if layer["fidelity"] == SCHEMATIC:
        return _("Schematic map, not official administrative boundaries.")
    return _("Boundaries: {source}.", source=layer["source"])
