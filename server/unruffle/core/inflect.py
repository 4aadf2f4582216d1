"""All inflections of a verb or noun, from rules and a table of irregular forms."""

from __future__ import annotations

_IRREGULAR: dict[str, str] = {
    "be": "am is are was were been being",
    "become": "becomes became becoming",
    "break": "breaks broke broken breaking",
    "bring": "brings brought bringing",
    "build": "builds built building",
    "buy": "buys bought buying",
    "catch": "catches caught catching",
    "choose": "chooses chose chosen choosing",
    "come": "comes came coming",
    "cost": "costs costing",
    "cut": "cuts cutting",
    "deal": "deals dealt dealing",
    "do": "does did done doing",
    "eat": "eats ate eaten eating",
    "fall": "falls fell fallen falling",
    "feel": "feels felt feeling",
    "find": "finds found finding",
    "forget": "forgets forgot forgotten forgetting",
    "get": "gets got gotten getting",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "have": "has had having",
    "hear": "hears heard hearing",
    "hold": "holds held holding",
    "hurt": "hurts hurting",
    "keep": "keeps kept keeping",
    "know": "knows knew known knowing",
    "leave": "leaves left leaving",
    "let": "lets letting",
    "lose": "loses lost losing",
    "make": "makes made making",
    "mean": "means meant meaning",
    "meet": "meets met meeting",
    "mislead": "misleads misled misleading",
    "misread": "misreads misreading",
    "misunderstand": "misunderstands misunderstood misunderstanding",
    "pay": "pays paid paying",
    "put": "puts putting",
    "read": "reads reading",
    "ring": "rings rang rung ringing",
    "run": "runs ran running",
    "say": "says said saying",
    "see": "sees saw seen seeing",
    "sell": "sells sold selling",
    "send": "sends sent sending",
    "set": "sets setting",
    "speak": "speaks spoke spoken speaking",
    "spend": "spends spent spending",
    "take": "takes took taken taking",
    "tell": "tells told telling",
    "think": "thinks thought thinking",
    "understand": "understands understood understanding",
    "upset": "upsets upsetting",
    "write": "writes wrote written writing",
}
# Verbs of two syllables that double their last letter as short ones do.
_DOUBLING = frozenset("admit commit occur omit permit prefer refer regret submit transfer".split())
_VOWELS = frozenset("aeiou")


def inflections(lemma: str) -> tuple[str, ...]:
    """The lemma and every form of it, as verb and as noun, without repeats."""
    irregular = _IRREGULAR.get(lemma)
    forms = irregular.split() if irregular else _regular(lemma)
    return tuple(dict.fromkeys((lemma, *forms)))


def _regular(lemma: str) -> list[str]:
    if lemma.endswith("e"):
        return [f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return [f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"]
    plural = f"{lemma}es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{lemma}s"
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    return [plural, f"{stem}ed", f"{stem}ing"]


def _doubles(lemma: str) -> bool:
    if lemma in _DOUBLING:
        return True
    short = len(lemma) in (3, 4) and sum(letter in _VOWELS for letter in lemma) == 1
    return short and lemma[-2] in _VOWELS and lemma[-1] not in "aeiouwxy"
