"""Official boundaries: from a received file to layers that may take the place of the schematic ones, or to the reasons why not.

``official_file`` and ``official_geojson`` read, ``official_crs`` brings to degrees, ``official_columns`` and ``official_join`` tell
which unit a feature is, ``official_shapes`` repairs, ``official_checks`` judges, ``official_layer`` makes a coverage, ``official_store``
keeps it. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import shapely

from etl.boundaries.layers import COLUMNS
from etl.boundaries.official_checks import check_areas, check_completeness, check_coverage, drop_far
from etl.boundaries.official_columns import find_columns
from etl.boundaries.official_crs import check_frame, describe_crs, settle_crs, to_degrees
from etl.boundaries.official_file import read_features
from etl.boundaries.official_join import join_features, read_asked
from etl.boundaries.official_layer import build_layer, place_archipelagos
from etl.boundaries.official_report import ImportRequest, Item, RefusedFileError, Report
from etl.boundaries.official_shapes import repair_shapes, unite_shapes
from etl.boundaries.official_store import FIDELITY
from etl.boundaries.official_units import Units, read_units
from etl.places import AreaIndex
from etl.received import ReceivedFile

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Examined:
    """A file that was looked at: what was found and, where nothing speaks against it, the rows of its layers by key."""

    report: Report
    layers: Mapping[str, list[Item]] = field(default_factory=dict)


def examine_boundaries(
    file: ReceivedFile, request: ImportRequest, index: AreaIndex, now: datetime, progress: Progress
) -> Examined:
    """Read, join and check a file of boundaries; nothing is stored.

    Parameters
    ----------
    index : AreaIndex
        All areas, as :func:`etl.load.read_area_index` gives them.
    now : datetime
        Written into the layers as the time of import.

    Returns
    -------
    Examined
        ``report.status`` is ``refused`` where ``report.reasons`` says why; there are no layers then.
    """
    report = Report(file, request)
    try:
        layers = _examine(report, index, now, progress)
    except RefusedFileError as refusal:
        report.reasons.append(refusal.remark)
    if report.reasons:
        report.status = "refused"
        return Examined(report)
    report.layers = sorted(layers)
    return Examined(report, layers)


def _examine(report: Report, index: AreaIndex, now: datetime, progress: Progress) -> dict[str, list[Item]]:
    request = report.request
    units = read_units(request, index)
    progress("đọc tệp / reading", 0.05)
    features = read_features(report.file, request.layer)
    report.warnings += features.notes
    report.feature_count = len(features.shapes)
    crs = settle_crs(features.crs, features.shapes, request, report)
    report.crs = describe_crs(crs)
    shapes = to_degrees(features.shapes, crs)
    check_frame(shapes)
    progress("khớp đơn vị / joining", 0.2)
    columns = find_columns(features.columns, units, request)
    report.columns = columns.list_found()
    asked = read_asked(features.columns, columns, len(shapes), units)
    joined = join_features(asked, units, report)
    labels = [feature.describe() for feature in asked]
    united = unite_shapes(repair_shapes(shapes, labels, report), joined)
    progress("kiểm tra / checking", 0.4)
    members: dict[str, list[Item]] = {unit: [] for unit in united}
    for position, unit in joined.items():
        members.setdefault(unit, []).append(labels[position])
    return _judge(drop_far(united, members, units, report), units, report, now, progress)


def _judge(
    shapes: dict[str, Any], units: Units, report: Report, now: datetime, progress: Progress
) -> dict[str, list[Item]]:
    scopes = check_completeness(shapes, units, report)
    if shapes:
        check_areas(shapes, units, report)
        check_coverage(shapes, report)
    if report.reasons:
        return {}
    layers = {}
    for done, scope in enumerate(scopes):
        progress(f"ghép đường biên / matching edges {scope}", 0.6 + 0.4 * done / len(scopes))
        key = f"{scope}_{units.era}_{units.level}"
        own = {unit: shapes[unit] for unit in units.select(scope) if unit in shapes}
        drawn = place_archipelagos(build_layer(own, key), units, scope, report)
        layers[key] = _describe_rows(drawn, units, report, now)
    _warn_of_captions(report)
    return layers


def _describe_rows(shapes: Mapping[str, Any], units: Units, report: Report, now: datetime) -> list[Item]:
    """Rows of a stored layer, by code: the columns of every boundary layer, then where it comes from."""
    request, file = report.request, report.file
    own = {
        "source": request.source or file.name,
        "fidelity": FIDELITY,
        "licence": request.licence,
        "imported_at": now.isoformat(timespec="seconds"),
        "sha256": file.sha256,
        "file_name": file.name,
    }
    rows = []
    for unit in sorted(shapes, key=lambda unit: str(units.rows[unit]["area_code"])):
        row = units.rows[unit]
        facts = (units.era.value, units.level.value, row["area_code"], row["name_vi"])
        parent = str(row["parent_area_id"]).split(".")[0]
        shape = shapely.orient_polygons(shapes[unit])
        rows.append(dict(zip(COLUMNS, (*facts, parent, row["area_km2"]), strict=False)) | own | {"geometry": shape})
    return rows


def _warn_of_captions(report: Report) -> None:
    request = report.request
    shown = request.source or report.file.name
    if not request.source:
        report.warn("boundary_no_source", what_vi="nguồn", what_en="source", shown=shown, option="--source")
    if not request.licence:
        report.warn("boundary_no_source", what_vi="giấy phép", what_en="licence", shown=shown, option="--licence")
