"""The baseline of ``map_steps``, a map as a first attempt would draw it: shapes and values in one figure, drawn anew at every step."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import streamlit as st

from ui.answers import find_release
from ui.filters import DEFAULT_INDICATOR
from ui.geometry import get_stored
from ui.map_story import LAYER_KINDS
from warehouse import queries
from warehouse.publish import find_folder

release = find_release(find_folder(), None)
area_id, code = st.query_params["noi"], st.query_params["cap"]
kind = LAYER_KINDS[code]
layer = next(
    row
    for row in queries.list_map_layers(release, area_id).iter_rows(named=True)
    if (row["level"], row["era"]) == (kind.level, kind.era)
)
question = (area_id, DEFAULT_INDICATOR, kind.level, kind.era, kind.territory)
periods = queries.list_layer_periods(release, *question)["period"].to_list()[::-1]
period = st.select_slider("period", periods, value=periods[-1], key="map_period")
values = queries.list_map_values(
    release, area_id, DEFAULT_INDICATOR, period, 2025, kind.level, kind.era, kind.territory
)
shapes = json.loads(get_stored(queries.read_geometry(release, layer["layer_key"])).geojson)
areas = go.Choroplethmap(
    geojson=shapes,
    featureidkey="id",
    locations=values["area_id"],
    z=values["value"].fill_null(0),
    text=values["name_vi"],
)
figure = go.Figure(areas)
style = {
    "version": 8,
    "sources": {"none": {"type": "geojson", "data": {"type": "FeatureCollection", "features": []}}},
    "layers": [],
}
west, east, south, north = (102.0, 118.0, 7.0, 23.5) if area_id == queries.NATION else (105.2, 106.1, 20.5, 21.4)
bounds = {"west": west - 20, "east": east + 20, "south": south, "north": north}
figure.update_layout(
    map={"style": style, "zoom": 0, "bounds": bounds}, margin={"l": 0, "r": 0, "t": 0, "b": 0}, height=500
)
st.plotly_chart(figure, key="map_chart")
