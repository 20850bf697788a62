"""An extract as CSV and Parquet."""

from __future__ import annotations

import io
import json

import polars as pl

from reports.cell_texts import neutralise
from reports.extract import Extract


def write_csv(extract: Extract) -> bytes:
    """CSV in UTF-8 with a byte-order mark, headings in words, numbers raw, texts that would run as formulas guarded."""
    headings = pl.DataFrame([[column.label] for column in extract.columns])
    parts = (
        neutralise(headings).write_csv(include_header=False),
        neutralise(extract.rows).write_csv(include_header=False),
    )
    return "".join(parts).encode("utf-8-sig")


def write_parquet(extract: Extract) -> bytes:
    """Parquet with the keys as column names; labels, notes, sources, release and link are metadata of the file."""
    described = {
        "title": extract.title,
        "columns": json.dumps({c.key: {"label": c.label, "kind": c.kind} for c in extract.columns}, ensure_ascii=False),
        "notes": json.dumps(extract.notes, ensure_ascii=False),
        "sources": extract.sources.write_json(),
        "release_id": extract.release_id,
        "link": extract.link,
    }
    content = io.BytesIO()
    extract.rows.write_parquet(content, metadata=described)
    return content.getvalue()
