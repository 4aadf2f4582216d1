"""What the rule pages say around the data, in plain sentences for both kinds of page."""

from __future__ import annotations

from typing import Final

from unruffle.core.types import Severity

INTRO: Final = (
    "Each rule looks for words that may hurt an upset reader, says why, and offers better ones. "
    "A mark is advice: many of these words are fair in the right place. "
    "These are the lists as shipped; a team may tune them."
)

OPTIONAL: Final = "This kind of list is off until a team switches it on."

OWNERSHIP: Final = (
    "Findings and ideas belong to the authors named here. All sentences on these pages are the "
    "project's own: no study and no article is quoted."
)

STUDIES: Final = (
    "A study stands here for the mechanism that it describes. None of them tested the very phrases "
    "that the rules look for. No figures are given; they are in the papers. Where a finding is not "
    "confirmed yet, only the subject of the study is named."
)

ARTICLES: Final = (
    "People who do and teach this work wrote these. They show what matters in practice; they are "
    "no evidence that a wording works."
)

#: What each severity means to the person who reads a finding.
SEVERITY_MEANS: Final[dict[Severity, str]] = {
    "high": "likely to inflame, or to break trust",
    "medium": "usually worth another wording",
    "low": "a nudge of style",
    "info": "a remark that takes nothing off the score",
}

#: How to read a phrase: a piece of one, and what it finds.
NOTATION: Final = (
    ("calm down", "these words, in any case and either spelling"),
    ("(if|that)", "one of these"),
    ("[really]", "may stand there or not"),
    ("~3", "up to three other words"),
    ("frustrat*", "any ending"),
    ("{fail}", "any form of the word: fails, failed, failing"),
    ("@apology", "any word of a class, such as sorry"),
    ("^", "the start of a sentence"),
    ("$", "the end of a sentence"),
)

CHECKS: Final = (
    "Structural checks look at the whole reply: what it lacks, says too early, or has too much of. "
    "What is missing waits until the draft looks finished, and most checks speak only where the "
    "customer's words, or the agent's own, show that somebody was let down. An opener begins the "
    "missing part; its gaps want a fact of the case."
)

TECHNIQUES: Final = (
    "Good moves that are recognized in a reply and said first. Which of them this customer still "
    "needs depends on what they wrote; of an unknown situation nothing is expected. A stock line "
    "is no technique."
)
