"""Reports in the console: taken up in the lists or declined, answered, and never in the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from stage import SNAPSHOT, Console, World, signed_in
from unruffle import auth, publish, working
from unruffle.core.choices import Choices
from unruffle.db import reports, teams
from unruffle.db.tables import reports as table
from unruffle.team_settings import kept_days
from unruffle.working import Entry, Kind

SCOPE = "team/1"
ENGINE = "You may calm down the engine <now> by pressing 0."
ALARM = {
    "kind": "false-alarm",
    "sentence": ENGINE,
    "rule": "command/calm-down",
    "note": "It is about an engine.",
    "host": "desk.example.com",
}
KRAKEN = {
    "severity": "low",
    "phrases": ["kraken"],
    "message": "A kraken may be heard as: nobody looked.",
    "why": "It explains nothing.",
    "sources": ["House style"],
    "examples": {"flags": ["The [kraken] ate it."], "passes": ["The squid ate it."]},
}
PHRASE = {"kind": "phrase", "rule": None, "sentence": "Thanks for your loyalty", "note": None}


def send(world: World, **changes: object) -> tuple[str, str]:
    """A report that was sent: its receipt and its number."""
    answer = world.post("reports", ALARM | changes)
    assert answer.status_code == 201, answer.get_json()
    with world.server.database.read() as connection:
        return answer.get_json()["receipt"], str(reports.every(connection)[-1].id)


def told(world: World, receipt: str) -> tuple[str, str | None]:
    """What the agent sees of a report."""
    (one,) = world.post("reports/answers", {"receipts": [receipt]}).get_json()["answers"]
    return one["state"], one["answer"]


def entry(world: World, kind: Kind, name: str, scope: str = SCOPE) -> dict[str, Any] | None:
    """The body of an entry of the working copy."""
    with world.server.database.read() as connection:
        found = working.entry(connection, scope, kind, name)
    return dict(found.body) if found else None


def own_rule(world: World, scope: str = SCOPE) -> None:
    """Put a rule of one's own into the working copy."""
    with world.server.database.write() as connection:
        wanted = Entry("rule", "house/kraken", KRAKEN)
        working.save(connection, None, scope, wanted, datetime.now(UTC), "")


@pytest.fixture
def lead(world: World) -> Console:
    """The browser of the lead of the demo team."""
    return signed_in(world, "lead")


def test_a_report_shows_what_was_sent_and_how_old_it_is(world: World, lead: Console) -> None:
    """The words that the rule marks are marked, and all of it is text."""
    send(world)
    with world.server.database.write() as connection:
        day = datetime.now(UTC).date() - timedelta(days=15)
        connection.execute(table.update().values(day=day))
    send(world, **PHRASE)
    page = lead.text("/reports")
    assert "You may <mark>calm down</mark> the engine &lt;now&gt; by pressing 0." in page
    assert "It is about an engine." in page
    assert "on desk.example.com, 2 weeks ago" in page
    assert page.index("2 weeks ago") < page.index("this week")
    assert "2 open." in page


def test_a_built_in_rule_gets_an_exception_of_picked_words(world: World, lead: Console) -> None:
    """Only where they help; the agent gets the answer, and what was there before stays."""
    receipt, number = send(world)
    form = {"scope": SCOPE, "number": number, "sentence": ENGINE, "answer": "Engines pass now."}
    for words, refusal in (
        ("", "No words were picked."),
        ("the engine", "With these words it would be marked all the same."),
        ("!", "'command/calm-down'"),
    ):
        answer = lead.post("/reports", do="accept", words=words, **form)
        assert answer.status_code == 400, (words, answer.text)
        assert refusal.strip("'") in answer.text
        assert "Engines pass now." in answer.text
    assert told(world, receipt) == ("open", None)
    before = Entry("change", "command/calm-down", {"severity": "low", "reason": "We sell tea."})
    with world.server.database.write() as connection:
        working.save(connection, None, SCOPE, before, datetime.now(UTC), "")
    done = lead.post("/reports", do="accept", words="Calm down the engine,", **form)
    assert done.status_code == 302
    assert entry(world, "change", "command/calm-down") == {
        "severity": "low",
        "unless": ["calm down the engine"],
        "reason": "We sell tea.",
    }
    assert told(world, receipt) == ("accepted", "Engines pass now.")
    assert "lets it pass in the working copy" in lead.text("/reports")
    lead.post("/publish", scope=SCOPE, do="publish")
    world.server.live.refresh()
    heard = [world.post("check", {"text": text}) for text in (ENGINE, "Please calm down.")]
    assert [len(answer.get_json()["findings"]) for answer in heard] == [0, 1]


