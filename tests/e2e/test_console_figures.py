"""A lead looks at what her rules do, in a browser, on figures that the running server closed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from console_pictures import look
from programs import START_S, Server, answers
from unruffle import weeks
from unruffle.db import counters, senders, teams
from unruffle.db.counters import Count
from unruffle.db.engine import Database
from unruffle.settings import Settings

PASSWORD: Final = "four calm words here"
HOST: Final = "desk.example.com"
NEWEST: Final = weeks.newest_closed(datetime.now(UTC).date())
NUISANCE: Final = "command/you-must"
#: Of 100 replies in a week: shown, accepted, edited away, dismissed as company wording, muted.
RULES: Final = {
    NUISANCE: (34, 1, 1, 26, 5),
    "excuse/due-to-unforeseen": (24, 12, 5, 2, 0),
    "canned-phrase/the-inconvenience": (41, 9, 6, 8, 1),
}


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with two teams: Billing with ten weeks of work, New with none."""
    running = Server(tmp_path_factory.mktemp("statistics"))
    running.start()
    running.stop()
    database = Database(Settings(database_url=f"sqlite:///{running.database}"))
    with database.write() as connection:
        billing = teams.add(connection, "Billing", 0)
        teams.add(connection, "New", 0)
    for number in range(10):
        _work(database, billing.id, NEWEST - timedelta(weeks=number), number)
    running.start()
    end = time.monotonic() + START_S
    while not _all_closed(database):
        assert answers(f"{running.url}/readyz")
        assert time.monotonic() < end, "the server does not close the weeks"
    database.close()
    yield running
    running.stop()


def _all_closed(database: Database) -> bool:
    with database.read() as connection:
        return senders.waiting(connection, NEWEST) is None


def _work(database: Database, team: int, week: date, ago: int) -> None:
    """A week of a team; in the fourth week before the newest only three sent events."""
    revision, more = (2, 0) if ago < 5 else (1, 8)
    day = week + timedelta(days=1)

    def count(type: str, rule: str, times: int, reason: str = "") -> None:
        for _ in range(times):
            one = Count(team, day, type, rule, -1, reason, revision, HOST)
            counters.add(connection, one, 1)

    with database.write() as connection:
        count("ended", "", 100)
        for rule, (shown, accepted, edited, dismissed, muted) in RULES.items():
            count("shown", rule, shown + more + ago % 3)
            count("accepted", rule, accepted)
            count("edited-away", rule, edited)
            count("dismissed", rule, dismissed, "company-wording")
            count("muted", rule, muted)
        for key in range(3 if ago == 3 else 7):
            weeks.count_sender(connection, team, f"key {key}", [(week, HOST, revision)])


def _sign_in(console: Server, browser: Browser, *invited: str) -> Page:
    page = browser.new_context().new_page()
    link = console.run("admin", "invite", *invited)
    page.goto(f"{console.url}/console/first#{link.rpartition('#')[2]}")
    page.get_by_label("Password, at least").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Sign in with it").click()
    page.get_by_role("link", name="Statistics").click()
    return page


def test_a_lead_finds_what_to_retire(console: Server, browser: Browser, tmp_path: Path) -> None:
    """From the overview to the reason, to one rule, to a file; then totals of the helpdesk."""
    lead = _sign_in(console, browser, "--role", "lead", "--team", "Billing", "lea")
    expect(lead.get_by_text("Most often improved")).to_be_visible()
    expect(lead.locator(".summary")).to_contain_text("900")
    for part in lead.locator("summary").all():
        part.click()
    look(lead, "statistics")
    expect(lead.get_by_role("cell", name="Not shown")).to_have_count(3)

    lead.get_by_role("link", name="What to retire or promote").click()
    retire = lead.get_by_role("listitem").filter(has_text="Put aside 279 of")
    expect(retire).to_contain_text("234 of them as company wording")
    look(lead, "statistics-advice")
    retire.get_by_role("link", name=NUISANCE).click()
    expect(lead.get_by_role("img", name="by revision")).to_contain_text("Revision 2")
    look(lead, "statistics-rule")
    with lead.expect_download() as download:
        lead.get_by_role("link", name="Download as CSV").click()
    assert f"rule,{NUISANCE}" in Path(download.value.path()).read_text("utf-8")

    lead.get_by_role("link", name="Statistics").first.click()
    lead.get_by_role("link", name="Import weekly totals").click()
    totals = tmp_path / "totals.csv"
    rows = ["week,team,replies,reopened,satisfied,rated", f"{NEWEST},Biling,400,20,80,100"]
    totals.write_text("\n".join(rows))
    lead.get_by_label("CSV file").set_input_files(totals)
    lead.get_by_role("button", name="Take over").click()
    expect(lead.get_by_role("alert")).to_contain_text("No team “Biling” is yours")
    look(lead, "statistics-totals")
    pasted = lead.get_by_label("Or paste the rows")
    pasted.fill(pasted.input_value().replace("Biling", "Billing"))
    lead.get_by_role("button", name="Take over").click()
    expect(lead.get_by_role("status")).to_have_text("Taken over: 1 rows.")
    helpdesk = lead.get_by_role("region", name="Weekly totals of the helpdesk")
    expect(helpdesk).to_contain_text("5 %")


def test_an_owner_chooses_a_team_and_is_told_what_is_missing(
    console: Server, browser: Browser
) -> None:
    """A team without figures; without scripts too."""
    owner = _sign_in(console, browser, "--role", "owner", "ann")
    owner.get_by_label("Team").select_option("New")
    owner.get_by_role("button", name="Show").first.click()
    expect(owner.get_by_text("No week of this time has figures yet")).to_be_visible()
    look(owner, "statistics-empty")
