"""Finds the tables of messy sheets by itself and turns them into a frame of cells (``etl.cells.CELL_SCHEMA``)."""

from etl.tables.cells import extract_cells
from etl.tables.find import find_tables
from etl.tables.layout import Layout
from etl.tables.miss import describe_miss, find_nearest
from etl.tables.personal import find_personal_columns
from etl.tables.vocabulary import Vocabulary
from etl.tables.vocabulary_source import read_vocabulary

__all__ = [
    "Layout",
    "Vocabulary",
    "describe_miss",
    "extract_cells",
    "find_nearest",
    "find_personal_columns",
    "find_tables",
    "read_vocabulary",
]
