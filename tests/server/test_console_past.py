"""Back-test and macro scan: what is answered, what is refused, and that nothing of it is kept."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from werkzeug.test import TestResponse

from stage import Console, World, signed_in
from unruffle import working
from unruffle.wire.past import MOST_BYTES, MOST_REPLIES
from unruffle.working import Entry

SCOPE = "team/1"
RULE = {
    "severity": "low",
    "phrases": ["kraken"],
    "message": "A kraken may be heard as: nobody looked.",
    "why": "It explains nothing.",
    "sources": ["House style"],
    "examples": {"flags": ["The [kraken] ate it."], "passes": ["The squid ate it."]},
}
#: Words that stand nowhere else.
MARKED = "xylophone-4711"


@pytest.fixture
def owner(world: World) -> Console:
    """The browser of an owner."""
    return signed_in(world)


def send(browser: Console, path: str, body: object, **query: str) -> TestResponse:
    """The answer to JSON sent as the page does, with the sign of the page in a header."""
    page = browser.text("/account")
    sign = re.findall(r'name="csrf-token" content="([^"]+)"', page)[0]
    return browser.client.post(
        f"/console{path}",
        data=body if isinstance(body, bytes) else json.dumps(body),
        query_string={"scope": SCOPE} | query,
        headers={
            "Origin": "http://localhost",
            "X-CSRF-Token": sign,
            "Content-Type": "application/json",
        },
    )


def checked(browser: Console, *replies: dict[str, str], **more: str) -> dict[str, Any]:
    """What the back-test says of these replies."""
    answer = send(browser, "/back-test/check", {"replies": list(replies), **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def save(world: World, *entries: Entry) -> None:
    """Put entries into the working copy of the demo team."""
    with world.server.database.write() as connection:
        working.take_over(connection, None, SCOPE, entries, datetime.now(UTC))


def marks(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Rule, start, end, before and after of each mark."""
    return [
        tuple(one[k] for k in ("rule", "start", "end", "before", "after"))
        for one in answer["heard"]
    ]


def test_what_is_new_what_is_gone_and_what_stays(world: World, owner: Console) -> None:
    """Spans count UTF-16 units; an own rule is named as one."""
    save(
        world,
        Entry("rule", "house/kraken", RULE),
        Entry("change", "command/calm-down", {"off": True, "reason": "tea"}),
    )
    reply = "🙂 The kraken says: calm down, due to unforeseen circumstances."
    found = checked(owner, {"reply": reply}, {"reply": "All is well here."}, {"reply": "…"})
    late = "excuse/unforeseen-circumstances"
    assert marks(found["answers"][0]) == [
        ("house/kraken", 7, 13, False, True),
        ("command/calm-down", 20, 29, True, False),
        (late, 31, 62, True, True),
    ]
    assert [one["status"] for one in found["answers"]] == ["checked", "checked", "too-short"]
    assert found["answers"][0]["text"] is None
    assert {id_: rule["own"] for id_, rule in found["rules"].items()} == {
        "house/kraken": True,
        "command/calm-down": False,
        late: False,
    }


def test_a_rule_on_trial_has_its_places_too(world: World, owner: Console) -> None:
    """Which is how it comes off trial."""
    save(world, Entry("rule", "house/kraken", {**RULE, "trial": True}))
    found = checked(owner, {"reply": "The kraken ate it, calm down."})
    assert marks(found["answers"][0]) == [
        ("house/kraken", 4, 10, False, True),
        ("command/calm-down", 19, 28, True, True),
    ]
    assert found["rules"]["house/kraken"]["trial"] is True
    assert found["rules"]["command/calm-down"]["trial"] is False


def test_channel_site_and_message_count(world: World, owner: Console) -> None:
    """As they would for a draft."""
    save(
        world,
        Entry("rule", "house/chat", {**RULE, "channels": ["chat"]}),
        Entry("rule", "house/site", {**RULE, "hosts": ["help.example.com"]}),
        Entry("rule", "house/upset", {**RULE, "when": ["situation:complaint"]}),
    )
    reply = {"reply": "The kraken ate it."}

    def rules(more: dict[str, str], **sent: str) -> set[str]:
        return {one["rule"] for one in checked(owner, reply | more, **sent)["answers"][0]["heard"]}

    assert rules({}) == set()
    assert rules({"channel": "chat"}) == {"house/chat"}
    assert rules({}, host="Help.Example.com") == {"house/site"}
    assert rules({"message": "Where is my order? I waited all week!"}) == {"house/upset"}


