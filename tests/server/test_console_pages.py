"""The frame of the console: who may open what, what a form needs, how refusals look."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from stage import Console, World, signed_in
from unruffle import teams
from unruffle.accounts import Admin
from unruffle.db import credentials

PAGES = (
    *("", "/lists", "/lists/paste", "/try", "/back-test", "/macros", "/publish", "/statistics"),
    *("/practice", "/reports"),
    *("/agents", "/people", "/teams", "/trail", "/account"),
)
FOR_ROLE = {
    "owner": {*PAGES},
    "lead": {*PAGES} - {"/people", "/teams"},
    "observer": {
        *("", "/lists", "/try", "/publish", "/practice"),
        *("/people", "/teams", "/trail", "/account"),
    },
}


@pytest.mark.parametrize("role", sorted(FOR_ROLE))
def test_a_role_opens_its_pages_and_is_shown_no_others(world: World, role: str) -> None:
    """The navigation lists what opens; the rest is refused in a page with words."""
    browser = signed_in(world, role)
    opened = {path for path in PAGES if browser.get(path).status_code == 200}
    assert opened == FOR_ROLE[role]
    for path in set(PAGES) - opened:
        answer = browser.get(path)
        assert (answer.status_code, answer.mimetype) == (403, "text/html")
        assert "Your role does not include this." in answer.text
    nav = browser.text("").partition("<nav")[2].partition("</nav>")[0]
    assert set(re.findall(r'href="/console([^"]*)"', nav)) == opened


def test_the_icon_is_there(world: World) -> None:
    """A browser asks for it with every page."""
    (icon,) = re.findall(r'rel="icon" href="([^"]+)"', Console(world).text("/sign-in"))
    with world.client.get(icon) as answer:
        assert answer.mimetype == "image/svg+xml"


def test_every_page_needs_a_sign_in(world: World) -> None:
    """All but the three ways in."""
    open_pages = set()
    for rule in world.app.url_map.iter_rules():
        if not rule.endpoint.startswith("console.") or rule.endpoint == "console.static":
            continue
        path = re.sub(r"<[^>]*>", "1", rule.rule).removeprefix("/console")
        assert rule.methods is not None
        answer = (
            Console(world).get(path) if "GET" in rule.methods else Console(world).post(path, x="1")
        )
        if answer.status_code == 302 and answer.location.startswith("/console/sign-in"):
            continue
        if answer.status_code != 401 or "Nobody is signed in here" not in answer.text:
            open_pages.add(rule.endpoint)
    ways_in = {"sign_in", "sign_in_now", "first", "first_now", "sso", "sso_back"}
    assert open_pages == {f"console.{name}" for name in ways_in}


def test_a_form_from_another_site_or_without_its_sign_changes_nothing(world: World) -> None:
    """Origin and sign are both looked at."""
    browser = signed_in(world)
    for origin in ("https://evil.example", "null", "", "http://localhost.evil.example"):
        answer = browser.post("/teams/add", origin, name="Odd")
        assert (answer.status_code, "another address" in answer.text) == (400, True), origin
    headers = {"Origin": "http://localhost"}
    for sign in ("", "x"):
        answer = browser.client.post(
            "/console/teams/add", data={"name": "Odd", "csrf_token": sign}, headers=headers
        )
        assert (answer.status_code, "older than your visit" in answer.text) == (400, True)
    assert "Odd" not in browser.text("/teams")
    assert browser.post("/teams/add", name="Odd").status_code == 302
    assert 'value="Odd"' in browser.text("/teams")


def test_a_script_may_send_the_sign_in_a_header(world: World) -> None:
    """The page carries it in a meta element."""
    browser = signed_in(world)
    sign = re.findall(r'name="csrf-token" content="([^"]+)"', browser.text(""))[0]
    headers = {"Origin": "http://localhost", "X-CSRF-Token": sign}
    answer = browser.client.post("/console/teams/add", data={"name": "New"}, headers=headers)
    assert answer.status_code == 302


def test_the_api_needs_no_sign(world: World) -> None:
    """Its callers hold a key and no cookie."""
    assert world.post("check", {"text": "Calm down."}).status_code == 200


def test_pages_are_kept_nowhere_and_run_no_foreign_script(world: World) -> None:
    """Refusals too; the origin goes along with forms."""
    browser = signed_in(world)
    for path in ("", "/trail", "/trail.csv", "/nowhere", "/people/invite"):
        headers = browser.get(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert "unsafe" not in headers["Content-Security-Policy"]
    assert browser.get("").headers["Referrer-Policy"] == "same-origin"
    for page in ("", "/agents", "/first"):
        text = browser.text(page)
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", text)


def test_what_is_not_there_is_told_in_a_page(world: World) -> None:
    """Under /console in HTML, elsewhere in JSON."""
    browser = signed_in(world)
    assert browser.get("/nowhere").mimetype == "text/html"
    assert world.client.get("/nowhere").mimetype == "application/json"


def test_names_are_shown_as_text(world: World) -> None:
    """Of a team as of a person."""
    browser = signed_in(world)
    odd = '<b>"x"</b>'
    browser.post("/teams/add", name=odd)
    browser.post("/people/invite", name=odd, role="owner")
    for page in ("/teams", "/people", "/trail"):
        assert "&lt;b&gt;" in browser.text(page)
        assert odd not in browser.text(page)


def test_roles_know_their_scopes() -> None:
    """An owner edits all, a lead the own teams, an observer none."""
    owner = Admin(1, "a", "owner", frozenset())
    lead = Admin(2, "b", "lead", frozenset({3}))
    observer = Admin(3, "c", "observer", frozenset())
    scopes = ("organization", "team/3", "team/4", "team/x", "")
    assert [owner.may_edit(scope) for scope in scopes] == [True] * 5
    assert [lead.may_edit(scope) for scope in scopes] == [False, True, False, False, False]
    assert [lead.may_see(scope) for scope in scopes] == [True, True, False, False, False]
    assert [observer.may_edit(scope) for scope in scopes] == [False] * 5
    assert observer.may_see("team/4")


def test_a_lead_makes_codes_for_own_teams_only(world: World) -> None:
    """The link is shown once, connects a browser, and stands in the trail without the code."""
    database = world.server.database
    other = teams.add(database, None, "Other", datetime.now(UTC)).id
    lead = signed_in(world, "lead")
    made = lead.post("/agents/code", uses="1", days="7").text
    code = re.findall(r'/connect#([^"]+)"', made)[0]
    assert world.post("enroll", {"code": code}, key="").status_code == 201
    assert code not in lead.text("/agents")
    assert code not in lead.text("/trail")
    refused = lead.post(f"/agents/code?scope=team/{other}", uses="1", days="7")
    assert refused.status_code == 403
    assert "Other" not in lead.text("/agents")


def test_a_roll_out_comes_with_its_policies(world: World) -> None:
    """What `unruffle policy` prints, with the code and the sites in it."""
    browser = signed_in(world)
    page = browser.post(
        "/agents/code", uses="40", days="30", sites="https://desk.example.com"
    ).get_data(as_text=True)
    code = re.findall(r'/connect#([^"]+)"', page)[0]
    chrome, firefox = re.findall(r"<pre[^>]*>([^<]+)</pre>", page)
    read = json.loads(chrome.replace("&#34;", '"'))
    (preset,) = read["3rdparty"]["extensions"].values()
    assert (preset["code"], preset["sites"]) == (code, ["https://desk.example.com"])
    assert "policies" in json.loads(firefox.replace("&#34;", '"'))
    assert "0 of 40" in browser.text("/agents")
    assert browser.post("/agents/code", uses="40", days="30", sites="ftp:x").status_code == 400
    assert browser.post("/agents/code", uses="0", days="30").status_code == 400


def test_keys_are_told_by_the_week_and_revoked(world: World) -> None:
    """No day, no person; a revoked key opens nothing within the next look."""
    browser = signed_in(world)
    page = browser.text("/agents")
    today = datetime.now(UTC).date()
    monday = accounts_week(today.toordinal())
    assert datetime.fromordinal(monday).strftime("%-d %b %Y") in page
    with world.server.database.read() as connection:
        (key,) = credentials.every_key(connection)
    assert browser.post(f"/agents/key/{key.id}/revoke").status_code == 302
    world.server.live.refresh()
    assert world.post("check", {"text": "Hi"}).status_code == 401
    assert "no extension of this team is connected" in browser.text("/agents")


def accounts_week(ordinal: int) -> int:
    """The ordinal of the Monday before or at a day."""
    return ordinal - (ordinal - 1) % 7
