"""The reference pages say what the code does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from unruffle import errors, reference
from unruffle.api.openapi import document
from unruffle.events import TYPES
from unruffle.version import EXTENSIONS, VERSION

ROOT = Path(__file__).parents[2]
PAGES = reference.pages()
#: One is measured, by `make measure`; the others are written by hand.
WRITTEN = {
    f"{name}.md"
    for name in ("archives", "deployment", "learned", "measured", "roll-out", "works-council")
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_is_out_of_date(name: str) -> None:
    """`unruffle docs` writes them again."""
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == PAGES[name]


def test_no_page_is_left_over() -> None:
    """A page that is generated no longer, such as that of a category that is gone, is deleted."""
    kept = {path.relative_to(reference.FOLDER).as_posix() for path in reference.FOLDER.rglob("*.*")}
    assert kept == {*PAGES, *WRITTEN}


def test_the_errors_page_lists_every_code_once() -> None:
    """Codes are unique; every refusal of the API is in the table with its status."""
    known = [e for e in errors.every() if not issubclass(e, errors.StartError)]
    codes = [error.code for error in known]
    assert len(codes) == len(set(codes))
    for error in known:
        assert f"| {error.status} | `{error.code}` |" in PAGES["errors.md"]
        assert error.__doc__


def test_every_refusal_in_the_api_description_is_in_the_errors_page() -> None:
    """Codes that the OpenAPI document names are those of the table."""
    for operations in document()["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                for code in re.findall(r"[a-z]+(?:-[a-z]+)+", response["description"]):
                    if int(status) >= 400:
                        assert f"| {status} | `{code}` |" in PAGES["errors.md"]


def test_every_event_type_is_a_class_with_a_sentence() -> None:
    """Its docstring is its line in the page."""
    for name, kind in TYPES.items():
        assert kind.__doc__
        assert f"| `{name}` | {' '.join(kind.__doc__.split())} |" in PAGES["events.md"]


def test_the_versions_agree() -> None:
    """Package, code and extension are one release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert VERSION.rpartition(".")[0] == EXTENSIONS[-1]


def test_error_texts_keep_the_voice() -> None:
    """The words are the subject; nobody is told off."""
    banned = re.compile(r"\b(wrong|error|violation|must|should|bad|failed|you)\b", re.IGNORECASE)
    for error in errors.every():
        assert not banned.search(f"{error.message} {error.hint}"), error.code
