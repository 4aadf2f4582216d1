"""Weekly totals of a helpdesk come in whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unruffle.db.outcomes import Outcome
from unruffle.outcomes import COLUMNS, read

TEAMS = {"Billing": 1, "Söhne & Co": 2}
HEAD = ",".join(COLUMNS) + "\n"


def test_a_file_is_read_as_a_spreadsheet_saves_it() -> None:
    """With a sign at its head, semicolons, more columns in any order, and weeks of either form."""
    text = (
        "\ufeffTeam;Week;Agent;Replies;Reopened;Rated;Satisfied\r\n"
        "Billing;2026-W37;Ann;120;6;30;27\r\n"
        '"Söhne & Co";2026-09-09;Bo;80;4;20;11\r\n'
        ";;;;;;\r\n"
    )
    found = read(text, TEAMS)
    monday = date(2026, 9, 7)
    assert found.problems == ()
    assert found.outcomes == (
        Outcome(1, monday, 120, 6, 27, 30),
        Outcome(2, monday, 80, 4, 11, 20),
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("last week,Billing,1,1,1,1", "The week is a date"),
        ("2026-W37,Other,1,1,1,1", "No team “Other”"),
        ("2026-W37,Billing,1.5,1,1,1", "whole numbers"),
        ("2026-W37,Billing,1,,1,1", "whole numbers"),
        ("2026-W37,Billing,-1,1,1,1", "whole numbers"),
        ("2026-W37,Billing,1,2,1,1", "More replies are reopened"),
        ("2026-W37,Billing,1,1,2,1", "More ratings are satisfied"),
        ("2026-W36,Billing,1,1,1,1", "twice"),
        ("2026-W37", "No team"),
    ],
)
def test_a_row_that_does_not_fit_is_named(row: str, says: str) -> None:
    """By its number in the file, beside the rows that do."""
    found = read(HEAD + "2026-W36,Billing,10,1,4,5\n" + row + "\n", TEAMS)
    (problem,) = found.problems
    assert problem.row == 3
    assert says in problem.reason


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "needs the columns week, team"),
        ("week,team\n", "needs the columns replies"),
        (HEAD, "no row"),
        (HEAD + "2026-W36,Billing,10,1,4,5\n" * 20_001, "more than 20,000 rows"),
        (HEAD + "x" * 200_000, "field limit"),
    ],
)
def test_a_file_that_does_not_fit_says_what_it_needs(text: str, says: str) -> None:
    """One problem, however long the file."""
    assert any(says in problem.reason for problem in read(text, TEAMS).problems)


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    """Anything gives problems or totals, never a crash."""
    assert read(HEAD + text, TEAMS) is not None
    assert read(text, TEAMS).problems
