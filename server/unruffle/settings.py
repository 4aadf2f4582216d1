"""Every setting of the server: name with unit, default and help, as data.

A value comes from the environment (`UNRUFFLE_` and the name in capitals) or from the command line.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from platformdirs import user_data_path

from unruffle.errors import SettingError

PREFIX = "UNRUFFLE_"

T = TypeVar("T", str, int, tuple[str, ...])


def _setting(
    default: T, help: str, *, least: int = 0, most: int = 2**31, one_of: tuple[str, ...] = ()
) -> T:
    """A field that carries its own help and bounds."""
    value: T = field(
        default=default, metadata={"help": help, "least": least, "most": most, "one_of": one_of}
    )
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one server. `Settings.load(environ)` is the usual way to one."""

    database_url: str = _setting(
        "",
        "Database as an SQLAlchemy URL. Empty: a SQLite file in the data folder of the platform.",
    )
    host: str = _setting(
        "127.0.0.1",
        "Address that `unruffle serve` listens on. Other than loopback only behind a proxy that "
        "does TLS, with an HTTPS `public_url`.",
    )
    port: int = _setting(8765, "Port that `unruffle serve` listens on.", least=1, most=65535)
    public_url: str = _setting(
        "",
        "Address under which browsers reach the server, HTTPS unless loopback. "
        "Empty: the address it listens on.",
    )
    trusted_hosts: tuple[str, ...] = _setting(
        (),
        "Host names that the server answers to, separated by commas, beside loopback "
        "and the host of `public_url`.",
    )
    secret_key: str = _setting(
        "",
        "Key that signs cookies of pages. Empty: a file with mode 0600 beside the SQLite file. "
        "Required with any other database.",
    )
    demo: str = _setting(
        "auto",
        "The demo helpdesk at /demo. `auto`: for requests from the machine itself only.",
        one_of=("auto", "on", "off"),
    )
    languagetool: str = _setting(
        "on",
        "LanguageTool's API at /v2, for its clients, with a key as `apiKey`. `open`: for requests "
        "from the machine itself also without a key, while the server listens on loopback.",
        one_of=("off", "on", "open"),
    )
    extension_folder: str = _setting(
        "",
        "Folder with the packed extension, unruffle.crx and unruffle.xpi, that browsers install "
        "from under /extension. Empty: none is served.",
    )
    pause_ms: int = _setting(
        250, "Milliseconds without typing before the extension asks for a check.", least=50
    )
    show_from: str = _setting(
        "medium", "Weakest severity that the extension marks.", one_of=("high", "medium", "low")
    )
    refresh_ms: int = _setting(
        250, "Milliseconds between two looks for new rules, keys and settings.", least=10, most=500
    )
    key_lapse_days: int = _setting(30, "Days without use after which a key lapses.", least=1)
    report_days: int = _setting(
        90, "Days after which a report of an agent is deleted, answered or not.", least=1, most=365
    )
    session_idle_minutes: int = _setting(
        240, "Minutes without a page after which an admin signs in again.", least=1, most=43_200
    )
    session_hours: int = _setting(
        168, "Hours after which an admin signs in again in any case.", least=1, most=8760
    )
    invitation_days: int = _setting(
        7, "Days for which a one-time link for an admin is valid.", least=1, most=90
    )
    sso_issuer: str = _setting(
        "",
        "Address of an OpenID Connect provider by which invited admins may sign in, if it confirms "
        "their e-mail address; needs `pip install unruffle[sso]`. Empty: passwords only.",
    )
    sso_client_id: str = _setting("", "Name of this server at that provider.")
    sso_client_secret: str = _setting("", "Secret of this server at that provider.")
    event_id_hours: int = _setting(48, "Hours for which the id of an event is kept.", least=1)
    audit_ids: str = _setting(
        "hashed",
        "Whether `unruffle audit --plain-ids` may write ids of replies as they are. `hashed`: no.",
        one_of=("hashed", "plain"),
    )
    body_limit_bytes: int = _setting(
        1_000_000, "Bytes of the largest request body; a larger one is answered 413.", least=10_000
    )
    log_format: str = _setting(
        "text", "Lines of the log of `unruffle serve`, which hold no text.", one_of=("text", "json")
    )
    metrics_token: str = _setting(
        "", "Bearer token with which a Prometheus may ask /metrics. Empty: there are no metrics."
    )
    threads: int = _setting(4, "Threads of `unruffle serve`.", least=1, most=64)
    connection_limit: int = _setting(
        2000, "Browsers that may hold a connection to `unruffle serve` at once.", least=10
    )
    channel_timeout_s: int = _setting(
        30, "Seconds after which an idle connection is closed.", least=1
    )

    def __post_init__(self) -> None:
        for setting in dataclasses.fields(self):
            _check(setting, getattr(self, setting.name))
        if self.database_url and not urlsplit(self.database_url).scheme:
            raise SettingError("database_url is not a URL.", f"Set {PREFIX}DATABASE_URL to a URL.")
        public = urlsplit(self.public_url)
        if self.public_url and (public.scheme not in ("https", "http") or not public.hostname):
            raise SettingError(
                "public_url is not a URL.", f"Set {PREFIX}PUBLIC_URL to https:// and a host."
            )
        if public.scheme == "http" and not is_loopback(public.hostname or ""):
            raise SettingError(
                "public_url is not HTTPS.", "Keys and drafts travel to it: use an https:// address."
            )
        issuer = urlsplit(self.sso_issuer)
        if self.sso_issuer and not (
            issuer.hostname
            and (issuer.scheme == "https" or is_loopback(issuer.hostname))
            and self.sso_client_id
        ):
            raise SettingError(
                "sso_issuer is not usable.",
                "Use an https:// address, and set UNRUFFLE_SSO_CLIENT_ID too.",
            )

    @classmethod
    def load(cls, environ: Mapping[str, str], **overrides: object) -> Settings:
        """Settings from `UNRUFFLE_*` of `environ`; overrides that are not None win.

        Raises SettingError for a name or a value that is not known.
        """
        known = {setting.name: setting for setting in dataclasses.fields(cls)}
        values: dict[str, Any] = {}
        for variable, raw in environ.items():
            if not variable.startswith(PREFIX):
                continue
            name = variable.removeprefix(PREFIX).lower()
            if name not in known:
                raise SettingError(
                    f"{variable} is not a setting of unruffle.",
                    f"Known are: {', '.join(PREFIX + n.upper() for n in sorted(known))}.",
                )
            values[name] = _parse(known[name], raw)
        for name, value in overrides.items():
            if name not in known:
                raise SettingError(f"{name} is not a setting of unruffle.")
            if value is not None:
                values[name] = value
        return cls(**values)

    @property
    def private(self) -> bool:
        """Whether what travels to `unruffle serve` stays on the machine or has HTTPS before it."""
        return is_loopback(self.host) or urlsplit(self.public_url).scheme == "https"

    @property
    def resolved_database_url(self) -> str:
        """The URL of the database; the default names a file in the platform's data folder."""
        if self.database_url:
            return self.database_url
        return f"sqlite:///{user_data_path('unruffle') / 'unruffle.db'}"

    @property
    def sqlite_path(self) -> Path | None:
        """The SQLite file, or None on another database."""
        url = self.resolved_database_url
        if not url.startswith("sqlite"):
            return None
        return Path(url.partition(":///")[2])

    @property
    def base_url(self) -> str:
        """The address to open, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self.host in ("0.0.0.0", "::"):  # noqa: S104  # compared, not bound
            host = "127.0.0.1"
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def public_host(self) -> str:
        """The host name in `base_url`."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def answered_hosts(self) -> list[str]:
        """Every host name that the server answers to."""
        hosts = ("localhost", "127.0.0.1", "[::1]", self.public_host, *self.trusted_hosts)
        return list(dict.fromkeys(host for host in hosts if host))


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself; a name other than localhost is not."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _parse(setting: Field[Any], raw: str) -> object:
    if isinstance(setting.default, int):
        try:
            return int(raw)
        except ValueError:
            raise SettingError(
                f"{PREFIX}{setting.name.upper()} is not a whole number.", setting.metadata["help"]
            ) from None
    if isinstance(setting.default, tuple):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    return raw


def _check(setting: Field[Any], value: object) -> None:
    variable = PREFIX + setting.name.upper()
    least, most = setting.metadata["least"], setting.metadata["most"]
    one_of = setting.metadata["one_of"]
    if type(value) is not type(setting.default):
        raise SettingError(f"{variable} has a value of an unknown kind.", setting.metadata["help"])
    if isinstance(value, int) and not least <= value <= most:
        raise SettingError(f"{variable} is not between {least} and {most}.")
    if one_of and value not in one_of:
        raise SettingError(f"{variable} is not one of {', '.join(one_of)}.")
