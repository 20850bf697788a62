"""Weights of divided units: nothing is lost, what is settled stays, and what is known of the wards decides the rest."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from warehouse.area_weights import Link, Share, divide_exactly, weigh_links

HALF = Decimal("0.5")
OLD, NEW = ("a", "b", "c", "d"), ("V", "W", "X")


def weigh(
    *pairs: str, km2: dict[str, int] | None = None, people: dict[str, int] | None = None, **settled: str
) -> dict[str, Share]:
    """Shares by pair; a pair is written "aV", a settled weight ``aV="0"``."""
    weights = {pair: Decimal(settled[pair]) if pair in settled else None for pair in pairs}
    links = [Link(pair[0], pair[1], 1, weights[pair], "document" if pair in settled else None) for pair in pairs]
    populations, areas = ({name: Fraction(size) for name, size in (sizes or {}).items()} for sizes in (people, km2))
    return dict(zip(pairs, weigh_links(links, populations, areas), strict=True))


def weights_of(shares: dict[str, Share]) -> dict[str, Decimal]:
    return {pair: share.weight for pair, share in shares.items()}


def test_an_undivided_unit_goes_whole_and_shares_its_ward_evenly() -> None:
    shares = weigh("aV", "bV", "cV")
    assert {share.basis for share in shares.values()} == {"whole"}
    assert set(weights_of(shares).values()) == {Decimal(1)}
    assert [share.share_of_new for share in shares.values()] == [Decimal("0.333334"), *[Decimal("0.333333")] * 2]


def test_parts_follow_the_populations_of_their_wards() -> None:
    # a is divided between V, where it is half of one unit beside b, and W, where it is alone: 1/3 of 300 against all of 100
    shares = weigh("aV", "aW", "bV", people={"V": 300, "W": 100})
    assert (shares["aV"].weight, shares["aW"].weight, shares["aV"].basis) == (HALF, HALF, "population")
    assert shares["aV"].share_of_new == Decimal("0.333333")
    assert shares["bV"].share_of_new == Decimal("0.666667")
    assert shares["aW"].share_of_new == 1


def test_one_ward_without_a_population_leaves_the_unit_to_areas_and_then_to_equal_parts() -> None:
    by_area = weigh("aV", "aW", people={"V": 300}, km2={"V": 30, "W": 10})
    assert (by_area["aV"].weight, by_area["aV"].basis) == (Decimal("0.75"), "area")
    equal = weigh("aV", "aW", people={"V": 300}, km2={"W": 10})
    assert (equal["aV"].weight, equal["aV"].basis) == (HALF, "equal_parts")


def test_a_part_without_people_takes_nothing_and_gives_its_ward_nothing() -> None:
    shares = weigh("aV", "aW", "aX", "bV", aV="0", people={"V": 900, "W": 300, "X": 100})
    assert weights_of(shares) == {"aV": 0, "aW": Decimal("0.75"), "aX": Decimal("0.25"), "bV": 1}
    assert (shares["aV"].basis, shares["aV"].share_of_new, shares["bV"].share_of_new) == ("document", 0, 1)


def test_what_the_settled_parts_leave_to_a_single_one_is_settled_too() -> None:
    shares = weigh("aV", "aW", aV="0.3")
    assert (shares["aW"].weight, shares["aW"].basis) == (Decimal("0.7"), "document")


def test_a_province_counts_as_many_units_as_it_had() -> None:
    shares = weigh_links([Link("p", "N", 3), Link("q", "N", 1)], {}, {})
    assert [(share.weight, share.share_of_new) for share in shares] == [(1, Decimal("0.75")), (1, Decimal("0.25"))]


@given(
    pairs=st.sets(st.sampled_from([old + new for old in OLD for new in NEW]), min_size=1),
    people=st.dictionaries(st.sampled_from(NEW), st.integers(1, 10**7)),
    km2=st.dictionaries(st.sampled_from(NEW), st.integers(1, 10**4)),
    order=st.randoms(use_true_random=False),
)
def test_every_unit_is_given_away_and_every_ward_is_filled_exactly(pairs, people, km2, order) -> None:
    ordered = sorted(pairs)
    shares = weigh(*ordered, people=people, km2=km2)
    given_away, filled = defaultdict(Decimal), defaultdict(Decimal)
    for (old, new), share in shares.items():
        assert share.weight >= 0
        given_away[old] += share.weight
        filled[new] += share.share_of_new
    assert set(given_away.values()) == set(filled.values()) == {Decimal(1)}
    order.shuffle(ordered)
    assert weigh(*ordered, people=people, km2=km2) == shares


@given(st.lists(st.fractions(0, 1000), min_size=2, max_size=8).filter(any))
def test_nothing_is_lost_by_rounding_and_no_part_moves_by_a_whole_step(parts: list[Fraction]) -> None:
    divided = divide_exactly(Decimal(1), parts, [str(at) for at in range(len(parts))])
    assert sum(divided) == 1
    assert all(
        abs(Fraction(got) - part / sum(parts)) < Fraction(1, 10**6) for got, part in zip(divided, parts, strict=True)
    )
