"""The baseline of ``page_speed``: the page a first attempt would be.

One CSV kept by ``st.cache_data``, selectboxes, the shapes in the figure: the pattern of Streamlit's own tutorials, nothing slow on purpose.
``page_speed`` writes its files from the current release and names their folder in ``NAIVE_FOLDER``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
import streamlit as st

FOLDER = Path(os.environ["NAIVE_FOLDER"])
YEAR, PERIOD, LEVEL, ERA = 2025, "2025", "ward", "2025-07"
BLANK = {
    "version": 8,
    "sources": {"none": {"type": "geojson", "data": {"type": "FeatureCollection", "features": []}}},
    "layers": [],
}


@st.cache_data
def read_values() -> pd.DataFrame:
    """Every value as reported."""
    return pd.read_csv(FOLDER / "values.csv")


@st.cache_data
def read_shapes(province: str) -> dict[str, Any]:
    """Shapes of the wards of a province."""
    shapes: dict[str, Any] = json.loads((FOLDER / f"{province}.geojson").read_text(encoding="utf-8"))
    return shapes


st.set_page_config(page_title="Naive", layout="wide")
values = read_values()
places = sorted(path.stem for path in FOLDER.glob("*.geojson"))
left, middle, right = st.columns(3)
province = left.selectbox("Place", places, key="noi")
due = values[values["target_year"] == YEAR]
indicators = due[(due["area"] == province) & due["value"].notna()]["indicator"].unique()
indicator = middle.selectbox("Indicator", sorted(indicators), key="chi_tieu")
period = right.selectbox("Period", [PERIOD], key="ky")

own = due[(due["area"] == province) & (due["period"] == period)]
attained = int(own["status"].isin(["attained", "exceeded"]).sum())
st.title(f"{province}: {attained} of {len(own)} targets attained")
for column, (_place, row) in zip(st.columns(4), own.head(4).iterrows(), strict=False):
    column.metric(row["indicator"], f"{row['value']:.1f} %", f"{row['value'] - row['target']:.1f}")

wards = due[
    (due["province"] == province)
    & (due["level"] == LEVEL)
    & (due["era"] == ERA)
    & (due["indicator"] == indicator)
    & (due["period"] == period)
].drop_duplicates("area_id")
figure = px.choropleth_map(
    wards,
    geojson=read_shapes(province),
    locations="area_id",
    featureidkey="id",
    color="value",
    hover_name="area",
    center={
        "lat": 21.0 if "Hồ Chí Minh" not in province else 10.8,
        "lon": 105.8 if "Hồ Chí Minh" not in province else 106.7,
    },
    zoom=8,
)
figure.update_layout(map_style=BLANK, margin={"l": 0, "r": 0, "t": 0, "b": 0}, height=500)
st.plotly_chart(figure, key="map_chart")
st.dataframe(wards[["area", "numerator", "denominator", "value", "target", "status"]], hide_index=True)
