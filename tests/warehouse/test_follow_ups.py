"""Marks people make about signs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from warehouse.follow_ups import (
    LONGEST_NOTE,
    FollowUp,
    FollowUpState,
    add_follow_up,
    find_follow_up_file,
    read_follow_ups,
)

AT = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001


def test_marks_are_only_added_to(tmp_path: Path) -> None:
    assert read_follow_ups(tmp_path) == {}
    asked = FollowUp("a|2025|silent", FollowUpState.ASKED, "An", AT, 'gọi, điện\n"hai" lần')
    confirmed = FollowUp("a|2025|silent", FollowUpState.CONFIRMED, "Bình", AT)
    add_follow_up(tmp_path, asked)
    first = find_follow_up_file(tmp_path).read_bytes()
    add_follow_up(tmp_path, confirmed)
    assert find_follow_up_file(tmp_path).read_bytes().startswith(first)
    marks = read_follow_ups(tmp_path)["a|2025|silent"]
    assert marks[-1] == confirmed
    assert marks[0].note == 'gọi, điện "hai" lần'


@pytest.mark.parametrize(("by", "note"), [(" ", ""), ("An" * 50, ""), ("An", "x" * (LONGEST_NOTE + 1))])
def test_a_mark_needs_a_name_and_reasonable_texts(tmp_path: Path, by: str, note: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        add_follow_up(tmp_path, FollowUp("a", FollowUpState.ASKED, by, AT, note))
    assert read_follow_ups(tmp_path) == {}
