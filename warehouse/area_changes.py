"""What became of each administrative unit on 1/7/2025: the crosswalk from former to current areas, with weights, basis and act.

Derived from the package ``vietnamadminunits``; ``data/catalog/area_changes.csv`` corrects it where the resolutions say otherwise, each row
with its reason, and ``data/catalog/area_acts.csv`` names the resolution of each province. How divided wards are weighed:
:mod:`warehouse.area_weights`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.area_weights import Link, weigh_links
from warehouse.areas import PROVINCE_ACT, AdminUnits, read_admin_units, read_areas
from warehouse.errors import CatalogueError
from warehouse.model import Era, Level, area_id

ACTS_FILE = Path(__file__).parent.parent / "data" / "catalog" / "area_acts.csv"
SHARE = pl.Decimal(9, 6)
CHANGE_SCHEMA = pl.Schema(
    {
        "old_area_id": pl.String(),
        "new_area_id": pl.String(),
        "weight": SHARE,
        "share_of_new": SHARE,
        "basis": pl.String(),
        "act": pl.String(),
        "origin": pl.String(),
    }
)
LINK_SCHEMA = pl.Schema(
    {**{name: CHANGE_SCHEMA[name] for name in CHANGE_SCHEMA if name != "share_of_new"}, "size": pl.Int64()}
)
BASES = ("whole", "document", "population", "area", "equal_parts")
SEALED = ("old_area_id", "new_area_id", "weight", "share_of_new", "basis", "act")
PACKAGE = "vietnamadminunits"


def read_area_changes(
    overrides: Path | None = None, populations: pl.DataFrame | None = None, acts: Path = ACTS_FILE
) -> pl.DataFrame:
    """Crosswalk of 1/7/2025: which current units each former unit went to, and how much of it.

    Parameters
    ----------
    overrides : Path, optional
        CSV ``old_area_id,new_area_id,weight,basis,act,reason``; its rows replace the package's rows of the same old area. ``weight``
        empty: the part exists and its share is estimated; 0: land without people.
    populations : pl.DataFrame, optional
        ``area_id``, ``population`` of current wards, in persons; others and nulls are ignored.
    acts : Path
        CSV ``province_area_id,document_code``: the resolution on the wards of each current province.

    Returns
    -------
    pl.DataFrame
        Grain: old area × new area (provinces, wards, island districts without wards). ``weight`` share of the old area's counts that
        went to the new one, exactly 1 for each old area, 0 where only land went over; ``share_of_new`` share of the new area that came
        from the old one, exactly 1 for each new area; ``basis`` ``whole`` (undivided), ``document`` (settled by the act),
        ``population``, ``area`` or ``equal_parts`` (estimated from that); ``act`` a document code, null where none is known;
        ``origin`` the file and line or the package the row comes from.

    Raises
    ------
    CatalogueError
        When the weights of an old area do not sum to 1, a row appears twice or an area is unknown, with file and line.
    ValueError
        When an area has two populations.
    """
    links = _read_links(acts)
    if overrides is not None and overrides.exists():
        replaced = _read_overrides(overrides)
        links = pl.concat([links.join(replaced, on="old_area_id", how="anti"), replaced])
    changes = _weigh(links.sort("old_area_id", "new_area_id"), _read_populations(populations), _read_km2())
    check_area_changes(changes)
    return changes


def check_area_changes(changes: pl.DataFrame, areas: pl.DataFrame | None = None) -> None:
    """Stop when a row is there twice, a weight is negative, a sum is not 1 or an area is unknown; the message names the row's origin."""
    known = (read_areas() if areas is None else areas)["area_id"].implode()
    sums = (pl.col("weight").sum().over("old_area_id"), pl.col("share_of_new").sum().over("new_area_id"))
    shown = [total.cast(pl.String).str.strip_chars_end("0") for total in sums]
    problems = changes.with_columns(
        problem=pl.when(~pl.col("old_area_id").is_in(known))
        .then(pl.lit("unknown old area"))
        .when(~pl.col("new_area_id").is_in(known))
        .then(pl.lit("unknown new area"))
        .when(pl.struct("old_area_id", "new_area_id").is_duplicated())
        .then(pl.lit("appears twice"))
        .when(~pl.col("basis").is_in(BASES))
        .then(pl.lit("unknown basis"))
        .when(pl.col("weight") < 0)
        .then(pl.lit("negative weight"))
        .when(sums[0] != 1)
        .then(pl.format("weights of the old area sum to {}, not 1", shown[0]))
        .when(sums[1] != 1)
        .then(pl.format("shares of the new area sum to {}, not 1", shown[1]))
    )
    first = problems.filter(pl.col("problem").is_not_null()).head(1)
    for row in first.iter_rows(named=True):
        file, _, line = row["origin"].partition(":")
        what = f"{row['old_area_id']} → {row['new_area_id']}: {row['problem']}"
        raise CatalogueError(file, int(line) if line else None, what)