def test_numbers_that_were_taken_out_stand_for_any_number(world: World, lead: Console) -> None:
    """A report has signs in their place."""
    sentence = "Parcel 4711 may calm down on page 12345."
    _, number = send(world, sentence=sentence)
    words = "calm down on page [number]"
    form = {"number": number, "do": "accept", "words": words}
    given = "Parcel [number] may calm down on page [number]."
    assert given in lead.text("/reports")
    assert lead.post("/reports", sentence=given, **form).status_code == 302
    found = entry(world, "change", "command/calm-down")
    assert found is not None
    assert found["unless"] == ["calm down on page @number"]
    assert found["reason"] == "An agent reported a false alarm."


def test_an_own_rule_gets_a_near_miss_and_an_exception(world: World, lead: Console) -> None:
    """Without words that help, the rule is opened, whose example does not hold yet."""
    own_rule(world)
    sentence = "The kraken [name] is our mascot."
    receipt, number = send(world, rule="house/kraken", sentence=sentence)
    form = {"scope": SCOPE, "number": number, "do": "accept", "sentence": sentence}
    answer = lead.post("/reports", **form)
    assert (answer.status_code, "/lists/rule?" in answer.location) == (302, True)
    page = lead.client.get(answer.location).get_data(as_text=True)
    assert "house/kraken marks the sentence still" in page
    assert "house/kraken finds a near miss that passes" in page
    receipt, number = send(world, rule="house/kraken", sentence=sentence)
    form |= {"number": number, "words": "kraken [name] is our mascot"}
    done = lead.post("/reports", **form)
    assert (done.status_code, "/console/reports?" in done.location) == (302, True)
    found = entry(world, "rule", "house/kraken")
    assert found is not None
    assert found["unless"] == ["kraken ~2 is our mascot"]
    assert found["examples"]["passes"] == [
        "The squid ate it.",
        r"The kraken \[name\] is our mascot.",
    ]
    assert told(world, receipt)[0] == "accepted"


def test_a_lead_excepts_a_rule_of_all_teams_for_the_own_team(world: World) -> None:
    """An owner changes the rule itself."""
    own_rule(world, "organization")
    sentence = "The kraken is our mascot."
    form = {"do": "accept", "sentence": sentence, "words": "kraken is our mascot"}
    _, number = send(world, rule="house/kraken", sentence=sentence)
    lead = signed_in(world, "lead")
    few = lead.post("/reports", number=number, **form | {"words": "our mascot"})
    assert (few.status_code, "would be marked all the same" in few.text) == (400, True)
    assert lead.post("/reports", number=number, **form).status_code == 302
    found = entry(world, "change", "house/kraken")
    assert found is not None
    assert found["unless"] == ["kraken is our mascot"]
    _, number = send(world, rule="house/kraken", sentence=sentence)
    assert signed_in(world).post("/reports", number=number, **form).status_code == 302
    changed = entry(world, "rule", "house/kraken", "organization")
    assert changed is not None
    assert changed["examples"]["passes"][1] == sentence


def test_a_proposal_becomes_a_rule_and_is_taken_up_when_it_is_saved(
    world: World, lead: Console
) -> None:
    """The form begins with the words as a phrase and as an example."""
    receipt, number = send(world, **PHRASE)
    page = lead.text("/lists/rule", scope=SCOPE, report=number)
    assert ">thanks for your loyalty</textarea>" in page
    assert ">[Thanks for your loyalty]</textarea>" in page
    form = {
        **{"scope": SCOPE, "report": number, "answer": "Good idea.", "category": "house"},
        **{"name": "loyalty", "severity": "low", "phrases": "thanks for your loyalty"},
        **{"message": "Thanks for loyalty may be heard as: no reply.", "why": "It says nothing."},
        **{"sources": "House style", "flags": "[Thanks for your loyalty].", "passes": "Thanks."},
    }
    refused = lead.post("/lists/rule", do="save", **form | {"phrases": "so"})
    assert (refused.status_code, 'value="Good idea."' in refused.text) == (422, True)
    assert told(world, receipt) == ("open", None)
    assert lead.post("/lists/rule", do="save", **form).status_code == 302
    assert entry(world, "rule", "house/loyalty") is not None
    assert told(world, receipt) == ("accepted", "Good idea.")
    long = " ".join(["A long sentence in which the words are still to be found."] * 2)
    _, number = send(world, **PHRASE | {"sentence": long})
    assert f">{long}</textarea>" in lead.text("/lists/rule", scope=SCOPE, report=number)


