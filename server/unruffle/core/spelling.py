"""Tables that make two spellings one: contractions, and British and American forms."""

from __future__ import annotations

#: Norm of a clitic that may stand for "is" or "has", and of one for "would" or "had".
IS_OR_HAS, WOULD_OR_HAD, POSSESSIVE = "'is", "'d", "'s"

#: What a word of a phrase also matches in a text.
ALSO: dict[str, str] = {
    "is": IS_OR_HAS,
    "has": IS_OR_HAS,
    "would": WOULD_OR_HAD,
    "had": WOULD_OR_HAD,
}

#: After these words 's is a verb; after any other word it may be a possessive.
_SUBJECTS = frozenset(
    "it that this there here what who where when how why he she everything something nothing "
    "everyone everybody someone somebody nobody".split()
)
_SUFFIXES: dict[str, str] = {
    "'m": "am",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": WOULD_OR_HAD,
}
_WHOLE: dict[str, tuple[str, ...]] = {
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
    "gonna": ("going", "to"),
    "gotta": ("got", "to"),
    "wanna": ("want", "to"),
}
# Typed in haste without the apostrophe. Left out where the result is a word of its own
# (well, were, ill, id, its, lets, shed, wed).
_HASTY = (
    "can't won't don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't couldn't "
    "wouldn't shouldn't i'm i've you're you've you'll they're they've they'll we've that's there's "
    "what's"
).split()


def contraction(word: str) -> tuple[str, ...] | None:
    """The words that lower-case `word` with straight apostrophes stands for, or None."""
    whole = _WHOLE.get(word)
    if whole or "'" not in word:
        return whole
    if word.endswith("n't") and len(word) > 3:
        return (word[:-3], "not")
    head, _, tail = word.rpartition("'")
    if tail == "s":
        return (head, IS_OR_HAS if head in _SUBJECTS else POSSESSIVE)
    second = _SUFFIXES.get(f"'{tail}")
    return (head, second) if second and head else None


_IZE = (
    "apolog organ real recogn author priorit final util emphas minim maxim custom summar "
    "categor personal critic special standard central general optim penal jeopard scrutin "
    "synchron memor initial item stabil local"
).split()
_PAIRS = (
    "behaviour:behavior behaviours:behaviors centre:center centres:centers cheque:check "
    "cheques:checks colour:color colours:colors defence:defense favour:favor favours:favors "
    "favourite:favorite fulfil:fulfill fulfils:fulfills fulfilment:fulfillment grey:gray "
    "honour:honor honours:honors honoured:honored humour:humor judgement:judgment "
    "labour:labor licence:license neighbour:neighbor offence:offense offences:offenses "
    "practise:practice programme:program programmes:programs rumour:rumor "
    "cancelled:canceled cancelling:canceling travelled:traveled travelling:traveling "
    "labelled:labeled modelled:modeled enquire:inquire enquired:inquired enquiry:inquiry "
    "enquiries:inquiries endeavour:endeavor endeavours:endeavors endeavoured:endeavored "
    "endeavouring:endeavoring analyse:analyze analysed:analyzed analysing:analyzing "
    "catalogue:catalog dialogue:dialog learnt:learned ageing:aging acknowledgement:acknowledgment "
    "whilst:while mum:mom tyre:tire tyres:tires okay:ok instalment:installment "
    "instalments:installments skilful:skillful parcelled:parceled rigour:rigor"
).split()


# What chats write for these words.
_CHAT = {"u": "you", "ur": "your", "pls": "please", "plz": "please", "thx": "thanks"}


def _folds() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = dict(_WHOLE)
    for word in _HASTY:
        pieces = contraction(word)
        if pieces:
            table[word.replace("'", "")] = pieces
    table |= {short: (word,) for short, word in _CHAT.items()}
    for stem in _IZE:
        for ending in ("e", "es", "ed", "ing", "ation", "ations", "er", "ers"):
            table[f"{stem}is{ending}"] = (f"{stem}iz{ending}",)
    for pair in _PAIRS:
        british, _, american = pair.partition(":")
        table[british] = (american,)
    return table


#: Lower-case source word -> the words it counts as.
FOLDS: dict[str, tuple[str, ...]] = _folds()
