"""Whatever somebody uploads: a problem with a reason, and no crash."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn import examples
from lists import DEFAULTS, TEXT
from unruffle.core.check import check
from unruffle.core.reading import parse_rule
from unruffle.core.rulebook import compile_rulebook
from unruffle.core.rules import RuleError
from unruffle.core.syntax import PhraseError
from unruffle.formats import FORMATS, Source, guess
from unruffle.formats.checking import refuse_unusable
from unruffle.formats.imported import Unusable
from unruffle.formats.patterns import phrase_of_pattern
from unruffle.formats.received import MOST_BYTES, text_of

BOOK = compile_rulebook({"rules": {}})
HEADS = [
    "",
    "id,phrase,flags\n",
    "term;replacement\n",
    '["house/x"]\n',
    "extends: existence\ntokens:\n- ",
]
LINES = st.lists(st.sampled_from(HEADS) | TEXT.map("".join), max_size=6).map("".join)
FIELDS = [
    *("severity", "phrases", "detector", "message", "why", "sources", "principles", "unless"),
    *("when", "severity_if", "unless_near", "only_near", "suggestions", "examples", "trial"),
    "hosts",
]  # fmt: skip
_LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["[x]"])
ANY = st.recursive(
    _LEAF,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["text", "flags", "passes", "when", "severity", "within", "turns", "at", "channel",
             "customer_message", "greeting_name", "now", "author", "has", "phrases", "replaces"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=8,
)  # fmt: skip
#: Each would hang, crash or fill the memory of a reader that trusts its input.
HOSTILE = {
    "toml": ["x = " + "[" * 5_000, "a" * 100_000, '["a/b"]\n' * 3, "x = 1\ny = 2026-99-99"],
    "vale": [
        "[" * 5_000,
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nextends: *c",
        "extends: existence\ntokens: [!!python/object/apply:os.system [id], '(' , '(((((a']",
        "extends: existence\ntokens: ['" + "(a|b)" * 500 + "']",
        "extends: existence\ntokens: ['" + "(a|b) " * 60 + "']",
        "extends: substitution\nswap: {a b: $1, '(?=x)y': z}\nmessage: '%s %s %s %[2]s'",
        "- just\n- a list",
        "extends: [existence]",
        "&a [*a]",
    ],
    "csv": ["id,phrase\n" + '"' * 1001, "phrase,flags\n" + "x" * 200_000, "sep=\n\x00\n"],
    "terms": ["term\n" + "|" * 10_000, "term,term\n1,2\n", "term\n" + "a\n" * 30_000],
    "plain": ["a~9" * 5_000, "[" * 3_000, "word" * 100_000, "\n" * 100_000, "((((((a" * 50],
}


@examples(150)
@given(LINES)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Every reader takes any text; each problem has a reason and says what to do."""
    assert guess(Source(text)) in FORMATS
    for form in FORMATS.values():
        imported = form.read(Source(text, "odd.txt"), DEFAULTS)
        assert set(imported.rules) == set(imported.rows)
        for problem in imported.problems:
            assert problem.reason
            assert problem.remedy
        for rule_id, rule in imported.rules.items():
            refuse_unusable(rule_id, rule, DEFAULTS.classes)


@pytest.mark.parametrize(
    ("form", "text"), [(name, text) for name, texts in HOSTILE.items() for text in texts]
)
def test_a_hostile_list_is_refused_in_time(form: str, text: str) -> None:
    """It takes processor seconds at most, and says what is not there."""
    before = time.process_time()
    imported = FORMATS[form].read(Source(text), DEFAULTS)
    assert time.process_time() - before < 20
    assert imported.problems or not text.strip() or len(imported.rules) == 1


@examples(300)
@given(st.dictionaries(st.sampled_from(FIELDS), ANY, max_size=8))
def test_a_form_of_any_shape_is_a_rule_or_refused(form: dict[str, Any]) -> None:
    """Values of another kind than a rule has are named, whatever they are."""
    whole = {"severity": "low", "message": "m.", "why": "w.", **form}
    if "detector" not in form:
        whole.setdefault("phrases", ["calm down"])
    whole.setdefault("examples", {"flags": ["[x]"], "passes": ["y"]})
    with suppress(RuleError, PhraseError):
        refuse_unusable("house/x", whole, DEFAULTS.classes)
        for example in parse_rule("house/x", whole).flags:
            check(example.text, BOOK, example.context)


@given(st.text(st.sampled_from("ab ()[]{}|?*+.\\^$~@:-_0,'wSs"), max_size=20))
def test_any_pattern_is_a_phrase_or_refused(pattern: str) -> None:
    """A regular expression that has no phrase is named with what it has."""
    with suppress(Unusable):
        phrase_of_pattern(pattern)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """What is no text is named as such."""
    with suppress(Unusable):
        text_of(data).encode("utf-8")


def test_files_of_spreadsheets_are_named() -> None:
    """A workbook is refused with what to do; Excel's own kinds of text are read."""
    for data in (b"PK\x03\x04\x00\x00", b"x" * (MOST_BYTES + 1)):
        with pytest.raises(Unusable):
            text_of(data)
    assert text_of("é;ü".encode("utf-16")) == "é;ü"
    assert text_of("é;ü".encode("cp1252")) == "é;ü"
    assert text_of("\ufeffé".encode()) == "é"
