"""The ticket that the demo shows: a desk that was promised twice and came neither time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation; `at` is ISO 8601 and `when` is what a person reads."""

    kind: Literal["customer", "agent", "note"]
    name: str
    initials: str
    role: str
    at: str
    when: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticket:
    """One line of the list at the side."""

    name: str
    subject: str
    line: str
    at: str
    when: str


TURNS: Final = (
    Turn(
        kind="customer",
        name="Ruth Calloway",
        initials="RC",
        role="Customer",
        at="2026-11-09T18:42:00-05:00",
        when="Mon, Nov 9, 6:42 pm",
        paragraphs=(
            "Hello,",
            "my desk (order 48213) was to come on Friday the 6th, between 8 and 12. I stayed home "
            "from work for it and nobody came. No call, no email.",
            "Can you tell me what happened, and when it will be here?",
            "Ruth Calloway",
        ),
    ),
    Turn(
        kind="agent",
        name="Tom Ellery",
        initials="TE",
        role="Harbor & Pine",
        at="2026-11-10T09:15:00-05:00",
        when="Tue, Nov 10, 9:15 am",
        paragraphs=(
            "Hello Ms. Calloway,",
            "I asked the warehouse. Your desk will be delivered this Friday, November 13, between "
            "8 and 12.",
            "Kind regards, Tom",
        ),
    ),
    Turn(
        kind="note",
        name="Priya Nair",
        initials="PN",
        role="Internal note",
        at="2026-11-13T16:05:00-05:00",
        when="Fri, Nov 13, 4:05 pm",
        paragraphs=(
            "The carrier sent the desk back this morning: the box with the legs was not on the "
            "truck. A second set reaches us on Wednesday. Nobody has called her yet.",
        ),
    ),
    Turn(
        kind="customer",
        name="Ruth Calloway",
        initials="RC",
        role="Customer",
        at="2026-11-13T19:20:00-05:00",
        when="Fri, Nov 13, 7:20 pm",
        paragraphs=(
            "So it is Friday evening again, and again there is no desk. That is the second day "
            "off I took for you, unpaid. You told me in writing that it would be here today, and "
            "once more nobody even picked up the phone.",
            "I have worked at the kitchen table for three weeks now. Why was it not on the truck? "
            "I want a date that holds this time, or my money back.",
        ),
    ),
)

TICKETS: Final = (
    Ticket(
        "Ruth Calloway",
        "Desk still not here, second missed date",
        "So it is Friday evening again, and again there is no desk.",
        "2026-11-13T19:20:00-05:00",
        "7:20 pm",
    ),
    Ticket(
        "Ben Osei",
        "Invoice shows my old address",
        "Could you send it once more with the new one?",
        "2026-11-13T17:48:00-05:00",
        "5:48 pm",
    ),
    Ticket(
        "Lena Brandt",
        "Chair came one screw short",
        "Everything is there but the long M8 for the back.",
        "2026-11-13T15:02:00-05:00",
        "3:02 pm",
    ),
    Ticket(
        "Oliver Hsu",
        "Cushions in the other green",
        "I ordered moss, these are clearly mint.",
        "2026-11-13T11:30:00-05:00",
        "11:30 am",
    ),
    Ticket(
        "Amina Farouk",
        "Thank you for the quick swap",
        "The new shelf arrived this morning, no scratch.",
        "2026-11-12T18:11:00-05:00",
        "Thu",
    ),
)
