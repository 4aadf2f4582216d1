"""The built-in lists: every rule keeps its promises, every suggestion helps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import pytest

from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.draft import read
from unruffle.core.match import Matcher
from unruffle.core.phrases import parse, parse_classes
from unruffle.core.rules import Example, Rule, slots
from unruffle.core.types import SEVERITIES, Context, Finding, Result, Suggestion, Turn
from unruffle.lists.loader import load
from unruffle.snapshots import builtin

SNAPSHOT = load()
CLASSES = parse_classes(SNAPSHOT["classes"])
RULEBOOK = builtin()
RULES = {rule.id: rule for rule in RULEBOOK.rules}
OPTIONAL = ("liability", "inclusive", "privacy", "brand")
EVERY_LIST = Choices(lists=frozenset(OPTIONAL))
CATEGORIES = (
    "excuse intent-defense false-apology canned-phrase blame-customer blame-others agentless "
    "minimizing invalidation hollow-empathy yes-but policy-shield bare-refusal command challenge "
    "condescension hostility overpromise vague-commitment brush-off unclear tone-mismatch"
).split()
# The product never scolds: these words appear in no message and no reason.
FORBIDDEN = re.compile(r"\b(?:wrong|errors?|violations?|must|should|bad|failed)\b", re.IGNORECASE)
# A message says what a reader may hear, never what is so.
MAY = re.compile(r"\b(?:may|can|could|might)\b", re.IGNORECASE)
LOOSE_MARK = re.compile(r"[.,;:!?…]\s*[.,;:!?…]|\s[.,;!?…]|^[.,;:!?…]")
SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
SLOT = re.compile(r"\{[^{}]*\}")

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def checked(example: Example, text: str | None = None) -> Result:
    """The result of a text where an example stands; it was us, so every suggestion is offered."""
    turns = (Turn("customer", example.customer_message),) if example.customer_message else ()
    context = Context(turns, example.channel, fault="ours")
    words = example.text if text is None else text
    return check(words, RULEBOOK, context, EVERY_LIST, finished=True)


def own(rule: Rule, result: Result) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == rule.id]


def test_all_categories_exist() -> None:
    """Every kind of harm has at least eight phrases, and there are six hundred in all."""
    counted = Counter(dict.fromkeys((*CATEGORIES, *OPTIONAL), 0))
    for rule in RULES.values():
        counted[rule.category] += len(rule.phrases)
    assert set(counted) == set(SNAPSHOT["categories"])
    assert {name: count for name, count in counted.items() if count < 8} == {}
    assert counted.total() >= 600


def test_optional_lists_are_off_until_a_team_switches_them_on() -> None:
    """Their rules find nothing unless they are chosen."""
    for rule in RULES.values():
        for example in rule.flags if rule.category in OPTIONAL else ():
            turns = (Turn("customer", example.customer_message or "Hello?"),)
            assert own(rule, check(example.text, RULEBOOK, Context(turns))) == []


@each_rule
def test_flags(rule: Rule) -> None:
    """A rule finds exactly the marked words of each of its flags examples."""
    for example in rule.flags:
        found = own(rule, checked(example))
        assert [(f.start, f.end) for f in found] == list(example.spans), example.text
        if example.severity:
            assert {finding.severity for finding in found} == {example.severity}, example.text


@each_rule
def test_passes(rule: Rule) -> None:
    """A rule is silent on each of its near misses."""
    for example in rule.passes:
        result = checked(example)
        assert [example.text[f.start : f.end] for f in own(rule, result)] == []


@each_rule
def test_every_phrase_is_exercised(rule: Rule) -> None:
    """Each phrase of a rule is found inside the marked words of one of its flags examples."""
    matcher = Matcher([(parse(p, CLASSES), n) for n, p in enumerate(rule.phrases)])
    exercised: set[int] = set()
    for example in rule.flags:
        draft = read(example.text, Context())
        for numbers, first, last, _ in matcher.find(draft.tokens, draft.scanned):
            if any(start <= first and last <= end for start, end in example.spans):
                exercised.update(numbers)
    assert [p for n, p in enumerate(rule.phrases) if n not in exercised] == []


def test_only_who_was_at_fault_is_offered_to_own_it() -> None:
    """A suggestion that takes responsibility is `ours`, and beside it stands one that does not."""
    for rule in RULES.values():
        for template in rule.suggestions:
            said = check(SLOT.sub(lambda slot: slot[0][1:-1], template.text), RULEBOOK)
            owned = any(done.id == "T08" and done.present for done in said.techniques)
            # Who was unclear says so of their own words, not of what went wrong.
            assert template.ours == (owned and "clear" not in template.text), template
        if rule.suggestions:
            assert not all(template.ours for template in rule.suggestions), rule.id


def taken(rule: Rule) -> Iterator[tuple[Example, Finding, Suggestion, str]]:
    """Every suggestion of a rule applied to its flags examples, with the text that results."""
    for example in rule.flags:
        for finding in own(rule, checked(example)):
            for suggestion in finding.suggestions:
                before, after = example.text[: suggestion.start], example.text[suggestion.end :]
                yield example, finding, suggestion, before + suggestion.text + after


@each_rule
def test_suggestions_help(rule: Rule) -> None:
    """No suggestion leaves, at its place, anything as strong as what it replaces."""
    for example, finding, suggestion, text in taken(rule):
        end = suggestion.start + len(suggestion.text)
        left = [
            (other.rule, text[other.start : other.end])
            for other in checked(example, text).findings
            if other.start < end
            and suggestion.start < other.end
            and SEVERITIES.index(other.severity) <= SEVERITIES.index(finding.severity)
        ]
        assert left == [], text


@each_rule
def test_suggestions_keep_the_punctuation(rule: Rule) -> None:
    """No suggestion leaves two marks in a row, a space before a mark, or a mark at the start."""
    for *_, text in taken(rule):
        assert not LOOSE_MARK.search(text), text


@each_rule
def test_suggestions_leave_whole_sentences(rule: Rule) -> None:
    """No suggestion leaves, at its place, a sentence of under three words."""
    for *_, suggestion, text in taken(rule):
        before = SENTENCE_END.split(text[: suggestion.start])[-1]
        after = SENTENCE_END.split(text[suggestion.start :])[0]
        assert len(re.sub("[{}]", "", before + after).split()) >= 3, text


@each_rule
def test_suggestions_are_more_than_slots(rule: Rule) -> None:
    """A suggestion for a whole sentence has words of its own, and a promise has a slot."""
    for suggestion in rule.suggestions:
        if suggestion.replaces == "sentence":
            assert re.search(r"[A-Za-z]{2}", SLOT.sub("", suggestion.text)), suggestion.text
        if re.search(r"\b(?:I'll|I will|we'll|we will)\b", suggestion.text, re.IGNORECASE):
            assert slots(suggestion.text), suggestion.text


@each_rule
def test_voice(rule: Rule) -> None:
    """A message is one sentence that says what may be heard, and never scolds."""
    assert not FORBIDDEN.search(rule.message), rule.message
    assert not FORBIDDEN.search(rule.why), rule.why
    assert rule.message[-1] in ".?"
    assert len(rule.message) <= 160
    assert not re.match(r"you\b", rule.message, re.IGNORECASE)
    assert MAY.search(rule.message), rule.message


@each_rule
def test_sources_and_slots(rule: Rule) -> None:
    """A rule cites at least one source and one principle, and its slots are well formed."""
    assert rule.sources
    assert rule.principles
    for suggestion in rule.suggestions:
        assert len(slots(suggestion.text)) == suggestion.text.count("{")
        assert suggestion.text.count("{") == suggestion.text.count("}")


def test_phrases_are_written_once() -> None:
    """No two rules look for the same wording at the same place of a sentence."""
    seen: set[int] = set()
    waiting = [RULEBOOK.matchers[0].root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        for numbers, *_ in node.accepts or ():
            targets = RULEBOOK.means[numbers]
            owners = {RULEBOOK.rules[t.rule].id for t in targets if t.purpose == "rule"}
            assert len(owners) <= 1
        waiting += node.next.values()
        waiting += [child for starred in (node.stars or {}).values() for child in starred.values()]
        waiting += [
            *(inner for *_, inner in node.gaps or ()),
            *([node.number] if node.number else []),
        ]


@pytest.mark.parametrize("name", [f"{rule_id}.toml" for rule_id in RULES])
def test_a_rule_is_small(name: str) -> None:
    """A rule fits on one screen."""
    category, _, file = name.partition("/")
    lines = files("unruffle.lists").joinpath(category, file).read_text(encoding="utf-8")
    assert len(lines.splitlines()) <= 40
