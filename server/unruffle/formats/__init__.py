"""Phrase lists from and to other programs: each format is a row of one table.

Pure functions over text. Reading gives rules and problems (`imported.Imported`), writing gives
files and problems (`imported.Exported`); `trying.dry_run` compares with what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from unruffle.core.syntax import Choices
from unruffle.formats import flat, plain, terms, vale, vale_files, written
from unruffle.formats.imported import Defaults, Exported, Form, Imported


@dataclass(frozen=True, slots=True)
class Source:
    """A text with what is known beside it: the name of its file, and what its columns hold."""

    text: str
    name: str = ""
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write lists down; None where it is only read, or only in one direction."""

    title: str
    says: str
    read: Callable[[Source, Defaults], Imported]
    write: Callable[[Mapping[str, Form], Mapping[str, Choices]], Exported] | None = None


FORMATS: dict[str, Format] = {
    "plain": Format(
        "Plain list",
        "One entry a line: words to look at, or “not this -> rather this”. A star stands for any "
        "ending.",
        lambda source, defaults: plain.read(source.text, defaults),
    ),
    "csv": Format(
        "Spreadsheet (CSV)",
        "A row per phrase with every field of its rule; a spreadsheet can change it.",
        lambda source, defaults: flat.read(source.text, defaults),
        lambda rules, _classes: flat.write(rules),
    ),
    "toml": Format(
        "TOML",
        "Every rule in full, in the form of the built-in lists.",
        lambda source, defaults: written.read(source.text, defaults),
        lambda rules, _classes: written.write(rules),
    ),
    "vale": Format(
        "Vale (YAML)",
        "Styles that extend existence or substitution.",
        lambda source, defaults: vale.read(source.text, defaults, source.name),
        vale_files.write,
    ),
    "terms": Format(
        "Term list (CSV)",
        "A term list of another product, such as Grammarly or Acrolinx, by its columns.",
        lambda source, defaults: terms.read(source.text, defaults, source.columns),
    ),
}


def guess(source: Source) -> str:
    """The name of the format that a text is most likely in, by the name of its file and its top."""
    ending = source.name.rpartition(".")[2].lower()
    if ending in ("yml", "yaml"):
        return "vale"
    if ending == "toml":
        return "toml"
    header = {cell.casefold().strip() for cell in terms.header_of(source.text)}
    if {"id", "phrase", "severity"} <= header:
        return "csv"
    return "terms" if ending == "csv" and "phrase" in terms.guess(list(header)) else "plain"
