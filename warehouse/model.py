"""The vocabulary of the warehouse: one enumeration per coded column of the release.

The codes are a public contract (docs/data-dictionary.md); their Vietnamese and English words live in the gettext catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Era(StrEnum):
    """Which set of administrative units an area code belongs to; codes are reused across eras."""

    BEFORE = "before-2025-07"
    AFTER = "2025-07"


class Level(StrEnum):
    """Tier of an area. ``WARD`` covers xã, phường, thị trấn and đặc khu; ``DISTRICT`` ended on 30/6/2025; ``REGION`` is no unit of
    government, only a label under which figures were published."""

    NATION = "nation"
    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"
    WARD = "ward"


class Unit(StrEnum):
    """What the value of an indicator is expressed in."""

    PERCENT = "percent"
    COUNT = "count"
    BOOLEAN = "boolean"
    NUMBER = "number"


class Accumulation(StrEnum):
    """How an indicator builds up over a year (METHODS 4)."""

    STOCK = "stock"
    YEAR_TO_DATE = "year_to_date"
    FLOW = "flow"


class Basis(StrEnum):
    """What the denominator counts. A value meets a target only on the same basis; ``UNKNOWN`` meets none."""

    TOTAL = "total"
    REGISTERED = "registered"
    IN_LEARNING_MODELS = "in_learning_models"
    IN_LEARNING_UNITS = "in_learning_units"
    TITLE_HOLDERS = "title_holders"
    DIGITAL_SKILL_HOLDERS = "digital_skill_holders"
    POPULATION = "population"
    WORKING_AGE = "working_age"
    NONE = "none"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    """How exactly a figure was published: exact, hơn (at least), gần (at most), khoảng (about)."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class MissingReason(StrEnum):
    """Why there is no value; never 0 and never a bare blank."""

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"


class ReportStatus(StrEnum):
    """A December figure is provisional (tạm tính), January's is final (chính thức)."""

    PROVISIONAL = "provisional"
    FINAL = "final"


class Confidence(StrEnum):
    """How well a catalogue row is sourced. ``RECALLED_UNVERIFIED`` and ``UNKNOWN`` never give a verdict."""

    SEED = "seed"
    OTHER_SOURCE_READ = "other_source_read"
    INFERRED = "inferred"
    RECALLED_UNVERIFIED = "recalled_unverified"
    UNKNOWN = "unknown"

    @property
    def is_verified(self) -> bool:
        """Whether a target of this confidence may be judged against."""
        return self in (Confidence.SEED, Confidence.OTHER_SOURCE_READ)


class Territory(StrEnum):
    """On which units a series is drawn (METHODS 10)."""

    AS_REPORTED = "as_reported"
    CURRENT = "current"
    FORMER_DISTRICTS = "former_districts"
    COMMON = "common"


class Recast(StrEnum):
    """Whether a value was carried over a boundary change, and how."""

    NONE = "none"
    EXACT = "exact"
    ESTIMATED = "estimated"


class Status(StrEnum):
    """Verdict on one value against one target, in the order METHODS 5 tries them."""

    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"
    NOT_COMPARABLE = "not_comparable"
    EXCEEDED = "exceeded"
    ATTAINED = "attained"
    ATTAINED_EARLY = "attained_early"
    NOT_ATTAINED = "not_attained"
    UNDECIDED = "undecided"
    INSUFFICIENT = "insufficient"
    NOT_DUE = "not_due"
    OPEN = "open"
    ON_TRACK = "on_track"
    ACCELERATE = "accelerate"
    SLOW = "slow"
    BACKWARD = "backward"


class Likelihood(StrEnum):
    """Probability in words that a target will be attained when due (METHODS 7)."""

    LIKELY = "likely"
    UNCERTAIN = "uncertain"
    UNLIKELY = "unlikely"
    INSUFFICIENT = "insufficient"


class Arrow(StrEnum):
    """Which way a series moves against what its target still asks (METHODS 7); up is towards the target, whatever the direction."""

    UP = "up"
    RISING = "rising"
    FLAT = "flat"
    DOWN = "down"


class Outlook(StrEnum):
    """What the trend says about the year a target will be attained (METHODS 7)."""

    YEARS = "years"
    AGAINST_TREND = "against_trend"
    BEYOND_HORIZON = "beyond_horizon"


class Measure(StrEnum):
    """What one reported cell counts: the columns of the standard form, then the parts of a published figure."""

    TOTAL = "total"
    REGISTERED = "registered"
    ASSESSED = "assessed"
    RECOGNISED = "recognised"
    DIGITAL_SKILL = "digital_skill"
    DIGITAL_PROFICIENCY = "digital_proficiency"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"


@dataclass(frozen=True)
class BoundaryLayer:
    """One map layer: the units of one level and era in one province or in the nation.

    Attributes
    ----------
    key : str
        ``<scope>_<era>_<level>``, such as ``01_2025-07_ward``.
    boundary_id : str
        First 16 hexadecimal digits of the SHA-256 of ``geojson``: changes whenever the map does.
    era, level : str
        Values of ``Era`` and ``Level``.
    scope_code : str
        Code of the current province, or ``VN``.
    fidelity : str
        ``schematic`` or ``official``.
    source : str
        Where the shapes come from.
    feature_count : int
        Number of units.
    geojson : bytes
        FeatureCollection (RFC 7946, UTF-8); each feature's ``id`` is its ``area_id``, its properties ``area_id`` and ``name``.
    geojson_br : bytes
        The same compressed with Brotli, as a release stores it and a browser gets it.
    """

    key: str
    boundary_id: str
    era: str
    level: str
    scope_code: str
    fidelity: str
    source: str
    feature_count: int
    geojson: bytes
    geojson_br: bytes


def area_id(code: str, era: Era) -> str:
    """Key of an area: its official code within an era.

    >>> area_id("00004", Era.AFTER)
    '00004.2025-07'
    """
    return f"{code}.{era}"
