"""LanguageTool's API: its parameters, its errors, its clients."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import language_tool_python
import pytest
from werkzeug.test import TestResponse

from programs import Server
from stage import World, make_settings, make_world
from unruffle.core.limits import limit

CALM = "Please calm down."
#: 🙏 counts as two units.
WAVED = "🙏 Please calm down now."


@pytest.fixture(scope="module")
def open_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world that answers clients of the machine itself without a key."""
    folder = tmp_path_factory.mktemp("open")
    yield from make_world(make_settings(folder, languagetool="open"))


def _ask(world: World, path: str = "/v2/check", **fields: Any) -> TestResponse:
    sent = {"language": "en-US"} | {name: v for name, v in fields.items() if v is not None}
    return world.client.post(path, data={name: v for name, v in sent.items() if v != ""})


def _matches(world: World, **fields: Any) -> list[dict[str, Any]]:
    answer = _ask(world, **fields)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.get_json()["matches"]
    return found


def test_a_finding_is_a_match(open_world: World) -> None:
    """With offsets in UTF-16 units, its surroundings, its reason, and a page that explains it."""
    answer = _ask(open_world, text=f"Hello!\n{WAVED}")
    (match,) = answer.get_json()["matches"]
    sent = f"Hello!\n{WAVED}".encode("utf-16-le")
    marked = sent[2 * match["offset"] : 2 * (match["offset"] + match["length"])]
    assert marked.decode("utf-16-le") == "calm down"
    context = match["context"]
    assert context["text"] == f"Hello! {WAVED}"
    assert (context["offset"], context["length"]) == (match["offset"], match["length"])
    assert match["sentence"] == WAVED.removeprefix("🙏 ")
    assert match["message"].startswith("“Calm down”")
    assert match["type"] == {"typeName": "Hint"}
    rule = match["rule"]
    assert (rule["id"], rule["issueType"]) == ("command/calm-down", "style")
    assert rule["category"] == {"id": "command", "name": "command"}
    assert rule["urls"] == [{"value": "http://127.0.0.1:8765/rules/command#calm-down"}]
    assert "tags" not in rule
    body = answer.get_json()
    assert body["language"]["name"] == "English (US)"
    assert body["warnings"] == {"incompleteResults": False}
    assert body["sentenceRanges"] == [[0, 6], [10, 31]]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_better_words_that_stand_alone_are_replacements(open_world: World) -> None:
    """Not those that wait for a fact, nor those that take the space beside them along."""
    (match,) = _matches(open_world, text="It is late due to unforeseen circumstances.")
    assert match["replacements"] == [{"value": "because of a mistake on our side"}]
    (match,) = _matches(open_world, text=CALM)
    assert match["replacements"] == []


@pytest.mark.parametrize("base", ["", "/v2", "/v2/v2"])
@pytest.mark.parametrize("end", ["", "/"])
def test_addresses_are_built_in_several_ways(open_world: World, base: str, end: str) -> None:
    """With /v2 and without, and with a slash at the end."""
    assert _ask(open_world, f"{base}/check{end}", text=CALM).get_json()["matches"]
    for name in ("languages", "healthcheck", "maxtextlength", "info"):
        assert open_world.client.get(f"{base}/{name}{end}").status_code == 200
    config = open_world.client.get(f"{base}/configinfo{end}?language=en-US")
    assert config.get_json()["parameter"] == {"maxTextLength": limit("text")}


