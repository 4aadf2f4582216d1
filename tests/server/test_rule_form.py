"""A rule goes into the form and comes back the same, whatever it holds."""

from __future__ import annotations

from typing import Any

import pytest

from unruffle.lists import loader
from unruffle.rule_form import body_of, fields_of


@pytest.mark.parametrize(("name", "body"), loader.load()["rules"].items())
def test_every_shipped_rule_survives_the_form(name: str, body: dict[str, Any]) -> None:
    """An example alone may come back as a table of its text, which means the same."""

    def plain(rule: dict[str, Any]) -> dict[str, Any]:
        examples = {
            kind: [one if isinstance(one, dict) else {"text": one} for one in found]
            for kind, found in rule["examples"].items()
        }
        kept = {n: v for n, v in rule.items() if v not in ([], "", False)}
        return {**kept, "examples": examples}

    assert plain(body_of(fields_of(body), body)) == plain(body), name


def test_lines_become_examples_with_their_message() -> None:
    """An arrow parts the customer's message from the reply; empty lines and fields go."""
    body = body_of(
        {
            "severity": "low",
            "message": " M. ",
            "why": "W.",
            "phrases": "kraken\n\n  sea monster \n",
            "better-1": "a squid",
            "replaces-1": "sentence",
            "leaves-out-2": "on",
            "replaces-2": "sentence",
            "flags": "The [kraken] ate it.\nWho ate it? => The [kraken].",
            "passes": '{"text": "A => b.", "channel": "chat"}\n{no json',
        },
        {"only_near": [{"within": "sentence", "has": ["date"]}], "unless": ["old"], "trial": True},
    )
    assert body == {
        "severity": "low",
        "message": "M.",
        "why": "W.",
        "phrases": ["kraken", "sea monster"],
        "only_near": [{"within": "sentence", "has": ["date"]}],
        "suggestions": [
            {"text": "a squid", "replaces": "sentence"},
            {"text": "", "replaces": "match"},
        ],
        "examples": {
            "flags": [
                "The [kraken] ate it.",
                {"text": "The [kraken].", "customer_message": "Who ate it?"},
            ],
            "passes": [{"text": "A => b.", "channel": "chat"}, "{no json"],
        },
    }
