"""Whether a request comes from this machine itself."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final

from flask import request

# Headers that a proxy on this machine adds to a request from elsewhere.
PROXIED: Final = ("x-forwarded-", "forwarded", "x-real-ip", "via")


def from_here() -> bool:
    """Whether the request comes from this machine, and not through a proxy on it."""
    forwarded = any(name.lower().startswith(PROXIED) for name, _ in request.headers)
    return not forwarded and ip_address(request.remote_addr or "::").is_loopback
