"""Codes become keys; keys open the API until they are revoked, expire or lapse."""

from __future__ import annotations

import dataclasses
import re
import threading
from datetime import UTC, datetime, timedelta

import pytest

from stage import World
from unruffle import auth
from unruffle.auth import Key, authenticate, digest
from unruffle.db import credentials
from unruffle.errors import CodeExpired, KeyRevoked, KeyScope, KeyUnknown

TODAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def _key(**changes: object) -> Key:
    plain = Key(1, 1, "full", used_on=TODAY.date(), ends=None, revoked=False)
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def test_a_code_has_a_hundred_bits_and_is_stored_as_a_hash(world: World) -> None:
    """20 signs of an alphabet of 32; neither code nor key is found in the database file."""
    code = world.new_code()
    assert re.fullmatch(r"([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}", code)
    key = world.post("enroll", {"code": code}, key="").get_json()["key"]
    assert digest(key) in world.stored()
    assert key not in world.stored()
    assert code not in world.stored()
    assert code.replace("-", "") not in world.stored()


def test_a_code_is_read_generously(world: World) -> None:
    """Upper case, missing hyphens and spaces around do not matter."""
    code = world.new_code()
    given = f"  {code.replace('-', ' ').upper()} "
    assert world.post("enroll", {"code": given}, key="").status_code == 201


def test_a_new_key_opens_the_api_at_once(world: World) -> None:
    """201 with key, team and settings; the key works with the next request."""
    answer = world.post("enroll", {"code": world.new_code()}, key="")
    body = answer.get_json()
    assert answer.status_code == 201
    assert body["team"] == {"id": world.team_id, "name": "Demo"}
    assert world.get("settings", key=body["key"]).get_json() == body["settings"]


def test_a_code_is_used_up(world: World) -> None:
    """One use unless more are allowed."""
    once, twice = world.new_code(), world.new_code(max_uses=2)
    codes = [once, once, twice, twice, twice]
    answers = [world.post("enroll", {"code": code}, key="") for code in codes]
    assert [answer.status_code for answer in answers] == [201, 403, 201, 201, 403]
    assert answers[1].get_json()["error"]["code"] == "code-used"


def test_a_code_for_ten_gives_ten_keys_to_thirty_at_once(world: World) -> None:
    """Counting uses loses none under concurrency."""
    code = world.new_code(max_uses=10)
    given: list[int] = []

    def enroll() -> None:
        given.append(
            world.app.test_client().post("/api/v1/enroll", json={"code": code}).status_code
        )

    threads = [threading.Thread(target=enroll) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [201] * 10 + [403] * 20


def test_an_old_or_revoked_code_gives_nothing(world: World) -> None:
    """After its days, or after revocation."""
    code = world.new_code(days=1)
    with pytest.raises(CodeExpired):
        auth.enroll(world.server.database, code, datetime.now(UTC) + timedelta(days=1, seconds=1))
    with world.server.database.write() as connection:
        newest = credentials.every_code(connection)[-1]
        assert credentials.revoke_code(connection, newest.id, int(TODAY.timestamp()))
    answer = world.post("enroll", {"code": code}, key="")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "code-expired")


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer unknown"])
def test_without_a_known_key_nothing_opens(given: str | None) -> None:
    """401 key-unknown, whatever is missing."""
    with pytest.raises(KeyUnknown):
        authenticate(given, {digest("secret"): _key()}, "check-only", TODAY, 30)


def test_a_key_lapses_after_thirty_days_without_use() -> None:
    """30 days ago is in time, 31 is not; so is the moment of its end."""
    used = _key(used_on=TODAY.date() - timedelta(days=30))
    assert authenticate("Bearer a", {digest("a"): used}, "full", TODAY, 30) is used
    for gone in (
        _key(used_on=TODAY.date() - timedelta(days=31)),
        _key(ends=TODAY),
        _key(revoked=True),
    ):
        with pytest.raises(KeyRevoked):
            authenticate("Bearer a", {digest("a"): gone}, "full", TODAY, 30)


def test_a_check_only_key_checks_and_reports_nothing(world: World) -> None:
    """/check and /settings answer, /events refuses with key-scope."""
    key = auth.demo_key(world.server.database, datetime.now(UTC), 60)
    world.server.live.refresh()
    assert world.post("check", {"text": "Hi"}, key=key).status_code == 200
    assert world.get("settings", key=key).status_code == 200
    answer = world.post("events", {"events": []}, key=key)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "key-scope")
    with pytest.raises(KeyScope):
        authenticate("Bearer a", {digest("a"): _key(scope="check-only")}, "full", TODAY, 30)


def test_an_ended_demo_key_is_swept_away_by_the_next(world: World) -> None:
    """So that reloading the demo page does not fill the table."""
    database = world.server.database
    early = datetime.now(UTC) - timedelta(hours=1)
    for _ in range(3):
        auth.demo_key(database, early, 60)
    auth.demo_key(database, datetime.now(UTC), 60)
    with database.read() as connection:
        scopes = [row.scope for row in credentials.every_key(connection)]
    assert scopes.count("check-only") == 1
