"""The way into the console: the first owner, invitations, sign-in, attempts, sessions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stage import PASSWORD, Console, World, make_settings, make_world, signed_in
from unruffle import accounts, signin
from unruffle.accounts import Admin
from unruffle.auth import digest
from unruffle.db import admins
from unruffle.errors import (
    InvitationUnknown,
    LastOwner,
    NotPossible,
    SignInUnknown,
    TooManyAttempts,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _first_link(world: World) -> str:
    secret = accounts.first_owner_link(world.server.database, datetime.now(UTC))
    assert secret is not None
    return f"http://127.0.0.1:8765/console/first#{secret}"


def test_the_first_link_makes_the_owner_who_is_asked_for_a_lead(world: World) -> None:
    """Link, name and password; then the first screen. The link works once."""
    link, browser = _first_link(world), Console(world)
    page = browser.post("/first", link=link).get_data(as_text=True)
    assert "You are the first here" in page
    sent = {"link": link, "name": "Ann@Example.com ", "password": PASSWORD, "again": PASSWORD}
    assert browser.post("/first", **sent).headers["Location"] == "/console"
    assert "Invite a team lead" in browser.text("")
    assert "ann@example.com, owner" in browser.text("")
    assert Console(world).post("/first", link=link).status_code == 403
    assert accounts.first_owner_link(world.server.database, datetime.now(UTC)) is None


def test_a_later_first_link_makes_the_earlier_one_void(world: World) -> None:
    """What an old terminal still shows opens nothing."""
    old, new = _first_link(world), _first_link(world)
    assert Console(world).post("/first", link=old).status_code == 403
    assert Console(world).post("/first", link=new).status_code == 200


def test_a_lead_comes_by_a_link_and_finds_the_first_steps(world: World) -> None:
    """The owner makes the link; the lead chooses a password, nothing else."""
    made = signed_in(world).post("/people/invite", name="lea", role="lead", team=world.team_id)
    link = re.findall(r'value="(http[^"]+/console/first#[^"]+)"', made.get_data(as_text=True))[0]
    browser = Console(world)
    assert "sign in as <strong>lea</strong>" in browser.post("/first", link=link).text
    browser.post("/first", link=link, name="other", password=PASSWORD, again=PASSWORD)
    page = browser.text("")
    assert "lea, lead" in page
    assert "Connect an agent" in page


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "12 to 200 characters"),
        ("a" * 20, "a" * 20, "easy to guess"),
        (PASSWORD, "another one here", "The two passwords differ"),
    ],
)
def test_a_password_that_cannot_be_is_told_and_the_link_stays_good(
    world: World, password: str, again: str, says: str
) -> None:
    """Nothing is used up by a slip of the hand."""
    link, browser = _first_link(world), Console(world)
    answer = browser.post("/first", link=link, name="ann", password=password, again=again)
    assert (answer.status_code, says in answer.text) == (400, True)
    assert password not in answer.text.partition("minlength")[2]
    assert browser.post("/first", link=link, name="ann", password=PASSWORD, again=PASSWORD).location


def test_a_link_ends(world: World) -> None:
    """After its days."""
    database = world.server.database
    secret = accounts.invite(database, None, "ann", "owner", [], NOW, 7)
    assert accounts.invitation(database, secret, NOW + timedelta(days=6)).name == "ann"
    with pytest.raises(InvitationUnknown):
        accounts.invitation(database, secret, NOW + timedelta(days=7))


def test_a_link_for_somebody_who_is_there_changes_the_password_only(world: World) -> None:
    """Role and teams stay, and every session ends."""
    lead, owner = signed_in(world, "lead"), signed_in(world)
    made = owner.post("/people/invite", name="lead", role="owner").text
    link = re.findall(r'value="(http[^"]+#[^"]+)"', made)[0]
    new = "entirely other words"
    Console(world).post("/first", link=link, password=new, again=new)
    assert lead.get("").status_code == 302
    assert lead.sign_in("lead").status_code == 401
    assert lead.sign_in("lead", new).status_code == 302
    assert "lead, lead" in lead.text("")


def test_a_page_leads_to_the_sign_in_and_back(world: World) -> None:
    """The address that was asked for, and no address elsewhere."""
    signed_in(world)
    browser = Console(world)
    assert browser.get("/trail", who="ann").location == (
        "/console/sign-in?next=/console/trail?who%3Dann"
    )
    asked = {"name": "owner", "password": PASSWORD}
    assert browser.post("/sign-in", next="/console/trail?who=ann", **asked).location == (
        "/console/trail?who=ann"
    )
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example"):
        answer = Console(world).post("/sign-in", next=elsewhere, **asked)
        assert answer.location == "/console"


def test_name_and_password_that_do_not_fit_say_nothing_about_either(world: World) -> None:
    """The same words and status for a name that is known and one that is not."""
    signed_in(world)
    answers = [Console(world).sign_in(name, "no such words") for name in ("owner", "nobody")]
    assert {answer.status_code for answer in answers} == {401}
    texts = [re.sub(r'value="[^"]*"', "", answer.text) for answer in answers]
    assert texts[0] == texts[1]


def test_an_unknown_name_costs_a_whole_comparison(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same method: the time tells nothing."""
    signed_in(world)
    compared: list[str] = []

    def compare(stored: str, _password: str) -> bool:
        compared.append(stored.partition("$")[0])
        return False

    monkeypatch.setattr("unruffle.passwords.check_password_hash", compare)
    for name in ("owner", "nobody"):
        Console(world).sign_in(name)
    assert compared == ["scrypt:32768:8:1"] * 2


