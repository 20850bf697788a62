"""Every threshold of the verdict arithmetic, in one place and the same for every indicator.

``docs/methods.md`` prints this registry; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Thresholds:
    """Limits the judge compares with; decimals of at most four places, so that no limit moves by a rounding.

    Attributes
    ----------
    exceed_margin_points : Decimal
        Units of the value above a target from which *vượt* is said instead of *đạt*, inclusive (METHODS 5).
    equality_tolerance_points : Decimal
        A target "=" away from a natural bound is met when the value is closer than this (METHODS 5).
    completeness_minimum_ratio : Decimal
        Share of expected units, 0–1, from which the observed value may decide while reports are missing (METHODS 5).
    about_points, about_ratio : Decimal
        Half-width of a figure published as *khoảng*: the larger of so many units of the value and this share of it
        (METHODS 4).
    minimum_persons_count : int
        Values of persons with a smaller denominator are suppressed (METHODS 5, 8).
    small_denominator_count : int
        Denominator from which a rate is neither smoothed nor given an interval of chance (METHODS 8).
    noise_minimum_points : Decimal
        Least noise of a year's step, in units of the value: no series is quieter than its reporting (METHODS 7, 8).
    rank_noise_factor : Decimal
        How many times the noise of a difference two values must lie apart for one to be surely ahead: 95% one-sided (METHODS 8).
    rank_minimum_count : int
        Fewest areas with a value that are ranked (METHODS 8).
    peer_count, peer_minimum_count : int
        Most areas named as peers of one, and fewest others with the same features among whom they are sought (peers).
    peer_kind_distance : Decimal
        What another kind of unit (phường, xã, đặc khu) counts for in a distance, in standard deviations (peers).
    peer_close_distance : Decimal
        Furthest distance, in standard deviations, of an area called alike (peers).
    silent_age_maximum_months : int
        Oldest denominator that may stand in for that of a unit that did not report (METHODS 9).
    growth_minimum_reporters_count : int
        Reporters with both denominators needed before that old denominator is scaled by their growth (METHODS 9).
    print_places, print_places_maximum : int
        Decimals printed by default, and at most, to keep a printed value on its own side of the target (METHODS 1).
    estimated_share_maximum : Decimal
        Share of a recast value, 0–1, that may rest on divided units before it is drawn hollow and makes no headline (METHODS 10).
    common_area_ratio_maximum : Decimal
    common_area_wards_maximum : int
        A province may be shown by common areas when its largest one holds at most this share (0–1) of its wards, or this many wards:
        a larger one would hide most of what a ward trend is asked for, and one of five wards is still a neighbourhood (METHODS 10).
    on_track_minimum_ratio, accelerate_minimum_ratio : Decimal
        Least observed pace over the pace still needed, 1/K, of *đúng tiến độ* and of *cần tăng tốc* (METHODS 6).
    times_printed_maximum : int
        Times today's pace printed as a number; above is *hơn 10 lần* (METHODS 6).
    pace_minimum_years, pace_maximum_years : int
        Years a pace is observed over: from the anchor once the minimum has passed, else from the earliest point between both (METHODS 6).
    programme_first_year : int
        Year of the first report that may be an anchor: the programmes run from 2021 to 2030 (METHODS 6).
    denominator_jump_ratio : Decimal
        Growth or fall of a denominator between neighbouring points, 0–1, above which its base wants confirming (METHODS 6).
    trend_minimum_points, trend_maximum_points : int
        Annual points a likelihood needs, and the most recent ones it uses (METHODS 7).
    trend_decay_ratio : Decimal
        Weight of a point against that of one a year younger (METHODS 7).
    freedom_maximum : int
        Most degrees of freedom of the Student distribution (METHODS 7).
    likely_minimum_probability, uncertain_minimum_probability : Decimal
        Least probability of *nhiều khả năng đạt* and of *chưa chắc*; below is *khó đạt* (METHODS 7).
    horizon_maximum_years : int
        Furthest year-end, from the last point, at which an attainment is foretold (METHODS 7).
    arrow_up_minimum_ratio, arrow_rising_minimum_ratio : Decimal
        Least slope over the pace still needed of ↑ and of ↗ (METHODS 7).
    arrow_flat_points : Decimal
        Units a year below which a series is drawn as →, whatever is needed (METHODS 7).
    composite_missing_maximum : Decimal
        Share of the measures of a composite, 0–1, that may be without a score before there is no composite (METHODS 12).
    composite_floor_score : Decimal
        Least score of a criterion, of 100, in the geometric mean between criteria: one of 0 does not wipe out the others (METHODS 12).
    tolerance : Decimal
        Slack when a binary floating-point input, such as completeness or a pace, meets its limit.
    """

    exceed_margin_points: Decimal = Decimal("0.05")
    equality_tolerance_points: Decimal = Decimal("0.05")
    completeness_minimum_ratio: Decimal = Decimal("0.80")
    about_points: Decimal = Decimal(2)
    about_ratio: Decimal = Decimal("0.05")
    minimum_persons_count: int = 10
    small_denominator_count: int = 1000
    noise_minimum_points: Decimal = Decimal(1)
    rank_noise_factor: Decimal = Decimal("1.645")
    rank_minimum_count: int = 3
    peer_count: int = 10
    peer_minimum_count: int = 2
    peer_kind_distance: Decimal = Decimal(1)
    peer_close_distance: Decimal = Decimal(1)
    silent_age_maximum_months: int = 24
    growth_minimum_reporters_count: int = 5
    print_places: int = 2
    print_places_maximum: int = 4
    estimated_share_maximum: Decimal = Decimal("0.20")
    common_area_ratio_maximum: Decimal = Decimal("0.10")
    common_area_wards_maximum: int = 5
    on_track_minimum_ratio: Decimal = Decimal("0.95")
    accelerate_minimum_ratio: Decimal = Decimal("0.60")
    times_printed_maximum: int = 10
    pace_minimum_years: int = 1
    pace_maximum_years: int = 3
    programme_first_year: int = 2021
    denominator_jump_ratio: Decimal = Decimal("0.25")
    trend_minimum_points: int = 4
    trend_maximum_points: int = 5
    trend_decay_ratio: Decimal = Decimal("0.80")
    freedom_maximum: int = 3
    likely_minimum_probability: Decimal = Decimal("0.75")
    uncertain_minimum_probability: Decimal = Decimal("0.25")
    horizon_maximum_years: int = 15
    arrow_up_minimum_ratio: Decimal = Decimal(1)
    arrow_rising_minimum_ratio: Decimal = Decimal("0.50")
    arrow_flat_points: Decimal = Decimal("0.05")
    composite_missing_maximum: Decimal = Decimal("0.20")
    composite_floor_score: Decimal = Decimal(1)
    tolerance: Decimal = Decimal("1e-9")

    @property
    def completeness_floor_ratio(self) -> float:
        """Lowest floating-point completeness that counts as the minimum."""
        return float(self.completeness_minimum_ratio - self.tolerance)


THRESHOLDS = Thresholds()
