"""What a team lays down for all its browsers: in a build of the extension, or by policy."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from unruffle.errors import StartError
from unruffle.settings import is_loopback


@dataclass(frozen=True, slots=True)
class Preset:
    """A server, an enrollment code for it, and sites that are on.

    Raises StartError for an address that is no URL, or for an HTTP address off loopback.
    """

    server: str | None = None
    code: str | None = None
    sites: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for address in (*self.sites, self.server):
            if address is not None:
                _pattern(address)

    @property
    def address(self) -> str | None:
        """The address of the server, without a slash at the end."""
        return self.server and self.server.rstrip("/")

    @property
    def local(self) -> bool:
        """Whether the server is this machine."""
        return self.server is not None and is_loopback(urlsplit(self.server).hostname or "")

    @property
    def hosts(self) -> list[str]:
        """The match patterns of the sites and of the server, each once."""
        named = (*self.sites, self.server) if self.server else self.sites
        return list(dict.fromkeys(map(_pattern, named)))

    def values(self) -> dict[str, str | list[str]]:
        """What is laid down, by the names that the extension reads."""
        # A link is taken as well as a code: its fragment is the code.
        code = self.code and self.code.rpartition("#")[2]
        found = {"server": self.address, "code": code, "sites": list(self.sites)}
        return {name: value for name, value in found.items() if value}


def _pattern(address: str) -> str:
    """The match pattern of an address; patterns know no ports."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise StartError(f"{address} is not the address of a site.", "Write https://host.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise StartError(f"{address} is not HTTPS.", "Keys and drafts travel to it: use https.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}/*"
