"""What a reply has too much or too little of: one small function a check."""

from __future__ import annotations

from unruffle.core.checks import UNPLACED, CheckRule, Finder, Places, Span
from unruffle.core.details import NUMBERED, before, details
from unruffle.core.greeting import leftovers
from unruffle.core.masks import as_sent, signature
from unruffle.core.parts import Parts

_FEWEST_CAUSES = 2
_FEWEST_QUESTION_WORDS = 3
_ASKS = "asks-"
_PUBLIC = ("social", "review")
# Where the writer acts or feels with the reader: there "we" hides who it is.
_PERSONAL = ("owned-step", "T06", "T07", "T12", "T17")
_OURS_TO_GIVE = ("mail", "phone")


def question_load(parts: Parts, rule: CheckRule) -> Places:
    """C07: more questions than one answers gladly, or one whose answer stands there."""
    asked = _asked_again(parts, rule)
    if asked:
        return asked
    draft = parts.draft
    questions = [
        sentence
        for sentence in parts.body
        if sentence.last - sentence.first >= _FEWEST_QUESTION_WORDS
        and "?" in draft.scanned[sentence.start : sentence.end]
    ]
    return UNPLACED if len(questions) > rule.limits["questions"] else None


def _asked_again(parts: Parts, rule: CheckRule) -> list[Span]:
    """Requests for what the customer has already given."""
    asked = [
        (name.removeprefix(_ASKS), match)
        for name in rule.cues
        if name.startswith(_ASKS)
        for match in parts.found.get(f"{rule.id}/{name}", ())
    ]
    if not asked or parts.earlier is None:
        return []
    checks = parts.sentences("C07/checks")
    given: dict[str, set[str]] = {}
    for said in parts.earlier.theirs:
        for detail in details(as_sent(said.turn.text)):
            given.setdefault(detail.kind, set()).add(detail.value)
        if said.parts.has("C07/photo-sent"):
            given["photo"] = set()
    found = []
    for kind, match in asked:
        words = parts.draft.scanned[match.start : match.end]
        if kind == "number":
            kinds = {NUMBERED[w] for w in words.lower().split() if w in NUMBERED}
            kind = kinds.pop() if len(kinds) == 1 else ""
        told, sentence = given.get(kind), parts.draft.tokens.sentence_of[match.token]
        # "Your order number" may yet become that of another order.
        if told is None or sentence in checks or not parts.closed(sentence):
            continue
        # What the draft names is known; the request is about another one.
        if not any(value in parts.draft.text for value in told):
            found.append((match.start, match.end))
    return sorted(found)


def explanation_share(parts: Parts, rule: CheckRule) -> Places:
    """C14: too many of the sentences tell how it came about; known once all are there."""
    if not parts.ended:
        return None
    causes = len(parts.sentences("explanation"))
    too_many = causes > rule.limits["share"] * len(parts.body)
    return UNPLACED if causes >= _FEWEST_CAUSES and too_many else None


def hidden_writer(parts: Parts, rule: CheckRule) -> Places:
    """C17: "we" where one person feels or acts, and never an "I"."""
    tokens = parts.draft.tokens
    if "i" in tokens.norms:
        return None
    sentences = [tokens.sentences[number] for number in parts.sentences(*_PERSONAL)]
    count = sum(tokens.norms[s.first : s.last].count("we") for s in sentences)
    return UNPLACED if count >= rule.limits["we"] else None


def over_apology(parts: Parts, rule: CheckRule) -> Places:
    """C25: apologies past the second, or one in each of three replies running."""
    words = parts.matches("C25/words")
    surplus = words[int(rule.limits["words"]) :]
    if surplus:
        return [(match.start, match.end) for match in surplus]
    earlier, running = parts.earlier, int(rule.limits["replies"]) - 1
    if not words or earlier is None or not earlier.has_ours:
        return None
    last = [said for said in earlier.said if said.ours][-running:]
    repeated = len(last) == running and all(said.parts.has("C25/words") for said in last)
    return UNPLACED if repeated else None


def concreteness(parts: Parts, rule: CheckRule) -> Places:
    """C29: it, this and the issue, and hardly a thing by its name; known at the end as well."""
    if not parts.ended:
        return None
    vague = len(parts.matches("C29/vague"))
    concrete = len(parts.matches("case-fact"))
    if vague < rule.limits["vague"]:
        return None
    return UNPLACED if vague > rule.limits["share"] * (vague + concrete) else None


def length(parts: Parts, rule: CheckRule) -> Places:
    """C30: more words, longer sentences or a higher grade than the channel reads well."""
    read, limits = parts.readability, rule.limits
    too_long = read.words > limits["words"] or read.longest_sentence_words > limits["sentence"]
    return UNPLACED if too_long or (read.grade or 0) > limits["grade"] else None


def in_public(parts: Parts, _rule: CheckRule) -> Places:
    """C34: details of the customer where others can read them."""
    draft = parts.draft
    if draft.context.channel not in _PUBLIC:
        return None
    sent = as_sent(draft.text)
    end = len(sent) - len(signature(sent))
    told = " ".join(turn.text for turn in draft.context.turns if turn.author == "customer")
    # A mail address or a phone number may be the one under which we can be reached.
    found = [
        (detail.start, detail.end)
        for detail in details(sent[:end])
        if detail.kind not in _OURS_TO_GIVE
        or detail.value in told
        or "your" in before(sent, detail.start).lower().split()
    ]
    return sorted(found) or None


FINDERS: dict[str, Finder] = {
    "C07": question_load,
    "C14": explanation_share,
    "C17": hidden_writer,
    "C25": over_apology,
    "C29": concreteness,
    "C30": length,
    "C33": leftovers,
    "C34": in_public,
}