def _try(world: World, name: str, address: str, now: datetime, password: str = "x") -> str:
    try:
        signin.check_password(world.server.database, "key", name, password, address, now)
    except TooManyAttempts as refused:
        return refused.hint
    except SignInUnknown:
        return "unknown"
    return "in"


def test_attempts_for_a_name_wait_ever_longer(world: World) -> None:
    """Five are free; then 2, 4, 8 seconds, and never more than a minute. Success ends it."""
    signed_in(world)
    tried = [_try(world, "owner", f"a{n}", NOW) for n in range(6)]
    assert tried == ["unknown"] * 5 + ["Try again in 2 seconds."]
    later = NOW + timedelta(seconds=2)
    assert _try(world, "owner", "b", later) == "unknown"
    assert _try(world, "owner", "b", later) == "Try again in 4 seconds."
    assert _try(world, "other", "b", later) == "unknown"
    assert signin.wait_s(50, signin.FREE_BY_NAME, signin.LONGEST_BY_NAME) == 60
    minute = later + timedelta(seconds=60)
    assert _try(world, "owner", "b", minute, PASSWORD) == "in"
    assert _try(world, "owner", "b", minute) == "unknown"


def test_attempts_from_an_address_are_limited_for_all_names(world: World) -> None:
    """A success with an account of one's own forgets none of them."""
    signed_in(world)
    for n in range(signin.FREE_BY_ADDRESS):
        assert _try(world, f"name {n}", "a", NOW) == "unknown"
        if n == 10:
            assert _try(world, "owner", "a", NOW, PASSWORD) == "in"
    assert _try(world, "owner", "a", NOW, PASSWORD) == "Try again in 2 seconds."
    assert _try(world, "owner", "b", NOW, PASSWORD) == "in"


def test_the_wait_is_told_with_the_form(world: World) -> None:
    """429 with Retry-After and words; nothing of names or addresses is in the database."""
    browser = Console(world)
    for _ in range(5):
        assert browser.sign_in("zoe.unknown").status_code == 401
    answer = browser.sign_in("zoe.unknown")
    assert answer.status_code == 429
    seconds = answer.headers["Retry-After"]
    assert seconds in {"1", "2"}
    assert f"Try again in {seconds} seconds." in answer.text
    assert "zoe" not in world.stored()
    assert "127.0.0.1" not in world.stored()


