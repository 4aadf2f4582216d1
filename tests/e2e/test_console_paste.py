"""A lead brings the list of her team in, in a browser: paste, look, take, judge, make live."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from console_pictures import enter, look
from programs import Server

PASTED = """not this -> rather this
kraken -> squid
blue moon
calm down -> take your time
*mail
blue  moon
"""
REPLIES = """It was a blue moon, sadly.
Our Blue Moon lamp is in.
The kraken has your parcel.
"""


def test_paste_and_go(console: Server, browser: Browser, tmp_path: Path) -> None:
    """From pasted lines to rules on trial, judged on replies, live by one click, and out again."""
    page = enter(browser, console, "paste@example.com")
    page.goto(f"{console.url}/console/lists/paste")
    expect(page.get_by_role("heading", name="Paste a list")).to_be_visible()
    look(page, "paste")

    page.get_by_label("The list", exact=True).fill(PASTED)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("2 new, 1 found already")).to_be_visible()
    expect(page.get_by_role("cell", name="“blue moon” stands in row 3 already.")).to_be_visible()
    expect(page.get_by_label("The list", exact=True)).to_have_value(PASTED)
    look(page, "paste-tried")
    page.get_by_role("button", name="Take over what is new").click()

    expect(page.get_by_role("status")).to_contain_text("On trial in the working copy: 2.")
    page.get_by_label("Replies").fill(REPLIES)
    page.get_by_role("button", name="Look for hits").click()
    moon = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="house/blue-moon"))
    expect(moon.get_by_text("2 hits")).to_be_visible()
    look(page, "trials")
    lamp = moon.locator("form.card").filter(has_text="Our Blue Moon lamp is in.")
    expect(lamp.get_by_label("Fine in")).to_have_value("Our Blue Moon lamp")
    lamp.get_by_label("Fine in").fill("Blue Moon lamp")
    lamp.get_by_role("button", name="Not right here").click()
    expect(moon.get_by_text("1 hit", exact=True)).to_be_visible()
    moon.get_by_role("button", name="Right for").click()
    expect(moon.get_by_text("Examples: finds 2, passes 1.")).to_be_visible()
    moon.get_by_role("button", name="Make live").click()
    expect(page.get_by_role("status")).to_contain_text("house/blue-moon goes live")
    expect(page.get_by_text("1 rule on trial")).to_be_visible()

    page.get_by_role("link", name="Paste another list").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    saved = tmp_path / "phrases.csv"
    download.value.save_as(saved)
    page.get_by_label("or a file").set_input_files(saved)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("2 there just so")).to_be_visible()
