"""The panel at the reply box: what is good, what to add, and how the message was read."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, expect

from browsers import SCREENSHOTS, Launch
from desk import CHAT, open_desk
from programs import Server
from screen import PANEL, Screen, press_in, written

OFFER: Final = ".panel .offer"
CHORD: Final = "Alt+Shift+K"

# An answer to the complaint of the demo that lacks an apology, and much else.
COLD: Final = "Hello Ms. Calloway,\n\nThe desk leaves us on Wednesday. It comes on Thursday by 10."

# A ticket of the demo's making, with another message.
TICKET: Final = """
<!doctype html><meta charset=utf-8><title>Ticket</title>
<main class=ticket-page>
  <section class=story>
    <article class=turn data-author=customer><div class=turn-text><p>SAID</p></div></article>
  </section>
  <form id=reply class=reply><textarea id=box cols=60 rows=8></textarea></form>
</main>
"""
BROKEN: Final = TICKET.replace("SAID", "The lamp arrived broken. I am annoyed.")
UNKNOWN: Final = """
<!doctype html><meta charset=utf-8><title>Desk</title>
<p id=said>My lamp arrived broken. I am furious!</p>
<textarea id=box cols=80 rows=6></textarea>
"""
INSULT: Final = TICKET.replace("SAID", "You are a useless idiot. Order 48213 is still not here.")


@pytest.fixture(params=["plain", "rich"])
def field(request: pytest.FixtureRequest, page: Page, server: Server) -> Locator:
    """The reply box of the demo page with the caret in it: a textarea, then an editable element."""
    page.goto(f"{server.url}/demo?field={request.param}")
    found = page.locator(f"#{request.param}")
    found.click()
    Screen(page).expect_face("ring")
    return found


@pytest.fixture
def plain(page: Page, server: Server) -> Locator:
    """The textarea of the demo page with the caret in it."""
    page.goto(f"{server.url}/demo")
    found = page.locator("#plain")
    found.click()
    Screen(page).expect_face("ring")
    return found


def cold(page: Page, screen: Screen) -> None:
    """Type the cold answer and open the panel by its keys."""
    page.keyboard.type(COLD)
    page.keyboard.press(CHORD)
    screen.expect_part(".panel .good button", "says when")
    screen.expect_part(OFFER)


def test_keys_open_it_with_the_focus_and_escape_gives_it_back(page: Page, plain: Locator) -> None:
    """Tab stays in the panel, Escape goes back to the caret, and the same keys close it too."""
    screen = Screen(page)
    cold(page, screen)
    assert screen.until(lambda: screen.parts(PANEL), lambda seen: seen[0].focused, "the focus")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert screen.parts(PANEL)[0].focused
    page.keyboard.press("Escape")
    screen.expect_no_part(PANEL)
    expect(plain).to_be_focused()
    page.keyboard.type(" Soon.")
    screen.expect_text(plain, f"{COLD} Soon.")
    page.keyboard.press(CHORD)
    screen.expect_part(OFFER)
    page.keyboard.press(CHORD)
    screen.expect_no_part(PANEL)
    expect(plain).to_be_focused()


def test_the_mouse_opens_it_and_the_focus_stays(page: Page, plain: Locator) -> None:
    """The dot's card has a button for it; typing goes on, and Escape in the field closes it."""
    screen = Screen(page)
    page.keyboard.type(COLD)
    screen.expect_face("check")
    screen.hover_dot()
    screen.press(".card .act", "What this reply still needs")
    assert not screen.expect_part(PANEL).focused
    screen.expect_part(OFFER)
    expect(plain).to_be_focused()
    page.keyboard.type(" Soon.")
    screen.expect_text(plain, f"{COLD} Soon.")
    screen.expect_part(PANEL)
    page.screenshot(path=SCREENSHOTS / "panel.png")
    page.keyboard.press("Escape")
    screen.expect_no_part(PANEL)


@pytest.mark.usefixtures("plain")
def test_what_it_says_and_in_which_order(page: Page) -> None:
    """Good things first, then one to add; the foot says who sees it, and no number is shown."""
    screen = Screen(page)
    cold(page, screen)
    text = screen.expect_part(PANEL, "Only you see this.").text
    wanted = [
        "Already there",
        "The next best thing to add",
        "Four phases",
        "Listen",
        "Defuse",
        "Act",
        "Leave a good impression",
        "Worth a look",
        "How the message was read",
        "It reads as a complaint.",
        "That’s not it",
        "It was us",
        "How it reads",
        "Only you see this. Nothing you type is kept.",
    ]
    places = [text.find(words) for words in wanted]
    assert -1 not in places, text
    assert places == sorted(places)
    assert "Score" not in text
    press_in(screen, ".panel button", "Show the score")
    screen.expect_part(PANEL, "of 100")


