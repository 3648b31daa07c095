"""Requests that Schemathesis makes from the description: no answer is a failure, and each has the shape described.

`benchmarks/api` sends 20,000 of them; here every operation gets a few.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.asking import Client

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = int(os.environ.get("MUSNAD_API_EXAMPLES", "5"))


@pytest.mark.slow
def test_the_api_does_what_it_says(guarded: dict[str, Client]) -> None:
    client = guarded["admin"]
    base, headers = f"http://127.0.0.1:{client.port}", {"Authorization": f"Bearer {client.token}"}
    described = schemathesis.openapi.from_url(f"{base}/api/openapi.json")
    tried = []
    for result in described.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        count = 0

        @settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case[Any]) -> None:
            nonlocal count
            count += 1
            case.call_and_validate(base_url=base, headers=headers, checks=CHECKS)

        ask()
        tried.append((operation.label, count))
    assert len(tried) > 30
    assert all(count for _, count in tried)


def test_the_description_is_whole(guarded: dict[str, Client]) -> None:
    whole = guarded["nobody"].get("openapi.json").json
    assert whole["info"]["title"] == "Musnad"
    operations = [(path, name, each) for path, methods in whole["paths"].items() for name, each in methods.items()]
    assert len(operations) > 30
    for path, name, operation in operations:
        assert operation["description"], (path, name)
        assert operation["responses"]["422"]["content"] == {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        }
        for parameter in operation.get("parameters", ()):
            assert parameter["in"] == "path" or parameter["name"] == "cursor" or parameter.get("description"), (
                path,
                parameter,
            )
    assert {"HTTPBearer", "APIKeyCookie"} == set(whole["components"]["securitySchemes"])
    documented = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    missing = [f"{name.upper()} {path}" for path, name, _ in operations if f"`{name.upper()} {path}`" not in documented]
    assert missing == []
