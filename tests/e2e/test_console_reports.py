"""A lead answers what agents sent: an exception, a near miss, a new rule, a friendly no."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from console_pictures import enter, look
from programs import Server

ENGINE: Final = "To calm down the engine, hold the red button."
OURS: Final = "The kraken is our mascot."
PING: Final = "Ping the widget team"
HOST: Final = "desk.example.com"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own with the demo team."""
    running = Server(tmp_path_factory.mktemp("reports"))
    running.start()
    running.run("admin", "team", "add", "Billing")
    yield running
    running.stop()


class Agent:
    """An agent of a team, by the extension's own requests."""

    def __init__(self, server: Server, team: str) -> None:
        self.server = server
        made = server.run("admin", "code", "new", "--team", team)
        self.key: str = server.ask("enroll", {"code": made.rpartition("#")[2]})["key"]

    def sends(self, sentence: str, rule: str | None = None, note: str | None = None) -> str:
        """Send a report, and keep its receipt."""
        kind = "false-alarm" if rule else "phrase"
        report = {"kind": kind, "sentence": sentence, "rule": rule, "note": note, "host": HOST}
        receipt: str = self.server.ask("reports", report, self.key)["receipt"]
        return receipt

    def reads(self, receipt: str) -> tuple[str, str | None]:
        """State and answer of a report."""
        answers = self.server.ask("reports/answers", {"receipts": [receipt]}, self.key)["answers"]
        return answers[0]["state"], answers[0]["answer"]

    def hears(self, draft: str) -> list[str]:
        """The rules that mark something in a draft."""
        found: list[dict[str, Any]] = self.server.ask("check", {"text": draft}, self.key)[
            "findings"
        ]
        return [one["rule"] for one in found]


def report(page: Page, sentence: str) -> Locator:
    """The report about this sentence."""
    return page.get_by_role("article").filter(has_text=sentence)


def publish(page: Page) -> None:
    """Publish what was changed."""
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("is live")


def test_a_lead_answers_what_agents_sent(console: Server, browser: Browser) -> None:
    """From the queue to what agents hear; the words of the sentence are picked with the mouse."""
    agent = Agent(console, "Billing")
    alarm = agent.sends(ENGINE, "invalidation/calm-down", "It is about an engine.")
    proposal = agent.sends(PING, note="Readers do not know who that is.")
    other = agent.sends("The courier is late.", "blame-others/the-courier")
    assert agent.hears(ENGINE) == ["invalidation/calm-down"]
    lead = enter(browser, console, "lea", "lead", "Billing")
    lead.get_by_role("link", name="Reports").click()
    expect(lead.get_by_text("3 open.")).to_be_visible()
    look(lead, "reports")

    # A built-in rule: words that are selected in the sentence make the exception.
    first = report(lead, ENGINE)
    expect(first.locator("mark")).to_have_text("calm down")
    sentence = first.get_by_role("textbox", name="The sentence")
    words = first.get_by_label("Words in which the mark is out of place")
    sentence.evaluate("(field) => field.setSelectionRange(0, 7)")
    first.get_by_role("button", name="Take it up as an exception").click()
    expect(lead.get_by_role("alert")).to_contain_text("would be marked all the same")
    look(lead, "reports-refused")
    sentence.press("Control+Home")
    for _ in "To ":
        sentence.press("ArrowRight")
    for _ in "calm down the engine":
        sentence.press("Shift+ArrowRight")
    expect(words).to_have_value("calm down the engine")
    first.get_by_label("Answer for the agent").fill("Engines may calm down now.")
    first.get_by_role("button", name="Take it up as an exception").click()
    expect(lead.get_by_role("status")).to_contain_text("invalidation/calm-down lets it pass")
    expect(lead.get_by_text("2 open.")).to_be_visible()
    assert agent.reads(alarm) == ("accepted", "Engines may calm down now.")

    # A proposal: the rule form is filled in as far as it can be.
    report(lead, PING).get_by_role("link", name="Write a rule from it").click()
    expect(lead.get_by_label("Words to look for")).to_have_value(PING.lower())
    expect(lead.get_by_text("Readers do not know who that is.")).to_be_visible()
    look(lead, "reports-rule")
    lead.get_by_label("Category").fill("house")
    lead.get_by_label("Name", exact=True).fill("ping the team")
    lead.get_by_label("What the reader may hear").fill(
        "An inside name may be heard as: this is about us."
    )
    lead.get_by_label("Why, in at most").fill(
        "A reader can picture a person and a step, not a team name."
    )
    lead.get_by_label("Near misses").fill("The widget arrived.")
    lead.get_by_label("Answer for the agent").fill("Good eye.")
    lead.get_by_role("button", name="Save in the working copy").click()
    expect(lead.get_by_role("status")).to_contain_text("house/ping-the-team")
    assert agent.reads(proposal) == ("accepted", "Good eye.")

    # A friendly no.
    lead.get_by_role("link", name="Reports").click()
    last = report(lead, "The courier is late.")
    last.get_by_label("Answer for the agent").fill("It stays, since a reader cannot choose.")
    last.get_by_role("button", name="Decline").click()
    expect(lead.get_by_text("No report waits.")).to_be_visible()
    assert agent.reads(other) == ("declined", "It stays, since a reader cannot choose.")
    look(lead, "reports-none")

    publish(lead)
    while "house/ping-the-team" not in (heard := agent.hears(f"{PING}. {ENGINE}")):
        lead.evaluate("() => new Promise(requestAnimationFrame)")
    assert heard == ["house/ping-the-team"]
    lead.get_by_role("link", name="Trail").click()
    decided = lead.get_by_role("listitem").filter(has_text="report accepted")
    expect(decided).to_have_count(2)
    assert ENGINE not in lead.content()


def test_an_own_rule_learns_a_near_miss(console: Server, browser: Browser) -> None:
    """Where the words alone do not help, the rule opens and its examples say what is left."""
    agent = Agent(console, "Demo")
    owner = enter(browser, console, "ann", "owner")
    demo = f"{console.url}/console/lists/rule?scope=team/1"
    owner.goto(demo)
    for label, text in {
        "Category": "house",
        "What the reader may hear": "A kraken may be heard as: nobody looked.",
        "Why, in at most": "It explains nothing.",
        "Words to look for": "kraken",
        "Examples that it marks": "The [kraken] ate it.",
        "Near misses": "The squid ate it.",
    }.items():
        owner.get_by_label(label).fill(text)
    owner.get_by_label("Name", exact=True).fill("kraken")
    owner.get_by_role("button", name="Save in the working copy").click()
    receipt = agent.sends(OURS, "house/kraken")
    owner.goto(f"{console.url}/console/reports?scope=team/1")
    report(owner, OURS).get_by_role("button", name="Take it up as a near miss").click()
    expect(owner.get_by_role("status")).to_contain_text("house/kraken marks the sentence still")
    expect(owner.get_by_label("Near misses")).to_have_value(f"The squid ate it.\n{OURS}")
    expect(owner.get_by_text("finds a near miss that passes")).to_be_visible()
    owner.get_by_label("But not in").fill("kraken is our mascot")
    expect(owner.get_by_text("All examples hold.")).to_be_visible()
    owner.get_by_role("button", name="Save in the working copy").click()
    assert agent.reads(receipt) == ("accepted", None)
