"""Too many questions, apologies or words; gaps of a template; details where others read them."""

from __future__ import annotations

import pytest

from coach import AS_SHIPPED, customer, found, ours, result, words
from unruffle.core.choices import Choices
from unruffle.core.details import details

BROKEN = customer("My lamp arrived broken. Order number 482913, write to ana@example.org.")


def test_a_fourth_question_is_one_too_many() -> None:
    """Three in one place are fine, and a closing “Any questions?” is none."""
    three = "Which shop was it? Which day was it? Was the box open?"
    assert words("C07", three, BROKEN) == []
    assert words("C07", f"{three} Any questions?", BROKEN) == []
    assert words("C07", f"{three} Who sold it to you?", BROKEN) == [""]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Could you send me your order number?", ["Could you send me your order number"]),
        ("What is your email address?", ["What is your email address"]),
        ("Could you send me your tracking number?", []),
        ("What is your phone number?", []),
        ("Could you confirm your order number?", []),
        ("For your security, what is your email address?", []),
        ("Could you send me the order number of the other lamp?", []),
        ("I have order 482913 here. What is your order number for the second?", []),
    ],
)
def test_what_was_given_is_not_asked_again(text: str, marked: list[str]) -> None:
    """Only the very thing that stands in the customer's turns."""
    assert words("C07", text, BROKEN) == marked


def test_what_was_given_turns_ago_counts() -> None:
    """The number may stand in the first message."""
    turns = (BROKEN, ours("Thank you, I'll look."), customer("And?"))
    assert words("C07", "What is your order number?", *turns) == ["What is your order number"]


def test_apologies() -> None:
    """Two are fine; from the third on they are pointed at."""
    two = "I'm sorry the lamp broke. A new one leaves today. My apologies again."
    assert words("C25", two, BROKEN) == []
    assert words("C25", f"{two} So sorry.", BROKEN) == ["sorry"]


def test_three_replies_with_an_apology() -> None:
    """All three, one after the other."""
    turns = (BROKEN, ours("Sorry, I'll look."), customer("And?"), ours("Sorry, not yet."), BROKEN)
    assert words("C25", "I'm sorry, still nothing.", *turns) == [""]
    assert words("C25", "The new lamp leaves today.", *turns) == []
    assert words("C25", "I'm sorry, still nothing.", *turns[2:]) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Dear {{ticket.name}},\n\nit leaves today.", ["{{ticket.name}}"]),
        ("It leaves on [DATE] from [City name].", ["[DATE]", "[City name]"]),
        ("It leaves today.\n\nKind regards,\n[Your name]", ["[Your name]"]),
        ("Order XXXX leaves today.", ["XXXX"]),
        ("It comes in XXL and XXXL.", []),
        ("The card XXXX XXXX XXXX 4821 is on file.", []),
        ("Thanks! xxx", []),
        ("It is in [our shop](https://example.org), see [1] and [SPAM].", []),
        ("Write `{{name}}` there.", []),
        ("It leaves today.\n> Dear {{name}}", []),
    ],
)
def test_gaps_of_a_template(text: str, marked: list[str]) -> None:
    """In the signature too; not in code, quotes, sizes, hidden digits or links."""
    assert words("C33", text) == marked


@pytest.mark.parametrize(
    ("greeting", "name", "marked"),
    [
        ("Hi Ana,", "Ana Lopez", []),
        ("Hi Anna,", "Ana Lopez", ["Anna"]),
        ("Hi José,", "Jose", ["José"]),
        ("Dear Ms Lopez,", "Ana Lopez", []),
        ("Dear Ms Long,", "Ana Lopez", ["Long"]),
        ("Dear Ms Long,", "Ana", []),
        ("Dear Ana,", "Ms Lopez", []),
        ("Hi Alex,", "Alexander Long", []),
        ("Hi A.,", "Ana Lopez", []),
        ("Hello Tom Long,", "Ana Lopez", ["Tom Long"]),
        ("Hi there,", "Ana Lopez", []),
        ("Dear customer,", "Ana Lopez", []),
        ("Good morning,", "Ana Lopez", []),
        ("hi ana,", "Bernd", []),
        ("Hi Ana,", "ana_1987", []),
        ("Hi Ana,", "Lamps Ltd", []),
        ("Hi Ana,", None, []),
    ],
)
def test_the_name_in_the_greeting(greeting: str, name: str | None, marked: list[str]) -> None:
    """Another person's; not a form of the same one, nor where nothing can be told."""
    assert words("C33", f"{greeting}\n\nit leaves today.", name=name) == marked


