"""The learned layer: what it says, to whom it gives way, and what it never keeps."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn import examples
from labels import read
from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.draft import read as read_draft
from unruffle.core.layers import effective
from unruffle.core.learned import LONGEST_SENTENCE, features, nearly, traits
from unruffle.core.rulebook import Rulebook, compile_rulebook, with_layers
from unruffle.core.rules import RuleError
from unruffle.core.tokens import tokenize, words
from unruffle.core.types import Context, Finding, Turn
from unruffle.lists.loader import load

SHIPPED = load()
BOOK = compile_rulebook(SHIPPED)
BUSY = "We are so busy in the shop today."
MOST_BYTES = 2_000_000
UPSET = Context((Turn("customer", "Three weeks late and nobody answers. I am furious."),))


def rule(**more: Any) -> dict[str, Any]:
    return {
        "severity": "medium",
        "message": "A message.",
        "why": "A reason.",
        "examples": {"flags": ["[x]"], "passes": ["y"]},
        **more,
    }


def book(*passes: str, **rules: Any) -> Rulebook:
    """A rulebook with one learned category that goes by the word "busy"."""
    learned = rule(examples={"flags": ["[x]"], "passes": list(passes) or ["y"]})
    weights = {"busy": 4.0, "so busy": 2.0, "today": 0.5, "shop": -0.5}
    typical = ["It is a busy time.", "Nobody had a minute."]
    model = {"threshold": 0.5, "weights": weights, "typical": typical}
    snapshot = {
        "rules": {"learned/excuse": learned, **rules},
        "learned": {"version": 1, "categories": {"excuse": model}},
    }
    return compile_rulebook(snapshot)


def learned(text: str, rulebook: Rulebook, choices: Choices | None = None) -> list[Finding]:
    found = check(text, rulebook, choices=choices or Choices(), finished=True).findings
    return [finding for finding in found if finding.layer == "learned"]


def test_a_finding_shows_what_it_rests_on() -> None:
    """The sentence, its category, the words that weighed most, and the nearest sentence."""
    (found,) = learned(f"Hello. {BUSY} Bye now.", book())
    assert (found.rule, found.category, found.severity) == ("learned/excuse", "excuse", "medium")
    assert f"Hello. {BUSY} Bye now."[found.start : found.end] == BUSY.rstrip(".")
    assert [(weight.words, weight.weight) for weight in found.weights] == [
        ("busy", 4.0),
        ("today", 0.5),
    ]
    assert found.similar == "It is a busy time."


def test_it_waits_while_a_draft_is_typed() -> None:
    """What surrounds a sentence weighs along, so nothing is drawn before the draft rests."""
    (found,) = check(BUSY, book()).findings
    assert found.pending


def test_it_gives_way_to_a_rule_with_words_for_the_sentence() -> None:
    """Also where that rule keeps silent: it knows the exceptions."""
    speaks = book(**{"minimizing/x": rule(phrases=["in the shop"])})
    assert learned(BUSY, speaks) == []
    silent = book(**{"excuse/x": rule(phrases=["so busy"], when=["situation:abuse"])})
    assert learned(BUSY, silent) == []
    other = book(**{"minimizing/x": rule(phrases=["so busy"], when=["situation:abuse"])})
    assert len(learned(BUSY, other)) == 1


@pytest.mark.parametrize(
    "passes",
    [
        "We are so busy in the shop today.",
        "we're so busy in the shop today!",
        "We are so busy in the office today.",
        "We are busy in the shop today.",
    ],
)
def test_a_passes_example_silences_a_sentence_that_is_nearly_the_same(passes: str) -> None:
    """One word more, less or other; nothing is trained for it."""
    assert learned(BUSY, book(passes)) == []


def test_a_passes_example_silences_no_other_sentence() -> None:
    """Two other words are another sentence."""
    assert len(learned(BUSY, book("They are so busy in the office today."))) == 1


def test_a_team_lets_a_sentence_pass_for_itself() -> None:
    """With those that are nearly the same, and without a word for other teams."""
    fine = {"passes": ["We are so busy in the office today."]}
    layers = {"team/1": {"changes": {"learned/excuse": {**fine, "reason": "They asked."}}}}
    own = with_layers(book(), layers)
    assert learned(BUSY, own, Choices(scopes=("organization", "team/1"))) == []
    assert len(learned(BUSY, own, Choices(scopes=("organization", "team/2")))) == 1
    assert len(learned("They are so busy.", own, Choices(scopes=("team/1",)))) == 1
    over = {"learned/excuse": {**fine, "until": "2026-03-01", "reason": "For a month."}}
    layers["team/1"]["changes"] = over
    until = with_layers(book(), layers).layers
    for day, found in ((date(2026, 3, 1), 0), (date(2026, 3, 2), 1)):
        choices = effective(until, "team/1", Choices(), day)
        assert len(learned(BUSY, with_layers(book(), layers), choices)) == found


def test_passes_are_for_the_learned_layer_alone() -> None:
    """On any other rule they would say nothing, so that is said."""
    layers = {"team/1": {"changes": {"excuse/x": {"passes": ["Fine."], "reason": "So."}}}}
    with pytest.raises(RuleError, match="'passes' is for the learned layer"):
        with_layers(book(**{"excuse/x": rule(phrases=["so busy"])}), layers)


def test_a_team_switches_it_off_or_grades_it_and_it_stays_uncertain() -> None:
    """Each category on its own; graded high it is medium still."""
    for name in ("learned/excuse", "learned"):
        assert learned(BUSY, book(), Choices(off=frozenset({name}))) == []
    (found,) = learned(BUSY, book(), Choices(severities={"learned/excuse": "high"}))
    assert found.severity == "medium"


@pytest.mark.parametrize(
    "wanted",
    [
        {"severity": "high"},
        {"phrases": ["x"]},
        {"detector": "capitals"},
    ],
)
def test_a_learned_rule_that_says_too_much_is_refused(wanted: dict[str, Any]) -> None:
    """It is no high one, and finds nothing by other means."""
    with pytest.raises(RuleError, match="learned/excuse"):
        compile_rulebook({"rules": {"learned/excuse": rule(**wanted)}})


def test_what_excepts_a_learned_rule_may_stand_in_its_own_sentence() -> None:
    """Its words are the whole sentence, so nothing else of it stands beside them."""
    near = [{"within": "sentence", "phrases": ["in the shop"]}]
    excepted = compile_rulebook(
        {
            "rules": {"learned/excuse": rule(unless_near=near)},
            "learned": {
                "version": 1,
                "categories": {
                    "excuse": {"threshold": 0.5, "weights": {"busy": 4.0}, "typical": ["Busy."]}
                },
            },
        }
    )
    assert learned(BUSY, excepted) == []
    assert len(learned("We are so busy today.", excepted)) == 1


def test_weights_for_other_features_are_refused() -> None:
    """A replica that is older keeps the revision that it can read."""
    with pytest.raises(RuleError, match="version"):
        compile_rulebook({"rules": {}, "learned": {"version": 0, "categories": {}}})


def test_a_sentence_beyond_the_longest_is_not_judged() -> None:
    """None like it was trained on."""
    filler = " and" * (LONGEST_SENTENCE - 2)
    assert len(learned(f"busy{filler} x", book())) in (0, 1)
    assert learned(f"so busy so busy{filler} and x", book()) == []


class Counting(dict[Any, Any]):
    """Weights that count how often they are asked."""

    asked = 0

    def get(self, key: Any, default: Any = None) -> Any:
        """As a dict does it."""
        self.asked += 1
        return super().get(key, default)


@pytest.mark.parametrize("piece", ["so busy ", "busy. ", "a,", "shop\n\n", "busy today! "])
def test_the_cost_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Four times the text asks for at most four times the weights, and a little."""
    asked = []
    for times in (500, 2000):
        weights = Counting(BOOK.model.weights)
        draft = read_draft(piece * times, Context())
        model = replace(BOOK.model, weights=weights)
        model.likenesses(draft, range(len(draft.tokens.sentences)))
        asked.append(weights.asked)
    assert asked[1] <= 4 * asked[0] + 100


