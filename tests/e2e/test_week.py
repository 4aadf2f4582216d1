"""The first week of an agent, from the installation to the fortieth ticket, in a real helpdesk."""

from __future__ import annotations

from functools import partial
from typing import Final

from playwright.sync_api import Page, expect

from browsers import Build, Launch, extensions_page, reload_extension, worker_of
from programs import Server
from realdesk import Helpdesk, begin_reply, log_in
from replies import LATE, LATE_MARK, SORRY, SORRY_MARK, rule_of
from screen import Screen, written

TICKETS: Final = 40
AWAY, BACK, TUNED, UNTUNED, UPDATED = 8, 10, 18, 26, 32


def fair(number: int) -> str:
    """A reply that needs nothing; no two are alike."""
    return (
        f"Hello Ms. Lindqvist,\nyour technician comes on Wednesday at {7 + number % 12}. "
        f"Visit {number} takes an hour."
    )


def send(page: Page) -> None:
    """Press the button of the helpdesk."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()


def install(page: Page, server: Server) -> None:
    """Paste the link that the team lead sent into the options."""
    page.goto(f"{worker_of(page.context).url.split('/background/')[0]}/pages/options.html")
    page.get_by_label("Connect link").fill(f"{server.url}/connect#{server.new_code()}")
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_text("team Demo")).to_be_visible()


def test_the_first_week(
    launch: Launch, build: Build, server: Server, api_key: str, helpdesk: Helpdesk
) -> None:
    """What is stored is what was typed or accepted, whatever happened in between."""
    folder = build()
    context = launch(folder)
    extensions_page(context).close()
    page = context.new_page()
    install(page, server)
    before = len(helpdesk.replies())
    rule = rule_of(server, api_key, LATE)
    sent: list[str] = []
    field = log_in(page, helpdesk)
    for number in range(TICKETS):
        screen = Screen(page)
        if number == AWAY:
            server.stop()
        if number == BACK:
            server.start()
        if number == TUNED:
            server.run("admin", "team", "choose", "Demo", "--off", rule)
        if number == UNTUNED:
            server.run("admin", "team", "choose", "Demo", "--on", rule)
        if number == UPDATED:
            # A new version arrives while the ticket is open; nobody reloads the page.
            manifest = folder / "manifest.json"
            manifest.write_text(manifest.read_text().replace('"0.1.0"', '"0.1.0.1"'))
            reload_extension(context)
        page.keyboard.type(fair(number))
        if AWAY <= number < BACK:
            screen.expect_face("broken")
        elif number % 4 == 0:
            # Words that a card offers better ones for.
            page.keyboard.type(f"\n{SORRY}")
            screen.expect_marks(SORRY_MARK)
            screen.point_at(SORRY_MARK)
            screen.press(".popover .offer")
            screen.until(partial(written, field), lambda seen: SORRY_MARK not in seen, "accepted")
            screen.until(screen.selected, lambda seen: seen.startswith("{"), "the gap")
            page.keyboard.type("you waited")
        elif number % 4 == 1:
            page.keyboard.type(f"\n{LATE} Yes.")
            off = TUNED <= number < UNTUNED
            screen.expect_marks(*([] if off else [LATE_MARK]))
            if off:
                screen.expect_face("check")
        else:
            screen.expect_face("check")
        sent.append(written(field))
        send(page)
        field = begin_reply(page)
    assert helpdesk.replies()[before:] == sent
    assert not [reply for reply in sent if "{" in reply or "unruffle" in reply]
    context.close()
