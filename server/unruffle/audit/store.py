"""The folder of a run: what stands is not checked again, and what is shown is made from it.

`run.json` says what was run, `replies/` has the result rows in parts. While it runs, `counts/` has
the tally of each part, written after its rows, and `key` what ids are hashed with.
"""

from __future__ import annotations

import csv
import json
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from unruffle.audit import parquet
from unruffle.audit.batch import Part, Reply
from unruffle.audit.tally import Tally
from unruffle.errors import StartError
from unruffle.formats.cells import guarded

Form = Literal["csv", "parquet", "none"]
_NUMBERS: Final = frozenset({"score", "words", "high", "medium", "low", "info"})
_TEXTS: Final = frozenset({"rules", "categories", "checks", "techniques", "missing"})
#: The columns of the result rows but for groups, with what they hold.
KINDS: Final[Mapping[str, type]] = {
    name: int if name in _NUMBERS else tuple if name in _TEXTS else str
    for name in Reply._fields
    if name != "groups"
}


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of one run, and how rows are written into it."""

    folder: Path
    form: Form
    groups: tuple[str, ...] = ()

    def begin(self, run: Mapping[str, Any], *, resume: bool) -> None:
        """Make the folder for a run, or go on with the same one.

        Raises StartError where another run is in it, or this one and nobody said to go on.
        """
        known = self._run()
        if known is None and self.folder.exists() and any(self.folder.iterdir()):
            raise StartError(f"{self.folder} holds something else.", "Name a new folder.")
        if known is None or not (known["complete"] or any(self._counts_folder.iterdir())):
            self.empty()
            _write(self.folder / "run.json", json.dumps({**run, "complete": False}, indent=2))
        elif {**known, "complete": False} != {**run, "complete": False}:
            raise StartError(
                f"{self.folder} holds a run over other files, lists or options.",
                "Name a new folder.",
            )
        elif not resume:
            raise StartError(f"{self.folder} holds this run already.", "--resume goes on with it.")

    def empty(self) -> None:
        """Have no parts, whatever stood here."""
        for folder in (self._counts_folder, self.folder / "replies"):
            shutil.rmtree(folder, ignore_errors=True)
        self._counts_folder.mkdir(parents=True)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to check."""
        known = self._run()
        return known is not None and bool(known["complete"])

    def key(self) -> bytes:
        """A secret of this run alone, which is deleted when it is complete."""
        path = self.folder / "key"
        if not path.exists():
            path.touch(mode=0o600)
        if not path.read_bytes():
            path.write_bytes(secrets.token_bytes(32))
        return path.read_bytes()

    def stands(self, number: int) -> bool:
        """Whether this part is done."""
        return self._counts(number).exists()

    def write(self, number: int, part: Part) -> None:
        """Keep a part: whole, or not at all."""
        if self.form != "none" and part.replies:
            path = self.folder / "replies" / f"part-{number:06}.{self.form}"
            path.parent.mkdir(exist_ok=True)
            unfinished = path.with_suffix(".unfinished")
            if self.form == "csv":
                self._write_csv(unfinished, part.replies)
            else:
                columns = {**KINDS, **dict.fromkeys(self._named_groups, str)}
                parquet.write(unfinished, columns, [*map(self._row, part.replies)])
            unfinished.replace(path)
        # Last: what it stands for is there by then.
        _write(self._counts(number), part.tally.text())

    def tallies(self) -> Iterator[Tally]:
        """That of each part."""
        for path in sorted(self._counts_folder.glob("*.json")):
            yield Tally.read(path.read_text(encoding="utf-8"))

    def finish(self, pages: Mapping[str, str]) -> None:
        """Write what is made from the parts, and delete what only the run needed."""
        for name, text in pages.items():
            _write(self.folder / name, text)
        run = self._run() or {}
        _write(self.folder / "run.json", json.dumps({**run, "complete": True}, indent=2))
        shutil.rmtree(self._counts_folder)
        (self.folder / "key").unlink(missing_ok=True)

    def _run(self) -> dict[str, Any] | None:
        try:
            known: dict[str, Any] = json.loads((self.folder / "run.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        return known

    def _counts(self, number: int) -> Path:
        return self._counts_folder / f"part-{number:06}.json"

    @property
    def _counts_folder(self) -> Path:
        return self.folder / "counts"

    def _row(self, reply: Reply) -> dict[str, Any]:
        row = reply._asdict()
        return row | dict(zip(self._named_groups, row.pop("groups"), strict=True))

    @property
    def _named_groups(self) -> list[str]:
        return [f"group_{name}" for name in self.groups]

    def _write_csv(self, path: Path, replies: Sequence[Reply]) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, [*KINDS, *self._named_groups])
            table.writeheader()
            for row in map(self._row, replies):
                for name in ("id", *self._named_groups):
                    row[name] = guarded(row[name])
                table.writerow(
                    {n: " ".join(v) if isinstance(v, tuple) else v for n, v in row.items()}
                )


def _write(path: Path, text: str) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
