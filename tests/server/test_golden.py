"""The golden files are the contract of both sides: a request in, exactly this answer out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stage import World

FOLDER = Path(__file__).parent.parent / "data" / "wire"
API = sorted(path.stem for path in FOLDER.glob("api-*.json"))


def _read(name: str) -> dict[str, Any]:
    golden: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return golden


@pytest.mark.parametrize("name", API)
def test_api_answers_as_written(shared: World, name: str) -> None:
    """Status, the listed headers and the whole answer are those of the golden file."""
    golden = _read(name)
    request = golden["request"]
    body = request["body"]
    headers = {
        field: value.replace("Bearer KEY", f"Bearer {shared.key}")
        for field, value in request["headers"].items()
    }
    if name == "api-enroll":
        body = {"code": shared.new_code()}
    if name == "api-events":
        now = datetime.now(UTC).isoformat()
        body = {"events": [event | {"at": now} for event in body["events"]]}
    answer = shared.client.open(
        request["path"], method=request["method"], json=body, headers=headers
    )
    got: Any = answer.get_json(silent=True)
    if name == "api-enroll":
        got["key"] = "KEY"
    for settings in (got, (got or {}).get("settings")):
        if isinstance(settings, dict) and "lists" in settings:
            settings["lists"]["day"] = "2026-11-27"
    if name == "api-report":
        got["receipt"] = "RECEIPT"
    assert (answer.status_code, got) == (golden["status"], golden["answer"])
    assert golden["headers"].items() <= dict(answer.headers).items()


def test_every_endpoint_has_a_golden_file() -> None:
    """No endpoint without a written request and answer."""
    from unruffle.api.endpoint import ENDPOINTS

    written = {(g["method"], g["path"]) for g in (_read(name)["request"] for name in API)}
    assert {(declared.method, declared.path) for declared in ENDPOINTS} <= written


def test_slices_of_the_golden_check_are_the_words() -> None:
    """The spans of the golden check, cut out in UTF-16, are the marked words."""
    golden = _read("api-check")
    units = golden["request"]["body"]["text"].encode("utf-16-le")
    words = [
        units[2 * found["start"] : 2 * found["end"]].decode("utf-16-le")
        for found in golden["answer"]["findings"]
    ]
    assert words == ["due to unforeseen circumstances", "calm down"]


def test_messages_carry_the_answers_of_the_api() -> None:
    """What the worker hands on is what the API answered."""
    check, settings = _read("api-check")["answer"], _read("api-settings")["answer"]
    assert _read("message-check")["answers"][0]["result"] == check
    assert _read("message-state")["answers"][0]["settings"] == settings
    assert _read("message-enroll")["answers"][0]["settings"] == settings