def test_the_name_below_the_message() -> None:
    """What the customer signs with counts like the helpdesk's name; so does any name named."""
    signed = customer("It broke.\n\nKind regards,\nAna Lopez")
    assert words("C33", "Hi Bernd,\n\nit leaves today.", signed) == ["Bernd"]
    assert words("C33", "Hi Ana,\n\nit leaves today.", signed, name="Account 12") == []
    husband = customer("It broke, my husband Bernd was there.\n\nKind regards,\nAna Lopez")
    assert words("C33", "Hi Bernd,\n\nit leaves today.", husband) == []
    thanks = customer("It broke.\n\nThanks,\nCarla")
    assert words("C33", "Hi Bernd,\n\nit leaves today.", ours("I'm Carla."), thanks) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Order 482913 leaves today.", ["482913"]),
        ("Your parcel goes to 14 Mill Lane.", ["14 Mill Lane"]),
        ("I've written to ana@example.org.", ["ana@example.org"]),
        ("Write to us at help@example.com.", []),
        ("Call us on +44 171 555 0102.", []),
        ("It takes 14 days and costs 25.50.", []),
        ("We are open from 08.03.2026 on.", []),
    ],
)
def test_details_where_others_can_read_them(text: str, marked: list[str]) -> None:
    """The customer's, not the firm's own address."""
    assert words("C34", text, BROKEN, channel="social") == marked
    assert words("C34", text, BROKEN, channel="email") == []
    assert words("C34", text, BROKEN) == []


@pytest.mark.parametrize(
    ("profile", "channel", "told"),
    [
        ("review", None, True),
        ("review", "email", False),
        ("chat", None, False),
        ("casual", "social", True),
        ("casual", None, False),
    ],
)
def test_a_team_that_answers_in_public(profile: str, channel: str | None, told: bool) -> None:
    """Its profile is the channel where none is told; the page's goes before it."""
    text, mine = "I'm sorry. Order 482913 leaves today.", Choices(profile=profile)
    assert bool(found("C34", result(text, BROKEN, channel=channel, choices=mine))) is told


def test_kinds_of_details() -> None:
    """What is found, by its kind."""
    text = "Booking 55AX912, mobile 0171 555 0102, ana@example.org, Hauptstraße 12, #99887"
    assert {(d.kind, text[d.start : d.end]) for d in details(text)} == {
        ("booking", "55AX912"),
        ("phone", "0171 555 0102"),
        ("mail", "ana@example.org"),
        ("address", "Hauptstraße 12"),
        ("order", "#99887"),
    }


@pytest.mark.parametrize(
    "piece", ["a@", "1 ", "0171 ", "12 Mill ", "order ", "[N", "{{", "- A", "X "]
)
def test_details_and_gaps_are_linear(piece: str) -> None:
    """Text made to be slow is read at once."""
    assert result(f"Hello. {piece * 20_000}", BROKEN, channel="social").status in (
        "checked",
        "not-english",
        "too-long",
    )


def test_length_by_channel() -> None:
    """A chat takes fewer words than a letter, and a team may set its own limit."""
    text = "The lamp leaves the shop today. " * 20
    assert found("C30", result(text)) == []
    assert found("C30", result(text, channel="chat")) != []
    mine = Choices(limits={"C30.words": 300})
    assert found("C30", result(text, channel="chat", choices=mine)) == []


@pytest.mark.parametrize(("years", "reported"), [(8.0, False), (14.0, True), (None, False)])
def test_grade(years: float | None, reported: bool) -> None:
    """The grade is read once, reported with the draft, and held against the channel's limit."""
    asked = []

    def grade(text: str, sentences: int) -> float | None:
        asked.append((text, sentences))
        return years

    read = result("The lamp leaves the shop today.", grade=grade, choices=AS_SHIPPED)
    assert asked == [("The lamp leaves the shop today.", 1)]
    assert read.readability.grade == years
    assert bool(found("C30", read)) is reported


CLEAN = (
    "Hi Ana-Maria,\n\nI'm sorry that the lamp broke because the box was thin. The XXXL box is here "
    "since Monday. Could you send me the order number of the second lamp? It leaves by 4 pm."
)


@pytest.mark.parametrize("name", ["Ana-Maria Lopez", None])
def test_a_clean_reply_typed_key_by_key_shows_nothing(name: str | None) -> None:
    """Of these checks, at any prefix."""
    for length in range(len(CLEAN)):
        typed = result(CLEAN[:length], BROKEN, channel="chat", name=name, finished=False)
        shown = [one.rule for one in typed.checks if not one.pending and one.severity != "info"]
        assert not {"C07", "C14", "C25", "C33", "C34"}.intersection(shown), CLEAN[:length]