def test_mails_are_read_here_and_those_from_elsewhere_are_passed_over(owner: Console) -> None:
    """The text comes with the answer, and no address."""
    made = EmailMessage()
    made["From"], made["Subject"] = "Ann <ann@mail.example.com>", MARKED
    made.set_content("Please calm down.\n> Where is it?\n")
    theirs = EmailMessage()
    theirs["From"] = "sam@example.org"
    theirs.set_content("Calm down yourself.")
    sent = [{"mail": one.as_bytes().decode("latin-1")} for one in (made, theirs)]
    first, second = checked(owner, *sent, domain="Example.com")["answers"]
    assert (first["status"], first["text"]) == ("checked", "Please calm down.")
    assert marks(first) == [("command/calm-down", 7, 16, True, True)]
    assert (second["status"], second["text"], second["heard"]) == ("passed-over", None, [])
    every = checked(owner, *sent)["answers"]
    assert [one["status"] for one in every] == ["checked", "checked"]
    assert MARKED not in json.dumps(every)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"replies": []}, 400),
        ({"replies": [{"reply": "x"}] * (MOST_REPLIES + 1)}, 400),
        ({"replies": [{"reply": "x", "agent": MARKED}]}, 400),
        ({"replies": [{"reply": 7}]}, 400),
        ({"replies": [{"reply": "x", "channel": MARKED}]}, 400),
        ({"replies": [{"reply": "\0"}]}, 400),
        ({"replies": [{"reply": "x"}], "host": "a b"}, 400),
        ([MARKED], 400),
        (b"{", 400),
        (b'{"replies": [{"reply": "\\ud800"}]}', 400),
        (b"\xff", 400),
        ({"replies": [{"reply": "x" * MOST_BYTES}]}, 413),
    ],
)
def test_what_the_page_never_sends_is_refused(owner: Console, body: object, status: int) -> None:
    """In JSON, without a word of what was sent."""
    for path in ("/back-test/check", "/macros/scan"):
        answer = send(owner, path, body)
        assert (answer.status_code, answer.mimetype) == (status, "application/json"), answer.text
        assert MARKED not in answer.text


def test_who_may_not_is_refused(world: World, owner: Console) -> None:
    """Without the sign, without the role, for another team."""
    answer = owner.client.post(
        "/console/back-test/check",
        json={"replies": [{"reply": "x"}]},
        headers={"Origin": "http://localhost"},
    )
    assert (answer.status_code, "older than your visit" in answer.text) == (400, True)
    assert signed_in(world, "observer").get("/back-test").status_code == 403
    lead = signed_in(world, "lead", [world.team_id])
    body = {"replies": [{"reply": "x"}]}
    assert send(lead, "/back-test/check", body, scope="team/99").status_code == 403
    assert send(lead, "/back-test/check", body, scope="organization").status_code == 200
    form = {"scope": "organization", "rule": "house/kraken", "sentence": "x", "phrase": "x"}
    assert lead.post("/back-test/near-miss", **form).status_code == 403
    assert lead.post("/macros/approve", **form).status_code == 403


def test_a_working_copy_that_cannot_be_used_is_named(world: World, owner: Console) -> None:
    """Two rules with one id, say."""
    save(world, Entry("rule", "command/calm-down", RULE))
    answer = send(owner, "/back-test/check", {"replies": [{"reply": "Hello there."}]})
    assert (answer.status_code, answer.mimetype) == (400, "application/json")
    assert "the id is taken" in answer.get_json()["error"]["message"]


def test_a_wrong_hit_becomes_a_near_miss_by_one_request(world: World, owner: Console) -> None:
    """Of an own rule only; brackets would mean something else there."""
    save(world, Entry("rule", "house/kraken", RULE))
    form = {"scope": SCOPE, "rule": "house/kraken", "sentence": "Our  [kraken] rum\nis back."}
    for _ in range(2):
        answer = owner.post("/back-test/near-miss", **form)
        assert answer.status_code == 200
    assert "id=house" in answer.get_json()["page"]
    with world.server.database.read() as connection:
        entry = working.entry(connection, SCOPE, "rule", "house/kraken")
    assert entry is not None
    assert entry.body["examples"]["passes"] == ["The squid ate it.", "Our (kraken) rum is back."]
    for change, status in (
        ({"rule": "command/calm-down"}, 404),
        ({"sentence": " "}, 400),
        ({"sentence": "x" * 501}, 400),
    ):
        refused = owner.post("/back-test/near-miss", **form | change)
        assert (refused.status_code, refused.mimetype) == (status, "application/json")


