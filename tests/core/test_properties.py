"""What holds for every text and every phrase: the defects that other checkers are known for."""

from __future__ import annotations

import random
import signal
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn import examples
from steps import steps
from unruffle.core.check import check
from unruffle.core.phrases import parse
from unruffle.core.rulebook import Rulebook, compile_rulebook
from unruffle.core.syntax import PhraseError
from unruffle.core.tokens import tokenize
from unruffle.core.types import Context, Turn
from unruffle.core.units import utf16, utf16_length
from unruffle.snapshots import builtin

SHIPPED = builtin()
PHRASES = [
    "calm down",
    "sorry ~3 but",
    "sorry (if|that) you [really] feel",
    "frustrat*",
    "{fail} to",
    "^actually",
    "noted$",
    "can't",
    "!!",
    "🙂",
    "as soon as possible",
    "soon",
    "as",
    "naïve",
]
# Words of the phrases among others, with all that disturbs offsets.
PIECES = st.sampled_from(
    "calm down Sorry but if that you really feel frustrated failed to actually Noted can’t "
    "cannot !! 🙂 😀 as soon possible naïve nai\u0308ve 👩‍👩‍👧 e\u0301 . , ; - \n \n\n > “ ” ( ) : "
    "5pm".split(" ")
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "  ", "\n"])), max_size=40).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


def rule(*phrases: str, **more: Any) -> dict[str, Any]:
    return {
        "severity": "medium",
        "message": "A message.",
        "why": "A reason.",
        "phrases": list(phrases),
        "examples": {"flags": ["[x]"], "passes": ["y"]},
        **more,
    }


def book(rules: dict[str, dict[str, Any]]) -> Rulebook:
    return compile_rulebook({"rules": rules})


def spans(text: str, rulebook: Rulebook) -> list[tuple[str, int, int]]:
    return [(f.rule, f.start, f.end) for f in check(text, rulebook).findings]


def refusal(phrase: str) -> str | None:
    try:
        parse(phrase)
    except PhraseError as error:
        return str(error)
    return None


RULES = {f"some/rule-{number}": rule(phrase) for number, phrase in enumerate(PHRASES)}
EVERYTHING = book(RULES)
ALONE = [book({name: data}) for name, data in RULES.items()]


@given(TEXTS)
def test_a_list_finds_the_union_of_its_rules(text: str) -> None:
    """No rule hides a finding of another one."""
    together = sorted(spans(text, EVERYTHING))
    assert together == sorted(span for one in ALONE for span in spans(text, one))


@given(TEXTS, st.integers())
def test_order_changes_nothing(text: str, seed: int) -> None:
    """Rules and phrases in another order give the same result."""
    names = list(RULES)
    random.Random(seed).shuffle(names)
    assert check(text, book({name: RULES[name] for name in names})) == check(text, EVERYTHING)
    phrases = list(PHRASES)
    random.Random(seed).shuffle(phrases)
    one, other = book({"a/b": rule(*PHRASES)}), book({"a/b": rule(*phrases)})
    assert check(text, one) == check(text, other)


@given(TEXTS)
def test_composed_and_decomposed_texts_agree(text: str) -> None:
    """NFC and NFD of a text give the same findings on the same words."""
    both = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    composed, decomposed = (
        [(r, unicodedata.normalize("NFC", t[a:b])) for r, a, b in spans(t, EVERYTHING)]
        for t in both
    )
    assert composed == decomposed


@given(TEXTS)
def test_the_utf16_slice_is_the_matched_text(text: str) -> None:
    """An offset on the wire cuts the same words out of the text as the browser sees it."""
    findings = check(text, EVERYTHING).findings
    to_units = utf16(text)
    encoded = text.encode("utf-16-le")
    for finding in findings:
        start, end = to_units(finding.start), to_units(finding.end)
        assert encoded[2 * start : 2 * end].decode("utf-16-le") == text[finding.start : finding.end]


@given(TEXTS)
def test_matches_begin_and_end_at_word_edges(text: str) -> None:
    """A phrase of letters is never cut out of a longer word."""
    for name, start, end in spans(text, EVERYTHING):
        if PHRASES[int(name.rpartition("-")[2])][0].isalpha():
            assert not text[start - 1 : start].isalnum()
            assert not text[end : end + 1].isalnum()


@given(TEXTS)
def test_an_empty_exception_excludes_nothing(text: str) -> None:
    """A rule with an empty list of exceptions finds what the same rule finds without it."""
    one, other = book({"a/b": rule("soon")}), book({"a/b": rule("soon", unless=[], unless_near=[])})
    assert check(text, one) == check(text, other)


@given(ANY_TEXT, ANY_TEXT)
def test_no_text_is_too_strange(text: str, customer: str) -> None:
    """Any characters at all, lone surrogates and NUL included, give a result."""
    result = check(text, EVERYTHING, Context((Turn("customer", customer),)))
    assert result.status in ("checked", "too-short", "not-english")
    assert result.score is None or 0 <= result.score <= 100


@given(st.text("abc (|)[]~*{}@^$\\!3é🙂", max_size=30))
def test_a_phrase_is_refused_or_works(phrase: str) -> None:
    """Whatever an admin types is refused with a reason, or compiles and checks any draft."""
    reason = refusal(phrase)
    assert reason is None or len(reason) > 20
    if reason is None:
        check("abc a b c 🙂 !!", book({"a/b": rule(phrase)}))


