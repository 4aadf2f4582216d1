"""The key that signs cookies of pages. The API reads no cookie and does not need it."""

from __future__ import annotations

import os
import secrets

from unruffle.errors import StartError
from unruffle.settings import Settings


def key(settings: Settings) -> str:
    """The secret key: the setting, else a file of mode 0600 beside the SQLite file.

    Raises StartError on another database without the setting, for its replicas have to agree.
    """
    if settings.secret_key:
        return settings.secret_key
    if settings.sqlite_path is None:
        raise StartError(
            "A secret key is needed with this database.",
            "Set UNRUFFLE_SECRET_KEY to the same long random text on every replica.",
        )
    path = settings.sqlite_path.with_name("secret-key")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            made = secrets.token_urlsafe(48)
            file.write(made)
        return made
    except OSError as error:
        raise StartError(
            f"The folder of the database cannot be written ({type(error).__name__}).",
            "Set UNRUFFLE_DATABASE_URL to a file in a folder of your own.",
        ) from error
