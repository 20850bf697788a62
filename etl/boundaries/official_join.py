"""Which unit each feature is: by era and code, else by its name under its parent; a contradiction is listed, never joined."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from etl.boundaries.official_columns import Columns, Values, pad_code
from etl.boundaries.official_report import Item, Remark, Report
from etl.boundaries.official_units import CODE_DIGITS, Units
from etl.places import AreaMatch, match_area
from etl.places.spelling import build_key, clean_text, split_words
from warehouse.model import Era

CODE = re.compile(r"\d+", re.ASCII)
OTHER_ERA = "area_not_in_period"
OTHER_ERA_SHARE = 0.1


@dataclass(frozen=True)
class Asked:
    """What a feature says it is; ``feature`` is its number in the file, the first being 1."""

    feature: int
    code: str
    name: str
    parent: str

    def describe(self) -> Item:
        """As the report lists it."""
        return {"feature": self.feature, "code": self.code, "name": self.name}


def read_asked(values: Values, columns: Columns, count: int, units: Units) -> list[Asked]:
    """What each of ``count`` features says it is, in the order of the file."""
    digits = CODE_DIGITS[units.level]
    empty = [""] * count
    codes, names, parents = (values.get(name, empty) for name in (columns.code, columns.name, columns.parent))
    rows = enumerate(zip(codes, names, parents, strict=True), start=1)
    return [Asked(i, pad_code(code, digits), clean_text(name), clean_text(parent)) for i, (code, name, parent) in rows]


def join_features(asked: list[Asked], units: Units, report: Report) -> dict[int, str]:
    """The unit of each feature that is one without doubt; the others are listed in the report.

    Returns
    -------
    dict of int to str
        ``area_id`` by position of the feature in the file, from 0.
    """
    joined: dict[int, str] = {}
    other_era = 0
    for feature in asked:
        match = _match(feature, units)
        if match.area_id in units.rows:
            joined[feature.feature - 1] = str(match.area_id)
            report.doubtful += [describe_match(feature, match)] if match.rule else []
            continue
        other_era += match.rule == OTHER_ERA
        listed = report.contradictions if _is_contradiction(feature, match, units) else report.unmatched
        listed.append(describe_match(feature, match))
    if other_era > OTHER_ERA_SHARE * len(asked):
        era = Era.BEFORE if units.era is Era.AFTER else Era.AFTER
        report.object_to("boundary_other_era", count=other_era, total=len(asked), era=era.value)
    return _drop_contradicting(joined, asked, units, report)


def describe_match(feature: Asked, match: AreaMatch) -> Item:
    """Why a feature was not joined, in words, with what it may have meant."""
    rule = match.rule or "area_outside_scope"
    words = {"value": match.value, "scope": "Việt Nam", "named": match.value, **match.words}
    remark = Remark.tell(rule if rule != "area_missing" else "boundary_no_identity", **words)
    return {**feature.describe(), **remark.to_json(), "suggestions": list(match.suggestions)}


def describe_problem(feature: Item, rule: str, **words: object) -> Item:
    """A feature that was not used for a reason of its own."""
    return {**feature, **Remark.tell(rule, **words).to_json(), "suggestions": []}


def _match(feature: Asked, units: Units) -> AreaMatch:
    if CODE.fullmatch(feature.code):
        return match_area(units.own, feature.code, feature.name, units.day, units.within)
    name = feature.name or feature.code
    within = _find_parent(feature.parent, units) or units.within
    if exact := _find_exact(name, within, units):
        return AreaMatch(exact, None, "name", name)
    match = match_area(units.own, "", name, units.day, within)
    if match.rule != "area_outside_scope" or within == units.within:
        return match
    named = match_area(units.own, "", name, units.day, units.within)
    if named.area_id is None:
        return named
    label = units.index.places[named.area_id].label
    return AreaMatch(None, "parent_differs", "name", name, (label,), {"named": label})


def _find_exact(name: str, within: str | None, units: Units) -> str | None:
    """The one unit whose official name is written exactly so."""
    roots = units.index.find_roots(within, units.day)
    ids = (i for i in units.rows if units.rows[i]["name_vi"] == name)
    found = [i for i in ids if not roots.isdisjoint(units.index.places[i].lineage)]
    return found[0] if len(found) == 1 else None


def _find_parent(text: str, units: Units) -> str | None:
    """The area of that day a parent names; None where it names none (a former district beside a current ward), or several."""
    if not text:
        return None
    code = text if CODE.fullmatch(text) else ""
    return match_area(units.index, code, text, units.day, units.within, suggest=False).area_id


def _is_contradiction(feature: Asked, match: AreaMatch, units: Units) -> bool:
    """Whether code and name each name a unit, and not the same."""
    if match.rule in ("code_and_name_differ", "parent_differs"):
        return True
    coded = units.own.codes.get(feature.code, ())
    return (
        match.rule == OTHER_ERA
        and match.at == "name"
        and bool(feature.name)
        and not units.rows.keys().isdisjoint(coded)
    )


def _drop_contradicting(joined: dict[int, str], asked: list[Asked], units: Units, report: Report) -> dict[int, str]:
    """Several features of one unit are its parts, unless their names differ: then none is joined."""
    members: dict[str, list[Asked]] = defaultdict(list)
    for position, unit in joined.items():
        members[unit].append(asked[position])
    for unit, features in members.items():
        names = {build_key(split_words(feature.name)): feature.name for feature in features if feature.name}
        if len(names) > 1:
            words = {"count": len(features), "unit": units.index.places[unit].label, "names": "; ".join(names.values())}
            report.contradictions += [describe_problem(f.describe(), "boundary_two_names", **words) for f in features]
            members[unit] = []
    return {feature.feature - 1: unit for unit, features in members.items() for feature in features}
