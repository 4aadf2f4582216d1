"""Sign-in with a real OpenID Connect provider: only for whom an owner invited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from provider import CLIENT, SECRET, Person, Provider, running
from stage import Console, World, make_settings, make_world, signed_in
from unruffle.errors import SettingError


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """A provider for the tests of this module."""
    with running() as found:
        yield found


@pytest.fixture
def world(provider: Provider, tmp_path: Path) -> Iterator[World]:
    """A world whose admins may sign in there."""
    provider.person = Person()
    settings = {
        "sso_issuer": provider.url, "sso_client_id": CLIENT, "sso_client_secret": SECRET
    }  # fmt: skip
    yield from make_world(make_settings(tmp_path, public_url="http://localhost", **settings))


def _there_and_back(browser: Console) -> tuple[int, str]:
    """Follow the link of the sign-in page to the provider, and its answer back to us."""
    out = browser.get("/sso")
    assert out.status_code == 302, out.text
    back = requests.get(out.location, allow_redirects=False, timeout=10).headers["Location"]
    assert back.startswith("http://localhost/console/sso/back?")
    answer = browser.client.get(back)
    return answer.status_code, answer.location or answer.text


def test_an_invited_address_becomes_an_admin_and_stays_one(world: World) -> None:
    """Without a password; the invitation is used up, the second time needs none."""
    signed_in(world).post("/people/invite", name="Ann@example.com", role="observer")
    for _ in range(2):
        browser = Console(world)
        assert 'href="/console/sso"' in browser.text("/sign-in")
        assert _there_and_back(browser) == (302, "/console")
        assert "ann@example.com, observer" in browser.text("")
    assert Console(world).sign_in("ann@example.com", "").status_code == 401


@pytest.mark.parametrize(
    "person",
    [Person("eve@example.com"), Person(email_verified=False), Person(email_verified=None)],
    ids=["not invited", "not confirmed", "nothing said"],
)
def test_nobody_else_is_let_in(world: World, provider: Provider, person: Person) -> None:
    """Neither an unknown address nor one that the provider has not confirmed."""
    signed_in(world).post("/people/invite", name="ann@example.com", role="owner")
    provider.person = person
    browser = Console(world)
    status, page = _there_and_back(browser)
    assert (status, "No admin here" in page) == (401, True)
    assert browser.get("").status_code == 302


def test_it_is_asked_for_with_state_nonce_and_challenge(world: World) -> None:
    """And an answer that this browser never asked for lets nobody in."""
    signed_in(world).post("/people/invite", name="ann@example.com", role="owner")
    out = Console(world).get("/sso").location
    asked = parse_qs(urlsplit(out).query)
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["code_challenge_method"] == ["S256"]
    back = requests.get(out, allow_redirects=False, timeout=10).headers["Location"]
    stranger = Console(world)
    answer = stranger.client.get(back)
    assert (answer.status_code, "did not come to an end" in answer.text) == (502, True)
    assert stranger.get("").status_code == 302


def test_without_a_provider_there_is_no_such_way(shared: World) -> None:
    """Neither the link nor the page."""
    browser = Console(shared)
    assert "/console/sso" not in browser.text("/sign-in")
    assert browser.get("/sso").status_code == 404


def test_a_provider_without_https_is_refused(tmp_path: Path) -> None:
    """Off loopback; and one without our name there."""
    for values in (
        {"sso_issuer": "http://login.example.com", "sso_client_id": "x"},
        {"sso_issuer": "https://login.example.com"},
    ):
        with pytest.raises(SettingError):
            make_settings(tmp_path, **values)
