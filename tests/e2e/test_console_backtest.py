"""The back-test and the macro scan in a browser, from an archive to a better rule."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Request, expect

from console_pictures import enter, look
from programs import Server
from unruffle import working
from unruffle.db.engine import Database
from unruffle.settings import Settings
from unruffle.working import Entry

RULE: Final = {
    "severity": "low",
    "phrases": ["kraken"],
    "message": "A kraken may be heard as: nobody looked.",
    "why": "It explains nothing.",
    "sources": ["House style"],
    "examples": {"flags": ["The [kraken] ate it."], "passes": ["The squid ate it."]},
}
AGENT: Final = "Theodora Quill"


@pytest.fixture(scope="module")
def page(console: Server, browser: Browser) -> Iterator[Page]:
    """A tab of an owner, with a rule in the working copy of all teams."""
    database = Database(Settings(database_url=f"sqlite:///{console.database}"))
    with database.write() as connection:
        entries = [Entry("rule", "house/kraken", RULE)]
        working.take_over(connection, None, "organization", entries, datetime.now(UTC))
    database.close()
    tab = enter(browser, console, "ann")
    tab.set_default_timeout(20_000)
    yield tab
    tab.close()


def archive(count: int) -> str:
    """A table of replies as a helpdesk writes it; each tenth speaks of a kraken."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(["Agent", "Customer message", "Reply", "Channel"])
    for n in range(count):
        reply = f"Hi,\nthe {'kraken' if n % 10 == 0 else 'order'} number {n} ships; all is well."
        rows.writerow([AGENT, "Where is it?", reply, "e-mail"])
    return written.getvalue()


def file(name: str, text: str) -> FilePayload:
    """A file to choose."""
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def parts(page: Page) -> list[Any]:
    """What goes to the server from now on."""
    sent: list[Any] = []

    def note(request: Request) -> None:
        if request.url.partition("?")[0].endswith("/back-test/check"):
            sent.append(json.loads(request.post_data or ""))

    page.on("request", note)
    return sent


def choose(page: Page, console: Server, name: str, text: str) -> None:
    """Open the page and choose a file."""
    page.goto(f"{console.url}/console/back-test?scope=organization")
    page.get_by_label("An archive").set_input_files(file(name, text))


def test_an_archive_shows_what_a_new_rule_would_do(console: Server, page: Page) -> None:
    """It is read in the browser, columns are guessed, names stay out, a sample is judged."""
    sent = parts(page)
    choose(page, console, "replies.csv", archive(120))
    expect(page.get_by_label("The reply")).to_have_value("Reply")
    expect(page.get_by_label("What the customer wrote")).to_have_value("Customer message")
    options = page.get_by_label("The reply").locator("option").all_inner_texts()
    assert not [option for option in options if "Agent" in option]
    assert sent == []
    look(page, "back-test-chosen")
    page.get_by_role("button", name="Run the back-test").click()
    expect(page.get_by_text("Done. Replies checked: 120.")).to_be_visible()
    assert [len(part["replies"]) for part in sent] == [50, 50, 20]
    assert AGENT not in json.dumps(sent)
    first = sent[0]["replies"][0]
    assert (first["message"], first["channel"]) == ("Where is it?", "email")
    row = page.get_by_role("row", name="house/kraken")
    cells = row.get_by_role("cell").all_inner_texts()
    assert cells[:4] == ["10", "0 → 12", "12", "0"]
    expect(row).to_contain_text("own")
    page.get_by_label("Noisy from").fill("5")
    expect(row).to_contain_text("noisy")

    row.get_by_role("button", name="Look").click()
    marks = page.locator("#marks > li")
    expect(marks).to_have_count(12)
    assert marks.locator("mark").all_inner_texts() == ["kraken"] * 12
    for n in range(3):
        marks.nth(n).get_by_label("Rightly marked").check()
    expect(page.get_by_text("3 of 3 are right: 100 %")).to_be_visible()
    marks.nth(3).get_by_label("Better not marked").check()
    expect(
        page.get_by_text("3 of 4 are right: 75 %. With 95 % certainty 30 % to 95 %")
    ).to_be_visible()
    look(page, "back-test")

    # The wrong one becomes a near miss once its sentence is as it should be.
    sentence = marks.nth(3).get_by_label("The sentence")
    assert sentence.input_value().startswith("the kraken number")
    sentence.fill("Our kraken rum ships.")
    marks.nth(3).get_by_role("button", name="Add to its near misses").click()
    page.get_by_role("link", name="Open the rule").click()
    expect(page.get_by_label("Near misses that it lets pass")).to_have_value(
        "The squid ate it.\nOur kraken rum ships."
    )
    assert len(sent) == 3


