"""What the demonstration release says about the figures everybody knows."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl
import pytest

Row = dict[str, Any]


@pytest.fixture(scope="module")
def attainment(released: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """What was reported, on the units that reported it."""
    return released.sql("from mart_attainment where territory = 'as_reported'").pl()


def pick(attainment: pl.DataFrame, **wanted: object) -> list[Row]:
    conditions = [pl.col(column).eq_missing(pl.lit(value)) for column, value in wanted.items()]
    return attainment.filter(conditions).to_dicts()


def test_hanoi_families_of_2024_have_no_verdict_because_of_their_base(attainment: pl.DataFrame) -> None:
    rows = pick(
        attainment,
        area_id="01.2025-07",
        indicator_id="learning_family_rate",
        period="2024",
        basis="registered",
        target_id="T100",
    )
    assert len(rows) == 1
    row = rows[0]
    assert (row["value"], row["target_value"], row["is_simulated"]) == (89.06, 70.0, False)
    assert (row["status"], row["status_reason"]) == ("not_comparable", "basis_differs")
    assert row["gap_count"] is None


def test_vinh_cuu_is_of_all_families(attainment: pl.DataFrame) -> None:
    rows = pick(
        attainment, area_id="735.before-2025-07", indicator_id="learning_family_rate", period="2022", is_headline=True
    )
    assert rows
    for row in rows:
        assert (row["numerator"], row["denominator"], row["basis"]) == (22796, 31751, "total")
        assert round(row["value"], 1) == 71.8
        assert row["value"] == pytest.approx(100 * 22796 / 31751, abs=1e-12)


def test_son_la_counts_communes(attainment: pl.DataFrame) -> None:
    rows = pick(attainment, area_id="14.2025-07", indicator_id="learning_community_commune_level_rate")
    assert [(row["numerator"], row["denominator"]) for row in rows] == [(97, 204)]


def test_ho_chi_minh_city_carries_its_at_least(attainment: pl.DataFrame) -> None:
    rows = pick(attainment, area_id="79.before-2025-07", indicator_id="learning_citizen_count", is_simulated=False)
    assert [(row["value"], row["qualifier"]) for row in rows] == [(2_100_000.0, "at_least")]


def test_bac_ninh_is_two_areas(released: duckdb.DuckDBPyConnection) -> None:
    areas = released.sql(
        "select area_code, era, valid_from, valid_to from dim_area where level = 'province' and name_vi = 'Tỉnh Bắc Ninh' order by era"
    ).fetchall()
    assert [(code, era) for code, era, _, _ in areas] == [("24", "2025-07"), ("27", "before-2025-07")]
    assert areas[0][2] is not None
    assert areas[1][3] is not None


def test_every_target_is_kept_and_blanks_stay_blank(released: duckdb.DuckDBPyConnection) -> None:
    assert released.sql("select count(*), count(target_value) from dim_target").fetchone() == (148, 132)


def test_unverified_targets_give_no_verdict(attainment: pl.DataFrame) -> None:
    unverified = attainment.filter(pl.col("target_id").is_in(["T051", "T052", "T053", "T054", "T055", "T056"]))
    assert unverified.height > 0
    assert set(unverified["status"]) <= {"no_target", "not_applicable", "suppressed", "no_data"}


def test_2025_is_judged_and_2030_is_not(attainment: pl.DataFrame) -> None:
    verdicts = {"exceeded", "attained", "not_attained", "undecided"}
    due = attainment.filter((pl.col("target_year") == 2025) & (pl.col("period") == "2025") & pl.col("is_headline"))
    assert verdicts & set(due["status"])
    pace = {"on_track", "accelerate", "slow", "backward", "insufficient"}
    assert not pace & set(due["status"])
    assert due["likelihood"].null_count() == due.height
    later = attainment.filter((pl.col("target_year") == 2030) & pl.col("due").is_not_null())
    assert not {"exceeded", "attained", "not_attained"} & set(later["status"])
    assert pace <= set(later["status"])


def test_sums_of_wards_are_the_city(attainment: pl.DataFrame, released: duckdb.DuckDBPyConnection) -> None:
    """The city's simulated figure is Σx/Σn over the wards that reported, with the silent ones counted."""
    wards = released.sql("select area_id from dim_area where level = 'ward' and parent_area_id = '79.2025-07'").pl()[
        "area_id"
    ]
    key = (
        (pl.col("indicator_id") == "learning_family_rate")
        & (pl.col("period") == "2025")
        & (pl.col("basis") == "total")
        & pl.col("group_id").is_null()
        & (pl.col("target_year") == 2025)
        & pl.col("is_headline")
    )
    parts = attainment.filter(key & pl.col("area_id").is_in(wards.implode()))
    city = attainment.filter(key & (pl.col("area_id") == "79.2025-07")).row(0, named=True)
    assert parts.height == len(wards) == 168
    reporting = parts.filter(pl.col("value").is_not_null())
    assert (city["numerator"], city["denominator"]) == (reporting["numerator"].sum(), reporting["denominator"].sum())
    assert (city["reporter_count"], city["expected_count"]) == (reporting.height, 168)
    silent = city["silent_denominator"]
    assert silent > 0
    assert city["lo"] == pytest.approx(100 * city["numerator"] / (city["denominator"] + silent))
    assert city["hi"] == pytest.approx(100 * (city["numerator"] + silent) / (city["denominator"] + silent))
    assert city["completeness"] == pytest.approx(city["denominator"] / (city["denominator"] + silent))


