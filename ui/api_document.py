"""The OpenAPI 3.1 description of ``/api/v1``, made of the resources and of the columns the release has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from ui.api_resources import (
    CURSOR,
    LIMIT,
    OF_RELEASE,
    RESOURCES,
    USUAL_LIMIT,
    ApiParameter,
    ApiResource,
    say_in_both,
)
from warehouse.dictionary import describe_table
from wording.language import N_

Schema = dict[str, Any]
HEAD_SCHEMA: Schema = {
    "type": "object",
    "required": ["release_id", "data_as_of", "latest_period", "has_simulated"],
    "properties": {
        "release_id": {"type": "string"},
        "data_as_of": {"type": "string", "format": "date"},
        "latest_period": {"type": "string"},
        "has_simulated": {"type": "boolean"},
    },
}
PROBLEM_SCHEMA: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "detail_vi"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "detail_vi": {"type": "string"},
        "parameter": {"type": "string"},
    },
}
PROBLEMS = {
    "400": "A parameter is not in order, or the address is too long.",
    "404": "No such release or resource.",
    "503": "Nothing was published yet.",
}


def write_document(columns: Mapping[str, pl.Schema]) -> Schema:
    """The description as a dictionary.

    Parameters
    ----------
    columns : mapping of str to polars.Schema
        Columns of each resource; none where nothing was published.
    """
    paths = {
        "/release": {
            "get": _describe_get("release", N_("Which release this is, and until when it has data"), OF_RELEASE, {})
        }
    }
    for name, resource in RESOURCES.items():
        row = _describe_row(resource, columns.get(name, pl.Schema()))
        paths[f"/{name}"] = {"get": _describe_get(name, resource.meaning, resource.parameters, row)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Đích 2030", "version": "1",
            "description": "Read-only. Every answer belongs to one immutable release, named in the ETag. A rate stands beside its base "
            "(basis), date (period_end, as_of), completeness and is_simulated; a row with status suppressed has no number.",
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
    }  # fmt: skip


def _describe_get(name: str, meaning: str, parameters: tuple[ApiParameter, ...], row: Schema) -> Schema:
    words = say_in_both(meaning)
    page = {
        "type": "object",
        "required": ["release", "total_count", "row_count", "next", "rows"],
        "properties": {
            "release": HEAD_SCHEMA,
            "total_count": {"type": "integer"},
            "row_count": {"type": "integer"},
            "next": {"type": ["string", "null"]},
            "rows": {"type": "array", "items": row},
        },
    }
    content = {"application/json": {"schema": page}, "text/csv": {"schema": {"type": "string"}}}
    problem = {"application/problem+json": {"schema": PROBLEM_SCHEMA}}
    return {
        "operationId": name,
        "summary": words["en"],
        "description": words["vi"],
        "parameters": [_describe_parameter(one) for one in parameters],
        "responses": {
            "200": {"description": "One page.", "content": content},
            "304": {"description": "The reader has this answer already (If-None-Match)."},
            **{status: {"description": text, "content": problem} for status, text in PROBLEMS.items()},
        },
    }


def _describe_parameter(parameter: ApiParameter) -> Schema:
    schema: Schema = {"type": "string", "pattern": f"^{parameter.pattern}$"}
    if parameter.bounds is not None:
        schema = {"type": "integer", "minimum": parameter.bounds[0], "maximum": parameter.bounds[1]}
    elif parameter.choices:
        schema = {"type": "string", "enum": list(parameter.choices)}
    if parameter is LIMIT:
        schema["default"] = USUAL_LIMIT
    words = say_in_both(parameter.meaning)
    described: Schema = {
        "name": parameter.name,
        "in": "query",
        "schema": schema,
        "description": f"{words['en']} / {words['vi']}",
    }
    return described | ({"example": "r999"} if parameter is CURSOR else {})


def _describe_row(resource: ApiResource, columns: pl.Schema) -> Schema:
    described = describe_table(resource.table)
    properties = {name: _describe_column(kind) for name, kind in columns.items()}
    text = "\n\n".join(text if field == "note" else f"{field}: {text}" for field, text in described.items())
    return {"type": "object", "description": text, "properties": properties, "required": list(properties)}


def _describe_column(kind: pl.DataType) -> Schema:
    if kind.is_integer():
        return {"type": ["integer", "null"]}
    if kind.is_float():
        return {"type": ["number", "null"]}
    if kind == pl.Boolean():
        return {"type": ["boolean", "null"]}
    if kind == pl.Date():
        return {"type": ["string", "null"], "format": "date"}
    return {"type": ["string", "null"]}
