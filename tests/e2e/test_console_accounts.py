"""The first day in the console, in a browser: owner, lead, codes, trail. With axe and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from console_pictures import PASSWORD, choose_password, look
from programs import Server


def test_the_first_day(console: Server, browser: Browser) -> None:
    """An owner opens the printed link and invites a lead, who connects an agent."""
    owner, asked = browser.new_page(), list[str]()
    owner.on("request", lambda request: asked.append(request.url))
    link = console.run("admin", "invite", "--role", "owner", "ann@example.com")
    owner.goto(link)
    expect(owner.get_by_text("ann@example.com")).to_be_visible()
    code = link.rpartition("#")[2]
    assert code not in owner.url
    assert all(code not in url for url in asked)
    look(owner, "join")
    choose_password(owner)

    expect(owner.get_by_role("heading", name="Invite a team lead")).to_be_visible()
    look(owner, "first-owner")
    owner.get_by_label("Name to sign in with").fill("lea")
    owner.get_by_role("button", name="Make the link").click()
    invitation = owner.get_by_label("One-time link").input_value()
    look(owner, "invited")
    for name in ("People", "Teams"):
        owner.get_by_role("link", name=name, exact=True).click()
        for part in owner.locator("summary").all():
            part.click()
        look(owner, name.lower())

    lead = browser.new_context().new_page()
    lead.goto(invitation)
    choose_password(lead)
    expect(lead.get_by_role("heading", name="What would you like to do?")).to_be_visible()
    look(lead, "first-lead")
    lead.get_by_role("link", name="Connect an agent").click()
    lead.get_by_role("button", name="Make a link").click()
    connect = lead.get_by_label("Connect link").input_value()
    console.ask("enroll", {"code": connect.rpartition("#")[2]})
    lead.get_by_text("Connect all browsers of the team by policy").click()
    lead.get_by_label("Addresses of the helpdesk").fill("https://desk.example.com")
    lead.get_by_role("button", name="Make a code and the policies").click()
    for browser_name in ("Chrome, Edge", "Firefox"):
        lead.get_by_text(f"Policy for {browser_name}").click()
    expect(lead.get_by_text("https://desk.example.com").first).to_be_visible()
    look(lead, "agents")

    owner.get_by_role("link", name="Trail").click()
    owner.get_by_label("Who").select_option("lea")
    owner.get_by_role("button", name="Show").click()
    expect(owner.get_by_role("listitem").filter(has_text="code made").first).to_be_visible()
    expect(owner.get_by_role("listitem").filter(has_text="command line")).to_have_count(0)
    look(owner, "trail")
    with owner.expect_download() as download:
        owner.get_by_role("link", name="Download as CSV").click()
    assert "code-made" in Path(download.value.path()).read_text("utf-8")

    owner.get_by_role("link", name="Account").click()
    look(owner, "account")
    owner.get_by_role("button", name="Sign out everywhere").click()
    expect(owner.get_by_text("You are signed out everywhere.")).to_be_visible()
    look(owner, "sign-in")


def test_a_link_is_opened_without_scripts(console: Server, browser: Browser) -> None:
    """The address is pasted into the box; everything else are plain forms."""
    context: Any = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    link = console.run("admin", "invite", "--role", "observer", "olga")
    page.goto(link)
    page.get_by_label("Your one-time link").fill(link)
    page.get_by_role("button", name="Open").click()
    choose_password(page)
    expect(page.get_by_text("olga, observer")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Name").fill("olga")
    page.get_by_label("Password").fill("not this one at all")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("olga, observer")).to_be_visible()
