"""Method cards: judging the rows of the release again gives what the release says, and every word has its meaning."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ui.method_card import write_method_card
from ui.method_case import compute_chance, judge_row
from ui.method_glossary import judge_examples, pace_examples
from ui.method_words import LIKELIHOOD_MEANINGS, STATUS_MEANINGS, explain_code
from warehouse import queries
from warehouse.model import Likelihood, Status
from warehouse.queries import Release, open_release
from wording.language import use_language

PLACES = ("01.2025-07", "79.2025-07", "24.2025-07", "00004.2025-07", "14.2025-07")
PACED = (Status.ON_TRACK, Status.ACCELERATE, Status.SLOW, Status.BACKWARD, Status.INSUFFICIENT)


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


@pytest.mark.parametrize("area_id", PLACES)
def test_the_judge_says_of_every_row_what_the_release_says(release: Release, area_id: str) -> None:
    rows = queries.list_standing(release, area_id).filter(
        pl.col("value").is_not_null()
        & pl.col("target_id").is_not_null()
        & (pl.col("status_reason") != "ended_before_due")
    )
    assert rows.height
    for row in rows.iter_rows(named=True):
        verdict = judge_row(row, release.info.data_as_of)
        assert verdict is not None
        assert verdict.gap_count == row["gap_count"], row["indicator_id"]
        assert (verdict.gap_count_min, verdict.gap_count_max) == (row["gap_count_min"], row["gap_count_max"])
        assert float(verdict.value or 0) == pytest.approx(row["value"])
        if row["status"] not in PACED:
            assert (verdict.status, verdict.reason) == (row["status"], row["status_reason"]), row["indicator_id"]


def test_the_chance_follows_from_what_the_release_states(release: Release) -> None:
    rows = queries.list_standing(release, "01.2025-07").filter(pl.col("p_attain").is_not_null())
    assert rows.height
    for row in rows.iter_rows(named=True):
        assert compute_chance(row) == pytest.approx(row["p_attain"], abs=1e-9)


def test_every_status_has_a_meaning_and_an_example_the_judge_gives_it() -> None:
    assert set(STATUS_MEANINGS) == set(Status)
    assert set(LIKELIHOOD_MEANINGS) == set(Likelihood)
    assert {*judge_examples(), *pace_examples()} == set(Status)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_meanings_name_the_limits_of_the_judge(language: str) -> None:
    use_language(language)
    assert "95%" in explain_code("on_track")
    assert "25%" in explain_code("unlikely")
    assert explain_code("exceeded").count("0,05" if language == "vi" else "0.05") == 1
    use_language("vi")


def test_a_card_works_the_gap_out_in_figures(release: Release) -> None:
    use_language("vi")
    standing = queries.list_standing(release, "01.2025-07")
    row = standing.filter(pl.col("target_id") == "T004").row(0, named=True)
    card = write_method_card(row, row["status"], date(2026, 9, 30))
    assert f"= {row['gap_count']:,}".replace(",", ".") in card
    assert "khớp với bản phát hành" in card
