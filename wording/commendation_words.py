"""Who commends, in words."""

from __future__ import annotations

from collections.abc import Mapping

from wording.language import N_

LEVEL_WORDS: Mapping[str, str] = {
    "state": N_("State level"),
    "ministry": N_("Ministry or central body"),
    "province": N_("Province or city"),
    "district": N_("District"),
    "commune": N_("Ward or commune"),
}
