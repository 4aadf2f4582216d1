"""Says in plain words what a rule asks of the text around a match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from unruffle.core.checks import CheckRule
from unruffle.core.rules import Example, Near, Rule

CONDITION_SAYS: Final = {
    "situation:complaint": "the customer complains",
    "situation:question": "the customer asks a plain question",
    "situation:refusal": "the reply refuses something",
    "situation:bad-news": "the reply brings bad news",
    "situation:abuse": "the customer insults or threatens",
    "situation:praise": "the customer is pleased",
    "situation:unknown": "nothing shows what the customer wants",
    "asked:why": "the customer asked why",
    "asked:money": "the customer asked for money",
    "asked:when": "the customer asked when",
    "asked:where": "the customer asked where something is",
    "asked:how": "the customer asked how to do something",
    "asked:policy": "the customer asked what the rules are",
    "asked:fault": "the customer asked whose fault it is",
    "asked:person": "the customer asked for a person to talk to",
    "cause:miscommunication": "the customer complains of not being told",
    "cause:missed-promise": "the customer complains of a promise that was not kept",
    "cause:delay": "the customer complains of a delay",
    "cause:failure": "the customer complains of something that went amiss",
    "cause:defect": "the customer complains of a defect",
    "cause:oversold": "the customer complains of getting less than was advertised",
    "cause:personal": "the customer mentions a hard time of their own",
    "channel:email": "the reply is an e-mail",
    "channel:chat": "the reply is part of a chat",
    "channel:social": "the reply is a post that others see",
    "channel:review": "the reply answers a review",
    "upset": "the customer is upset",
    "heated": "the customer is very upset",
    "let-down": "the customer was let down",
    "opening": "the words stand in the first two sentences",
    "closing": "the words stand in the last two sentences",
    "alone": "the reply has two sentences at most",
    "theirs": "the customer used one of these words",
}

FEATURE_SAYS: Final = {
    "date": "a date or time",
    "option": "an option",
    "owned-step": "a step that the writer owns",
    "case-fact": "a fact of the case",
    "apology": "an apology",
    "acknowledgment": "an acknowledgment",
    "thanks": "thanks",
    "repentance": "a change so that it does not come back",
    "forgiveness": "asking to be forgiven",
    "explanation": "how it came about",
    "compensation": "a voucher, a discount or another extra",
    "survey": "a request for a rating",
}

DETECTOR_SAYS: Final = {
    "capitals": "Three or more words in capitals in a row. Codes and acronyms alone do not count.",
    "exclamations": "Two or more exclamation or question marks in a row.",
    "emoji": "An emoji or an emoticon.",
    "long-sentence": "A sentence of more than thirty words.",
}

LEARNED_SAYS: Final = (
    "Sentences that resemble those that were marked in replies written for unruffle. A small "
    "statistical model on this server finds them where no rule has words for them; it writes "
    "nothing, and keeps and learns nothing from a reply."
)

PHASE_SAYS: Final = {
    "listen": "Listen",
    "defuse": "Defuse",
    "act": "Act",
    "leave": "Leave a good impression",
}

#: The kinds of structural checks, in the order of their page.
CHECK_SAYS: Final = {
    "missing": "What is missing",
    "order": "What comes too early",
    "amount": "What is too much or too little",
    "place": "What is out of place",
}

_WITHIN: Final = {
    "sentence": "in the same sentence",
    "next": "in the same sentence or the next",
    "reply": "anywhere in the reply",
}


def listed(words: Iterable[str], last: str = "or") -> str:
    """The words as a sentence lists them: "a, b or c"."""
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final


def conditions(names: Iterable[str]) -> str:
    """The conditions as one clause: "the customer is upset and the reply is an e-mail"."""
    return listed(map(_condition, names), "and")


def _condition(name: str) -> str:
    bare = name.removeprefix("not ")
    says = CONDITION_SAYS[bare]
    return says if bare == name else f"it is not known that {says}"


def limits(rule: Rule | CheckRule) -> Iterator[str]:
    """Sentences on when the rule or check looks at all, from its conditions."""
    wanted = [name for name in rule.when if not name.startswith("not ")]
    if wanted:
        yield f"Looks only where {conditions(wanted)}."
    for name in rule.when:
        if name.startswith("not "):
            yield f"Silent where {CONDITION_SAYS[name.removeprefix('not ')]}."


def gradings(rule: Rule | CheckRule) -> Iterator[str]:
    """Sentences on when the rule has another severity than its own."""
    for names, severity in rule.severity_if:
        yield f"{severity.capitalize()} where {conditions(names)}."


def surroundings(near: Near) -> str:
    """What is looked for around a match, and where: "a date or an option in the same sentence"."""
    found = [FEATURE_SAYS[name] for name in near.has]
    found += ["certain words"] if near.phrases else []
    return f"{listed(found)} {_WITHIN[near.within]}"


def circumstances(example: Example) -> Iterator[str]:
    """Sentences on what else is known where an example stands."""
    if example.customer_message:
        yield f"The customer wrote: “{example.customer_message}”"
    if example.channel:
        yield f"Here {CONDITION_SAYS[f'channel:{example.channel}']}."
    if example.severity:
        yield f"Here it is {example.severity}."


def expectation(expected: Iterable[tuple[str, ...]]) -> str:
    """When this customer needs a technique, in a sentence."""
    cases = [" and ".join(CONDITION_SAYS[name] for name in names) for names in expected]
    if not cases:
        return "Welcome anywhere, asked for nowhere."
    return f"Needed when {', or when '.join(cases)}."
