"""Whatever is sent, the answer is JSON with the one error shape, and never a 500."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from drawn import examples
from stage import World
from unruffle.core.rules import CONDITIONS
from unruffle.wire.incoming import Channel

MARK = "zebra-crossing-secret"


def _error(answer: TestResponse) -> dict[str, str]:
    assert answer.mimetype == "application/json"
    body: dict[str, Any] = json.loads(answer.get_data())
    assert list(body) == ["error"]
    assert set(body["error"]) == {"code", "message", "hint"}
    assert all(body["error"].values())
    return dict(body["error"])


def _send(
    world: World, raw: bytes, path: str = "check", kind: str = "application/json"
) -> TestResponse:
    return world.client.post(f"/api/v1/{path}", data=raw, content_type=kind, headers=world.bearer())


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "bad-json"),
        (b"nothing of the kind", "bad-json"),
        (b'{"text": "a', "bad-json"),
        (b'{"text": "\\ud800 ' + MARK.encode() + b'"}', "bad-json"),
        (b'{"text": "\xff"}', "bad-json"),
        (b"[" * 100_000, "bad-json"),
        (b'{"text":' * 5_000, "bad-json"),
        (b"null", "bad-request"),
        (b"[]", "bad-request"),
        (b"{}", "bad-request"),
        (b'{"text": NaN}', "bad-request"),
        (b'{"text": null}', "bad-request"),
        (b'{"text": 7}', "bad-request"),
        (b'{"text": ["' + MARK.encode() + b'"]}', "bad-request"),
        (b'{"text": "a\\u0000' + MARK.encode() + b'"}', "bad-request"),
        (b'{"text": "a", "' + MARK.encode() + b'": 1}', "bad-request"),
        (b'{"text": "a", "context": "' + MARK.encode() + b'"}', "bad-request"),
        (b'{"text": "a", "context": {"turns": [{"author": "robot", "text": ""}]}}', "bad-request"),
        (b'{"text": "a", "context": {"channel": "' + MARK.encode() + b'"}}', "bad-request"),
        (b'{"text": "a", "context": {"channel": "ticket"}}', "bad-request"),
        (b'{"text": "a", "host": "no host"}', "bad-request"),
        (b'{"text": "a", "now": "today"}', "bad-request"),
        (b'{"text": "a", "now": "2026-02-30T00:00:00Z"}', "bad-request"),
        (b'{"text": "a", "now": "2026-02-03T00:00:00"}', "bad-request"),
        (b'{"text": "a", "now": 1700000000}', "bad-request"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_without_an_echo(
    shared: World, raw: bytes, code: str
) -> None:
    """400 with a code, and nothing of what was sent comes back."""
    answer = _send(shared, raw)
    assert answer.status_code == 400
    assert _error(answer)["code"] == code
    assert MARK not in answer.get_data(as_text=True)


def test_two_megabytes_are_too_large(shared: World) -> None:
    """413, before anything is parsed."""
    answer = _send(shared, b'{"text": "' + b"a" * 2_000_000 + b'"}')
    assert (answer.status_code, _error(answer)["code"]) == (413, "body-too-large")


def test_a_hundred_thousand_words_are_too_long_to_check(shared: World) -> None:
    """A status, not an error: the extension says so in its own words."""
    answer = shared.post("check", {"text": "word " * 100_000})
    assert (answer.status_code, answer.get_json()["status"]) == (200, "too-long")
    assert answer.get_json()["score"] is None


def test_text_is_long_by_its_utf16_units(shared: World) -> None:
    """100,000 units are checked, one more is not."""
    assert shared.post("check", {"text": "😀" * 50_000}).get_json()["status"] != "too-long"
    assert shared.post("check", {"text": "😀" * 50_000 + "a"}).get_json()["status"] == "too-long"


def test_another_content_type_is_refused(shared: World) -> None:
    """415 for a form, which a page could send without asking."""
    answer = _send(shared, b'{"text": "a"}', kind="text/plain")
    assert (answer.status_code, _error(answer)["code"]) == (415, "not-json-type")


def test_the_context_has_a_length_of_its_own(shared: World) -> None:
    """20 turns with 20,000 units together; more is refused, not cut."""
    turn = {"author": "customer", "text": "a" * 1_000}
    assert shared.post("check", {"text": "a", "context": {"turns": [turn] * 20}}).status_code == 200
    assert shared.post("check", {"text": "a", "context": {"turns": [turn] * 21}}).status_code == 400
    longer = {"text": "a", "context": {"turns": [turn] * 19 + [turn | {"text": "a" * 1_001}]}}
    answer = shared.post("check", longer)
    assert (answer.status_code, _error(answer)["code"]) == (400, "context-too-long")
    one = {"text": "a", "context": {"customer_message": "a" * 20_001}}
    assert shared.post("check", one).status_code == 400


def test_an_empty_context_is_an_absent_one(shared: World) -> None:
    """Empty fields and null change nothing in the answer."""
    plain = shared.post("check", {"text": "Calm down."}).get_json()
    for context in (None, {}, {"customer_message": "", "turns": [], "channel": ""}):
        assert shared.post("check", {"text": "Calm down.", "context": context}).get_json() == plain


@pytest.mark.parametrize("channel", CONDITIONS["channel"])
def test_a_channel_is_one_that_rules_know(shared: World, channel: str) -> None:
    """The API takes the channels of the core's conditions, and the description lists these."""
    assert shared.post("check", {"text": "Hi", "context": {"channel": channel}}).status_code == 200
    assert set(get_args(Channel)) == {"", *CONDITIONS["channel"]}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nowhere", 404, "not-found"),
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/api/v1/check", 405, "method-not-allowed"),
        ("DELETE", "/api/v1/settings", 405, "method-not-allowed"),
    ],
)
def test_addresses_and_methods_that_do_not_exist_get_the_same_shape(
    shared: World, method: str, path: str, status: int, code: str
) -> None:
    """JSON for 404 and 405 too; 405 lists what is allowed."""
    answer = shared.client.open(path, method=method)
    assert (answer.status_code, _error(answer)["code"]) == (status, code)
    assert (status == 405) == ("Allow" in answer.headers)


def test_an_unplanned_exception_is_a_500_that_tells_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Type and place go to the log; the text of the exception goes nowhere."""

    def explode() -> str:
        raise ValueError(MARK)

    world.app.add_url_rule("/explode", view_func=explode)
    answer = world.client.get("/explode")
    assert (answer.status_code, _error(answer)["code"]) == (500, "internal")
    assert MARK not in answer.get_data(as_text=True) + caplog.text
    assert "ValueError at" in caplog.text


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "context", "turns", "host", "events", "code", "id", "at"])
            | st.text(),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@examples(150)
@given(path=st.sampled_from(["check", "events", "enroll"]), body=JSON | st.binary(max_size=60))
def test_no_body_at_all_makes_the_server_stumble(shared: World, path: str, body: object) -> None:
    """Any JSON value or any bytes: a success or a refusal in the one shape."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = _send(shared, raw, path)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        _error(answer)


@examples(100)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_checked_and_its_spans_lie_inside(shared: World, text: str) -> None:
    """200 for every text without NUL; spans are ordered and within the UTF-16 length."""
    answer = shared.post("check", {"text": text + " calm down"})
    if "\0" in text:
        assert answer.status_code == 400
        return
    assert answer.status_code == 200
    length = len((text + " calm down").encode("utf-16-le")) // 2
    for found in answer.get_json()["findings"]:
        assert 0 <= found["start"] < found["end"] <= length