def test_a_session_ends_by_rest_by_age_and_by_choice(world: World) -> None:
    """The database knows when; a cookie that was copied is worth nothing then."""
    signed_in(world)
    database, settings = world.server.database, world.server.settings
    settings = replace(settings, session_idle_minutes=60, session_hours=10)
    with database.read() as connection:
        row = admins.named(connection, "owner")
    assert row is not None
    owner = accounts.admin_from(row)

    def seen(id: str, minutes: int) -> Admin | None:
        return signin.whose(database, id, settings, NOW + timedelta(minutes=minutes))

    rested = signin.start(database, owner, settings, NOW)
    assert seen(rested, 59) == owner
    assert seen(rested, 118) == owner
    assert seen(rested, 178) is None
    aged = signin.start(database, owner, settings, NOW)
    assert all(seen(aged, minutes) for minutes in range(50, 600, 50))
    assert seen(aged, 600) is None
    here, there = (signin.start(database, owner, settings, NOW) for _ in range(2))
    signin.end(database, here)
    assert (seen(here, 1), seen(there, 1)) == (None, owner)
    signin.end_everywhere(database, owner, NOW)
    assert seen(there, 1) is None


def test_a_sign_in_gives_a_new_id_and_a_sign_out_ends_it(world: World) -> None:
    """An id that somebody laid into the browser before is not signed in."""
    browser = signed_in(world)
    with browser.client.session_transaction(path="/console") as cookie:
        before = cookie["id"]
    browser.sign_in("owner")
    database, settings = world.server.database, world.server.settings
    assert signin.whose(database, before, settings, datetime.now(UTC)) is None
    with browser.client.session_transaction(path="/console") as cookie:
        after = cookie["id"]
    assert signin.whose(database, after, settings, datetime.now(UTC))
    browser.post("/sign-out")
    assert signin.whose(database, after, settings, datetime.now(UTC)) is None
    assert browser.get("").status_code == 302


def test_the_cookie_is_closed_to_scripts_and_other_sites(world: World) -> None:
    """HttpOnly, SameSite, for the console only; the database holds no id."""
    browser = Console(world)
    signed_in(world)
    cookie = browser.sign_in("owner").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/console"} <= set(cookie.split("; "))
    with browser.client.session_transaction(path="/console") as content:
        id = content["id"]
    assert digest(id) in world.stored()
    assert id not in world.stored()


def test_behind_https_the_cookie_travels_by_nothing_else(tmp_path: Path) -> None:
    """Secure, once people reach the server by HTTPS."""
    for world in make_world(make_settings(tmp_path, public_url="https://localhost")):
        cookie = Console(world).get("/first").headers["Set-Cookie"]
        assert "Secure" in cookie.split("; ")


def test_another_password_signs_the_other_browsers_out(world: World) -> None:
    """It needs the one of now."""
    here, there = signed_in(world), Console(world)
    there.sign_in("owner")
    new = {"password": "entirely other words", "again": "entirely other words"}
    refused = here.post("/account/password", old="not it", **new)
    assert (refused.status_code, "another one" in refused.text) == (400, True)
    assert here.post("/account/password", old=PASSWORD, **new).status_code == 302
    assert "Your password is changed" in here.text("/account")
    assert there.get("").status_code == 302
    assert Console(world).sign_in("owner").status_code == 401


def test_the_last_owner_stays(world: World) -> None:
    """Neither removed nor given another role, until there is a second one."""
    database = world.server.database
    signed_in(world)
    with pytest.raises(LastOwner):
        accounts.remove(database, None, 1, NOW)
    with pytest.raises(LastOwner):
        accounts.change_role(database, None, 1, "observer", [], NOW)
    accounts.accept(
        database, accounts.invite(database, None, "two", "owner", [], NOW, 7), "", PASSWORD, NOW
    )
    accounts.remove(database, None, 1, NOW)
    with pytest.raises(LastOwner):
        accounts.remove(database, None, 2, NOW)


@pytest.mark.parametrize(
    ("name", "role", "teams"), [("", "owner", []), ("a\nb", "owner", []), ("a", "boss", []),
                                ("a", "lead", []), ("a", "lead", [99])]
)  # fmt: skip
def test_an_invitation_that_cannot_be_is_refused(
    world: World, name: str, role: str, teams: list[int]
) -> None:
    """A name of one line, a role that exists, a lead with a team that exists."""
    with pytest.raises(NotPossible):
        accounts.invite(world.server.database, None, name, role, teams, NOW, 7)
