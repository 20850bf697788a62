"""How head lines, columns, forms and criteria sets are written in files of score sheets; the words are data of the source file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from etl.head_lines import turn_round
from etl.tables.text import fold_phrase
from warehouse.criteria import find_set as find_version
from warehouse.criterion_model import CriterionSets, Method


@dataclass(frozen=True)
class ScoreWords:
    """The words of the source file, folded: label → field. ``index_words`` may stand in front of the code of an index."""

    head: Mapping[str, str]
    columns: Mapping[str, str]
    forms: Mapping[str, str]
    nature: Mapping[str, str]
    index_words: tuple[str, ...]

    @classmethod
    def of(cls, source: Mapping[str, Any]) -> ScoreWords:
        """The words of one source."""
        words = source["words"]
        return cls(
            turn_round(source["head"]),
            turn_round(source["columns"]),
            turn_round(source["forms"]),
            turn_round(source["nature"]),
            tuple(sorted(map(fold_phrase, words["index"]), key=len, reverse=True)),
        )


@dataclass(frozen=True)
class SetWords:
    """How the forms and indices of one criteria set are named; ``form_names`` as the set calls them, for suggestions."""

    criterion_set_id: str
    forms: Mapping[str, str]
    form_names: tuple[str, ...]
    codes: tuple[str, ...]
    index_names: Mapping[str, str]
    index_words: tuple[str, ...]

    def find_index(self, text: str) -> str | None:
        """The code of the index a heading names, whether the set has it or not; None for another heading."""
        folded = fold_phrase(text)
        if folded in self.index_names:
            return self.index_names[folded]
        bare = " ".join(text.split())
        for word in self.index_words:
            if folded.startswith(f"{word} "):
                bare = bare.split(None, len(word.split()))[-1]
                break
        code = bare.split(None, 1)[0].rstrip(".:)") if bare else ""
        parts = code.split(".")
        return code if len(parts) > 1 and all(part.isdecimal() for part in parts) else None


def find_set(sets: CriterionSets, text: str, day: date | None) -> str | None:
    """The criteria set with points a text names by id, set or name; without a text the only one there is.

    Of a set's versions the one in force on the day, else the latest: ``is_in_force`` tells which it was.
    """
    scored = sets.sets.filter(pl.col("method") == Method.SCORES).sort("valid_from", nulls_last=False)
    if not text:
        return _choose_version(sets, scored["set_id"][-1], day) if scored["set_id"].n_unique() == 1 else None
    asked = fold_phrase(text)
    for row in scored.rows(named=True):
        if fold_phrase(row["criterion_set_id"]) == asked:
            return str(row["criterion_set_id"])
    for column in ("set_id", "name_vi", "name_en"):
        for row in reversed(scored.rows(named=True)):
            if fold_phrase(row[column]) == asked:
                return _choose_version(sets, row["set_id"], day)
    return None


def _choose_version(sets: CriterionSets, set_id: str, day: date | None) -> str:
    latest = sets.sets.filter(pl.col("set_id") == set_id).sort("valid_from", nulls_last=False)["criterion_set_id"][-1]
    return (find_version(sets, set_id, day) if day else None) or str(latest)


def is_in_force(sets: CriterionSets, criterion_set_id: str, day: date) -> bool:
    """Whether a version of a set is the one in force on a day."""
    set_id = sets.sets.row(by_predicate=pl.col("criterion_set_id") == criterion_set_id, named=True)["set_id"]
    return find_version(sets, set_id, day) == criterion_set_id


def read_set_words(sets: CriterionSets, criterion_set_id: str, words: ScoreWords) -> SetWords:
    """The forms and indices of one set by every name they have."""
    own = pl.col("criterion_set_id") == criterion_set_id
    forms = sets.forms.filter(own)
    ids = set(forms["form_id"])
    named = {text: form for text, form in words.forms.items() if form in ids}
    for row in forms.iter_rows(named=True):
        named |= {fold_phrase(row[column]): row["form_id"] for column in ("form_id", "name_vi", "name_en")}
    indices = sets.criteria.filter(own, pl.col("score_maximum").is_not_null())
    index_names = {
        fold_phrase(row[column]): row["criterion_code"]
        for row in indices.iter_rows(named=True)
        for column in ("name_vi", "name_en")
        if row[column]
    }
    return SetWords(
        criterion_set_id,
        named,
        tuple(forms["name_vi"]),
        tuple(indices["criterion_code"].unique(maintain_order=True)),
        index_names,
        words.index_words,
    )
