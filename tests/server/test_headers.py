"""Cross-origin rules, security headers, versions and trusted hosts."""

from __future__ import annotations

import pytest

from stage import World

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


def test_both_kinds_of_extension_may_read_the_api(shared: World) -> None:
    """Without credentials; the version and the ETag are readable."""
    for origin in (EXTENSION, "moz-extension://0b3a-77"):
        answer = shared.get("settings", Origin=origin)
        assert answer.headers["Access-Control-Allow-Origin"] == origin
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Unruffle-Version" in answer.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "origin", ["https://desk.example.com", "null", "https://x.example/chrome-extension://a"]
)
def test_no_page_may_read_the_api(shared: World, origin: str) -> None:
    """The helpdesk's own page gets no permission."""
    assert "Access-Control-Allow-Origin" not in shared.get("settings", Origin=origin).headers


def test_pages_have_no_cross_origin_rules(shared: World) -> None:
    """They are for /api alone."""
    for path in ("/healthz", "/connect", "/openapi.json"):
        answer = shared.client.get(path, headers={"Origin": EXTENSION})
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_preflight_lets_the_key_and_json_through(shared: World) -> None:
    """POST with Authorization and Content-Type."""
    answer = shared.client.options(
        "/api/v1/check",
        headers={
            "Origin": EXTENSION,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization, content-type, unruffle-extension",
        },
    )
    assert answer.status_code == 200
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    assert {"authorization", "content-type"} <= set(allowed.replace(",", " ").split())


@pytest.mark.parametrize("path", ["/healthz", "/connect", "/api/v1/nowhere", "/openapi.json"])
def test_every_answer_has_the_security_headers(shared: World, path: str) -> None:
    """Errors too; none sets a cookie."""
    answer = shared.client.get(path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_api_answers_name_the_version_and_are_not_stored(shared: World) -> None:
    """Also a refusal."""
    for answer in (shared.post("check", {"text": "Hi"}), shared.client.get("/api/v1/nowhere")):
        assert answer.headers["Unruffle-Version"] == "0.1.0"
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_api_looks_at_no_cookie(shared: World) -> None:
    """A key in a cookie opens nothing."""
    answer = shared.client.get("/api/v1/settings", headers={"Cookie": f"key={shared.key}"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("version", "status"),
    [
        (None, 200), ("0.1.0", 200), ("0.1.7.2", 200),
        ("0.0.9", 426), ("0.2.0", 426), ("1.0", 426),
        ("new", 426), ("", 426), ("1", 426),
    ],
)  # fmt: skip
def test_an_extension_that_is_not_served_hears_which_side_is_older(
    shared: World, version: str | None, status: int
) -> None:
    """Before its request is looked at."""
    headers = shared.bearer() | ({"Unruffle-Extension": version} if version is not None else {})
    assert shared.client.get("/api/v1/settings", headers=headers).status_code == status


def test_another_host_name_is_not_answered(shared: World) -> None:
    """400 host-not-trusted: a name that was bound to this address by others."""
    answer = shared.client.get("/healthz", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "host-not-trusted")


def test_the_connect_page_is_plain_words(shared: World) -> None:
    """No script; the code stays in the fragment, which the server never sees."""
    page = shared.client.get("/connect").get_data(as_text=True)
    assert "<script" not in page
    assert "options of the extension" in page
    assert shared.client.get("/").headers["Location"] == "/connect"
