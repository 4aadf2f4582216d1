"""From findings to LanguageTool's matches. Offsets count UTF-16 units of text and markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from unruffle.core.choices import Choices
from unruffle.core.limits import limit
from unruffle.core.masks import masked
from unruffle.core.rulebook import Rulebook
from unruffle.core.tokens import tokenize
from unruffle.core.types import Finding, Result
from unruffle.core.units import utf16
from unruffle.languagetool.asked import PICKY, Asked
from unruffle.version import VERSION

SOFTWARE: Final[dict[str, Any]] = {
    "name": "unruffle",
    "version": VERSION,
    "buildDate": "",
    "apiVersion": 1,
    "premium": False,
    "status": "",
}
_ENGLISH: Final = "English"
LANGUAGES: Final = [
    {"name": _ENGLISH, "code": "en", "longCode": "en"},
    {"name": f"{_ENGLISH} (US)", "code": "en", "longCode": "en-US"},
    {"name": f"{_ENGLISH} (GB)", "code": "en", "longCode": "en-GB"},
    {"name": f"{_ENGLISH} (Australian)", "code": "en", "longCode": "en-AU"},
    {"name": f"{_ENGLISH} (Canadian)", "code": "en", "longCode": "en-CA"},
    {"name": f"{_ENGLISH} (New Zealand)", "code": "en", "longCode": "en-NZ"},
]
#: Characters of the text on each side of a match.
_AROUND: Final = 40
_BREAK: Final = re.compile(r"[\r\n\t]")


@dataclass(frozen=True, slots=True)
class Places:
    """The rules, which of them have a page at `base_url`, and what their categories are called."""

    rulebook: Rulebook
    shipped: frozenset[str]
    snapshot: Mapping[str, Any]
    base_url: str

    def category(self, name: str) -> dict[str, str]:
        """A category as LanguageTool has it."""
        known = self.snapshot.get("categories", {}).get(name, {})
        return {"id": name, "name": known.get("title", name)}

    def pages(self, rule: str) -> dict[str, list[dict[str, str]]]:
        """Where the rule is explained, if it is."""
        if rule not in self.shipped:
            return {}
        return {"urls": [{"value": f"{self.base_url}/rules/{rule.replace('/', '#', 1)}"}]}


def checked(asked: Asked, result: Result, places: Places) -> dict[str, Any]:
    """The answer to /v2/check."""
    text = asked.text
    unit = utf16(text.written)
    sentences = [(one.start, one.end) for one in tokenize(masked(text.plain)).sentences]
    wanted = [] if asked.text_level_only else filter(asked.wants, result.findings)
    other = result.language if result.status == "not-english" and asked.language == "auto" else None
    code = other or ("en-US" if asked.language == "auto" else asked.language)
    spoken = {"name": other or _name(code), "code": code}
    return {
        "software": SOFTWARE,
        "warnings": {"incompleteResults": False},
        "language": {
            **spoken,
            "detectedLanguage": {**spoken, "confidence": 0.99, "source": "unruffle"},
        },
        "matches": [_match(asked, found, unit, sentences, places) for found in wanted],
        "sentenceRanges": [[unit(text.start(s)), unit(text.end(e))] for s, e in sentences],
    }


def configuration(choices: Choices, places: Places) -> dict[str, Any]:
    """The answer to /v2/configinfo."""
    off = choices.off | (places.rulebook.optional - choices.lists)
    return {
        "software": SOFTWARE,
        "parameter": {"maxTextLength": limit("text")},
        "rules": [
            {
                "ruleId": rule.id,
                "description": rule.message,
                "categoryId": rule.category,
                "categoryName": places.category(rule.category)["name"],
                "locQualityIssueType": "style",
                **({"isDefaultOff": "yes"} if off & {rule.id, rule.category} else {}),
            }
            for rule in places.rulebook.rules
            if not rule.trial
        ],
    }


def _match(
    asked: Asked,
    found: Finding,
    unit: Callable[[int], int],
    sentences: list[tuple[int, int]],
    places: Places,
) -> dict[str, Any]:
    text = asked.text
    written = text.written
    start, end = text.start(found.start), text.end(found.end)
    before = max(0, start - _AROUND)
    context = _BREAK.sub(" ", written[before : end + _AROUND])
    within = utf16(context)
    around = (text.plain[first:last] for first, last in sentences if first <= found.start < last)
    return {
        "message": found.message,
        "shortMessage": places.category(found.category)["name"],
        # A suggestion that waits for a fact of the agent, or takes more words with it, has no place
        # in the protocol.
        "replacements": [
            {"value": one.text}
            for one in found.suggestions
            if not one.slots and (one.start, one.end) == (found.start, found.end)
        ],
        "offset": unit(start),
        "length": unit(end) - unit(start),
        "context": {
            "text": context,
            "offset": within(start - before),
            "length": within(end - before) - within(start - before),
        },
        "sentence": next(around, text.plain[found.start : found.end]),
        "type": {"typeName": "Hint"},
        "rule": {
            "id": found.rule,
            "description": found.why,
            "issueType": "style",
            "category": places.category(found.category),
            "isPremium": False,
            **places.pages(found.rule),
            **({"tags": ["picky"]} if found.severity in PICKY else {}),
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
        "severity": found.severity,
    }


def _name(code: str) -> str:
    known = {entry["longCode"].lower(): entry["name"] for entry in LANGUAGES}
    return known.get(code.lower(), _ENGLISH)
