"""From the result of the core to the answer on the wire."""

from __future__ import annotations

from collections.abc import Callable

from unruffle.core.types import (
    Apology,
    Check,
    Context,
    Finding,
    Opener,
    Result,
    Suggestion,
    Technique,
)
from unruffle.core.units import utf16
from unruffle.wire.answers import (
    ApologyOut,
    CheckOut,
    FindingOut,
    OpenerOut,
    ResultOut,
    SuggestionOut,
    TechniqueOut,
)


def _suggestion(suggestion: Suggestion, unit: Callable[[int], int]) -> SuggestionOut:
    inner = utf16(suggestion.text)
    return {
        "text": suggestion.text,
        "start": unit(suggestion.start),
        "end": unit(suggestion.end),
        "slots": [[inner(start), inner(end)] for start, end in suggestion.slots],
    }


def _finding(found: Finding, unit: Callable[[int], int]) -> FindingOut:
    out: FindingOut = {
        "rule": found.rule,
        "layer": found.layer,
        "category": found.category,
        "severity": found.severity,
        "points": found.points,
        "start": unit(found.start),
        "end": unit(found.end),
        "message": found.message,
        "why": found.why,
        "sources": [{"key": s.key, "cite": s.cite, "url": s.url} for s in found.sources],
        "suggestions": [_suggestion(one, unit) for one in found.suggestions],
        "pending": found.pending,
    }
    if found.similar is not None:
        out["similar"] = found.similar
        out["weights"] = [{"words": w.words, "weight": w.weight} for w in found.weights]
    return out


def _check(found: Check, unit: Callable[[int], int]) -> CheckOut:
    return {
        "rule": found.rule,
        "layer": "structure",
        "category": found.category,
        "severity": found.severity,
        "points": found.points,
        "start": None if found.start is None else unit(found.start),
        "end": None if found.end is None else unit(found.end),
        "message": found.message,
        "why": found.why,
        "sources": [{"key": s.key, "cite": s.cite, "url": s.url} for s in found.sources],
        "suggestions": [],
        "pending": found.pending,
        "opener": None if found.opener is None else _opener(found.opener),
        "others": [_opener(one) for one in found.others],
        "note": found.note,
    }


def _opener(opener: Opener) -> OpenerOut:
    inner = utf16(opener.text)
    return {
        "text": opener.text,
        "slots": [[inner(start), inner(end)] for start, end in opener.slots],
        "first": opener.first,
    }


def _technique(found: Technique, unit: Callable[[int], int]) -> TechniqueOut:
    return {
        "id": found.id,
        "name": found.name,
        "shows": found.shows,
        "phase": found.phase,
        "present": found.present,
        "expected": found.expected,
        "spans": [[unit(start), unit(end)] for start, end in found.spans],
    }


def _apology(found: Apology) -> ApologyOut:
    return {
        "regret": found.regret,
        "responsibility": found.responsibility,
        "explanation": found.explanation,
        "repair": found.repair,
        "repentance": found.repentance,
        "forgiveness": found.forgiveness,
    }


def result_out(
    text: str, result: Result, context: Context, revision: int | None, settings: str | None
) -> ResultOut:
    """The answer for `text`: every field present, spans in UTF-16 units."""
    unit = utf16(text)
    customer = utf16(context.customer_message or "")
    seen = result.situation
    return {
        "status": result.status,
        "language": result.language,
        "revision": revision,
        "settings": settings,
        "score": result.score,
        "situation": {
            "kind": seen.kind,
            "upset": seen.upset,
            "heat": seen.heat,
            "causes": list(seen.causes),
            "asked": list(seen.asked),
            "evidence": [
                {
                    "of": proof.of,
                    "start": (unit if proof.of == "draft" else customer)(proof.start),
                    "end": (unit if proof.of == "draft" else customer)(proof.end),
                    "shows": proof.shows,
                }
                for proof in seen.evidence
            ],
        },
        "findings": [_finding(found, unit) for found in result.findings],
        "checks": [_check(found, unit) for found in result.checks],
        "techniques": [_technique(found, unit) for found in result.techniques],
        "apology": None if result.apology is None else _apology(result.apology),
        "strip": list(result.strip),
        "promises": [
            {"start": unit(one.start), "end": unit(one.end), "due": one.due.isoformat()}
            for one in result.promises
        ],
        "trials": list(result.trials),
        "readability": {
            "words": result.readability.words,
            "sentences": result.readability.sentences,
            "longest_sentence_words": result.readability.longest_sentence_words,
            "grade": result.readability.grade,
        },
    }
