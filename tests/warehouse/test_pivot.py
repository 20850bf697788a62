"""The free pivot: every cell, subtotal and total equals a count made apart from it, and nothing hidden follows from any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.test_hiding import ADULTS, BASIS, FEW, NEXT, count_persons
from tests.warehouse.test_toy_province import PROVINCE, WARDS
from tests.warehouse.toy import build_toy
from warehouse.errors import PivotError
from warehouse.model import Basis
from warehouse.pivot import EVERYBODY, Axis, Blank, PivotSpec, Units, Value, pivot
from warehouse.pivot_filter import RowFilter
from warehouse.queries import Release

OCCUPATIONS = ("farmers", "workers")
AREAS = {"W1": "D1", "W2": "D1", "W3": "D2", "D1": "P", "D2": "P"}
KINDS = {"ward": Units.parse("ward.2025-07.as_reported"), "district": Units.parse("district.2025-07.as_reported")}
CHOICES = {
    "kind": ("ward", "district"),
    "indicator": ("one", "other"),
    "period": ("2023", "2024"),
    "group": ("", *OCCUPATIONS, "combined"),
    "basis": ("total", "registered"),
}
CELLS = list(product(AREAS, *(CHOICES[name] for name in ("indicator", "period", "group", "basis"))))
SERIES = ("indicator_id", "period", "group_id", "basis")
Cell = dict[str, Any]
SCHEMA = {
    "area_id": pl.String, "indicator_id": pl.String, "territory": pl.String, "period": pl.String, "group_id": pl.String, "basis": pl.String,
    "period_end": pl.Date,
    "value": pl.Float64, "numerator": pl.Float64, "denominator": pl.Float64, "qualifier": pl.String, "status": pl.String,
    "missing_reason": pl.String, "is_simulated": pl.Boolean, "recast": pl.String, "reporter_count": pl.Int64, "expected_count": pl.Int64,
    "target_value": pl.Float64, "is_headline": pl.Boolean, "target_year": pl.Int16, "gap_count": pl.Int64, "direction": pl.Int8,
}  # fmt: skip


def make_release(observations: Sequence[Cell]) -> Release:
    """A release of one mart and the tables of names, each observation in two rows, as for two targets."""
    connection = duckdb.connect(config={"threads": 1})
    rows = [{**cell, "target_year": year} for cell in observations for year in (2025, 2030)]
    marts = pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(
        period_end=(pl.col("period") + "-12-31").str.to_date()
    )
    areas = pl.DataFrame(
        [
            {"area_id": area, "parent_area_id": parent, "province_area_id": "P", "era": "2025-07"}
            | {"level": "ward" if area[0] == "W" else "district", "name_vi": area, "name_en": area}
            for area, parent in AREAS.items()
        ]
    ).with_columns(valid_from=pl.lit(1), valid_to=None)
    groups = pl.DataFrame(
        {"group_id": [*OCCUPATIONS, "combined"], "dimension": ["occupation"] * 2 + ["occupation_combined"]}
    )
    indicators = pl.DataFrame({"indicator_id": CHOICES["indicator"], "accumulation": "stock"})
    flows = pl.DataFrame({"title_id": ["title"], "indicator_id": ["one"], "group_id": [None]})
    frames = {"mart_attainment": marts, "dim_area": areas, "dim_group": groups, "dim_indicator": indicators}
    for name, frame in {**frames, "mart_title_flow": flows}.items():
        connection.register("given", frame)
        connection.execute(f"create table {name} as from given")
    return Release(cast("Any", SimpleNamespace(release_id="invented")), connection)


def make_cell(key: tuple[str, ...], kind: str, recognised: int, total: int) -> Cell:
    """One observation: shown, hidden, silent, or a rate without counts, or with its base alone."""
    area, indicator, period, group, basis = key
    has_value, has_base, has_counts = kind in ("shown", "rate", "base"), kind in ("shown", "base"), kind == "shown"
    return {
        "area_id": area, "indicator_id": indicator, "territory": "as_reported", "period": period, "group_id": group or None, "basis": basis,
        "value": 100 * recognised / total if has_value else None, "numerator": recognised if has_counts else None,
        "denominator": total if has_base else None, "qualifier": "exact", "status": "suppressed" if kind == "hidden" else "no_target",
        "missing_reason": None if has_value else "not_reported", "is_simulated": True, "recast": "none", "target_value": 40.0,
        "is_headline": True, "gap_count": 0 if has_counts else None, "direction": 1,
    }  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> list[Cell]:
    """Any subset of observations, each with counts of its own."""
    chosen = draw(st.lists(st.sampled_from(CELLS), min_size=1, max_size=60, unique=True))
    kinds = st.sampled_from(["shown", "shown", "shown", "hidden", "silent", "rate", "base"])
    sizes = st.tuples(st.integers(0, 50), st.integers(50, 5000))
    return [make_cell(key, draw(kinds), *draw(sizes)) for key in chosen]


@st.composite
def questions(draw: st.DrawFn) -> PivotSpec:
    """Any axes and any choices."""

    def choose(name: str) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(CHOICES[name]), min_size=1, unique=True)))

    axes = draw(st.permutations(list(Axis)))
    row_count, has_column = draw(st.integers(1, 2)), draw(st.booleans())
    return PivotSpec(
        "P",
        tuple(KINDS[kind] for kind in choose("kind")),
        choose("indicator"),
        choose("period"),
        tuple(group or EVERYBODY for group in choose("group")),
        tuple(map(Basis, choose("basis"))),
        rows=tuple(axes[:row_count]),
        columns=(axes[2],) if has_column else (),
        values=(Value.RATE, Value.CHANGE),
        target_year=2025,
    )


def place_on(axis: Axis | None, cell: Cell) -> str:
    """Code of an observation on an axis."""
    level = "ward" if cell["area_id"][0] == "W" else "district"
    title = "title" if cell["indicator_id"] == "one" else ""
    places: dict[Axis | None, str] = {
        None: "", Axis.AREA: cell["area_id"], Axis.PARENT: AREAS[cell["area_id"]], Axis.INDICATOR: cell["indicator_id"], Axis.TITLE: title,
        Axis.PERIOD: cell["period"], Axis.GROUP: cell["group_id"] or "", Axis.BASIS: cell["basis"], Axis.TERRITORY: "as_reported",
        Axis.LEVEL: level,
    }  # fmt: skip
    return places[axis]


def is_asked(spec: PivotSpec, cell: Cell) -> bool:
    kind = "ward" if cell["area_id"][0] == "W" else "district"
    return (
        KINDS[kind] in spec.units
        and cell["indicator_id"] in spec.indicators
        and cell["period"] in spec.periods
        and (cell["group_id"] or EVERYBODY) in spec.groups
        and cell["basis"] in spec.bases
    )


def count_apart(cells: Sequence[Cell]) -> tuple[str | None, float | None]:
    """Why there is no rate, or the rate, of some observations together."""
    levels = {cell["area_id"][0] for cell in cells}
    groups = {cell["group_id"] for cell in cells}
    shown = [cell for cell in cells if cell["value"] is not None]
    counted = [cell for cell in shown if cell["numerator"] is not None and cell["denominator"]]
    if len({cell["indicator_id"] for cell in cells}) > 1:
        return Blank.SEVERAL_INDICATORS, None
    if len({cell["basis"] for cell in cells}) > 1:
        return Blank.SEVERAL_BASES, None
    if len({cell["period"] for cell in cells}) > 1:
        return Blank.SEVERAL_PERIODS, None
    if len(levels) > 1:
        return Blank.SEVERAL_UNITS, None
    if len(groups) > 1 and not groups <= set(OCCUPATIONS):
        return Blank.OVERLAPPING_GROUPS, None
    if not shown:
        return (Blank.HIDDEN if any(cell["status"] == "suppressed" for cell in cells) else Blank.NO_DATA), None
    if counted:
        return None, 100 * sum(cell["numerator"] for cell in counted) / sum(cell["denominator"] for cell in counted)
    return (None, shown[0]["value"]) if len(shown) == 1 else (Blank.NO_COUNTS, None)


def count_units(cells: Sequence[Cell]) -> tuple[int, int]:
    """How many units were asked, and how many answered, hidden answers included."""
    silent = {cell["area_id"] for cell in cells if cell["value"] is None and cell["status"] != "suppressed"}
    units = {cell["area_id"] for cell in cells}
    return len(units), len(units - silent)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(observations=worlds(), spec=questions())
def test_every_cell_and_total_equals_the_counts(observations: list[Cell], spec: PivotSpec) -> None:
    on_axes = (spec.rows[0], spec.rows[1] if len(spec.rows) > 1 else None, next(iter(spec.columns), None))
    asked = [(tuple(place_on(axis, cell) for axis in on_axes), cell) for cell in observations if is_asked(spec, cell)]
    cells = pivot(make_release(observations), spec).cells
    assert cells.filter((pl.col("depth") == 0) & ~pl.col("is_row_total")).height == len({key for key, _cell in asked})
    for row in cells.iter_rows(named=True):
        wanted = (row["row_1"], row["row_2"], row["column_1"])
        under = [cell for key, cell in asked if all(code in (None, own) for code, own in zip(wanted, key, strict=True))]
        if not under:
            assert cells.height == 1  # nothing was asked for: the total of nothing
            continue
        reason, rate = count_apart(under)
        assert (row["blank_reason"], row["cell_count"]) == (reason, len(under))
        is_one = len({(cell["area_id"][0], *(cell[name] for name in SERIES)) for cell in under}) == 1
        assert (row["expected_count"], row["reported_count"]) == (count_units(under) if is_one else (None, None))
        assert row["hidden_count"] == sum(cell["status"] == "suppressed" for cell in under)
        assert row["value"] == (None if rate is None else pytest.approx(rate))
        if row["gap_count"] is not None:
            assert row["gap_count"] == max(0, -((100 * row["numerator"] - 40 * row["denominator"]) // 100))


@pytest.fixture(scope="module")
def two_worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Release, Release]]:
    """Two releases that differ only in the numbers of the two wards that are hidden."""
    releases = []
    for few, other in ((9, 40), (8, 41)):
        rows = count_persons(dict.fromkeys(WARDS, 100) | {FEW: few, NEXT: other}, "2025")
        file = build_toy(tmp_path_factory.mktemp("hidden"), rows)
        connection = duckdb.connect(file, read_only=True)
        releases.append(Release(cast("Any", SimpleNamespace(release_id=str(few))), connection))
    yield releases[0], releases[1]
    for release in releases:
        release.connection.close()


@pytest.mark.parametrize("territory", ["as_reported", "current"])
@pytest.mark.parametrize("rows", [(Axis.AREA,), (Axis.PARENT, Axis.AREA), (Axis.PARENT,), (Axis.LEVEL, Axis.AREA)])
def test_no_pivot_tells_two_worlds_apart_that_differ_in_hidden_numbers(
    two_worlds: tuple[Release, Release], rows: tuple[Axis, ...], territory: str
) -> None:
    kinds = tuple(Units.parse(f"{level}.2025-07.{territory}") for level in ("ward", "province"))
    for units in (kinds, kinds[:1], kinds[1:]):
        spec = PivotSpec(PROVINCE, units, (ADULTS,), ("2025",), bases=(Basis(BASIS),), rows=rows, target_year=2025)
        one, other = (pivot(release, spec).cells for release in two_worlds)
        assert one.equals(other)
        assert one["numerator"].drop_nulls().len() > 0


def test_a_hidden_cell_is_said_to_be_hidden_and_stays_out_of_the_sum(two_worlds: tuple[Release, Release]) -> None:
    spec = PivotSpec(PROVINCE, (KINDS["ward"],), (ADULTS,), ("2025",), bases=(Basis(BASIS),), columns=())
    cells = pivot(two_worlds[0], spec).cells
    hidden = cells.filter(pl.col("blank_reason") == Blank.HIDDEN)
    assert set(hidden["row_1"]) == {FEW, NEXT}
    assert hidden["numerator"].null_count() == hidden["value"].null_count() == 2
    total = cells.filter(pl.col("depth") == 2).row(0, named=True)
    assert (total["hidden_count"], total["numerator"], total["denominator"]) == (2, 36 * 50, 36 * 100)


def test_the_change_compares_the_same_units() -> None:
    given = [("W1", "2023", 10, 100), ("W1", "2024", 30, 200), ("W2", "2024", 500, 1000)]
    made = [make_cell((area, "one", period, "", "total"), "shown", x, n) for area, period, x, n in given]
    spec = PivotSpec("P", (KINDS["ward"],), ("one",), ("2024",), values=(Value.CHANGE,))
    cells = pivot(make_release(made), spec).cells
    total = cells.filter((pl.col("depth") == 2) & ~pl.col("is_row_total")).row(0, named=True)
    assert total["value"] == pytest.approx(100 * 530 / 1200)
    assert (total["change"], total["same_count"], total["period_before"]) == (pytest.approx(15.0 - 10.0), 1, "2023")


def test_filters_keep_whole_rows() -> None:
    given = [("W1", "2023", 10), ("W1", "2024", 39), ("W2", "2023", 35), ("W2", "2024", 20), ("W3", "2024", 50)]
    release = make_release(
        [make_cell((area, "one", period, "", "total"), "shown", x, 100) for area, period, x in given]
    )

    def list_kept(limits: RowFilter) -> set[str]:
        spec = PivotSpec("P", (KINDS["ward"],), ("one",), ("2023", "2024"), target_year=2025, filter=limits)
        return set(pivot(release, spec).body["row_1"])

    assert list_kept(RowFilter(rate_from=39, rate_to=50)) == {"W1"}
    assert list_kept(RowFilter(rate_from=50, rate_to=100)) == {"W3"}
    assert list_kept(RowFilter(gap_under=2)) == {"W1"}
    assert list_kept(RowFilter(gap_under=21)) == {"W1", "W2"}
    assert list_kept(RowFilter(spread_over=15)) == {"W1"}


def test_a_base_without_its_count_stays_out_of_sums() -> None:
    kinds = {"W1": "shown", "W2": "base"}
    made = [make_cell((area, "one", "2024", "", "total"), kind, 30, 100) for area, kind in kinds.items()]
    cells = pivot(make_release(made), PivotSpec("P", (KINDS["ward"],), ("one",), ("2024",), target_year=2025)).cells
    [total] = cells.filter((pl.col("depth") == 2) & ~pl.col("is_row_total")).iter_rows(named=True)
    assert (total["value"], total["denominator"], total["counted_count"]) == (30, 100, 1)


@pytest.mark.parametrize("groups", [(EVERYBODY,), OCCUPATIONS])
def test_a_row_is_judged_by_the_rate_it_shows(groups: tuple[str, ...]) -> None:
    kinds = {"W1": "shown", "W2": "rate", "W3": "hidden"}
    made = [
        make_cell((area, "one", "2024", group.replace(EVERYBODY, ""), "total"), kind, 30, 100)
        for area, kind in kinds.items()
        for group in groups
    ]
    spec = PivotSpec("P", (KINDS["ward"],), ("one",), ("2024",), groups, target_year=2025)
    told = {"W1"} if len(groups) > 1 else {"W1", "W2"}  # rates without counts cannot be put together
    for limits, kept in (
        (RowFilter(0, 100), told),
        (RowFilter(rate_from=30), told),
        (RowFilter(gap_under=10 * len(groups) + 1), {"W1"}),
        (RowFilter(rate_to=30), set()),
    ):
        assert set(pivot(make_release(made), replace(spec, filter=limits)).body["row_1"]) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        {"periods": ()},
        {"periods": ("20x4",)},
        {"rows": (Axis.AREA, Axis.PERIOD)},
        {"rows": ()},
        {"rows": (Axis.AREA, Axis.PARENT, Axis.BASIS)},
    ],
)
def test_a_question_that_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(PivotError):
        PivotSpec(**{"place": "P", "units": (KINDS["ward"],), "indicators": ("one",), "periods": ("2024",), **wrong})