def test_declining_and_taking_up_elsewhere_change_no_list(world: World, lead: Console) -> None:
    """Only the answer goes out, once."""
    for do, state in (("decline", "declined"), ("done", "accepted")):
        receipt, number = send(world, **PHRASE)
        assert lead.post("/reports", number=number, do=do, answer="So.").status_code == 302
        assert told(world, receipt) == (state, "So.")
        again = lead.post("/reports", number=number, do="done")
        assert (again.status_code, "was decided meanwhile" in again.text) == (400, True)
        assert told(world, receipt) == (state, "So.")
    assert lead.post("/reports", number="1", do="").status_code == 400
    with world.server.database.read() as connection:
        assert working.entries(connection, SCOPE) == []


def test_the_trail_has_the_decision_and_no_sentence(world: World, lead: Console) -> None:
    """Neither does it have the answer, which may quote it."""
    marked = "unmistakably calm down sentence"
    for do in ("accept", "decline", "done"):
        _, number = send(world, sentence=f"A {marked} here.", note=marked)
        form = {"sentence": f"A {marked} here.", "words": "unmistakably calm down"}
        assert lead.post("/reports", number=number, do=do, answer=marked, **form).status_code == 302
    _, number = send(world)
    assert signed_in(world).post("/reports", number=number, do="decline").status_code == 302
    with world.server.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM trail").all()
    assert marked not in str(rows)
    decided = [row for row in rows if row.action.startswith("report-")]
    assert [(row.who, row.action) for row in decided] == [
        ("lead", "report-accepted"),
        ("lead", "report-declined"),
        ("lead", "report-accepted"),
        ("owner", "report-declined"),
    ]
    assert decided[0].subject == "report 1 about command/calm-down"
    assert {row.scope for row in decided} == {SCOPE}


def test_who_does_not_lead_the_team_sees_no_sentence(world: World) -> None:
    """An observer has no such page; a lead has that of the own teams."""
    _, number = send(world)
    database, now = world.server.database, datetime.now(UTC)
    with database.write() as connection:
        other = teams.add(connection, "Other", 0)
    observer, stranger = signed_in(world, "observer"), signed_in(world, "lead", [other.id])
    assert observer.get("/reports").status_code == 403
    assert observer.post("/reports", number=number, do="decline").status_code == 403
    for scope in ("organization", f"team/{other.id}"):
        assert "engine" not in stranger.text("/reports", scope=scope)
    assert stranger.get("/reports", scope=SCOPE).status_code == 403
    assert stranger.get("/lists/rule", report=number).status_code == 403
    answer = stranger.post("/reports", number=number, do="decline")
    assert (answer.status_code, "engine" in answer.text) == (403, False)
    key, _ = auth.enroll(database, auth.new_code(database, other.id, now), now)
    world.server.live.refresh()
    assert world.post("reports", ALARM | {"sentence": "Calm down, Other."}, key).status_code == 201
    assert ", Other." in stranger.text("/reports")
    assert "engine" in signed_in(world).text("/reports")


def test_what_is_over_its_time_is_not_shown(world: World, lead: Console) -> None:
    """Also before it is deleted."""
    send(world)
    with world.server.database.write() as connection:
        late = datetime.now(UTC).date() - timedelta(days=world.server.settings.report_days + 1)
        connection.execute(table.update().values(day=late))
    assert "0 open." in lead.text("/reports")