def list_gaps(changes: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """Units the crosswalk forgets, and parts that went to a province which did not take over the unit's own.

    Returns
    -------
    pl.DataFrame
        Grain: problem. ``area_id``; ``problem`` one of ``no_successor`` (former ward, or island district without wards),
        ``no_predecessor`` (current ward), ``other_province``. Empty when the crosswalk is complete.
    """
    former, current = list_reporting_units(areas, Era.BEFORE), list_reporting_units(areas, Era.AFTER)
    no_successor = former.join(changes, left_on="area_id", right_on="old_area_id", how="anti")
    no_predecessor = current.join(changes, left_on="area_id", right_on="new_area_id", how="anti")
    heir = dict(changes.select("old_area_id", "new_area_id").iter_rows())
    moved = changes.join(former, left_on="old_area_id", right_on="area_id").join(
        current, left_on="new_area_id", right_on="area_id", suffix="_new"
    )
    expected = pl.col("province_area_id").replace({old: heir[old] for old in moved["province_area_id"] if old in heir})
    astray = moved.filter(expected != pl.col("province_area_id_new")).select(area_id="old_area_id")
    found = {"no_successor": no_successor, "no_predecessor": no_predecessor, "other_province": astray}
    frames = [frame.select("area_id", problem=pl.lit(problem)) for problem, frame in found.items()]
    return pl.concat(frames).unique().sort("problem", "area_id")


def list_reporting_units(areas: pl.DataFrame, era: Era) -> pl.DataFrame:
    """Areas that report in their own name: wards and, before 1/7/2025, districts without wards; columns as ``areas``."""
    of_era = areas.filter(pl.col("era") == era)
    wards = of_era.filter(pl.col("level") == Level.WARD)
    districts = of_era.filter(pl.col("level") == Level.DISTRICT)
    return pl.concat([wards, districts.join(wards, left_on="area_id", right_on="parent_area_id", how="anti")])


def seal_area_changes(changes: pl.DataFrame) -> str:
    """SHA-256 over the rows as CSV text: columns ``SEALED``, sorted by the two areas, six decimals, empty for null, ``\\n`` at line ends.

    Where a row comes from is left out: moving a line in a file changes no weight.
    """
    ordered = changes.select(SEALED).sort("old_area_id", "new_area_id")
    return hashlib.sha256(ordered.write_csv(line_terminator="\n").encode()).hexdigest()


def _weigh(links: pl.DataFrame, populations: dict[str, Fraction], km2: dict[str, Fraction]) -> pl.DataFrame:
    rows = [Link(*row) for row in links.select("old_area_id", "new_area_id", "size", "weight", "basis").iter_rows()]
    shares = weigh_links(rows, populations, km2)
    weighed = links.with_columns(
        weight=pl.Series([share.weight for share in shares], dtype=SHARE),
        share_of_new=pl.Series([share.share_of_new for share in shares], dtype=SHARE),
        basis=pl.Series([share.basis for share in shares], dtype=pl.String),
    )
    return weighed.select(*CHANGE_SCHEMA)


def _read_km2() -> dict[str, Fraction]:
    known = read_areas().filter(pl.col("area_km2") > 0, pl.col("level") == Level.WARD)
    return {area: Fraction(str(km2)) for area, km2 in known.select("area_id", "area_km2").iter_rows()}


def _read_populations(populations: pl.DataFrame | None) -> dict[str, Fraction]:
    if populations is None:
        return {}
    known = populations.filter(pl.col("population") > 0)
    twice = known.filter(pl.col("area_id").is_duplicated())["area_id"].to_list()
    if twice:
        raise ValueError(f"area {twice[0]} has two populations")
    return {area: Fraction(str(size)) for area, size in known.select("area_id", "population").iter_rows()}


def _read_links(acts: Path) -> pl.DataFrame:
    units = read_admin_units()
    act_by_province = dict(
        pl.read_csv(acts, infer_schema=False).select("province_area_id", "document_code").iter_rows()
    )
    rows = [*_province_links(units), *_ward_links(units, act_by_province)]
    return pl.DataFrame(rows, schema=LINK_SCHEMA, orient="row")


def _link(old: str, new: str, act: str | None, size: int = 1) -> dict[str, Any]:
    return {"old_area_id": old, "new_area_id": new, "act": act, "origin": PACKAGE, "size": size}


def _province_links(units: AdminUnits) -> Iterator[dict[str, Any]]:
    current = {row["province_key"]: row["province_code"] for row in units.current}
    former = {row["province_key"]: row["province_code"] for row in units.former}
    sizes = Counter(row["province_key"] for row in units.former)
    for new_key, old_keys in units.merged_from.items():
        for old_key in old_keys:
            if not units.is_untouched(new_key):
                old, new = area_id(former[old_key], Era.BEFORE), area_id(current[new_key], Era.AFTER)
                yield _link(old, new, PROVINCE_ACT, sizes[old_key])


def _ward_links(units: AdminUnits, act_by_province: dict[str, str]) -> Iterator[dict[str, Any]]:
    current = {(row["province_key"], row["ward_key"]): area_id(row["ward_code"], Era.AFTER) for row in units.current}
    acts = {row["province_key"]: act_by_province.get(area_id(row["province_code"], Era.AFTER)) for row in units.current}
    former = {
        f"{row['province_key']}_{row['district_key']}_{row['ward_key']}": area_id(row["ward_code"], Era.BEFORE)
        for row in units.former
        if row["ward_code"]
    }
    for province, wards in units.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new_key, old_keys in wards.items():
            for old_key in old_keys:
                if not old_key.endswith("_"):  # an island district without communes: data/catalog/area_changes.csv
                    yield _link(former[old_key], current[province, new_key], acts[province])
    for province, divided in units.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old_key, parts in divided.items():
            for part in parts:
                yield _link(former[old_key], current[province, part["newWardKey"]], acts[province])


def _read_overrides(path: Path) -> pl.DataFrame:
    frame = pl.read_csv(path, infer_schema=False).with_row_index("line", offset=2)
    name = path.as_posix().split("data/catalog/")[-1]
    unsettled = pl.col("weight").is_null()
    bad = frame.filter(
        ~unsettled & pl.col("weight").cast(SHARE, strict=False).is_null() | (unsettled != pl.col("basis").is_null())
    )
    for line in bad["line"]:
        raise CatalogueError(
            f"data/catalog/{name}", line, "weight and basis are both given or both empty; weight is a number"
        )
    return frame.with_columns(origin=pl.format(f"data/catalog/{name}:{{}}", "line"), size=pl.lit(1)).select(
        pl.col(column).cast(dtype) for column, dtype in LINK_SCHEMA.items()
    )
