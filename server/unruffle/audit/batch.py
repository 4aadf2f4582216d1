"""The one function that checks an archive: rows in, result rows and a tally out.

A process of this machine and a task of Spark call the same one. It reads and writes no file.
"""

from __future__ import annotations

import hmac
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from unruffle import readability
from unruffle.audit.rows import Sent, mailed
from unruffle.audit.tally import Drawn, Tally, group
from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.masks import without_addresses
from unruffle.core.rulebook import Rulebook
from unruffle.core.types import Finding, Result
from unruffle.mailed import read_mail
from unruffle.snapshots import Opened

#: Status of a row without a reply: counted, and in no result.
PASSED_OVER: Final = "passed-over"
#: Characters of a sentence that is drawn.
LONGEST_SENTENCE: Final = 200
_ENDS: Final = (".", "!", "?", "\n")

#: A reply, or a mail as it is in an mbox.
Row = Sent | bytes


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with each reply. It can be sent to another process.

    `lists` is a snapshot as JSON; `key` makes ids unreadable; of each rule so many `sentences` are
    drawn; of mails only those from `domain` are replies, if there is one.
    """

    lists: str
    choices: Choices
    key: bytes = b""
    groups: tuple[str, ...] = ()
    plain_ids: bool = False
    sentences: int = 0
    domain: str = ""

    @property
    def rulebook(self) -> Rulebook:
        """The lists compiled; quick from the second time on in a process."""
        return _compiled(self.lists)


class Reply(NamedTuple):
    """What is told of one reply: no word of it. `score` is None unless `status` is "checked".

    `missing` are techniques that this customer still needed.
    """

    id: str
    month: str
    channel: str
    status: str
    language: str
    score: int | None
    words: int
    high: int
    medium: int
    low: int
    info: int
    rules: tuple[str, ...]
    categories: tuple[str, ...]
    checks: tuple[str, ...]
    techniques: tuple[str, ...]
    missing: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A checked batch."""

    replies: tuple[Reply, ...]
    tally: Tally


def check_batch(work: Work, rows: Sequence[Row]) -> Part:
    """Check the rows, in their order; those without a reply are only counted."""
    counts, drawn, replies = Counter[tuple[str, ...]](), dict[str, set[Drawn]](), list[Reply]()
    for row in rows:
        sent = mailed(read_mail(row), work.domain, work.groups) if isinstance(row, bytes) else row
        if sent is None or not sent.past.reply.strip():
            counts["status", PASSED_OVER] += 1
            continue
        past = sent.past
        result = check(
            past.reply,
            work.rulebook,
            past.context,
            work.choices,
            finished=True,
            grade=readability.grade,
        )
        reply = _reply(work, sent, result)
        replies.append(reply)
        _count(counts, work, reply)
        for finding in result.findings if work.sentences else ():
            drawn.setdefault(finding.rule, set()).add(_drawn(work, past.reply, finding))
    tally = Tally(counts, {rule: tuple(found) for rule, found in drawn.items()})
    return Part(tuple(replies), Tally().plus(tally, work.sentences))


@lru_cache(maxsize=1)
def _compiled(lists: str) -> Rulebook:
    return Opened.of(json.loads(lists)).rulebook


def _reply(work: Work, sent: Sent, result: Result) -> Reply:
    count = Counter(finding.severity for finding in result.findings)
    return Reply(
        id=sent.id if work.plain_ids or not sent.id else _keyed(work, "id", sent.id),
        month=sent.month,
        channel=sent.past.channel or "",
        status=result.status,
        language=result.language or "",
        score=result.score,
        words=result.readability.words,
        high=count["high"],
        medium=count["medium"],
        low=count["low"],
        info=count["info"],
        rules=_each(finding.rule for finding in result.findings),
        categories=_each(finding.category for finding in result.findings),
        checks=_each(one.rule for one in result.checks),
        techniques=_each(one.id for one in result.techniques if one.present),
        missing=_each(one.id for one in result.techniques if one.expected and not one.present),
        groups=sent.groups,
    )


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _keyed(work: Work, kind: str, text: str) -> str:
    return hmac.digest(work.key, f"{kind}\0{text}".encode(), "sha256").hex()[:32]


def _count(counts: Counter[tuple[str, ...]], work: Work, reply: Reply) -> None:
    counts["status", reply.status] += 1
    if reply.score is None:
        return
    groups = zip(map(group, work.groups), reply.groups, strict=True)
    for place in (("all", ""), ("month", reply.month), ("channel", reply.channel), *groups):
        counts[*place, "replies"] += 1
        counts[*place, "found"] += bool(reply.rules)
        counts[*place, "score"] += reply.score
    for kind, ids in (
        ("rule", reply.rules),
        ("check", reply.checks),
        ("category", reply.categories),
        ("technique", reply.techniques),
        ("missing", reply.missing),
    ):
        counts.update((kind, id_) for id_ in ids)


def _drawn(work: Work, text: str, finding: Finding) -> Drawn:
    """The sentence of a finding without addresses and numbers, and its place among others."""
    start = max(text.rfind(sign, 0, finding.start) + 1 for sign in _ENDS)
    ends = [at + 1 for sign in _ENDS if (at := text.find(sign, finding.end)) >= 0]
    sentence = " ".join(text[start : min(ends, default=len(text))].split())
    shown = without_addresses(sentence)[:LONGEST_SENTENCE]
    return _keyed(work, finding.rule, shown), shown
