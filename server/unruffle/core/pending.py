"""What waits while a draft is still being typed: the words that lift a finding may yet come.

"We can't refund this" is half a sentence when "but I can move it to May" follows.
"""

from __future__ import annotations

import re

from unruffle.core.draft import Draft
from unruffle.core.match import Match
from unruffle.core.rules import Rule, Within

_END = re.compile(r"[.!?…]|\n\s*\n")
# How many sentences, counted from that of the match, must have ended before nothing can change.
_SENTENCES: dict[Within, int] = {"sentence": 1, "next": 2}


def may_be_lifted(rule: Rule, match: Match, draft: Draft) -> bool:
    """Whether more letters behind the text as it is could take the finding back."""
    if rule.learned:
        # Where a sentence stands in the reply, and what surrounds it, weighs along.
        return True
    if match.end == len(draft.text) and draft.text[match.start : match.end].isalpha():
        # One word with nothing behind it may be the beginning of another.
        return True
    reach: set[Within] = {near.within for near in rule.unless_near}
    if rule.unless:
        reach.add("sentence")
    if "reply" in reach:
        return True
    wanted = max((_SENTENCES[within] for within in reach), default=0)
    return wanted > _ended_sentences(match, draft)


def _ended_sentences(match: Match, draft: Draft) -> int:
    """How many sentences from that of the match on have come to their end."""
    tokens = draft.tokens
    return len(tokens.sentences) - tokens.sentence_of[match.token] - is_open(draft)


def is_open(draft: Draft) -> bool:
    """Whether the last sentence may still go on."""
    last = draft.tokens.sentences[-1]
    return not _END.search(draft.text, draft.tokens.ends[last.last - 1])
