"""Settings are data, and what is not known is refused at the start."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from unruffle.errors import SettingError, StartError
from unruffle.secret import key
from unruffle.settings import PREFIX, Settings

NAMES = [setting.name for setting in dataclasses.fields(Settings)]


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_documented_in_one_sentence(name: str) -> None:
    """Its help is there, and the settings page has its line."""
    setting = next(s for s in dataclasses.fields(Settings) if s.name == name)
    assert setting.metadata["help"].endswith(".")
    import unruffle

    page = Path(unruffle.__file__).parent / "docs" / "settings.md"
    assert f"`{PREFIX}{name.upper()}`" in page.read_text(encoding="utf-8")


def test_a_value_comes_from_the_environment_and_an_override_wins() -> None:
    """None as an override leaves the environment alone."""
    environ = {
        "UNRUFFLE_PORT": "9000",
        "UNRUFFLE_TRUSTED_HOSTS": "a.example, b.example",
        "HOME": "",
    }
    settings = Settings.load(environ, port=9001, host=None)
    assert settings.port == 9001
    assert settings.host == "127.0.0.1"
    assert settings.trusted_hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("UNRUFFLE_PROT", "1", "UNRUFFLE_PROT is not a setting of unruffle"),
        ("UNRUFFLE_PORT", "eighty", "UNRUFFLE_PORT is not a whole number"),
        ("UNRUFFLE_PORT", "70000", "UNRUFFLE_PORT is not between 1 and 65535"),
        ("UNRUFFLE_DEMO", "maybe", "UNRUFFLE_DEMO is not one of auto, on, off"),
        ("UNRUFFLE_REFRESH_MS", "501", "UNRUFFLE_REFRESH_MS is not between 10 and 500"),
        ("UNRUFFLE_PUBLIC_URL", "desk.example.com", "public_url is not a URL"),
        ("UNRUFFLE_PUBLIC_URL", "desk.example.com:8443", "public_url is not a URL"),
        ("UNRUFFLE_PUBLIC_URL", "https://", "public_url is not a URL"),
        ("UNRUFFLE_PUBLIC_URL", "HTTP://desk.example.com", "public_url is not HTTPS"),
        ("UNRUFFLE_PUBLIC_URL", "http://desk.example.com", "public_url is not HTTPS"),
    ],
)
def test_what_is_not_known_is_refused_with_one_line(variable: str, value: str, says: str) -> None:
    """The line names the variable and what would do."""
    with pytest.raises(SettingError, match=says):
        Settings.load({variable: value})


@pytest.mark.parametrize(
    ("host", "public_url", "private"),
    [
        ("127.0.0.1", "", True),
        ("127.0.0.2", "", True),
        ("::1", "", True),
        ("localhost", "", True),
        ("0.0.0.0", "", False),
        ("::", "", False),
        ("", "", False),
        ("192.0.2.7", "", False),
        ("desk.example.com", "", False),
        ("0.0.0.0", "http://localhost:8765", False),
        ("0.0.0.0", "https://desk.example.com", True),
    ],
)
def test_off_loopback_only_https_is_private(host: str, public_url: str, private: bool) -> None:
    """An address of the machine itself, or a proxy in front that does TLS."""
    assert Settings(host=host, public_url=public_url).private == private


def test_the_host_of_the_public_url_is_answered() -> None:
    """Beside loopback and the listed ones."""
    settings = Settings(
        public_url="https://desk.example.com:8443/", trusted_hosts=("other.example",)
    )
    assert {"localhost", "127.0.0.1", "desk.example.com", "other.example"} <= set(
        settings.answered_hosts
    )
    assert settings.base_url == "https://desk.example.com:8443"


def test_the_secret_key_is_made_once_in_a_private_file(tmp_path: Path) -> None:
    """Mode 0600 beside the SQLite file; the second start reads the first one's."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'a' / 'u.db'}")
    first = key(settings)
    file = tmp_path / "a" / "secret-key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert key(settings) == first == file.read_text(encoding="ascii")
    assert len(first) >= 43


def test_two_starts_at_once_agree_on_the_secret_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second process that comes in the middle of the first one's making reads no half of it."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'u.db'}")
    second: list[str] = []

    def interrupted(size: int) -> str:
        monkeypatch.setattr("secrets.token_urlsafe", lambda size: "2" * size)
        second.append(key(settings))
        return "1" * size

    monkeypatch.setattr("secrets.token_urlsafe", interrupted)
    assert key(settings) == second[0] == key(settings) != ""
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_another_database_asks_for_a_secret_key() -> None:
    """Replicas have to agree on it, so none is made up."""
    with pytest.raises(StartError, match="secret key"):
        key(Settings(database_url="postgresql://db/unruffle"))
    given = Settings(database_url="postgresql://db/unruffle", secret_key="of all replicas")
    assert key(given) == "of all replicas"
