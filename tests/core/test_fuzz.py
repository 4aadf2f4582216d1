"""Phrases by their grammar and drafts out of the lists: no crash, no place outside, linear work."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from drawn import examples
from steps import steps
from unruffle.core.check import check
from unruffle.core.phrases import parse_classes
from unruffle.core.rulebook import Rulebook, compile_rulebook
from unruffle.core.rules import CONDITIONS, RuleError
from unruffle.core.syntax import PhraseError
from unruffle.core.types import Context, Turn
from unruffle.lists.loader import load
from unruffle.snapshots import builtin
from unruffle.wire.result import result_out

SNAPSHOT = load()
SHIPPED = builtin()
CLASSES = SNAPSHOT["classes"]

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)

# --- Phrases: what the grammar knows, in every order and depth ------------------------------

_WORD = st.sampled_from("calm down a of can't frustrat* {fail} {be} @apology 7 sorry naïve".split())
_FEW = st.lists(_WORD, min_size=1, max_size=2).map(" ".join)
_PART = st.one_of(
    _WORD,
    _WORD,
    st.lists(_FEW, min_size=2, max_size=3).map(lambda ways: f"({'|'.join(ways)})"),
    st.lists(_FEW, min_size=1, max_size=2).map(lambda ways: f"[{'|'.join(ways)}]"),
    st.integers(1, 12).map(lambda width: f"a ~{width} of"),
)
_SENSIBLE = st.tuples(
    st.sampled_from(["", "", "^"]),
    st.lists(_PART, min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["", "", "$"]),
).map("".join)
_ODD_PARTS = (
    "!! 🙂 24/7 sto* ab* {go} @number @nobody ~ ~0 ~3 ~99 ^ $ ? :-) \\* \\| é nai\u0308ve a.m. - "
    "' … 1,000 | * { } @ ( ]"
).split()
_WILD = st.recursive(
    st.one_of(_WORD, st.sampled_from(_ODD_PARTS), ANY),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map(" ".join),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: f"({'|'.join(parts)})"),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"[{'|'.join(parts)}]"),
    ),
    max_leaves=14,
)
PHRASES = st.one_of(_SENSIBLE, _SENSIBLE, _WILD)
_SIGNS = re.compile(r"[()\[\]|^$*{}@]|~\d*")
#: Words that phrases ask for, so that they are found, nearly found and found again.
_ASKED = "calm down a of can't frustrated fails failed is was sorry 7 !! 🙂 naïve".split()
_SAID = st.lists(st.sampled_from([*_ASKED, ".", "\n\n"]), min_size=1, max_size=9).map(" ".join)


def _book(phrase: str, exceptions: list[str]) -> Rulebook | None:
    """A rule with this phrase and these exceptions; None where one is refused."""
    rule: dict[str, Any] = {
        "severity": "low",
        "message": "A message.",
        "why": "A reason.",
        "phrases": [phrase],
        "unless": exceptions,
        "unless_near": [{"within": "next", "phrases": exceptions}] if exceptions else [],
        "examples": {"flags": ["[x]"], "passes": ["y"]},
    }
    with suppress(PhraseError, RuleError):
        return compile_rulebook({"rules": {"a/b": rule}, "classes": CLASSES})
    return None


@examples(150)
@given(PHRASES, st.lists(PHRASES, max_size=1), _SAID)
def test_any_phrase_is_refused_or_finds_within_the_text(
    phrase: str, exceptions: list[str], around: str
) -> None:
    """What is found lies inside, and a text twice as long takes twice as long."""
    book = _book(phrase, exceptions)
    # The words of the phrase are part of the text, so that some of it is found.
    said = f"{around} {_SIGNS.sub(' ', phrase)} "
    if book is None:
        return
    once, twice = said * (400 // len(said) + 1), said * (2 * (400 // len(said) + 1))
    for found in check(twice, book).findings:
        assert 0 <= found.start < found.end <= len(twice)
    assert steps(twice, book) <= 2.3 * steps(once, book) + 1_000


@examples(100)
@given(st.dictionaries(st.text("abc-", max_size=3), st.lists(PHRASES, max_size=3), max_size=3))
def test_any_word_classes_are_refused_or_read(classes: dict[str, list[str]]) -> None:
    """Classes are written in the same language."""
    with suppress(PhraseError):
        parse_classes(classes)


# --- Drafts: sentences of the lists' own examples, cut and mixed ----------------------------


def _texts(*kinds: str) -> list[str]:
    found = []
    for form in [*SNAPSHOT["rules"].values(), *SNAPSHOT["checks"].values()]:
        for one in (*form["examples"]["flags"], *form["examples"]["passes"]):
            fields = one if isinstance(one, dict) else {"text": one}
            found += [fields[kind] for kind in kinds if isinstance(fields.get(kind), str)]
    return sorted(set(found))


_ODD = [
    *("Hi Ruth,", "Kind regards,\nTom", "> quoted\n> mail", "On Monday, Ruth wrote:", "{{name}}"),
    *("[NAME]", "https://a.example/?q=1", "a@b.example", "+49 30 1234567", "$20.00", "by Friday"),
    *(
        "tomorrow at 5pm",
        "😀",
        "e\u0301",
        "\u200b",
        "\u00ad",
        '"',
        "“",
        "'",
        "`",
        "```",
        "- ",
        "1. ",
    ),
    *(
        "\n\n",
        "\t",
        "!!!",
        "...",
        "WHY",
        "\u202e",
        "\x00",
        "ﬁ",
        "Ⅷ",
        "İ",
        "ß",
        "👩‍👩‍👧",
        "🇬🇧",
        "\r\n",
    ),
]
_CUT = st.tuples(st.sampled_from(_texts("text")), st.integers(0, 60), st.integers(1, 160)).map(
    lambda cut: cut[0][cut[1] : cut[2]]
)
_WHOLE = st.sampled_from(_texts("text"))
_MIXED = st.lists(st.one_of(_WHOLE, _WHOLE, _CUT, st.sampled_from(_ODD), ANY), max_size=12)
DRAFTS = st.tuples(_MIXED, st.sampled_from([" ", "\n", ""])).map(lambda both: both[1].join(both[0]))
_CUSTOMER = st.sampled_from(_texts("customer_message")) | DRAFTS
_MOMENTS = st.datetimes(
    min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)
)
CONTEXTS = st.builds(
    Context,
    turns=st.lists(
        st.builds(
            Turn,
            author=st.sampled_from(["customer", "agent"]),
            text=_CUSTOMER,
            at=st.none() | _MOMENTS,
        ),
        max_size=4,
    ).map(tuple),
    channel=st.none() | st.sampled_from(CONDITIONS["channel"]),
    greeting_name=st.none() | st.sampled_from(["Ruth", "", "-", "🙂"]) | ANY,
    fault=st.sampled_from([None, "ours"]),
    now=st.none() | _MOMENTS,
    host=st.sampled_from([None, "desk.example.com"]),
)


def _inside(start: int | None, end: int | None, text: str) -> None:
    if start is None or end is None:
        assert start is end is None
        return
    encoded = text.encode("utf-16-le")
    assert 0 <= start <= end <= len(encoded) // 2
    # No place cuts a pair in two.
    encoded[2 * start : 2 * end].decode("utf-16-le")


@examples(120)
@given(DRAFTS, CONTEXTS, st.booleans())
def test_every_place_of_an_answer_lies_inside_its_text(
    draft: str, context: Context, finished: bool
) -> None:
    """Of findings, better words, checks, good things, promises and what the customer said."""
    result = check(draft, SHIPPED, context, finished=finished)
    out = result_out(draft, result, context, 1, "etag")
    assert out["score"] is None or 0 <= out["score"] <= 100
    for found in (*out["findings"], *out["checks"], *out["promises"]):
        _inside(found["start"], found["end"], draft)
    for finding in out["findings"]:
        for better in finding["suggestions"]:
            _inside(better["start"], better["end"], draft)
            for start, end in better["slots"]:
                _inside(start, end, better["text"])
    for one in out["checks"]:
        for opener in (one["opener"], *one["others"]):
            for start, end in opener["slots"] if opener else []:
                _inside(start, end, opener["text"] if opener else "")
    for technique in out["techniques"]:
        for start, end in technique["spans"]:
            _inside(start, end, draft)
    for proof in out["situation"]["evidence"]:
        text = draft if proof["of"] == "draft" else context.customer_message or ""
        _inside(proof["start"], proof["end"], text)


@examples(12)
@given(DRAFTS.filter(bool))
def test_a_draft_twice_as_long_takes_twice_as_long(draft: str) -> None:
    """With all that is shipped, and the same text from the customer."""
    once = draft * (800 // len(draft) + 1)
    assert steps(once * 2, SHIPPED) <= 2.3 * steps(once, SHIPPED) + 2_000


@examples(60)
@given(DRAFTS, _MOMENTS)
def test_a_promise_is_due_from_its_day_on(draft: str, now: datetime) -> None:
    """At any moment, at the ends of years and on the 29th of February too."""
    said = f"{draft}\n\nI'll call you by Friday, or on 29 February."
    for promise in check(said, SHIPPED, Context(now=now)).promises:
        assert promise.due >= now - timedelta(days=1)
