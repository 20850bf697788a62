"""What programs can read over HTTP: resources, the parameters each takes, and what is wrong with a request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from warehouse.model import Basis, Era, Level, Status, Territory
from warehouse.page_queries import FIRST
from wording.language import LANGUAGES, N_, current_language, translate, use_language

LARGEST_LIMIT, USUAL_LIMIT = 1_000, 100
LATEST_YEAR = 2100
CODE = r"[0-9A-Za-z._-]{1,80}"
TOTAL = "total"
FORMATS = ("json", "csv")


@dataclass(frozen=True)
class ApiParameter:
    """One parameter of the query string.

    Attributes
    ----------
    meaning : str
        Message id.
    choices : tuple of str
        What it may be; empty = see ``pattern``.
    bounds : (int, int) or None
        Least and largest number; null = it is a text.
    """

    name: str
    meaning: str
    choices: tuple[str, ...] = ()
    pattern: str = CODE
    bounds: tuple[int, int] | None = None


@dataclass(frozen=True)
class ApiResource:
    """One table programs can read page by page; ``table`` is where it comes from, ``filters`` narrow its rows."""

    name: str
    statement: str
    table: str
    meaning: str
    filters: tuple[ApiParameter, ...]

    @property
    def parameters(self) -> tuple[ApiParameter, ...]:
        """All a request may have."""
        return (*self.filters, *SHARED)


class ApiError(Exception):
    """A request that cannot be answered.

    Parameters
    ----------
    status : int
        HTTP status.
    title : str
        Message id of what is wrong.
    remedy : str
        Message id of what to do; ``values`` fill both.
    parameter : str
        Where: the parameter it is about, empty for the path.
    """

    def __init__(self, status: int, title: str, remedy: str, parameter: str = "", **values: str) -> None:
        super().__init__(title)
        self.status, self.title, self.remedy, self.parameter, self.values = status, title, remedy, parameter, values


AREA = ApiParameter("area", N_("Area id, such as 01.2025-07 (Hà Nội)"))
PARENT = ApiParameter("parent", N_("Areas right under this one, or anywhere in this province"))
LEVEL = ApiParameter("level", N_("Level of the areas"), tuple(Level))
ERA = ApiParameter("era", N_("Before or since the reform of 1/7/2025"), tuple(Era))
INDICATOR = ApiParameter("indicator", N_("Indicator id"))
PERIOD = ApiParameter("period", N_("Period, such as 2025, 2026-H1, 2026-Q3, 2023-08"))
TERRITORY = ApiParameter("territory", N_("Units the series stands on"), tuple(Territory))
GROUP = ApiParameter("group", N_("Group of people; total = all people"))
BASIS = ApiParameter("basis", N_("What the denominator counts"), tuple(Basis))
TARGET_YEAR = ApiParameter("target_year", N_("Year of the target"), bounds=(2000, LATEST_YEAR))
STATUS = ApiParameter("status", N_("Status of the row"), tuple(Status))

LIMIT = ApiParameter("limit", N_("Rows of a page"), bounds=(1, LARGEST_LIMIT))
CURSOR = ApiParameter("cursor", N_("Where the page begins; take it from “next”"), pattern="r[0-9]{1,12}")
RELEASE = ApiParameter("release", N_("A kept release; the current one if not given"))
FORMAT = ApiParameter("format", N_("json or csv; also by the header Accept"), FORMATS)
SHARED = (LIMIT, CURSOR, RELEASE, FORMAT)
OF_RELEASE = (RELEASE, FORMAT)  # the release itself is one row

RESOURCES: Mapping[str, ApiResource] = {
    one.name: one
    for one in (
        ApiResource("areas", "page_areas", "dim_area", N_("Places of both eras"), (AREA, PARENT, LEVEL, ERA)),
        ApiResource("indicators", "page_indicators", "dim_indicator", N_("Indicators"), (INDICATOR,)),
        ApiResource(
            "targets", "page_targets", "dim_target", N_("Targets, with their wording"), (AREA, INDICATOR, TARGET_YEAR)
        ),
        ApiResource(
            "attainment", "page_attainment", "mart_attainment", N_("Values with their base, date, completeness, target and status"),
            (AREA, PARENT, LEVEL, INDICATOR, PERIOD, TERRITORY, GROUP, BASIS, TARGET_YEAR, STATUS),
        ),
        ApiResource(
            "provenance", "page_provenance", "mart_provenance", N_("File, sheet and cell of every number read"),
            (AREA, INDICATOR, PERIOD, GROUP, BASIS),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class ApiQuery:
    """A request that is in order.

    Attributes
    ----------
    filters : mapping
        Every filter of the resource; null lets everything pass.
    after : int
        Row number the page begins after.
    release_id : str or None
        Kept release asked for; null = the current one.
    wanted_format : str or None
        ``json`` or ``csv``; null = the header Accept decides.
    """

    filters: Mapping[str, str | int | None]
    limit: int = USUAL_LIMIT
    after: int = FIRST
    release_id: str | None = None
    wanted_format: str | None = None


def read_query(given: Iterable[tuple[str, str]], allowed: tuple[ApiParameter, ...]) -> ApiQuery:
    """Check the parameters of a request against those it may have.

    Raises
    ------
    ApiError
        At the first that is not known, there twice, or not in order.
    """
    known = {one.name: one for one in allowed}
    values: dict[str, str | int] = {}
    for name, text in given:
        if name not in known:
            names = ", ".join(known)
            title = N_("There is no parameter “{name}”.")
            raise ApiError(400, title, N_("Use one of: {names}."), name[:80], name=name[:80], names=names)
        if name in values:
            title = N_("The parameter “{name}” is there twice.")
            raise ApiError(400, title, N_("Give it once; ask once for each value."), name, name=name)
        values[name] = read_value(known[name], text)
    return ApiQuery(
        filters={one.name: values.get(one.name) for one in allowed if one not in SHARED},
        limit=int(values.get(LIMIT.name, USUAL_LIMIT)),
        after=int(str(values[CURSOR.name])[1:]) if CURSOR.name in values else FIRST,
        release_id=str(values[RELEASE.name]) if RELEASE.name in values else None,
        wanted_format=str(values[FORMAT.name]) if FORMAT.name in values else None,
    )


def read_value(parameter: ApiParameter, text: str) -> str | int:
    """The value of one parameter.

    Raises
    ------
    ApiError
        When it is none it may have.
    """
    name = parameter.name
    if parameter.bounds is not None:
        least, largest = parameter.bounds
        if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) and least <= int(text) <= largest:
            return int(text)
        values = {"name": name, "least": str(least), "largest": str(largest)}
        remedy = N_("Give a whole number from {least} to {largest}.")
        raise ApiError(400, N_("“{name}” is not a number it may be."), remedy, name, **values)
    if parameter.choices:
        if text in parameter.choices:
            return text
        names = ", ".join(parameter.choices)
        raise ApiError(400, N_("“{name}” has no such value."), N_("Use one of: {names}."), name, name=name, names=names)
    if not re.fullmatch(parameter.pattern, text, re.ASCII):
        if parameter is CURSOR:
            remedy = N_("Take it from “next” of the page before, or leave it out.")
            raise ApiError(400, N_("“cursor” was not given by this service."), remedy, name)
        remedy = N_("Use letters without accents, digits, full stops, hyphens and underscores.")
        raise ApiError(400, N_("“{name}” is not a code."), remedy, name, name=name)
    return text


def write_cursor(after: int) -> str:
    """Name of the page after a row.

    >>> write_cursor(999)
    'r999'
    """
    return f"r{after}"


def say_in_both(message: str, **values: str) -> dict[str, str]:
    """A message in each language."""
    before, said = current_language(), {}
    for language in LANGUAGES:
        use_language(language)
        said[language] = translate(message, **values)
    use_language(before)
    return said
