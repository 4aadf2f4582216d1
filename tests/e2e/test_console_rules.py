"""A lead tunes her lists in a browser: she writes a rule, tries it, publishes it, takes it back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from console_pictures import enter, look
from programs import START_S, Server

LISTS = "/console/lists?scope=organization"
RULE = {
    "Category": "excuse",
    "Name": "kraken",
    "What the reader may hear": "A kraken may be heard as: nobody looked.",
    "Why, in at most 200 characters": "It explains nothing.",
    "Better words 1": "we lost it",
    "Examples that it marks": "The [kraken] ate it.",
    "Near misses that it lets pass": "The squid ate it.",
}
DRAFT = "The kraken ate it. Please calm down."


@pytest.fixture(scope="module")
def page(console: Server, browser: Browser) -> Iterator[Page]:
    """A tab in which an owner is signed in."""
    tab = enter(browser, console, "ann")
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def key(console: Server) -> str:
    """The key of an agent."""
    code = console.run("admin", "code", "new").rpartition("#")[2]
    found: str = console.ask("enroll", {"code": code})["key"]
    return found


def expect_heard(console: Server, key: str, kraken: bool) -> None:
    """Wait until an agent's draft meets the rule, or meets it no more: the next look knows."""
    end = time.monotonic() + START_S
    while True:
        answer: dict[str, Any] = console.ask("check", {"text": DRAFT}, key)
        if ("excuse/kraken" in {found["rule"] for found in answer["findings"]}) is kraken:
            return
        assert time.monotonic() < end, answer["revision"]


def test_a_rule_from_the_first_word_to_the_agents(console: Server, page: Page, key: str) -> None:
    """Explained while it is typed, saved, tried before and after, published, taken back."""
    expect_heard(console, key, kraken=False)
    page.goto(f"{console.url}{LISTS}")
    look(page, "lists")
    page.get_by_role("link", name="New rule").click()
    page.get_by_label("Words to look for").fill("sorry (if|that) you {feel}\nkraken")
    expect(page.get_by_text("matches: sorry if you feel, sorry if you feels")).to_be_visible()
    page.get_by_label("Words to look for").fill("(a kraken|kraken")
    expect(page.locator("#explained .remark")).to_be_visible()
    page.get_by_label("Words to look for").fill("kraken")
    for label, words in RULE.items():
        page.get_by_label(label).fill(words)
    expect(page.get_by_text("All examples hold.")).to_be_visible()
    look(page, "rule")
    page.get_by_role("button", name="Save in the working copy").click()
    expect(page.get_by_role("status")).to_contain_text("excuse/kraken is in the working copy")

    page.get_by_role("link", name="Try it").click()
    page.get_by_label("The reply").fill(DRAFT)
    page.get_by_role("button", name="Check it in both").click()
    published = page.get_by_role("region", name="Published")
    proposed = page.get_by_role("region", name="Working copy")
    expect(proposed.locator("mark")).to_have_text(["kraken", "calm down"])
    expect(published.locator("mark")).to_have_text(["calm down"])
    look(page, "try")

    page.goto(f"{console.url}/console/publish?scope=organization")
    look(page, "publish")
    page.get_by_label("Note").fill("for the sea")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Revision 2 is live")
    expect_heard(console, key, kraken=True)

    page.goto(f"{console.url}/console/lists/rule?scope=organization&id=excuse/kraken")
    page.get_by_role("button", name="Take it out of the list").click()
    page.goto(f"{console.url}/console/publish?scope=organization")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Revision 3 is live")
    expect_heard(console, key, kraken=False)
    page.get_by_role("button").filter(has_text="revision 2").click()
    expect(page.get_by_role("status")).to_contain_text("it has the lists of revision 2")
    expect_heard(console, key, kraken=True)


def test_a_built_in_rule_is_changed_with_a_reason(console: Server, page: Page) -> None:
    """The page says why the rule stands as it does; what is refused is on the page again."""
    page.goto(f"{console.url}{LISTS}&tab=shipped&words=calm")
    page.get_by_role("link", name="invalidation/calm-down").click()
    page.get_by_label("Severity").select_option("low")
    page.get_by_role("button", name="Save in the working copy").click()
    expect(page.get_by_role("alert")).to_contain_text("A reason is missing.")
    expect(page.get_by_label("Severity")).to_have_value("low")
    page.get_by_label("Reason").fill("we sell tea")
    page.get_by_role("button", name="Save in the working copy").click()
    expect(page.get_by_text("Here: low.")).to_be_visible()
    expect(page.get_by_text("we sell tea").first).to_be_visible()
    look(page, "change")
    page.goto(f"{console.url}/console/lists/change?scope=organization&id=C30")
    look(page, "change-check")
    page.goto(f"{console.url}/console/lists/whole?scope=organization")
    look(page, "whole")


def test_two_admins_change_the_same_rule(console: Server, page: Page, browser: Browser) -> None:
    """The later sees what the earlier wrote, and nothing is lost."""
    rule = f"{console.url}/console/lists/rule?scope=organization&id=excuse/kraken"
    page.goto(f"{console.url}/console/publish?scope=organization")
    page.get_by_role("button", name="Throw these changes away").click()
    other = enter(browser, console, "bea")
    for tab, why in ((page, "It sank."), (other, "It swam.")):
        tab.goto(rule)
        tab.get_by_label("Why, in at most 200 characters").fill(why)
    page.get_by_role("button", name="Save in the working copy").click()
    other.get_by_role("button", name="Save in the working copy").click()
    expect(other.get_by_role("alert")).to_contain_text("Nothing was overwritten.")
    both = other.get_by_role("region", name="Both versions")
    expect(both).to_contain_text("ann saved another version")
    expect(both.get_by_role("listitem")).to_have_text("why: It sank. → It swam.")
    expect(other.get_by_label("Why, in at most 200 characters")).to_have_value("It swam.")
    look(other, "conflict")
    other.get_by_role("button", name="Save in the working copy").click()
    expect(other.get_by_role("status")).to_contain_text("is in the working copy")
    other.close()