@pytest.mark.parametrize("city", ["01.2025-07", "79.2025-07", "24.2025-07"])
def test_the_three_territories_of_a_city_hold_the_same_people(released: duckdb.DuckDBPyConnection, city: str) -> None:
    """Sums of both counts agree over the units of each territory, for every title × period with no unit too small to be shown."""
    units = released.sql(
        f"""
        with unit as (
            select a.area_id, a.level, a.era
            from dim_area as a
            left join bridge_area_change as c on c.old_area_id = a.province_area_id
            where '{city}' in (a.province_area_id, c.new_area_id)
        )

        select distinct m.territory, m.area_id, m.indicator_id, m.basis, m.period, m.numerator, m.denominator,
            m.status = 'suppressed' as is_hidden
        from mart_attainment as m
        inner join unit as u using (area_id)
        where m.group_id is null and m.source_id = 'standard_form'
          and (m.status = 'suppressed' or (m.numerator is not null and m.denominator is not null))
          and case m.territory
              when 'as_reported' then u.area_id not in (select parent_area_id from dim_area where parent_area_id is not null)
              when 'current' then u.level = 'ward' and u.era = '2025-07'
              when 'former_districts' then u.level = 'district'
              else false
          end
        """
    ).pl()
    series = ["indicator_id", "basis", "period"]
    units = units.filter(~pl.col("is_hidden").any().over(series))
    sums = units.group_by(*series, "territory").agg(pl.col("numerator", "denominator").sum().round(3))
    compared = sums.group_by(series).agg(pl.col("territory").n_unique(), pl.col("numerator", "denominator").n_unique())
    assert compared["period"].n_unique() == 8
    assert set(compared["territory"]) == {3}
    assert (set(compared["numerator"]), set(compared["denominator"])) == ({1}, {1})


def test_a_reported_total_is_not_replaced_by_a_simulated_sum(attainment: pl.DataFrame) -> None:
    rows = pick(
        attainment, area_id="01.2025-07", indicator_id="learning_family_rate", period="2024", basis="registered"
    )
    assert {(row["value"], row["is_reported"]) for row in rows} == {(89.06, True)}


def test_without_simulated_reports_nothing_is_simulated(released_only_real: duckdb.DuckDBPyConnection) -> None:
    assert released_only_real.sql("select has_simulated, is_only_real from release_info").fetchone() == (False, True)
    for table in ("mart_attainment", "mart_provenance", "mart_load"):
        assert released_only_real.sql(f"select count(*) from {table} where is_simulated").fetchone() == (0,)
    verdicts = released_only_real.sql(
        "select count(*) from mart_standing where is_headline and target_year = 2025 and status = 'exceeded'"
    ).fetchone()
    assert verdicts is not None
    assert verdicts[0] > 0


def test_simulated_values_say_so_to_the_cell(released: duckdb.DuckDBPyConnection) -> None:
    files = released.sql("select distinct file_name, is_simulated from mart_provenance").fetchall()
    assert {is_simulated for name, is_simulated in files if name.startswith("mo-phong")} == {True}
    assert {is_simulated for name, is_simulated in files if not name.startswith("mo-phong")} == {False}
    wards = released.sql(
        "select count(*) from mart_attainment a join dim_area d using (area_id) "
        "where d.level = 'ward' and not a.is_simulated and value is not null"
    ).fetchone()
    assert wards == (0,)


def test_geometry_covers_each_city(released: duckdb.DuckDBPyConnection) -> None:
    layers = dict(released.sql("select layer_key, feature_count from geometry_layer").fetchall())
    assert layers["01_before-2025-07_district"] == 30
    assert layers["01_2025-07_ward"] == 126
    assert layers["79_2025-07_ward"] == 168
    assert layers["24_2025-07_ward"] == 99
    assert layers["VN_2025-07_province"] == 34