def test_without_a_script_replies_are_pasted(world: World, owner: Console) -> None:
    """At most fifty; they are shown as text."""
    save(world, Entry("rule", "house/kraken", RULE))
    typed = "<b>Calm down.\n\n---\nThe kraken ate it, the kraken!\n---\n"
    page = owner.post("/back-test", scope=SCOPE, pasted=typed, channel="nowhere").text
    assert "&lt;b&gt;<mark>Calm down</mark>." in page
    assert "The <mark>kraken</mark> ate it, the <mark>kraken</mark>!" in page
    assert "<code>house/kraken</code></th><td>0</td><td>1</td>" in page
    assert "<code>command/calm-down</code></th><td>1</td><td>1</td>" in page
    refused = owner.post("/back-test", scope=SCOPE, pasted="x\n---\n" * 51)
    assert (refused.status_code, "more than is taken at once" in refused.text) == (400, True)


def test_macros_are_scanned_without_their_placeholders(world: World, owner: Console) -> None:
    """Only the working copy counts; each mark has the words that would approve it."""
    save(world, Entry("rule", "house/kraken", {**RULE, "trial": True}))
    texts = ["Dear {{calm down}}, please calm down {{name}}!", "The kraken ate it."]
    body = {"replies": [{"reply": text} for text in texts]}
    found = send(owner, "/macros/scan", body).get_json()
    (heard,) = found["answers"][0]["heard"]
    assert texts[0][heard["start"] : heard["end"]] == "calm down"
    assert (heard["allow"], heard["better"]) == ("please calm down", [""])
    assert (found["answers"][0]["points"], found["answers"][1]["heard"]) == (25, [])
    assert send(owner, "/macros/scan", {"replies": [{"mail": "x"}]}).status_code == 400


def test_an_approved_macro_stays_silent_and_is_listed_with_its_owner(
    world: World, owner: Console
) -> None:
    """In drafts once it is published; elsewhere the same words are still marked."""
    typed = "Hello there.\n---\nPlease calm down {{name}}, we are on it."
    page = owner.post("/macros", scope=SCOPE, pasted=typed).text
    assert page.index("25 points") < page.index("Hello there.", page.index("25 points"))
    phrases = re.findall(r'name="phrase" value="([^"]+)"', page)
    assert phrases == ["Please calm down"]
    answer = owner.post("/macros/approve", scope=SCOPE, phrase=phrases, note="Macro: Calm")
    assert answer.status_code == 302
    listed = owner.text("/lists", scope=SCOPE, tab="wording")
    assert "Please calm down" in listed
    assert "owner: Macro: Calm" in listed
    # A second time nothing changes, and nobody else's note is lost.
    again = owner.post("/macros/approve", scope=SCOPE, phrase=phrases, owner="Else")
    assert again.status_code == 302
    assert "Else" not in owner.text("/lists", scope=SCOPE, tab="wording")
    body = {"replies": [{"reply": "Please calm down Sam, we are on it."}]}
    assert send(owner, "/macros/scan", body).get_json()["answers"][0]["heard"] == []
    owner.post("/publish", scope=SCOPE, do="publish")
    world.server.live.refresh()
    for text, count in (("Please calm down Sam.", 0), ("Now calm down Sam.", 1)):
        assert len(world.post("check", {"text": text}).get_json()["findings"]) == count
    for phrase in ("(a|", "", "x" * 401, ["x"] * 0):
        assert owner.post("/macros/approve", scope=SCOPE, phrase=phrase).status_code == 400


def test_nothing_of_it_is_stored_or_logged(
    world: World, owner: Console, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is sent, well or badly: the database and the log do not know the words."""
    caplog.set_level(logging.DEBUG)
    save(world, Entry("rule", "house/kraken", RULE))
    text = f"The kraken ate {MARKED}, please calm down."
    sent = {"reply": text, "message": f"Where is {MARKED}?"}
    checked(owner, sent, {"mail": f"From: {MARKED}@example.com\n\n{text}"})
    send(owner, "/macros/scan", {"replies": [{"reply": text}]})
    send(owner, "/back-test/check", {"replies": [{"reply": text, "agent": MARKED}]})
    owner.post("/back-test", scope=SCOPE, pasted=text)
    owner.post("/macros", scope=SCOPE, pasted=text)
    assert MARKED not in caplog.text
    assert "house/kraken" in world.stored()
    assert MARKED not in world.stored()


def test_a_part_of_fifty_replies_is_answered_soon(world: World, owner: Console) -> None:
    """With a working copy of many rules, once it is compiled."""
    rules = [
        Entry("rule", f"house/rule-{n:04}", {**RULE, "phrases": [f"word{n:04} again"]})
        for n in range(2_000)
    ]
    save(world, *rules)
    replies = [{"reply": "The order ships today, please calm down. " * 10}] * MOST_REPLIES
    checked(owner, *replies)
    begun = datetime.now(UTC)
    found = checked(owner, *replies)
    assert (datetime.now(UTC) - begun).total_seconds() < 5
    assert len(found["answers"]) == MOST_REPLIES
