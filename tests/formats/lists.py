"""Rule forms as admins write them, made up by Hypothesis, and the lists of what is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from unruffle.core.phrases import parse_classes
from unruffle.core.rulebook import Rulebook, compile_rulebook
from unruffle.formats.imported import Defaults, Form
from unruffle.formats.sentence import escaped
from unruffle.lists.loader import load

SNAPSHOT = load()
DEFAULTS = Defaults(classes=parse_classes(SNAPSHOT["classes"]))

# What spreadsheets, TOML and YAML stumble over, among all other characters.
_ODD = st.sampled_from(
    [
        *("=1+1", "@SUM(A1)", "-", "+1", "'", "'=x", '"', '""', '{"', "\n", "\r\n", "\t", ";", ","),
        *("1/2", "007", "3.30", "May 5", "TRUE", "1e5", "\\", "[", "]", "#", "no", "|", "sep=;"),
        *("(leave it out)", "sentence: ", "ours: ", "\ufeff", "\x00", "\x7f", "\u2028", "é", "😀"),
        " ",
    ]
)
TEXT = st.lists(_ODD | st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=5)
texts = TEXT.map("".join)
said = texts.filter(lambda text: bool(text.strip()))
PHRASES = (
    (
        "calm down|sorry ~3 but|sorry (if\\|that) you [really] feel|frustrat*|{fail} to|^actually|"
        "noted$|can't|!!|=)|-_-|@apology for|24/7|1,000%|don't [you] worry|🙂|Mar 5|\\@_@"
    )
    .replace("\\|", "\0")
    .split("|")
)
PHRASES = [phrase.replace("\0", "|") for phrase in PHRASES]
_SEVERITY = st.sampled_from(["high", "medium", "low", "info"])
_IDS = st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,5})?/[a-z0-9]{1,8}(-[a-z]{1,5})?", fullmatch=True)


def _several(values: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=1, max_size=most, unique_by=repr)


_FLAG = st.builds(lambda a, b: f"{escaped(a)}[{escaped(b)}]", texts, said)
_PASS = texts.map(escaped)
_MORE = {
    "customer_message": texts,
    "channel": st.sampled_from(["chat", "email"]),
    "severity": _SEVERITY,
}


def _examples(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Any]]:
    table = st.fixed_dictionaries({"text": texts}, optional=_MORE)
    return _several(texts | table)


_SUGGESTION = st.fixed_dictionaries(
    {"text": said, "replaces": st.sampled_from(["match", "sentence"])},
    optional={"ours": st.just(True)},
) | st.just({"text": "", "replaces": "match"})
_NEAR = st.fixed_dictionaries(
    {"within": st.sampled_from(["sentence", "next", "reply"])},
    optional={"phrases": _several(st.sampled_from(PHRASES))},
).map(lambda near: {**near, "has": ["date"]})
_GRADING = st.fixed_dictionaries({"when": st.just(["opening"]), "severity": _SEVERITY})
_FORM = st.fixed_dictionaries(
    {
        "severity": _SEVERITY,
        "message": said,
        "why": said.map(lambda text: text[:200]).filter(str.strip),
        "phrases": _several(st.sampled_from(PHRASES)),
        "examples": st.fixed_dictionaries({"flags": _examples(_FLAG), "passes": _examples(_PASS)}),
    },
    optional={
        "unless": _several(st.sampled_from(PHRASES)),
        "when": _several(st.sampled_from(["upset", "not asked:why"])),
        "severity_if": _several(_GRADING),
        "unless_near": _several(_NEAR),
        "only_near": _several(_NEAR),
        "principles": _several(said),
        "sources": _several(said),
        "suggestions": _several(_SUGGESTION),
        "trial": st.just(True),
        "channels": st.just(["chat"]),
        "hosts": _several(st.sampled_from(["desk.example", "mail.example"])),
    },
)  # fmt: skip
forms: st.SearchStrategy[dict[str, Form]] = st.dictionaries(_IDS, _FORM, max_size=3)


def rulebook_of(rules: Mapping[str, Form]) -> Rulebook:
    """The rules alone, as they stand once they are live: a near miss is there, nobody is cited."""
    live = {
        rule_id: {
            **{name: value for name, value in form.items() if name not in ("trial", "hosts")},
            "sources": [],
            "examples": {**form["examples"], "passes": ["Nothing of it is here."]},
        }
        for rule_id, form in rules.items()
    }
    return compile_rulebook({"rules": live, "classes": SNAPSHOT["classes"]})
