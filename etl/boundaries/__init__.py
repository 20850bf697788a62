"""Boundary layers of the maps: the schematic default, built from published points and areas (BOUNDARIES)."""

from __future__ import annotations

from etl.boundaries.layers import BoundaryLayer, read_layers

__all__ = ["BoundaryLayer", "read_layers"]
