"""Questions to start from: each is a statement in ``warehouse/sql/examples``, whose first lines say its grain, units and nulls."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.sql import read_sql
from wording.language import N_, _

EXAMPLES: Mapping[str, str] = {
    "wards_furthest_from_target": N_("Which wards of Hà Nội lack most people to the target of 2030?"),
    "verdicts_by_province": N_("How many targets of 2025 were attained by the wards of each province?"),
    "not_attained_in_2025": N_("Which provinces missed which targets of 2025, and by how many?"),
    "one_series_with_its_base": N_("How did the learning families of Hà Nội go, on each base?"),
    "same_year_on_every_base": N_("Where does one period have several rates, because the base differs?"),
    "cells_behind_a_number": N_("From which file, sheet and cell was a number read?"),
    "who_has_not_reported": N_("Which wards have not reported for the latest period?"),
    "rates_by_occupation": N_("Which occupations of Bắc Ninh have most Learning Citizens?"),
    "from_registered_to_recognised": N_("How many of those registered were recognised, by title?"),
    "targets_and_their_documents": N_("Which document sets which target, in which words?"),
    "what_a_ward_was_made_of": N_("Which former wards went into each ward of Hà Nội?"),
    "real_and_simulated": N_("How much is real, how much is simulated?"),
}
FIRST_EXAMPLE = next(iter(EXAMPLES))


def read_example(name: str) -> str:
    """The statement of an example, its question as a comment in place of what its file says of grain, units and nulls."""
    lines = read_sql("examples", name).strip().splitlines()
    return "\n".join([f"-- {_(EXAMPLES[name])}", *(line for line in lines if not line.startswith("-- "))])