def test_what_else_is_told(open_world: World) -> None:
    """Languages, limits, health and rules."""
    ask = open_world.client.get
    assert ask("/v2/languages").get_json()[1] == {
        "name": "English (US)",
        "code": "en",
        "longCode": "en-US",
    }
    assert (ask("/v2/healthcheck").text, ask("/v2/healthcheck").mimetype) == ("OK", "text/plain")
    assert ask("/v2/maxtextlength").text == str(limit("text"))
    assert ask("/v2/info").get_json()["software"]["name"] == "unruffle"
    rules = {r["ruleId"]: r for r in ask("/v2/configinfo?language=en").get_json()["rules"]}
    assert rules["privacy/card-number"]["isDefaultOff"] == "yes"
    assert "isDefaultOff" not in rules["command/calm-down"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"language": ""}, "Missing 'language' parameter."),
        ({"language": "de-DE"}, "Only English is"),
        ({"preferredVariants": "en-GB"}, "'preferredVariants' goes with language=auto only."),
        ({"text": None}, "Send either 'text' or 'data'."),
        ({"data": "{}"}, "Send either 'text' or 'data'."),
        ({"level": "nosy"}, "Send default, picky."),
        ({"mode": "some"}, "'mode' has a value that is not known."),
        ({"enabledOnly": "true"}, "'enabledOnly' needs rules or categories."),
        (
            {"enabledOnly": "yes", "enabledRules": "x/y", "disabledRules": "x/z"},
            "'enabledOnly' goes without disabled lists.",
        ),
        ({"autodetect": "1"}, "'autodetect' is a parameter of the old API."),
        ({"username": "me"}, "'username' and 'apiKey' belong together."),
    ],
)
def test_parameters_are_checked_as_there(
    open_world: World, fields: dict[str, Any], words: str
) -> None:
    """400, in a line of plain text."""
    answer = _ask(open_world, **({"text": CALM} | fields))
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert answer.text.startswith("Error: ")
    assert words in answer.text


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "[]",
        "{}",
        '{"text": 3}',
        '{"text": "a", "annotation": []}',
        '{"annotation": {}}',
        '{"annotation": ["a"]}',
        '{"annotation": [{"text": "a", "markup": "<b>"}]}',
        '{"annotation": [{"text": "a", "interpretAs": "b"}]}',
        '{"annotation": [{"interpretAs": "b"}]}',
        '{"annotation": [{"text": null}]}',
        '{"text": "\\ud800"}',
        "[" * 100_000,
    ],
)
def test_data_that_is_not_as_described(open_world: World, data: str) -> None:
    """400 as well, whatever it is."""
    answer = _ask(open_world, data=data)
    assert (answer.status_code, answer.text[:7]) == (400, "Error: ")


def test_markup_is_counted_and_not_read(open_world: World) -> None:
    """As editors of Markdown and HTML send it: offsets are those of text and markup together."""
    items = [
        {"markup": "<p>🙏", "interpretAs": ""},
        {"text": "Please "},
        {"markup": "<b>"},
        {"text": "calm"},
        {"markup": "</b>"},
        {"markup": "&nbsp;", "interpretAs": " "},
        {"text": "down now."},
        {"markup": "</p>", "interpretAs": "\n\n"},
        {"text": "Thanks."},
    ]
    (match,) = _matches(open_world, data=json.dumps({"annotation": items}))
    assert (match["offset"], match["length"]) == (5 + 7 + 3, len("calm</b>&nbsp;down"))
    assert match["sentence"] == "Please calm down now."
    (plain,) = _matches(open_world, data=json.dumps({"text": CALM, "metaData": {"a": "b"}}))
    assert plain["offset"] == 7
    assert _matches(open_world, data=json.dumps({"annotation": []})) == []


def test_rules_and_levels_are_chosen(open_world: World) -> None:
    """By rule and by category; low severities come at the level picky, or by name."""
    where = "Where is it? Due to unforeseen circumstances, calm down."
    both = {"excuse/unforeseen-circumstances", "command/calm-down"}

    def found(**fields: str) -> set[str]:
        return {match["rule"]["id"] for match in _matches(open_world, text=where, **fields)}

    assert found() == both
    assert found(level="picky") == both
    assert found(disabledRules="command/calm-down") == both - {"command/calm-down"}
    assert found(disabledCategories="command,other") == both - {"command/calm-down"}
    assert found(enabledRules="command/calm-down", enabledOnly="true") == {"command/calm-down"}
    assert found(enabledCategories="excuse", enabledOnly="yes") == both - {"command/calm-down"}
    assert found(mode="textLevelOnly") == set()
    assert found(mode="allButTextLevelOnly") == both


def test_another_language_is_told_and_not_checked(open_world: World) -> None:
    """Where it is asked for."""
    text = "Guten Tag, wir haben die Lieferung leider noch nicht erhalten und bitten um Geduld."
    body = _ask(open_world, language="auto", text=text).get_json()
    assert body["language"]["detectedLanguage"]["code"] == "de"
    assert body["matches"] == []
    body = _ask(open_world, language="auto", preferredVariants="en-GB", text=CALM).get_json()
    assert body["language"]["code"] == "en-US"
    assert len(body["matches"]) == 1


