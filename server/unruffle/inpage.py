"""What pages of the server need to run the extension's own content modules in themselves."""

from __future__ import annotations

from typing import Final

from flask import Response, abort, send_from_directory

from unruffle.extension import folder

#: What of the extension's folder a page may load: its content modules, and what they read.
SERVED: Final = ("content/", "sites/", "_locales/", "icons/", "protocol.js")

#: How long the key of such a page checks; the next check asks for another one.
KEY_S: Final = 15 * 60


def extension_file(path: str) -> Response:
    """A file of the extension that content modules load; 404 for any other."""
    if not path.startswith(SERVED) or ".." in path.split("/"):
        abort(404)
    return send_from_directory(folder(), path)
