"""Schemathesis tries requests made of the service's own description, in order and out of order: no server error, answers as described."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from starlette.applications import Starlette

from ui.api import build_api_routes
from ui.api_resources import RESOURCES

schemathesis = pytest.importorskip("schemathesis")
BOUNDS = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
@pytest.mark.parametrize("name", ["release", *RESOURCES])
def test_no_request_made_of_the_description_fails(
    only_real_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, mode: schemathesis.GenerationMode
) -> None:
    monkeypatch.setenv("DICH_WAREHOUSE", str(only_real_folder))
    description = schemathesis.openapi.from_asgi("/api/v1/openapi.json", Starlette(routes=build_api_routes()))
    tried = []

    @BOUNDS
    @given(case=description[f"/{name}"]["GET"].as_strategy(generation_mode=mode))
    def try_one(case: schemathesis.Case) -> None:
        tried.append(case.call_and_validate().status_code)

    try_one()
    assert len(tried) >= BOUNDS.max_examples / 2
    assert not [status for status in tried if status >= 500]
