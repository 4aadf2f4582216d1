"""Fill an empty helpdesk: an agent who can log in, one queue, one ticket and its story so far."""

import django  # type: ignore[import-untyped]

django.setup()

from django.contrib.auth import get_user_model  # type: ignore[import-untyped]  # noqa: E402
from django.core.management import call_command  # type: ignore[import-untyped]  # noqa: E402

OPENING = """\
Hello,

my heat pump dryer stopped in the middle of a cycle on Monday and has shown E4 ever since.
It is seven weeks old. I have two small children and a bathtub full of wet laundry.

Marta Lindqvist"""

FIRST_ANSWER = """\
Hello Ms. Lindqvist,

a technician will be with you on Thursday between 9 and 12.

Regards, Jonas"""

NOTE = "Technician called in sick, Thursday was dropped in the planner. She has not been told yet."

SECOND_LETTER = """\
It is Thursday, half past two, and nobody came. I took the morning off for this.
Is anyone there actually reading what I write?"""


def main() -> None:
    """Migrate the database and write the rows; the ticket is number 1."""
    call_command("migrate", verbosity=0)

    from helpdesk.models import FollowUp, Queue, Ticket  # type: ignore[import-untyped]

    agent = get_user_model().objects.create_superuser("jonas", "jonas@example.com", "dry-laundry")
    queue = Queue.objects.create(title="Repairs", slug="repairs", allow_public_submission=True)
    ticket = Ticket.objects.create(
        queue=queue,
        title="Dryer shows E4, and nobody came",
        submitter_email="marta@example.com",
        assigned_to=agent,
        description=OPENING,
    )
    story = [
        ("Comment", FIRST_ANSWER, True, agent),
        ("Comment", NOTE, False, agent),
        ("E-Mail Received from marta@example.com", SECOND_LETTER, True, None),
    ]
    for title, comment, public, user in story:
        FollowUp.objects.create(
            ticket=ticket, title=title, comment=comment, public=public, user=user
        )


if __name__ == "__main__":
    main()