def test_it_is_stopped_and_it_goes_on_after_an_outage(console: Server, page: Page) -> None:
    """What was counted so far stays; nothing is counted twice."""
    choose(page, console, "replies.csv", archive(200))
    with page.expect_request("**/back-test/check*"):
        page.route("**/back-test/check*", lambda route: route.abort())
        page.get_by_role("button", name="Run the back-test").click()
    expect(page.get_by_text("The server is out of reach.")).to_be_visible()
    page.unroute("**/back-test/check*")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Done. Replies checked: 200.")).to_be_visible()
    page.route("**/back-test/check*", lambda route: route.abort())
    page.get_by_role("button", name="Run the back-test").click()
    page.get_by_role("button", name="Stop").click()
    page.unroute("**/back-test/check*")
    expect(page.get_by_text("Stopped. Replies checked: 0.")).to_be_visible()
    expect(page.get_by_role("button", name="Run the back-test")).to_be_enabled()


def test_other_archives_and_pasted_replies(console: Server, page: Page) -> None:
    """A Zendesk export, a mailbox, and what is pasted; what is no archive is told."""
    comments = [
        {"author_id": 1, "public": True, "body": "Where is it?"},
        {"author_id": 2, "public": True, "body": "The kraken ate it, we are sorry."},
        {"author_id": 2, "public": False, "body": "The kraken again, between us."},
    ]
    ticket = {"id": 77, "requester_id": 1, "via": {"channel": "web"}, "comments": comments}
    mails = "".join(
        f"From x Mon\nFrom: ann@{domain}\n\nThe kraken ate the order today.\n\n"
        for domain in ("example.com", "example.com", "example.org")
    )
    run = page.get_by_role("button", name="Run the back-test")
    choose(page, console, "export.json", json.dumps(ticket))
    expect(page.get_by_text("A Zendesk export:")).to_be_visible()
    run.click()
    expect(page.get_by_text("Done. Replies checked: 1.")).to_be_visible()
    choose(page, console, "sent.mbox", mails)
    page.get_by_label("Domain of your own mail").fill("example.com")
    run.click()
    expect(page.get_by_text("Done. Replies checked: 2.")).to_be_visible()
    expect(page.get_by_text("another language or no reply: 1.")).to_be_visible()
    page.get_by_role("button", name="Look").first.click()
    expect(page.locator("#marks mark").first).to_be_visible()
    choose(page, console, "empty.csv", " ")
    expect(page.get_by_text("The file is empty.")).to_be_visible()
    page.get_by_label("Or paste replies").fill("<img src=x>The kraken ate it.\n---\nAll is well.")
    run.click()
    expect(page.get_by_text("Done. Replies checked: 2.")).to_be_visible()
    page.get_by_role("button", name="Look at marks of house/kraken").click()
    expect(page.locator("#marks .draft")).to_contain_text("<img src=x>The kraken ate it.")


