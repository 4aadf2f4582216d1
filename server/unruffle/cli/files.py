"""Files that a command writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from unruffle.errors import StartError


@contextmanager
def writing() -> Iterator[None]:
    """Say in one line which file cannot be written, and why. Raises StartError."""
    try:
        yield
    except OSError as error:
        said = f"{error.filename or 'The file'} cannot be written ({error.strerror})."
        raise StartError(said, "Name another one.") from error
