"""From the coordinates of a file to degrees in WGS 84, VN-2000 included; a central meridian is asked for, never guessed.

VN-2000 is EPSG:4756. Provinces map in 3-degree zones (transverse Mercator, scale factor 0.9999, false easting 500 km) around a central
meridian of their own (Thông tư 973/2001/TT-TCĐC; EPSG:5896–5899 and 9205–9218 are some of them), the country in 6-degree zones with 0.9996
(EPSG:3405, 3406). To WGS 84 the seven parameters of EPSG:6960 are used everywhere, also where a file names the datum in words of its own.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.crs import BoundCRS, ProjectedCRS
from pyproj.crs.coordinate_operation import ToWGS84Transformation, TransverseMercatorConversion
from pyproj.exceptions import CRSError, ProjError

from etl.boundaries.official_report import ImportRequest, Report, refuse

VN2000 = "EPSG:4756"
LONGITUDE_LATITUDE = "EPSG:4326"
#: EPSG:6960 as position vector: metres, arc seconds, parts per million.
VN2000_TO_WGS84 = (-191.90441429, -39.30318279, -111.45032835, 0.00928836, -0.01975479, 0.00427372, 0.252906278)
VN2000_NAME = re.compile(r"viet\s*nam[\s_]*2000|vn[\s_-]*2000", re.IGNORECASE)
SCALE_OF_3_DEGREES = 0.9999
FALSE_EASTING_M = 500_000
FIRST_MERIDIAN, LAST_MERIDIAN, MERIDIAN_STEP = 102.0, 110.0, 0.25
#: Longitudes and latitudes of the country with Hoàng Sa and Trường Sa.
FRAME = (102.0, 6.0, 118.0, 24.0)
DEGREES = 360.0


def settle_crs(own: CRS | None, shapes: Any, request: ImportRequest, report: Report) -> CRS:
    """The coordinate system to read a file in: the one asked for, else the file's own, else WGS 84 for numbers that are degrees.

    Raises
    ------
    RefusedFileError
        Nothing says what metric coordinates are, or what is said is not understood.
    """
    asked = _read_request(request)
    metric = _find_metric(shapes)
    if asked is not None:
        if own is not None and not own.equals(asked, ignore_axis_order=True):
            report.warn("boundary_crs_overridden", own=describe_crs(own), given=describe_crs(asked))
        own = asked
    if metric is not None and (own is None or own.is_geographic):
        raise refuse("boundary_crs_missing", x=round(metric[0]), y=round(metric[1]))
    if own is None:
        report.warn("boundary_crs_assumed")
        own = CRS.from_user_input(LONGITUDE_LATITUDE)
    return own


def _read_request(request: ImportRequest) -> CRS | None:
    if request.crs and request.central_meridian is not None:
        raise refuse("boundary_crs_twice")
    if request.central_meridian is not None:
        return make_zone(request.central_meridian)
    if not request.crs:
        return None
    try:
        return CRS.from_user_input(request.crs)
    except CRSError as error:
        raise refuse("boundary_crs_unknown", crs=request.crs[:80]) from error


def make_zone(meridian: float) -> CRS:
    """The 3-degree zone of VN-2000 around a central meridian.

    >>> describe_crs(make_zone(105.75))
    'VN-2000 / TM-3 105.75'
    """
    if not FIRST_MERIDIAN <= meridian <= LAST_MERIDIAN or (meridian / MERIDIAN_STEP) % 1:
        raise refuse("boundary_bad_meridian", meridian=meridian)
    conversion = TransverseMercatorConversion(0, meridian, FALSE_EASTING_M, 0, SCALE_OF_3_DEGREES)
    return ProjectedCRS(conversion, name=f"VN-2000 / TM-3 {meridian:g}", geodetic_crs=CRS.from_user_input(VN2000))


def describe_crs(crs: CRS) -> str:
    """Its code, else its name."""
    authority = crs.to_authority(min_confidence=100)
    return ":".join(authority) if authority else crs.name


def to_degrees(shapes: Any, crs: CRS) -> Any:
    """The shapes, without heights, in longitude and latitude of WGS 84.

    Raises
    ------
    RefusedFileError
        The coordinate system has no way to WGS 84.
    """
    flat = shapely.force_2d(shapes)
    try:
        transformer = Transformer.from_crs(_bind_datum(crs), LONGITUDE_LATITUDE, always_xy=True)
        return shapely.transform(flat, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))
    except (CRSError, ProjError) as error:
        raise refuse("boundary_crs_unknown", crs=describe_crs(crs)) from error


def _bind_datum(crs: CRS) -> CRS:
    """VN-2000 under any name with its seven parameters; another datum, or one that brings parameters, as it is."""
    if crs.is_bound or crs.geodetic_crs is None:
        return crs
    datum = crs.geodetic_crs.datum
    if not VN2000_NAME.search(f"{crs.geodetic_crs.name} {datum.name if datum else ''}"):
        return crs
    return BoundCRS(crs, LONGITUDE_LATITUDE, ToWGS84Transformation(crs.geodetic_crs, *VN2000_TO_WGS84))


def check_frame(shapes: Any) -> None:
    """Stop when a shape is not in Viet Nam.

    Raises
    ------
    RefusedFileError
        With the first such feature and where it came to lie.
    """
    bounds = shapely.bounds(shapes)
    west, south, east, north = FRAME
    low, high = (west, south), (east, north)
    known = ~(np.isnan(bounds).all(axis=1) | shapely.is_missing(shapes) | shapely.is_empty(shapes))
    inside = (bounds[:, :2] >= low).all(axis=1) & (bounds[:, 2:] <= high).all(axis=1)
    outside = np.flatnonzero(known & ~inside)
    if not len(outside):
        return
    first = int(outside[0])
    x, y = (bounds[first, :2] + bounds[first, 2:]) / 2
    words = {"feature": first + 1, "x": _round(x), "y": _round(y)}
    if south <= x <= north and west <= y <= east:
        raise refuse("boundary_swapped", **words)
    raise refuse("boundary_outside_frame", count=len(outside), **words)


def _round(degrees: float) -> str:
    return f"{degrees:.4f}" if np.isfinite(degrees) else "–"


def _find_metric(shapes: Any) -> tuple[float, float] | None:
    """A coordinate pair that cannot be degrees."""
    for bounds in shapely.bounds(shapes):
        if np.isfinite(bounds).all() and np.abs(bounds).max() > DEGREES:
            return float(bounds[0]), float(bounds[1])
    return None
