"""Regular expressions of other products as phrases, and phrases as regular expressions.

Only what means the same on both sides is taken: words, alternatives, optional words, gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from unruffle.core.inflect import inflections
from unruffle.core.phrases import parse
from unruffle.core.syntax import NUMBER_CLASS, Choices
from unruffle.formats.imported import Unusable

_SPACE = re.compile(r"\[(?: -|- |\\s-|-\\s)\]\??|\\s[+*]?| [+*?]?")
_GAP = re.compile(r"\(\?:\\[Sw]\+(?: |\\s)\)\{0,(\d+)\}")
_MARKS = "$*~^[](){}|@\\"
_PIECE = re.compile(
    r"\\(?P<escaped>.)|~(?P<gap>\d+) ?|@(?P<class>[\w-]+)|\{(?P<lemma>[^{}]*)\}|(?P<other>.)",
    re.DOTALL,
)


def phrase_of_pattern(pattern: str) -> str:
    """The phrase that finds what the pattern finds. Raises Unusable where there is none."""
    return _Pattern(re.sub(r"^\(\?i\)|\\b", "", pattern)).phrase()


class _Pattern:
    """Reads a pattern once, from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.position = pattern, 0
        self.out: list[str] = []
        self.open: list[int] = []
        self.branches = False

    def phrase(self) -> str:
        while self.position < len(self.pattern):
            if gap := _GAP.match(self.pattern, self.position):
                self.take(f"~{gap[1]} ", gap.end())
            elif space := _SPACE.match(self.pattern, self.position):
                self.take(" ", space.end())
            elif self.pattern.startswith("\\w*", self.position):
                self.take("*", self.position + 3)
            else:
                self.character(self.pattern[self.position])
        if self.open:
            raise self.refused("it has '(' without ')'")
        text = "".join(self.out)
        return (f"({text})" if self.branches else text).strip()

    def take(self, text: str, end: int) -> None:
        self.out.append(text)
        self.position = end

    def character(self, one: str) -> None:
        after = self.pattern[self.position + 1 : self.position + 2]
        if one == "\\":
            if not after or after.isalnum():
                raise self.refused(f"it has '\\{after}'")
            self.take(f"\\{after}" if after in _MARKS else after, self.position + 2)
        elif one == "(":
            self.group()
        elif one == ")":
            self.close(after)
        elif one == "|":
            self.branches = self.branches or not self.open
            self.take("|", self.position + 1)
        elif one in "*+?[]{}^$" or (one == "." and not self.is_inside_word(after)):
            raise self.refused(f"it has '{one}'")
        else:
            self.take(f"\\{one}" if one in "~@" else one, self.position + 1)

    def group(self) -> None:
        length = 3 if self.pattern.startswith("(?:", self.position) else 1
        if self.pattern.startswith("?", self.position + length):
            raise self.refused(f"it has '{self.pattern[self.position : self.position + 4]}'")
        end = self.position + length
        if self.pattern.startswith(" ", end):
            self.out.append(" ")
            end += 1
        if self.out and self.out[-1][-1] not in " (|[":
            raise self.refused("a group begins inside a word")
        self.open.append(len(self.out))
        self.take("(", end)

    def close(self, after: str) -> None:
        if not self.open:
            raise self.refused("it has ')' without '('")
        start, end = self.open.pop(), self.position + 1
        space = self.out[-1] == " "
        if space:
            self.out.pop()
        if after == "?":
            self.out[start] = "["
            end += 1
        self.take("]" if after == "?" else ")", end)
        if space:
            self.out.append(" ")
        elif self.pattern[end : end + 1] not in {"", " ", ")", "|", "\\", "["} | {"("}:
            raise self.refused("a group ends inside a word")

    def is_inside_word(self, after: str) -> bool:
        return bool(self.out) and self.out[-1].isalnum() and (after.isalnum() or after in (" ", ""))

    def refused(self, reason: str) -> Unusable:
        return Unusable(
            f"“{self.pattern}” is a regular expression: {reason}.",
            "Write the wordings that it stands for as phrases.",
        )


def pattern_of_phrase(source: str, classes: Mapping[str, Choices]) -> str:
    """A pattern that finds the wordings of the phrase. Raises Unusable where there is none."""
    text = source.strip()
    if parse(text, classes).literal:
        return re.escape("".join(re.sub(r"\\(.)", r"\1", text)))
    if text.startswith("^") or (text.endswith("$") and not text.endswith("\\$")):
        raise Unusable(
            f"“{source}” stands at the edge of a sentence.", "Other products have no sign for it."
        )
    return _sequence(_PIECE.finditer(text), classes, "").strip()


def _sequence(pieces: Iterator[re.Match[str]], classes: Mapping[str, Choices], until: str) -> str:
    out = ""
    for piece in pieces:
        one = piece["other"]
        if one is not None and one == until:
            return out
        if one == "(":
            out += f"(?:{_sequence(pieces, classes, ')')})"
        elif one == "[":
            out = _optional(out, _sequence(pieces, classes, "]"), next(pieces, None))
        else:
            out += _one(piece, classes)
    return out


def _optional(out: str, inner: str, after: re.Match[str] | None) -> str:
    """The optional words with the space that goes when they go: the one before, or `after`."""
    several = f"(?:{inner})" if "|" in inner else inner
    space = " " if after else ""
    if out.endswith(" "):
        return f"{out[:-1]}(?: {several})?{space}"
    # At the start the space behind goes with them.
    return f"{out}(?:{several}{space})?"


def _one(piece: re.Match[str], classes: Mapping[str, Choices]) -> str:
    kind, text = str(piece.lastgroup), str(piece[piece.lastgroup or "other"])
    if kind == "gap":
        return rf"(?:\S+ ){{0,{text}}}"
    if kind == "lemma":
        return f"(?:{'|'.join(inflections(text.strip().lower()))})"
    if kind == "class":
        if text == NUMBER_CLASS:
            return r"\d+"
        wordings = (" ".join(atom.text for atom in wording) for wording in classes[text])
        return f"(?:{'|'.join(wordings)})"
    if kind == "escaped":
        return re.escape(text)
    return {"*": r"\w*", "|": "|"}.get(text) or (text if text in " '’-" else re.escape(text))
