"""Steps on a map that is already drawn: only the values travel, packed, and the script of the map puts them into the figure on the screen.

Streamlit would build the whole map anew for every other figure, fetch its shapes from the browser's cache and cut them into tiles again.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from wording.language import _

if TYPE_CHECKING:
    import plotly.graph_objects as go

Figure = Mapping[str, Any]
# What may differ between two steps of one map; all else stays as it was first drawn.
STEPPING = ("z", "zmax", "colorscale", "text", "customdata", "hovertemplate", "lon", "lat")
DRAWN = "_drawn_map"


@dataclass(frozen=True)
class DrawnMap:
    """A figure as the browser was given it.

    Attributes
    ----------
    name : str
        What tells the map from another one, such as its units and language.
    frame : Mapping
        The figure without what may differ between steps.
    base, state : str
        Digests of the frame and of the values that came with it.
    label : str
        The map in words, for those who cannot see it.
    """

    name: str
    figure: go.Figure
    frame: Figure
    base: str
    state: str
    label: str


def draw_step(chart: str, name: str, figure: Figure, label: str) -> tuple[DrawnMap, str]:
    """Find what to draw: the figure on the screen with new values where it is the same map, else the figure itself.

    Parameters
    ----------
    chart : str
        Key of the chart; what was drawn under it is kept for the session as long as the chart is on the screen.
    figure : Mapping
        From :func:`ui.maps.build_map`.

    Returns
    -------
    tuple of DrawnMap and str
        Figure to hand to the chart, and HTML of the values to set beside it.
    """
    frame, values = part_figure(figure)
    key = f"{DRAWN}_{chart}"
    drawn: DrawnMap | None = st.session_state.get(key)
    if drawn is not None and chart in st.session_state and (drawn.name, drawn.frame) == (name, frame):
        return drawn, write_values(drawn.base, values, label)
    drawn = st.session_state[key] = keep_figure(name, figure, frame, values, label)
    return drawn, write_mark(drawn.base, drawn.state)


def part_figure(figure: Figure) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stays from step to step, and what may differ."""
    layout = {key: value for key, value in figure["layout"].items() if key != "meta"}
    frame = {
        "data": [{key: value for key, value in trace.items() if key not in STEPPING} for trace in figure["data"]],
        "layout": layout,
    }
    traces = [{key: trace[key] for key in STEPPING if key in trace} for trace in figure["data"]]
    return frame, {"traces": traces, "meta": figure["layout"]["meta"]}


def keep_figure(name: str, figure: Figure, frame: Figure, values: Figure, label: str) -> DrawnMap:
    """A figure to start from; its ``meta`` says which it is and which values it shows."""
    import plotly.graph_objects as go

    base, state = digest(frame), digest([values, label])
    drawn = go.Figure(data=figure["data"], layout=figure["layout"])
    drawn.update_layout(template=None, meta={**figure["layout"]["meta"], "base": base, "state": state})
    return DrawnMap(name, drawn, frame, base, state, label)


def write_values(base: str, values: Figure, label: str) -> str:
    """Values of a step for the figure ``base``; the browser takes them over unless it shows them already."""
    state = digest([values, label])
    packed = zlib.compress(write_json({**values, "label": label, "base": base, "state": state}), level=9)
    return write_mark(base, state, b64encode(packed).decode())


def write_mark(base: str, state: str, packed: str = "") -> str:
    """What the figure ``base`` is to show: values by name and, unless they came with it, packed; and what to say when that fails."""
    failed = escape(_("The map could not follow this step. Please reload the page."))
    mark = f"<div data-map-base='{base}' data-map-state='{state}' data-map-values='{packed}'></div>"
    return f"{mark}<p class='d-map-failed' hidden>{failed}</p>"


def digest(content: Any) -> str:
    """Short name of a content."""
    return blake2b(write_json(content), digest_size=8).hexdigest()


def write_json(content: Any) -> bytes:
    """Content in as few bytes as JSON takes."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
