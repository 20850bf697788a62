"""What is said while the first release is built."""

from __future__ import annotations

import pytest

from ui.waiting import PHASES, tell_phase
from wording.language import use_language


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_share_of_the_first_build_has_words(language: str) -> None:
    use_language(language)
    told = [tell_phase(share / 100) for share in range(101)]
    assert len(set(told)) == len(PHASES)
    assert all(words.endswith("…") for words in told)


def test_the_end_is_told_like_what_comes_before_it() -> None:
    assert tell_phase(1.0) == tell_phase(0.99)