@given(st.lists(st.sampled_from([*"so busy in the shop today no need".split(), ". ", "!"])))
@examples(60)
def test_the_same_draft_gives_the_same_findings(pieces: list[str]) -> None:
    """From rulebooks that were compiled apart, too."""
    text = " ".join(pieces)
    first, second = (check(text, book(), UPSET) for _ in range(2))
    assert first == second


def _held(marker: str) -> Iterator[object]:
    """Everything alive that holds a text with the marker."""
    gc.collect()
    for one in gc.get_objects():
        if isinstance(one, dict | list | tuple | set | frozenset):
            inner = [*one.keys(), *one.values()] if isinstance(one, dict) else list(one)
            if any(type(text) is str and marker in text for text in inner):
                yield one


def test_no_word_of_a_draft_survives_the_call() -> None:
    """Nothing that is alive afterwards holds a word of it: the layer has no memory."""
    marker = "".join(["zy", "mur", "gist"])
    text = f"We are so busy, {marker}, and there is no need to be so upset."
    rulebook = book()
    result = check(text, rulebook, UPSET, finished=True)
    assert learned(text, rulebook)
    del text, result
    assert not list(_held(marker))


def test_what_is_on_has_rule_weights_and_sentences_of_the_training_part() -> None:
    """A rule for each category with weights, and the other way round; a small file."""
    rules = {rule.category for rule in BOOK.rules if rule.learned}
    data: Mapping[str, Any] = SHIPPED["learned"]
    assert rules == set(data["categories"]) == set(BOOK.model.categories)
    trained = [reply for reply in read("look") if reply.flags]
    for category, one in data["categories"].items():
        assert one["typical"]
        for sentence in one["typical"]:
            held = [reply for reply in trained if sentence in reply.text]
            assert any(label[0] == category for reply in held for label in reply.flags), sentence
    size = len(files("unruffle.lists").joinpath("learned.json").read_bytes())
    assert size < MOST_BYTES


