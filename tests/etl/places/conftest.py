"""One index of the whole country for all tests of this folder."""

from __future__ import annotations

import pytest

from etl.places import AreaIndex, build_area_index, read_aliases
from warehouse.catalogue import CATALOG_FOLDER, read_catalogue


@pytest.fixture(scope="session")
def index() -> AreaIndex:
    catalogue = read_catalogue()
    return build_area_index(
        catalogue.areas, catalogue.area_changes, read_aliases([CATALOG_FOLDER / "area_aliases.csv"])
    )
