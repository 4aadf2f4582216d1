"""A draft read once: what conditions, detectors and suggestions ask it about."""

from __future__ import annotations

from dataclasses import dataclass

from unruffle.core.masks import fill, masked, quotations
from unruffle.core.tokens import Sentence, Tokens, tokenize, words
from unruffle.core.types import Context, Situation

_MAX_QUOTATIONS = 100
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

    def sentence_at(self, token: int) -> Sentence:
        """The sentence that holds token number `token`."""
        return self.tokens.sentences[self.tokens.sentence_of[token]]


def read(text: str, context: Context) -> Draft:
    """The draft with everything masked that is not the agent's own wording."""
    scanned = masked(text)
    message = context.customer_message
    customer = words(message) if message else []
    if customer:
        scanned = _without_customer_quotes(scanned, " ".join(customer))
    about = frozenset(word for word in customer if len(word) > 2 and word not in _STOP_WORDS)
    return Draft(text, scanned, tokenize(scanned), context, Situation(), about)


def _without_customer_quotes(text: str, customer: str) -> str:
    """Fills the quotations whose words the customer wrote in this order."""
    quoted = list(quotations(text))[:_MAX_QUOTATIONS]
    for start, end in quoted:
        if f" {' '.join(words(text[start:end]))} " in f" {customer} ":
            text = fill(text, start, end)
    return text
