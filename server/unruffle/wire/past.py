"""What the pages with past replies and macros send and are answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from unruffle.backtest import Compared, Past, Wording
from unruffle.core.rulebook import Rulebook
from unruffle.core.types import Check, Finding
from unruffle.core.units import utf16
from unruffle.mailed import read_mail
from unruffle.wire.incoming import CONTEXT_UNITS, Channel, Host, In, Text

#: Replies of one request, and its bytes.
MOST_REPLIES = 50
MOST_BYTES = 500_000


class PastIn(In):
    """A reply with what the customer wrote before, or a mail, a character a byte."""

    reply: Text = ""
    message: Text = ""
    channel: Channel = ""
    mail: Annotated[Text, Field(max_length=MOST_BYTES)] | None = None

    def past(self, host: str | None, domain: str) -> Past | None:
        """The same for the back-test; None for a mail without text or from another domain."""
        if self.mail is None:
            message = self.message[:CONTEXT_UNITS]
            return Past(self.reply, message, self.channel or None, host)
        mail = read_mail(self.mail.encode("latin-1", "replace"))
        if mail is None or (domain and not f".{mail.domain}".endswith(f".{domain}")):
            return None
        return Past(mail.reply, mail.message[:CONTEXT_UNITS], "email", host)


class PastRepliesIn(In):
    """A part of an archive, the site it was sent from, and the domain that its replies have."""

    replies: Annotated[list[PastIn], Field(min_length=1, max_length=MOST_REPLIES)]
    host: Host = ""
    domain: Host = ""

    def pasts(self) -> list[Past | None]:
        """Each for the back-test, in their order."""
        host, domain = self.host.lower() or None, self.domain.lower()
        return [one.past(host, domain) for one in self.replies]


class HeardOut(TypedDict):
    """A finding or check at [start, end) in UTF-16 units; `allow` would approve the place."""

    rule: str
    start: int | None
    end: int | None
    before: bool
    after: bool
    better: list[str]
    allow: str | None


class RuleOut(TypedDict):
    """What is said of a rule or check; `own` ones can take over near misses."""

    severity: str
    message: str
    why: str
    own: bool
    trial: bool


class ComparedOut(TypedDict):
    """One reply; `text` is what was read from a mail."""

    status: str
    text: str | None
    points: int
    heard: list[HeardOut]


class ComparedAllOut(TypedDict):
    """All replies of a request in their order, and the rules that they meet."""

    rules: dict[str, RuleOut]
    answers: list[ComparedOut]


#: The answer for a mail that is no reply.
_PASSED_OVER: ComparedOut = {"status": "passed-over", "text": None, "points": 0, "heard": []}


def heard_out(
    text: str,
    found: Finding | Check,
    *,
    before: bool = False,
    after: bool = True,
    allow: str | None = None,
) -> HeardOut:
    """A finding or check as it goes out."""
    unit = utf16(text)
    better = [one.text for one in found.suggestions] if isinstance(found, Finding) else []
    return {
        "rule": found.rule,
        "start": None if found.start is None else unit(found.start),
        "end": None if found.end is None else unit(found.end),
        "before": before,
        "after": after,
        "better": better,
        "allow": allow,
    }


def rule_out(found: Finding | Check, *, own: bool = False, trial: bool = False) -> RuleOut:
    """What is said of the rule of a finding."""
    return {
        "severity": found.severity,
        "message": found.message,
        "why": found.why,
        "own": own,
        "trial": trial,
    }


def compared_all_out(
    given: PastRepliesIn,
    pasts: Iterable[Past | None],
    compared: Iterable[Compared | None],
    own: frozenset[str],
) -> ComparedAllOut:
    """The answer to `given`; the page knows the texts that it sent, but for those of mails."""
    found: ComparedAllOut = {"rules": {}, "answers": []}
    for sent, past, one in zip(given.replies, pasts, compared, strict=True):
        if past is None or one is None:
            found["answers"].append(_PASSED_OVER)
            continue
        for heard in one.heard:
            id_ = heard.found.rule
            found["rules"][id_] = rule_out(heard.found, own=id_ in own, trial=heard.trial)
        found["answers"].append(
            {
                "status": one.status,
                "text": None if sent.mail is None else past.reply,
                "points": sum(heard.found.points for heard in one.heard if heard.after),
                "heard": [
                    heard_out(past.reply, heard.found, before=heard.before, after=heard.after)
                    for heard in one.heard
                ],
            }
        )
    return found


def wordings_out(scanned: Iterable[Wording]) -> ComparedAllOut:
    """The same shape for texts that are only looked at in one book."""
    found: ComparedAllOut = {"rules": {}, "answers": []}
    for one in scanned:
        found["rules"] |= {finding.rule: rule_out(finding) for finding, _ in one.found}
        heard = [heard_out(one.text, finding, allow=allow) for finding, allow in one.found]
        found["answers"].append(
            {"status": one.status, "text": None, "points": one.points, "heard": heard}
        )
    return found


def own_rules(rulebook: Rulebook, scope: str) -> frozenset[str]:
    """The ids of the rules that belong to this scope."""
    layer = rulebook.layers.get(scope)
    return frozenset(rule.id for rule in layer.rules) if layer else frozenset()