def test_a_large_archive_leaves_the_page_alive(console: Server, page: Page) -> None:
    """A hundred thousand replies: the server is stood in for, the page does all of its own work."""
    choose(page, console, "replies.csv", archive(100_000))
    page.evaluate(STAND_IN)
    page.get_by_role("button", name="Run the back-test").click()
    expect(page.get_by_text("Done. Replies checked: 100,000.")).to_be_visible(timeout=120_000)
    # The file has thirty pieces, and between two of them the page comes to its turn.
    assert page.evaluate("turns") > 20
    expect(page.locator("#rows tr")).to_have_count(50)
    assert page.evaluate("document.querySelectorAll('*').length") < 2_000


# Answers at once as the server would, from seventy rules, and counts the turns of the page.
STAND_IN: Final = """
() => {
  const rule = { severity: "low", message: "M.", why: "W.", own: true, trial: false };
  const heard = { start: 8, end: 14, before: false, after: true, better: [], allow: null };
  const names = Array.from({ length: 70 }, (_, n) => `house/rule-${n}`);
  const rules = Object.fromEntries(names.map((name) => [name, rule]));
  let part = 0;
  globalThis.fetch = async (_address, { body }) => Response.json({
    rules,
    part: part += 1,
    answers: JSON.parse(body).replies.map((_, n) => ({
      status: "checked", text: null, points: 4, heard: [{ ...heard, rule: names[(n + part) % 70] }],
    })),
  });
  globalThis.turns = 0;
  const look = () => {
    globalThis.turns += 1;
    setTimeout(look, 5);
  };
  look();
}
"""


def test_without_a_script_replies_are_pasted(console: Server, page: Page, browser: Browser) -> None:
    """The same form, sent as a form."""
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"{console.url}/console/back-test?scope=organization")
    expect(plain.get_by_label("An archive")).to_be_hidden()
    plain.get_by_role("textbox", name="Replies").fill("The kraken ate it.\n---\nAll is well here.")
    plain.get_by_role("button", name="Run the back-test").click()
    expect(plain.locator("mark")).to_have_text(["kraken"])
    plain.goto(f"{console.url}/console/macros?scope=organization")
    plain.get_by_role("textbox", name="Macros").fill("The kraken ate it.")
    plain.get_by_role("button", name="Scan the macros").click()
    expect(plain.locator("mark")).to_have_text(["kraken"])
    context.close()


def test_macros_the_worst_first_and_one_is_approved(console: Server, page: Page) -> None:
    """With better words; what is approved is listed with its owner and is silent from then on."""
    page.goto(f"{console.url}/console/macros?scope=organization")
    table = (
        'name,owner,text\nSquid,x,"All is well, it ships today."\n'
        'Sea,x,"Hi {{name}}, the kraken ate it."\nCalm,x,"Please calm down, the kraken ate it."\n'
    )
    page.get_by_label("A file").set_input_files(file("macros.csv", table))
    page.get_by_role("button", name="Scan the macros").click()
    expect(page.get_by_text("Macros with marks: 2 of 3.")).to_be_visible()
    cards = page.locator("#found > li")
    assert [title.split()[0] for title in cards.locator("h2").all_inner_texts()] == ["Calm", "Sea"]
    expect(cards.nth(0).locator("mark")).to_have_text(["calm down", "kraken"])
    expect(cards.nth(1)).to_contain_text("A kraken may be heard as")
    cards.nth(1).get_by_text("Approve as our wording").click()
    expect(cards.nth(1).locator("code")).to_have_text(["the kraken ate it"])
    look(page, "macros")
    cards.nth(1).get_by_label("Owner").fill("Sea team")
    cards.nth(1).get_by_role("button", name="Approve", exact=True).click()
    cards.nth(1).get_by_role("link", name="approved wording").click()
    expect(page.get_by_text("the kraken ate it", exact=True).first).to_be_visible()
    expect(page.get_by_text("Sea team: Macro: Sea")).to_be_visible()
    page.go_back()
    page.get_by_label("Or paste macros").fill("Hi {{name}}, the kraken ate it.")
    page.get_by_label("A file").set_input_files([])
    page.get_by_role("button", name="Scan the macros").click()
    expect(page.get_by_text("Macros with marks: 0 of 1.")).to_be_visible()
