"""Where criteria were assessed: the list on an empty screen counts what the screens it leads to count."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html

OpenPage = Callable[..., AppTest]
MET_FEATURES = """
    select d.name_vi, a.area_id, count(*) filter (where r.is_met)
    from mart_assessment as a
    inner join dim_criterion as c using (criterion_set_id, criterion_code)
    inner join dim_area as d using (area_id)
    left join dim_criterion_rating as r using (criterion_set_id, rating)
    where c.kind = 'feature' and a.period = '2026-H1'
    group by all
"""


def test_the_list_of_assessed_places_and_their_screens_count_the_same(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    empty = read_html(open_page(demonstration_folder, "tieu-chi", noi="14.2025-07"))
    counted = released.execute(MET_FEATURES).fetchall()
    assert len(counted) == 2
    for name, area_id, met in counted:
        assert re.search(rf">{name}</a>: {met}/42 đạt", empty)
        assert f"{met}/42 tiêu chí đã đạt" in read_html(open_page(demonstration_folder, "tieu-chi", noi=area_id))
