"""Figures for a Prometheus, and lines of the log as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from programs import Server
from stage import World, make_settings, make_world

MARKED = "zebrafinch"
TOKEN = {"Authorization": "Bearer a-token-of-the-settings"}


@pytest.fixture
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world with a token for its figures."""
    settings = make_settings(
        tmp_path_factory.mktemp("metrics"), metrics_token=TOKEN["Authorization"].split()[1]
    )
    yield from make_world(settings)


def _figures(world: World) -> dict[tuple[str, str], float]:
    text = world.client.get("/metrics", headers=TOKEN).get_data(as_text=True)
    return {
        (
            sample.name,
            " ".join(v for n, v in sorted(sample.labels.items()) if n != "le"),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if "bucket" not in sample.name
    }


def test_without_a_token_there_are_no_figures(shared: World, counted: World) -> None:
    """Not there unless the setting is set; and then not for everybody."""
    assert shared.client.get("/metrics", headers=TOKEN).status_code == 404
    assert counted.client.get("/metrics").status_code == 401
    wrong = {"Authorization": "Bearer é"}
    assert counted.client.get("/metrics", headers=wrong).status_code == 401
    assert counted.client.get("/metrics", headers=counted.bearer()).status_code == 401


def test_requests_are_counted_by_route_and_status(counted: World) -> None:
    """With how long they took, whether the server is ready, and nothing that was sent."""
    counted.post("check", {"text": f"Calm down, {MARKED}."})
    counted.post("check", {"text": f"Calm down, {MARKED}."}, key=MARKED)
    counted.client.get(f"/{MARKED}?{MARKED}")
    figures = _figures(counted)
    assert figures["unruffle_requests_total", "api.check 200"] == 1
    assert figures["unruffle_requests_total", "api.check 401"] == 1
    assert figures["unruffle_requests_total", "none 404"] == 1
    assert figures["unruffle_request_seconds_count", "api.check"] == 2
    assert 0 < figures["unruffle_request_seconds_sum", "api.check"] < 60
    assert figures["unruffle_ready", ""] == 1
    assert figures["unruffle_revision", ""] == 1
    assert MARKED not in counted.client.get("/metrics", headers=TOKEN).get_data(as_text=True)
    counted.server.live.problem = "the last look did not succeed"
    assert _figures(counted)["unruffle_ready", ""] == 0


def test_the_log_may_be_json(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A line an object, of a real server; nothing that was sent is in it."""
    server = Server(tmp_path_factory.mktemp("logs"))
    server.env["UNRUFFLE_LOG_FORMAT"] = "json"
    server.start()
    key = server.ask("enroll", {"code": server.new_code()})["key"]
    server.ask("check", {"text": f"Calm down, {MARKED}."}, key)
    server.stop()
    assert MARKED not in server.log.read_text()
    lines = [line for line in server.log.read_text().splitlines() if line.startswith("{")]
    assert lines
    for line in lines:
        told = json.loads(line)
        assert told.keys() == {"at", "level", "logger", "message"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", told["at"])
