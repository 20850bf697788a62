"""How much of a former unit went to each of its current wards, and how much of a ward came from each former unit.

Nobody published the sizes of the parts of a divided ward. They are estimated in one step (docs/decisions/0009-crosswalk.md): every former
unit counts as much as any other and its parts are equal; within a current ward the parts share its known size in proportion to that.
Everything is computed in whole fractions and rounded once, so that the same rows give the same digits on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

PLACES = 6
UNITS = 10**PLACES

SizeByArea = Mapping[str, Fraction]


@dataclass(frozen=True)
class Link:
    """A former unit and a current one that took it over, wholly or in part.

    Attributes
    ----------
    old_area_id, new_area_id : str
        The two areas.
    size : int
        Former commune-level units it stands for: 1, for a province as many as it had.
    weight : Decimal, optional
        Share of the former unit's counts, 0–1, where a document or a person settled it; None where it is to be estimated.
    basis : str, optional
        What ``weight`` rests on; None with it.
    """

    old_area_id: str
    new_area_id: str
    size: int = 1
    weight: Decimal | None = None
    basis: str | None = None


@dataclass(frozen=True)
class Share:
    """``weight`` of the former unit's counts, ``share_of_new`` of the current unit's, six decimals each; ``basis`` as in the crosswalk."""

    weight: Decimal
    share_of_new: Decimal
    basis: str


def weigh_links(links: Sequence[Link], populations: SizeByArea, km2: SizeByArea) -> list[Share]:
    """Estimate what is not settled and round, one share for each link in their order.

    Parameters
    ----------
    links : sequence of Link
        All links of a level, any order.
    populations, km2 : mapping of str to Fraction
        Known sizes of current wards, above 0. Populations are used for a former unit when all the wards it is divided among have one,
        else areas likewise, else its parts count equally.

    Returns
    -------
    list of Share
        Estimated weights of a former unit sum to exactly 1 together with its settled ones; settled ones are returned as they are.
        ``share_of_new`` of a current unit sums to exactly 1.
    """
    priors = _guess_parts(links)
    shares = _share_current(links, priors)
    of_new: dict[str, Fraction] = defaultdict(Fraction)
    for link, prior in zip(links, priors, strict=True):
        of_new[link.new_area_id] += prior
    weighed = [
        Share(link.weight or Decimal(0), share, link.basis or "") for link, share in zip(links, shares, strict=True)
    ]
    for group in _group(link.old_area_id for link in links):
        unsettled = [at for at in group if links[at].weight is None]
        names = [links[at].new_area_id for at in unsettled]
        basis, sizes = _choose_sizes(names, populations, km2)
        parts = [priors[at] for at in unsettled]
        if basis in ("population", "area"):
            parts = [size * priors[at] / of_new[name] for at, name, size in zip(unsettled, names, sizes, strict=True)]
        rest = Decimal(1) - sum((weighed[at].weight for at in group), Decimal(0))
        for at, weight in zip(unsettled, divide_exactly(rest, parts, names), strict=True):
            weighed[at] = replace(weighed[at], weight=weight, basis="whole" if len(group) == 1 else basis)
    return weighed


def divide_exactly(total: Decimal, parts: Sequence[Fraction], names: Sequence[str]) -> list[Decimal]:
    """Divide ``total`` in proportion to ``parts`` at six decimals, so that nothing is lost: largest remainders first, ties by name.

    >>> divide_exactly(Decimal(1), [Fraction(1)] * 3, ["c", "a", "b"])
    [Decimal('0.333333'), Decimal('0.333334'), Decimal('0.333333')]
    """
    if len(parts) < 2:
        return [total] * len(parts)
    units, whole = int(total * UNITS), sum(parts)
    exact = [units * part / whole if whole else Fraction(0) for part in parts]
    rounded = [part.numerator // part.denominator for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (rounded[at] - exact[at], names[at]))
    for at in order[: units - sum(rounded)]:
        rounded[at] += 1
    return [Decimal(part).scaleb(-PLACES) for part in rounded]


def _guess_parts(links: Sequence[Link]) -> list[Fraction]:
    """Size of each part before anything is known of the wards: equal parts of what is not settled."""
    priors = [Fraction(link.size) for link in links]
    for group in _group(link.old_area_id for link in links):
        if len(group) > 1 or links[group[0]].weight is not None:
            settled = sum((Fraction(links[at].weight or 0) for at in group), Fraction(0))
            unsettled_count = sum(links[at].weight is None for at in group)
            for at in group:
                weight = links[at].weight
                priors[at] *= (1 - settled) / unsettled_count if weight is None else Fraction(weight)
    return priors


def _choose_sizes(names: Sequence[str], populations: SizeByArea, km2: SizeByArea) -> tuple[str, list[Fraction]]:
    if len(names) < 2:  # what the settled parts leave
        return "document", [Fraction(1)] * len(names)
    for basis, sizes in (("population", populations), ("area", km2)):
        if all(name in sizes for name in names):
            return basis, [sizes[name] for name in names]
    return "equal_parts", [Fraction(1)] * len(names)


def _share_current(links: Sequence[Link], priors: Sequence[Fraction]) -> list[Decimal]:
    """The known size of a ward scales all its parts alike, so its shares are those of the guess."""
    shares = [Decimal(0)] * len(links)
    for group in _group(link.new_area_id for link in links):
        names = [links[at].old_area_id for at in group]
        for at, share in zip(group, divide_exactly(Decimal(1), [priors[at] for at in group], names), strict=True):
            shares[at] = share
    return shares


def _group(keys: Iterable[str]) -> list[list[int]]:
    """Positions of equal keys together."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        groups[key].append(at)
    return list(groups.values())