def test_a_good_thing_is_shown_in_the_text(page: Page, plain: Locator) -> None:
    """A click highlights where it stands, and selects nothing."""
    screen = Screen(page)
    cold(page, screen)
    shown = "() => CSS.highlights.get('unruffle-active')?.size ?? 0"
    assert page.evaluate(shown) == 0
    press_in(screen, ".panel .good button", "says when")
    screen.until(lambda: page.evaluate(shown), bool, "a highlight")
    press_in(screen, ".panel .good button", "says when")
    screen.until(lambda: page.evaluate(shown), lambda seen: seen == 0, "no highlight")
    screen.expect_text(plain, COLD)


def test_an_opener_after_a_greeting_alone(page: Page, field: Locator) -> None:
    """Where nothing but the greeting stands yet, it follows it."""
    screen = Screen(page)
    page.keyboard.type("Hello Ms. Calloway,\n\n")
    page.keyboard.press(CHORD)
    screen.expect_part(OFFER)
    page.keyboard.press("Enter")
    text = screen.until(lambda: written(field), lambda seen: "{" in seen, "the opener")
    assert text.startswith("Hello Ms. Calloway,")


def test_an_opener_is_one_undo_step_and_not_offered_twice(page: Page, field: Locator) -> None:
    """It goes where the first lines are, its gap is selected, and the next one is another."""
    screen = Screen(page)
    cold(page, screen)
    before = written(field)
    offer = screen.expect_part(OFFER).text
    page.keyboard.press("Enter")
    after = screen.until(lambda: written(field), lambda seen: seen != before, "the opener")
    assert after.index("{") < after.index("The desk leaves us")
    screen.until(screen.selected, lambda seen: seen.startswith("{"), "its first gap")
    expect(field).to_be_focused()
    page.keyboard.press("Control+z")
    screen.expect_text(field, before)
    screen.until(lambda: screen.parts(OFFER), lambda seen: seen and seen[0].text != offer, "others")


def test_a_check_is_dismissed_here_and_muted_for_good(own_page: Page, server: Server) -> None:
    """Both take it away, and both are counted with its id."""
    own_page.goto(f"{server.url}/demo")
    own_page.locator("#plain").click()
    screen = Screen(own_page)
    screen.expect_face("ring")
    cold(own_page, screen)
    first, second, *_ = (part.text for part in screen.parts(".panel .check .message"))
    press_in(screen, ".panel .check button", "Not here")
    screen.until(
        lambda: [part.text for part in screen.parts(".panel .check .message")],
        lambda seen: first not in seen,
        "gone",
    )
    press_in(screen, ".panel .check button", "Why?")
    press_in(screen, ".panel .check button", "Mute this advice for me")
    screen.until(
        lambda: [part.text for part in screen.parts(".panel .check .message")],
        lambda seen: second not in seen,
        "gone",
    )
    own_page.keyboard.type(" ")

    def kinds() -> set[str]:
        query = "select distinct type from counters where rule like 'C__'"
        with closing(sqlite3.connect(server.database)) as database:
            return {kind for (kind,) in database.execute(query)}

    own_page.locator("#plain").click()
    own_page.keyboard.type("So.")
    screen.until(kinds, lambda seen: {"shown", "dismissed", "muted"} <= seen, "the counts")


def test_what_the_agent_says_about_the_case(launch: Launch, server: Server) -> None:
    """Not it: the message is not sent any more. It was us: the server is told."""
    context = launch(None)
    page = context.new_page()
    asked: list[dict[str, Any]] = []

    def note(request: Any) -> None:
        if request.url.endswith("/api/v1/check"):
            asked.append(json.loads(request.post_data)["context"])

    page.on("request", note)
    page.goto(f"{server.url}/demo/try")
    page.locator("#plain").click()
    screen = Screen(page)
    screen.expect_face("ring")
    cold(page, screen)
    assert "turns" in asked[-1]
    press_in(screen, ".panel .ours input")
    screen.until(lambda: asked[-1].get("fault"), lambda seen: seen == "ours", "the fault")
    assert "turns" in asked[-1]
    press_in(screen, ".panel button", "That’s not it")
    screen.expect_part(PANEL, "not sent any more for this draft")
    screen.until(lambda: asked[-1], lambda seen: seen == {"fault": "ours"}, "no message")
    press_in(screen, ".panel button", "Read the message again")
    screen.until(lambda: asked[-1], lambda seen: "turns" in seen, "the message again")
    screen.expect_part(PANEL, "It reads as a complaint.")
    context.close()