def test_features_are_words_pairs_and_traits() -> None:
    """A number is one word whatever it says; edges are neighbors; the place is a trait."""
    draft = read_draft("It took 12 days!", UPSET, BOOK.cues)
    found = features(draft, 0) | traits(draft)
    assert {"took", "0", ("took", "0"), ("^", "it"), ("days", "$")} <= found
    assert {"@opening", "@closing", "@alone", "@number", "@exclaims", "@upset"} <= found


@pytest.mark.parametrize(
    "passes",
    [
        "We are not so busy in the shop today.",
        "We are never so busy in the shop today.",
        "So busy.",
    ],
)
def test_the_opposite_and_a_scrap_are_not_nearly_the_same(passes: str) -> None:
    """A negation may not differ, and of a few words none may."""
    text = "So tired." if passes == "So busy." else BUSY
    assert len(learned(text.replace("tired", "very busy"), book(passes))) == 1


def test_each_sentence_of_an_example_passes() -> None:
    """As a report may hold two of them."""
    assert learned(f"Thanks for waiting. {BUSY}", book(f"Thanks for waiting. {BUSY}")) == []


def test_nearly_the_same_have_something_in_common() -> None:
    """One word more, less or other, and numbers are alike."""
    one = nearly(words("Your parcel is 3 days late"))
    assert one & nearly(tokenize("your parcel is 10 days late").norms)
    assert one & nearly(words("Your parcel is days late"))
    assert not one & nearly(words("My parcel is two days late"))