HOSTILE = rule(
    *(f"you ~{width} they ~{width} you ~{width} we" for width in (4, 5, 6)),
    "you ~12 you",
    "you* yourself",
    "(you|they) (you|they) (you|they) we",
    "!!",
    "?",
    unless=["you they we", "they ~12 they"],
    unless_near=[
        {"within": "sentence", "phrases": ["far away"]},
        {"within": "next", "phrases": ["we ~12 we"]},
    ],
    suggestions=[{"text": "", "replaces": "match"}, {"text": "We {x}.", "replaces": "sentence"}],
)
# Text before, the piece that is repeated, text after.
HOSTILE_TEXTS = {
    "one word": ("", "you ", ""),
    "two words": ("", "you they ", ""),
    "prefixes": ("", "you yours yourself ", ""),
    "dots": ("", ". ", ""),
    "a run of dots": ("", ".", ""),
    "a run of marks": ("", "!", ""),
    "marks in sentences": ("", "we? ", ""),
    "hits far from what they need": ("far away", " you? they", ""),
    "open quotes": ("", '"you ', ""),
    "single quotes": ("", "'you ", ""),
    "quote marks in lines": ("", "> you\n", ""),
    "sign-offs": ("", "Thanks\n", ""),
    "spaces after a sign-off": ("regards", " ", "x"),
    "spaces before a colon": ("you", " ", ": you"),
    "line breaks": ("you?", "\n", "You"),
    "backticks": ("", "`you", ""),
    "braces": ("", "{{you", ""),
    "mails": ("", "you@", ""),
    "mail headers": ("", "On 2025 wrote:", ""),
    "apostrophes": ("", "you'", ""),
    "marks on letters": ("", "y\u0301\u0302", ""),
    "marks out of order": ("y", "\u0300\u0316", ""),
    "digits": ("", "1.", ""),
    "long word": ("", "y", ""),
    "zero width": ("", "\u200b", ""),
    "surrogates": ("", "\ud800 ", ""),
    "nul": ("", "\x00", ""),
    "emoji": ("", "😀", ""),
    "list markers": ("", "- \n", ""),
    "stops without space": ("", "a.b", ""),
}


@pytest.mark.parametrize("parts", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_work_is_linear_in_the_text(parts: tuple[str, str, str]) -> None:
    """Twice the text takes twice the steps, for hostile texts and hostile phrases."""
    rulebook = book({"a/b": HOSTILE})
    before, piece, after = parts
    once, twice = (
        steps(before + piece * (length // len(piece)) + after, rulebook)
        for length in (3_000, 6_000)
    )
    assert twice <= 2.2 * once + 500


# What structural checks, techniques and the echo of the customer's words look at.
BUSY_TEXTS = {
    "promises": "I'll call you on Friday, and we refund $20 by May 3. ",
    "apologies": "I'm sorry the lamp broke, that was our mistake. ",
    "questions": "Why did it break? When will it come? ",
    "lists": "1. Please send the order number.\n",
    "the customer's words": "lamp lamps broken break breaking lamp ",
    "placeholders": "Dear {{name}}, order 123-456 [NAME] XXX. ",
}


@pytest.mark.parametrize("piece", BUSY_TEXTS.values(), ids=BUSY_TEXTS)
def test_checks_are_linear_in_the_text(piece: str) -> None:
    """Twice the text on both sides takes twice the steps, with all that is shipped."""
    once, twice = (steps(piece * (length // len(piece)), SHIPPED) for length in (3_000, 6_000))
    assert twice <= 2.2 * once + 500


@pytest.mark.parametrize("parts", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_the_longest_draft_hangs_nothing(parts: tuple[str, str, str]) -> None:
    """What runs outside Python, such as patterns, stays linear too: no check takes minutes."""
    before, piece, after = parts
    room = 100_000 - len(before) - len(after)
    text = before + piece * (room // utf16_length(piece)) + after

    def hanging(*_: object) -> None:
        raise AssertionError("the check hangs")

    previous = signal.signal(signal.SIGVTALRM, hanging)
    signal.setitimer(signal.ITIMER_VIRTUAL, 30)
    try:
        result = check(text, book({"a/b": HOSTILE}), Context((Turn("customer", text),)))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)
    assert result.status in ("checked", "too-short")


@given(st.integers(1, 12))
@examples(12)
def test_findings_are_bounded(width: int) -> None:
    """A draft of one repeated phrase gives a bounded answer."""
    result = check("soon " * 2_000, book({"a/b": rule(f"soon ~{width} later", "soon")}))
    assert len(result.findings) == 200
    assert result.score == 0


@given(TEXTS)
def test_tokens_keep_their_places(text: str) -> None:
    """Tokens stand in the order of the text, inside it, and each belongs to a sentence."""
    tokens = tokenize(text)
    assert tokens.starts == sorted(tokens.starts)
    assert all(0 <= a < b <= len(text) for a, b in zip(tokens.starts, tokens.ends, strict=True))
    assert [s.first for s in tokens.sentences[1:]] == [s.last for s in tokens.sentences[:-1]]
    assert len(tokens.sentence_of) == len(tokens.norms)
