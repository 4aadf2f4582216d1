"""Which columns of an archive are read, by their names. Those that name people are not.

The back-test of the console knows them by the same words (console/static/columns.js).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from unruffle.errors import ColumnAboutPeople, StartError

_PEOPLE: Final = frozenset(
    "account address agent agents assigned assignee author bcc by cc closer contact email emails "
    "employee firstname from fullname handler id ids lastname login mail member name names "
    "operator owner person phone recipient rep representative requester sender signature staff "
    "submitter to user userid username users".split()
)
#: A name that ends so is about a text, whoever wrote it.
_TEXTS: Final = frozenset(
    "answer body comment content description draft message question reply request response "
    "text".split()
)
#: What a column is taken for, by its name, the likeliest first.
KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "text": tuple(
        "text reply reply_text agent_reply response answer reply_body plain_body body content "
        "comment".split()
    ),
    "customer_message": tuple(
        "customer_message message customer_text question inquiry description request".split()
    ),
    "channel": ("channel", "via", "source", "medium"),
    "at": tuple("at date sent_at created_at replied_at timestamp created sent month".split()),
    "id": ("id", "reply_id", "ticket_id", "comment_id", "message_id", "conversation_id"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns that are read, by what they are taken for; "" where there is none."""

    text: str
    customer_message: str
    channel: str
    at: str
    id: str
    groups: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The columns, each once."""
        fields = (self.text, self.customer_message, self.channel, self.at, self.id)
        return list(dict.fromkeys(name for name in (*fields, *self.groups) if name))


def about_people(name: str) -> bool:
    """Whether a column names people, by its own name."""
    words = _words(name)
    is_text = bool(words) and words[-1] in _TEXTS
    return not (is_text or _PEOPLE.isdisjoint(words))


def refuse_people(groups: Sequence[str]) -> None:
    """Raises ColumnAboutPeople where replies are to be grouped by who wrote them."""
    # Also "agent_text": as a group it could only tell agents apart.
    _refuse(name for name in groups if not _PEOPLE.isdisjoint(_words(name)))


def choose(names: Sequence[str], given: Mapping[str, str], groups: Sequence[str]) -> Chosen:
    """The columns of a file with these names; `given` names some of them by what they are.

    Raises ColumnAboutPeople, or StartError where one is not there.
    """
    refuse_people(groups)
    if unknown := set(given) - set(KNOWN):
        raise StartError(f"{', '.join(unknown)} is none of {', '.join(KNOWN)}.")
    _refuse(
        name
        for field, name in given.items()
        if (about_people(name) if field != "id" else not _is_number(name))
    )
    readable = [name for name in names if not about_people(name)]
    free = [name for name in names if name not in given.values()]
    found = {field: given.get(field) or _like(free, field) for field in KNOWN}
    missing = [name for name in (*given.values(), *groups) if name not in names]
    if missing or not found["text"]:
        what = f"no column {', '.join(missing)}" if missing else "no column with replies"
        raise StartError(
            f"An archive has {what}.",
            f"It has {', '.join(readable) or 'none'}; --column text=NAME names that of replies.",
        )
    return Chosen(**found, groups=tuple(groups))


def _refuse(names: Iterable[str]) -> None:
    for name in names:
        raise ColumnAboutPeople(f"The column {name} is taken for one that names people.")


def _like(names: Sequence[str], field: str) -> str:
    by_words = {"_".join(_words(name)): name for name in reversed(names)}
    fits = (by_words[known] for known in KNOWN[field] if known in by_words)
    return next(fits, "")


def _is_number(name: str) -> bool:
    return _PEOPLE.isdisjoint({*_words(name)} - {"id"})


def _words(name: str) -> list[str]:
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower().replace("e-mail", "email")
    return re.findall(r"[^\W\d_]+", apart)
