"""A draft read once: what conditions, detectors and suggestions ask it about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from unruffle.core.masks import fill, is_signed_off, masked, quotations
from unruffle.core.situation import Cues, of_customer, of_draft
from unruffle.core.tokens import Sentence, Tokens, tokenize, words
from unruffle.core.types import Context, Situation

_MAX_QUOTATIONS = 100
# From this heat on, thanks for praise may be irony.
_HOT = 2
# Words that say nothing about the case.
_STOP_WORDS = frozenset(
    "about after again also and any are because been before being both but can could did does "
    "done for from get got had has have her here him his how into its just like made make many "
    "more much not now off one only other our out over please really said same see she should "
    "since some still such than that the their them then there these they this those too very "
    "want was way well were what when where which while who why will with would you your sorry "
    "thank thanks hello customer service help issue problem thing things know let need".split()
)


@dataclass(frozen=True, slots=True)
class Draft:
    """The text as typed, the text as scanned (same length), its tokens and what surrounds it."""

    text: str
    scanned: str
    tokens: Tokens
    context: Context
    situation: Situation
    customer_words: frozenset[str]
    signed_off: bool

    def sentence_at(self, token: int) -> Sentence:
        """The sentence that holds token number `token`."""
        return self.tokens.sentences[self.tokens.sentence_of[token]]


def read(
    text: str,
    context: Context,
    cues: Mapping[str, Cues] | None = None,
    silent: frozenset[str] = frozenset(),
) -> Draft:
    """The draft with everything masked that is not the agent's own wording.

    Without `cues` nothing is known of the situation; `silent` names causes not to look for.
    """
    scanned = masked(text)
    said = [turn.text for turn in context.turns if turn.author == "customer"]
    heard = [(read_message, tokenize(read_message)) for read_message in map(masked, said)]
    customer = heard[-1][1].norms if heard else []
    if customer:
        scanned = _without_customer_quotes(scanned, " ".join(customer))
    about = frozenset(word for word in customer if len(word) > 2 and word not in _STOP_WORDS)
    tokens = tokenize(scanned)
    situation = Situation()
    if cues:
        situation = _heard(cues["customer"], heard, silent)
        # What the draft shows is looked at where it may count.
        if not said or _may_be_praise(situation):
            shown = of_draft(cues["draft"], tokens, scanned)
            situation = _agreed(situation, shown) if said else shown
    return Draft(text, scanned, tokens, context, situation, about, is_signed_off(text))


def _heard(cues: Cues, messages: list[tuple[str, Tokens]], silent: frozenset[str]) -> Situation:
    """What the latest message shows; one that shows nothing leaves it to the one before.

    The words of an earlier message are no evidence: offsets are those of the latest.
    """
    for scanned, tokens in reversed(messages):
        situation = of_customer(cues, tokens, scanned, silent)
        if situation.kind != "unknown":
            latest = tokens is messages[-1][1]
            return situation if latest else replace(situation, asked=(), evidence=())
    return Situation()


def _agreed(heard: Situation, shown: Situation) -> Situation:
    """The situation of a customer's words, unless the agent took them for praise.

    Who read the whole conversation knows irony and thanks better than cues do.
    """
    if shown.kind == "praise" and _may_be_praise(heard):
        return replace(heard, kind="praise", upset=False, heat=0, causes=())
    return heard


def _may_be_praise(heard: Situation) -> bool:
    return heard.kind == "complaint" and (heard.heat or 0) < _HOT


def _without_customer_quotes(text: str, customer: str) -> str:
    """Fills the quotations whose words the customer wrote in this order."""
    quoted = list(quotations(text))[:_MAX_QUOTATIONS]
    for start, end in quoted:
        if f" {' '.join(words(text[start:end]))} " in f" {customer} ":
            text = fill(text, start, end)
    return text