def test_a_text_that_is_too_long(open_world: World) -> None:
    """413; the same for a body beyond all measure."""
    answer = _ask(open_world, text="a" * (limit("text") + 1))
    assert (answer.status_code, answer.text[:7]) == (413, "Error: ")
    answer = _ask(open_world, text="a" * 1_100_000)
    assert (answer.status_code, answer.text[:7]) == (413, "Error: ")


def test_there_is_nothing_else(open_world: World) -> None:
    """404 below /v2, in plain text."""
    for path in ("/v2/words", "/v2/", "/v2/check/more"):
        answer = open_world.client.get(path)
        assert (answer.status_code, answer.text[:7]) == (404, "Error: "), path


def test_a_key_is_needed_unless_it_is_the_machine_itself(shared: World, open_world: World) -> None:
    """By default; and never without one through a proxy, under another name or from elsewhere."""
    asked = {"text": CALM, "language": "en-US"}
    assert shared.client.post("/v2/check", data=asked).status_code == 403
    good = asked | {"username": "me", "apiKey": shared.key}
    assert shared.client.post("/v2/check", data=good).get_json()["matches"]
    assert shared.client.post("/v2/check", data=good | {"apiKey": "unruffle_x"}).status_code == 403
    assert shared.client.post("/v2/check", data=asked, headers=shared.bearer()).status_code == 200
    ask = open_world.client.post
    for host in ("localhost", "localhost:8765", "127.0.0.1:8765"):
        assert ask("/v2/check", data=asked, headers={"Host": host}).status_code == 200, host
    assert ask("/v2/check", data=asked, headers={"X-Forwarded-For": "::1"}).status_code == 403
    assert ask("/v2/check", data=asked, headers={"Via": "1.1 proxy"}).status_code == 403
    away = {"REMOTE_ADDR": "203.0.113.9"}
    assert ask("/v2/check", data=asked, environ_overrides=away).status_code == 403
    assert ask("/v2/check", data=asked, headers={"Host": "evil.example"}).status_code == 400


def test_a_text_in_an_address_stays_on_the_machine(open_world: World) -> None:
    """GET works here; from elsewhere it is refused, with a key too. The query wins."""
    query = urlencode({"text": CALM, "language": "en-US"})
    assert open_world.client.get(f"/v2/check?{query}").get_json()["matches"]
    more = urlencode({"username": "me", "apiKey": open_world.key})
    away = {"REMOTE_ADDR": "203.0.113.9"}
    refused = open_world.client.get(f"/v2/check?{query}&{more}", environ_overrides=away)
    assert (refused.status_code, "POST" in refused.text) == (403, True)
    both = {"text": CALM, "language": "x"}
    merged = open_world.client.post("/v2/check?language=en-US", data=both)
    assert merged.status_code == 200


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    """Then there is no such address."""
    for world in make_world(make_settings(tmp_path, languagetool="off")):
        assert world.client.post("/v2/check").status_code == 404


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server with the lists as shipped."""
    server = Server(tmp_path_factory.mktemp("languagetool"))
    server.env["UNRUFFLE_LANGUAGETOOL"] = "open"
    server.start()
    yield server
    server.stop()


def test_language_tool_python_checks_and_corrects(running: Server) -> None:
    """Offsets as Python counts, and the first better words put in."""
    with language_tool_python.LanguageTool("en-US", remote_server=running.url) as tool:
        text = "🙏 We apologise for any inconvenience caused."
        found = {text[m.offset : m.offset + m.error_length] for m in tool.check(text)}
        assert "apologise for any inconvenience caused" in found
        assert tool.correct("🙏 You insist that it is new.") == "🙏 You write that it is new."
        tool.picky = True
        assert tool.correct("🙏 You must sign it.") == "🙏 Please sign it."


def test_pylanguagetool_prints_what_it_finds(running: Server) -> None:
    """Its command line, with an address that ends in /v2/."""
    done = subprocess.run(
        [Path(sys.executable).with_name("pylanguagetool"), "-a", f"{running.url}/v2/"],
        input="We apologise for any inconvenience caused.",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "apologise for any inconvenience caused" in done.stdout, done.stderr
    assert "may be heard" in done.stdout
