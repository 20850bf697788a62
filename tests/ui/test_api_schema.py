"""Schemathesis tries requests made of the service's own description: no server error, and answers as described."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from starlette.applications import Starlette

from ui import api
from ui.api import build_api_routes

schemathesis = pytest.importorskip("schemathesis")
EXAMPLES = 12


@pytest.fixture
def description(demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("DICH_WAREHOUSE", str(demonstration_folder))
    api.keep_open.cache_clear()
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", Starlette(routes=build_api_routes()))


schema = schemathesis.pytest.from_fixture("description")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_no_request_made_of_the_description_fails(case: schemathesis.Case) -> None:
    case.call_and_validate()
