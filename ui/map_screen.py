"""What one screen of the map shows: which units, which period or periods, in which colours; read once, drawn by others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from ui.map_choices import MapKind
from ui.map_classes import Colouring, colour_by_status, colour_by_value
from ui.map_compare import Change, colour_changes, colour_pair, list_changes, tell_change, tell_change_source
from ui.map_estimates import list_hollow
from ui.map_story import LAYER_KINDS, read_map_rows, read_map_values, tell_map, tell_map_source
from ui.state import PageContext
from warehouse.model import Territory
from wording.language import _

Row = Mapping[str, Any]


@dataclass(frozen=True)
class MapScreen:
    """The choices of a screen and what they lead to.

    Attributes
    ----------
    area_id : str
        Area whose units are shown.
    code : str
        Kind of units, a key of :data:`ui.map_story.LAYER_KINDS`.
    layer : Mapping
        Row of :func:`warehouse.queries.list_map_layers`; its ``layer_key`` is null where there are no shapes.
    territory : Territory
        Units the figures are recast to.
    period, earlier : str or None
        Period shown, null where there is none; of a comparison also the earlier one.
    """

    context: PageContext
    area_id: str
    code: str
    layer: Row
    kind: MapKind
    territory: Territory
    period: str | None
    earlier: str | None
    is_by_status: bool

    @cached_property
    def values(self) -> pl.DataFrame:
        """Values of the period shown; of the latest where no period has a value, so that every unit is there, silent."""
        period = self.period or self.context.release.info.latest_period
        return read_map_values(self.context, self.area_id, self.code, period, self.territory)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Rows of :attr:`values`."""
        return self.values.to_dicts()

    @cached_property
    def earlier_rows(self) -> list[dict[str, Any]]:
        """Rows of the earlier period of a comparison."""
        if self.earlier is None:
            return []
        return read_map_rows(self.context, self.area_id, self.code, self.earlier, self.territory)

    @cached_property
    def changes(self) -> list[Change]:
        """Change of every unit between the two periods."""
        return list_changes(self.earlier_rows, self.rows)

    @cached_property
    def by_value(self) -> Colouring:
        """Colouring by distance from the target, which the sentence counts by."""
        return colour_by_value(self.rows, self.context.indicator.unit, self.context.indicator.direction)

    @cached_property
    def colourings(self) -> Sequence[Colouring]:
        """Colouring of the map; of a pair, those of the earlier and the later one."""
        unit, direction = self.context.indicator.unit, self.context.indicator.direction
        if self.kind is MapKind.PAIR:
            return colour_pair(self.earlier_rows, self.rows, unit, direction, is_by_status=self.is_by_status)
        if self.kind is MapKind.CHANGE:
            return [colour_changes(self.changes, unit, direction)]
        return [colour_by_status(self.rows) if self.is_by_status else self.by_value]

    @cached_property
    def hollow_ids(self) -> frozenset[str]:
        """Areas whose value is a weak estimate."""
        return list_hollow(self.rows)

    def list_hollow(self, rows: Sequence[Row]) -> frozenset[str]:
        """Areas drawn hollow on the map of ``rows``; of changes, those of which either period is a weak estimate."""
        if rows is not self.rows:
            return list_hollow(rows)
        return self.hollow_ids | list_hollow(self.earlier_rows) if self.kind is MapKind.CHANGE else self.hollow_ids

    @property
    def name(self) -> str:
        """What tells this screen's figure from another's; other periods, indicators and colours are steps on the same one."""
        view = self.context.view
        return " ".join((self.area_id, self.code, self.kind, view.language, str(view.release_id)))

    def tell(self) -> tuple[str, str]:
        """The sentence above the map and the line of what it stands on."""
        source = tell_map_source(self.rows, self.period)
        if self.earlier is None or self.period is None:
            return tell_map(self.rows, self.by_value, self.code), source
        sentence = tell_change(self.changes, self.earlier, self.period, _(LAYER_KINDS[self.code].noun))
        return sentence, tell_change_source(self.changes, source)