def test_selected_words_are_taken_for_the_customers(page: Page, server: Server) -> None:
    """On a page that nobody knows the agent shows the message: it is read, and can be given up."""
    box, screen = open_desk(page, server.url, UNKNOWN)
    page.keyboard.type(COLD)
    screen.expect_face("check")
    page.keyboard.press(CHORD)
    screen.expect_part(PANEL, "No message of a customer was found here")
    page.locator("#said").click(click_count=3)
    press_in(screen, ".panel button", "The selected words are the customer’s")
    screen.expect_part(PANEL, "It reads as a complaint.")
    screen.expect_part(PANEL, "Read: “My lamp arrived broken. I am furious!”")
    assert written(box) == COLD
    page.screenshot(path=SCREENSHOTS / "panel-picked.png")
    press_in(screen, ".panel button", "That’s not it")
    screen.expect_part(PANEL, "only the draft is read")


def test_a_located_check_is_a_mark_with_its_card(page: Page, server: Server) -> None:
    """A giveaway before anybody listened is marked like a phrase, and dismissed like one."""
    _, screen = open_desk(page, server.url, BROKEN)
    page.keyboard.type("Here is a 10 dollar voucher for you. I'm sorry the lamp broke.")
    (mark,) = screen.until(screen.marks, lambda seen: len(seen) == 1, "the giveaway")
    assert "voucher" in mark.text
    screen.point_at(mark.text)
    screen.expect_part(".popover", "before anybody listened")
    screen.press(".popover button", "Keep mine")
    screen.expect_marks()
    screen.expect_no_part(".popover")


def test_an_insult_has_a_card(own_page: Page, server: Server) -> None:
    """Kind limits, a note for a colleague, or two minutes in which nothing is checked."""
    box, screen = open_desk(own_page, server.url, INSULT)
    own_page.keyboard.type("The order left us on Monday.")
    own_page.keyboard.press(CHORD)
    screen.expect_part(PANEL, "When words go too far")
    assert len([part for part in screen.parts(OFFER) if "{" not in part.text]) >= 3
    own_page.screenshot(path=SCREENSHOTS / "panel-limit.png")
    press_in(screen, ".panel button", "Pass it on")
    screen.expect_part(".panel [role=status]", "Copied.")
    press_in(screen, ".panel button", "Take two minutes")
    screen.expect_no_part(PANEL)
    screen.expect_face("pause")
    screen.press(".badge .dot")
    screen.expect_face("check")
    assert written(box) == "The order left us on Monday."


def test_leftovers_of_a_template_are_held_back_once(page: Page, server: Server) -> None:
    """Seen by the browser itself: with the server away, sending asks all the same."""
    box, screen = open_desk(page, server.url, CHAT)
    with server.held():
        page.keyboard.type("Dear [NAME], your order XXX left.")
        page.keyboard.press("Enter")
        screen.expect_part(".popover", "[NAME], XXX")
        assert "[NAME]" in written(box)
        page.keyboard.press("Enter")
        expect(page.locator("#sent p")).to_have_count(1)


@pytest.mark.usefixtures("plain")
def test_what_is_missing_is_told_late_and_quietly(page: Page) -> None:
    """Nothing changes while a reply is typed; once it is complete the dot is a ring, not a mark."""
    screen = Screen(page)
    for sentence in COLD.split(". "):
        page.keyboard.type(f"{sentence}. ")
        screen.expect_face("check")
    page.keyboard.type("Kind regards,\nSam")
    screen.expect_face("ring")
    assert "may still help this customer" in screen.hover_dot()
    assert screen.mark_texts() == []


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("zoom", [0.8, 1.5])
def test_it_stays_in_the_window_at_every_zoom(page: Page, zoom: float) -> None:
    """A zoomed page is a page with fewer or more CSS pixels."""
    width, height = round(1280 / zoom), round(720 / zoom)
    page.set_viewport_size({"width": width, "height": height})
    screen = Screen(page)
    cold(page, screen)
    panel = screen.expect_part(PANEL)
    assert panel.width == 320
    assert 160 <= panel.x <= width - 160
    assert panel.height / 2 <= panel.y <= height - panel.height / 2


def test_the_focus_stays_on_the_next_best_thing(page: Page, server: Server) -> None:
    """An answer that comes after the panel opened may bring other words: the focus is on those."""
    box, screen = open_desk(page, server.url, BROKEN)
    page.keyboard.type(COLD)
    page.keyboard.press(CHORD)
    before = screen.until(lambda: screen.parts(OFFER), lambda seen: seen and seen[0].focused, "it")
    box.evaluate(
        "(box) => { box.value = 'Hello. I am sorry that your lamp arrived broken.';"
        " box.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    now = screen.until(
        lambda: screen.parts(OFFER), lambda seen: seen and seen[0].text != before[0].text, "others"
    )
    assert now[0].focused
