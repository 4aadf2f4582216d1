"""What a request asks for: LanguageTool's parameters, checked as it checks them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from unruffle.core.types import Finding
from unruffle.errors import BadRequest
from unruffle.languagetool.annotated import Annotated, annotated, plain

_OLD: Final = ("enabled", "disabled", "preferredvariants", "autodetect")
_MODES: Final = ("all", "textLevelOnly", "allButTextLevelOnly")
_LEVELS: Final = ("default", "picky")
#: Severities that LanguageTool would call picky.
PICKY: Final = ("low", "info")


@dataclass(frozen=True, slots=True)
class Asked:
    """A text and which findings in it are wanted; `language` is a code of English or "auto"."""

    text: Annotated
    language: str
    picky: bool = False
    #: Nothing that is found is about more than its own words.
    text_level_only: bool = False
    only: bool = False
    on_rules: frozenset[str] = frozenset()
    on_categories: frozenset[str] = frozenset()
    off_rules: frozenset[str] = frozenset()
    off_categories: frozenset[str] = frozenset()

    def wants(self, found: Finding) -> bool:
        """Whether the request has not switched off what was found."""
        named = found.rule in self.on_rules or found.category in self.on_categories
        if self.only and not named:
            return False
        if found.rule in self.off_rules or (found.category in self.off_categories and not named):
            return False
        return self.picky or named or found.severity not in PICKY


def asked(values: Mapping[str, str]) -> Asked:
    """The request of these parameters; unknown ones are ignored. Raises BadRequest."""
    for name in _OLD:
        if name in values:
            raise BadRequest(f"'{name}' is a parameter of the old API.", "See /v2/check.")
    language = values.get("language", "")
    if not language:
        raise BadRequest("Missing 'language' parameter.", "Send language=en-US or language=auto.")
    if language != "auto" and language.partition("-")[0].lower() != "en":
        raise BadRequest("The language is not known here.", "Only English is: language=en-US.")
    if "preferredVariants" in values and language != "auto":
        raise BadRequest("'preferredVariants' goes with language=auto only.", "Leave it out.")
    rules, categories = _listed(values, "enabledRules"), _listed(values, "enabledCategories")
    off_rules, off_categories = (
        _listed(values, "disabledRules"),
        _listed(values, "disabledCategories"),
    )
    only = values.get("enabledOnly", "").lower() in ("true", "yes")
    if only and not (rules or categories):
        raise BadRequest("'enabledOnly' needs rules or categories.", "Send 'enabledRules'.")
    if only and (off_rules or off_categories):
        raise BadRequest("'enabledOnly' goes without disabled lists.", "Leave them out.")
    return Asked(
        text=_text(values),
        language=language,
        picky=_one_of(values, "level", _LEVELS) == "picky",
        text_level_only=_one_of(values, "mode", _MODES) == "textLevelOnly",
        only=only,
        on_rules=rules,
        on_categories=categories,
        off_rules=off_rules,
        off_categories=off_categories,
    )


def _text(values: Mapping[str, str]) -> Annotated:
    if ("text" in values) == ("data" in values):
        raise BadRequest("Send either 'text' or 'data'.", "One of them, not both.")
    if "text" in values:
        return plain(values["text"])
    try:
        data = json.loads(values["data"])
        # A lone half of a pair is no character, and has no offset that others would agree on.
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise BadRequest("'data' is not JSON.", "Send an object with text or annotation.") from None
    if not isinstance(data, dict) or ("text" in data) == ("annotation" in data):
        raise BadRequest("'data' has either text or annotation.", "One of them, not both.")
    if "annotation" in data:
        if not isinstance(data["annotation"], list):
            raise BadRequest("'annotation' is not a list.", "Send a list of objects.")
        return annotated(data["annotation"])
    if not isinstance(data["text"], str):
        raise BadRequest("'text' is not a text.", "Send a string.")
    return plain(data["text"])


def _listed(values: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(part.strip() for part in values.get(name, "").split(",") if part.strip())


def _one_of(values: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    value = values.get(name, known[0])
    if value not in known:
        raise BadRequest(f"'{name}' has a value that is not known.", f"Send {', '.join(known)}.")
    return value
