"""Suggestions in place: which characters they replace, and how they begin and end there.

Whatever the suggestion does not speak about stays: other lines, what follows a colon, brackets.
"""

from __future__ import annotations

import re

from unruffle.core.draft import Draft
from unruffle.core.masks import FILLER
from unruffle.core.match import Match
from unruffle.core.rules import Rule, Template, slots
from unruffle.core.types import Suggestion

# A line that begins with a capital, a digit or a mark is a line of its own, not a wrapped one.
_LINE = re.compile(r"\n[^\S\n]*(?![a-zà-ÿ\s])")
# What goes on after these is about something else.
_TURN = re.compile(r"(?::|\s[-–—])\s+(?=\w)")
_CLOSED = re.compile(r"[\"'”’)\]]+[.!?…]*")
_AFTER = re.compile(r"[^\S\n]*[,;:–—-]?[^\S\n]*")


def suggestions(rule: Rule, match: Match, draft: Draft) -> tuple[Suggestion, ...]:
    """Every suggestion of the rule that can be fitted to this match."""
    ours = draft.context.fault == "ours"
    fitted = (
        _suggestion(template, match, draft)
        for template in rule.suggestions
        if ours or not template.ours
    )
    return tuple(suggestion for suggestion in fitted if suggestion is not None)


def _suggestion(template: Template, match: Match, draft: Draft) -> Suggestion | None:
    if template.replaces == "sentence":
        return _for_sentence(template.text, match, draft)
    if not template.text:
        return _left_out(match, draft)
    text = template.text
    found = draft.text[match.start : match.end]
    if found[0].isupper() and (_opens(match, draft) or not _is_name(found)):
        text = text[0].upper() + text[1:]
    return _placed(text, match.start, match.end, draft.text)


def _for_sentence(words: str, match: Match, draft: Draft) -> Suggestion | None:
    """The words in place of the sentence, or of the part of it that the match belongs to."""
    text, sentence = draft.text, draft.sentence_at(match.token)
    start, end = sentence.start, max(sentence.end, match.end)
    for line in _LINE.finditer(text, start, end):
        if line.end() <= match.start:
            start = line.end()
        elif line.start() >= match.end:
            end = len(text[: line.start()].rstrip())
            break
    for turn in _TURN.finditer(text, start, end):
        if turn.end() <= match.start:
            start = turn.end()
        elif turn.start() >= match.end:
            return _before_turn(words, start, turn.end(), draft)
    closed = _CLOSED.match(text, end)
    if closed and any(opening in text[start:end] for opening in "\"'“‘(["):
        end = closed.end()
    if FILLER in draft.scanned[start : _next_sentence(match, draft)].partition("\n")[0]:
        return None
    return _placed(words, start, end, text)


def _before_turn(words: str, start: int, end: int, draft: Draft) -> Suggestion | None:
    """The words for what stands before a colon or dash; what follows becomes a sentence."""
    if FILLER in draft.scanned[start:end]:
        return None
    text = f"{words} {draft.text[end].upper()}"
    return Suggestion(text, start, end + 1, slots(text))


def _next_sentence(match: Match, draft: Draft) -> int:
    tokens = draft.tokens
    after = tokens.sentence_of[match.token] + 1
    return tokens.sentences[after].start if after < len(tokens.sentences) else len(draft.text)


def _placed(words: str, start: int, end: int, text: str) -> Suggestion:
    """The words without their own stop where the text goes on with one."""
    if words[-1] in ".?!" and text[end : end + 1] in {*".,;:!?…"}:
        words = words[:-1]
    return Suggestion(words, start, end, slots(words))


def _left_out(match: Match, draft: Draft) -> Suggestion:
    """The words go, with the space and the mark that belonged to them."""
    text, start, end = draft.text, match.start, match.end
    sentence = draft.sentence_at(match.token)
    if (
        sentence.start == start
        and sentence.end > end
        and not text[end : sentence.end].strip(".!?…")
    ):
        # The words were the sentence: its stop goes too, and the space to the next one.
        end = sentence.end
        return Suggestion("", start, end + len(text[end:]) - len(text[end:].lstrip(" \t")))
    after = _AFTER.match(text, end)
    rest = after.end() if after else end
    if _opens(match, draft) and rest < len(text) and text[rest].isalpha():
        word = re.match(r"\w+", text[rest:])
        if text[start].isupper() and word and word.group().islower():
            return Suggestion(text[rest].upper(), start, rest + 1)
        return Suggestion("", start, rest)
    before = text[:start].rstrip(" \t")
    if before.endswith(",") and (text[end : end + 1] in {*",.!?", ""}):
        return Suggestion("", len(before) - 1, end + (text[end : end + 1] == ","))
    if text[end : end + 1] == " " and text[start - 1 : start] != "":
        return Suggestion("", start, end + 1)
    return Suggestion("", len(before), end)


def _opens(match: Match, draft: Draft) -> bool:
    tokens = draft.tokens
    return match.token in tokens.opens and tokens.starts[match.token] == match.start


def _is_name(words: str) -> bool:
    """Whether the capital belongs to the first word itself, as in "I" or an acronym."""
    first = words.split()[0]
    return first == "I" or first.startswith(("I'", "I’")) or (len(first) > 1 and first.isupper())
