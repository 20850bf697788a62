"""From the texts people write for an area to its id, in the period's era and under the sheet's province.

``spelling`` and ``kinds`` read a text, ``index`` holds all areas, ``lookup`` finds exact names, ``near`` suggests, ``match`` decides and
explains, ``frames`` does so for a file, ``titles`` and ``scope`` find the area a sheet is about, ``aliases`` are names people confirmed.
"""

from etl.places.aliases import Alias, read_aliases, remember_alias
from etl.places.frames import match_areas
from etl.places.index import AreaIndex, build_area_index
from etl.places.match import AreaMatch, check_area, match_area
from etl.places.scope import find_scope

__all__ = [
    "Alias",
    "AreaIndex",
    "AreaMatch",
    "build_area_index",
    "check_area",
    "find_scope",
    "match_area",
    "match_areas",
    "read_aliases",
    "remember_alias",
]