def test_a_sentence_of_the_learned_layer_is_let_pass_as_a_whole(
    world: World, lead: Console
) -> None:
    """No words except it; it stands among the sentences that are fine, and can be changed there."""
    learned = {name: value for name, value in KRAKEN.items() if name != "phrases"}
    learned |= {"severity": "medium", "sources": []}
    model = {"threshold": 0.5, "weights": {"busy": 4.0}, "typical": ["It is a busy time."]}
    snapshot = {
        **SNAPSHOT,
        "rules": {**SNAPSHOT["rules"], "learned/excuse": learned},
        "learned": {"version": 1, "categories": {"excuse": model}},
    }
    publish.publish(world.server.database, snapshot, datetime.now(UTC))
    world.server.live.refresh()
    busy = "We are so busy in the shop today."

    def found(text: str) -> list[str]:
        world.server.live.refresh()
        answer = world.post("check", {"text": text}).get_json()
        return [one["rule"] for one in answer["findings"] if one["layer"] == "learned"]

    assert found(busy) == ["learned/excuse"]
    _, number = send(world, rule="learned/excuse", sentence=busy)
    assert "Words in which the mark is out of place" not in lead.text("/reports")
    done = lead.post("/reports", scope=SCOPE, number=number, do="accept", sentence=busy)
    assert done.status_code == 302
    held = entry(world, "change", "learned/excuse")
    assert held is not None
    assert held["passes"] == [busy]
    page = lead.text("/lists/change", scope=SCOPE, id="learned/excuse")
    assert busy in page
    assert 'name="unless"' not in page
    assert lead.post("/publish", scope=SCOPE, do="publish", note="").status_code == 302
    assert found("We are so busy in the office today.") == []
    assert found("They were terribly busy again.") == ["learned/excuse"]
    form = {"scope": SCOPE, "id": "learned/excuse", "off": "", "reason": "None.", "passes": ""}
    form["version-change"] = str(_version(world))
    done = lead.post("/lists/change", **form)
    assert done.status_code == 302
    assert entry(world, "change", "learned/excuse") is None


def _version(world: World) -> int:
    with world.server.database.read() as connection:
        held = working.entry(connection, SCOPE, "change", "learned/excuse")
    assert held is not None
    return held.version


def test_a_team_keeps_reports_for_less_time_and_never_for_more(world: World, lead: Console) -> None:
    """What is older goes at once, and every extension of the team is told the number."""
    most = world.server.settings.report_days
    for age in (0, 20):
        receipt, _ = send(world)
        with world.server.database.write() as connection:
            day = datetime.now(UTC).date() - timedelta(days=age)
            connection.execute(table.update().values(day=day))
    send(world)
    assert world.get("settings").get_json()["report_days"] == most
    for scope, days in ((SCOPE, "0"), (SCOPE, str(most + 1)), (SCOPE, "x"), ("organization", "7")):
        assert lead.post("/reports", scope=scope, do="keep", days=days).status_code == 400, days
    assert "3 open." in lead.text("/reports", scope=SCOPE)
    assert lead.post("/reports", scope=SCOPE, do="keep", days="7").status_code == 302
    page = lead.text("/reports", scope=SCOPE)
    assert "1 open." in page
    assert "deleted after 7 days," in page
    assert told(world, receipt) == ("gone", None)
    world.server.live.refresh()
    assert world.get("settings").get_json()["report_days"] == 7
    assert f"{most} days" in lead.text("/trail")


def test_a_server_that_keeps_less_wins_over_a_team(world: World) -> None:
    """A number from before is no way around the configuration."""
    chosen, less = Choices(report_days=60), replace(world.server.settings, report_days=30)
    assert kept_days(chosen, world.server.settings) == 60
    assert kept_days(chosen, less) == 30
    assert kept_days(Choices(), less) == 30


def test_a_running_server_deletes_by_the_time_of_each_team(world: World, lead: Console) -> None:
    """Also where nobody opens the page."""
    lead.post("/reports", scope=SCOPE, do="keep", days="7")
    world.server.live.refresh()
    send(world)
    with world.server.database.write() as connection:
        day = datetime.now(UTC).date() - timedelta(days=8)
        connection.execute(table.update().values(day=day))
    world.server.live._tidied = date.min
    world.server.live.refresh()
    with world.server.database.read() as connection:
        assert reports.every(connection) == []
