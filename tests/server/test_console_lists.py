"""Lists in the console: what is typed is kept, what is wanted is published, who may not is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from stage import Console, World, signed_in
from unruffle import working
from unruffle.working import Entry, Kind

RULE = {
    "category": "house",
    "name": "Kraken!",
    "severity": "low",
    "phrases": "kraken",
    "message": "A kraken may be heard as: nobody looked.",
    "why": "It explains nothing.",
    "sources": "House style",
    "flags": "The [kraken] ate it.",
    "passes": "The squid ate it.",
    "do": "save",
}
SCOPE = "team/1"


def entry(world: World, kind: Kind, name: str) -> Entry | None:
    """What the working copy of the demo team holds."""
    with world.server.database.read() as connection:
        return working.entry(connection, SCOPE, kind, name)


def body(world: World, kind: Kind, name: str) -> dict[str, Any]:
    """The body of an entry that is there."""
    found = entry(world, kind, name)
    assert found is not None
    return dict(found.body)


def heard(world: World) -> set[str]:
    """The rules that agents hear of in one draft."""
    world.server.live.refresh()
    answer = world.post("check", {"text": "The kraken ate it. Please calm down."}).get_json()
    return {found["rule"] for found in answer["findings"]}


@pytest.fixture
def owner(world: World) -> Console:
    """The browser of an owner."""
    return signed_in(world)


def test_a_rule_is_written_checked_published_and_rolled_back(world: World, owner: Console) -> None:
    """The whole way; agents hear it once it is published."""
    looked = owner.post("/lists/rule", scope=SCOPE, **RULE | {"do": "look", "flags": "A [squid]."})
    assert "house/kraken finds nothing in its example “A squid.”" in looked.text
    assert 'value="Kraken!"' in looked.text
    assert owner.post("/lists/rule", scope=SCOPE, **RULE).status_code == 302
    assert "house/kraken" in owner.text("/lists", scope=SCOPE)
    assert heard(world) == {"command/calm-down"}
    page = owner.text("/publish", scope=SCOPE)
    assert "phrases: kraken" in page
    assert owner.post("/publish", scope=SCOPE, do="publish", note="sea").status_code == 302
    assert heard(world) == {"house/kraken", "command/calm-down"}
    assert "Nothing: the working copy is what is live." in owner.text("/publish", scope=SCOPE)
    found = entry(world, "rule", "house/kraken")
    assert found is not None
    removed = RULE | {"do": "remove", "id": "house/kraken", "version": str(found.version)}
    assert owner.post("/lists/rule", scope=SCOPE, **removed).status_code == 302
    owner.post("/publish", scope=SCOPE, do="publish")
    assert heard(world) == {"command/calm-down"}
    owner.post("/publish", scope=SCOPE, do="roll-back", revision="2")
    assert heard(world) == {"house/kraken", "command/calm-down"}
    assert "Revision 4" in owner.text("/publish", scope=SCOPE)
    owner.post("/publish", scope=SCOPE, do="discard")
    assert body(world, "rule", "house/kraken")["phrases"] == ["kraken"]


def test_what_cannot_be_saved_is_on_the_page_again(world: World, owner: Console) -> None:
    """With the reason beside it; nothing is in the working copy."""
    for change, words in (
        ({"phrases": "kraken (a"}, "house/kraken:"),
        ({"phrases": "so"}, "“so” alone stands in nearly every reply."),
        ({"flags": ""}, "give it an example that it flags"),
        ({"better-0": "our kraken"}, "would be marked by this rule itself"),
    ):
        answer = owner.post("/lists/rule", scope=SCOPE, **RULE | change)
        assert (answer.status_code, words in answer.text) == (422, True), words
        assert RULE["message"] in answer.text
    assert entry(world, "rule", "house/kraken") is None


def test_a_refused_publish_names_the_rule(world: World, owner: Console) -> None:
    """And what is live stays live."""
    owner.post("/lists/rule", scope=SCOPE, **RULE | {"flags": "A [squid] swam."})
    answer = owner.post("/publish", scope=SCOPE, do="publish", note="my words")
    assert answer.status_code == 409
    assert "house/kraken finds nothing in its example" in answer.text
    assert 'value="my words"' in answer.text
    assert heard(world) == {"command/calm-down"}


def test_of_two_admins_the_later_sees_both_versions(world: World, owner: Console) -> None:
    """Then she may save hers over it."""
    owner.post("/lists/rule", scope=SCOPE, **RULE)
    found = entry(world, "rule", "house/kraken")
    assert found is not None
    old = {"id": "house/kraken", "version": str(found.version)}
    owner.post("/lists/rule", scope=SCOPE, **RULE | old | {"why": "It sank."})
    answer = owner.post("/lists/rule", scope=SCOPE, **RULE | old | {"why": "It swam."})
    assert answer.status_code == 409
    assert "why: It sank. → It swam." in answer.text
    assert body(world, "rule", "house/kraken")["why"] == "It sank."
    newest = entry(world, "rule", "house/kraken")
    assert newest is not None
    assert f'name="version" value="{newest.version}"' in answer.text
    again = RULE | {"id": "house/kraken", "version": str(newest.version), "why": "It swam."}
    assert owner.post("/lists/rule", scope=SCOPE, **again).status_code == 302
    assert body(world, "rule", "house/kraken")["why"] == "It swam."


def test_the_form_is_explained_while_it_is_typed(owner: Console) -> None:
    """Wordings, examples and remarks, as JSON."""
    form = RULE | {"phrases": "sorry (if|that) you {feel}\n(a|", "why": "That is bad."}
    told = json.loads(owner.post("/lists/rule/explain", scope=SCOPE, **form).text)
    first, second = told["phrases"]
    assert first["matches"][:2] == ["sorry if you feel", "sorry if you feels"]
    assert (first["more"], bool(second["problem"])) == (True, True)
    assert [one["field"] for one in told["remarks"]] == ["rule"]
    form["phrases"] = "kraken"
    told = json.loads(owner.post("/lists/rule/explain", scope=SCOPE, **form).text)
    assert [one["text"] for one in told["remarks"]] == ["“bad” scolds. Rather: may be heard as …"]
    assert told["examples"] == []


def test_a_built_in_rule_is_graded_excepted_and_switched_off_with_a_reason(
    world: World, owner: Console
) -> None:
    """The page says why it stands as it does here; a reason is asked for."""
    form = {"scope": SCOPE, "id": "command/calm-down", "off": "", "severity": "low"}
    answer = owner.post("/lists/change", **form)
    assert (answer.status_code, "A reason is missing." in answer.text) == (400, True)
    form |= {"reason": "we sell tea", "unless": "calm down tea", "until": "2099-12-31"}
    assert owner.post("/lists/change", **form).status_code == 302
    assert body(world, "change", "command/calm-down") == {
        "severity": "low",
        "unless": ["calm down tea"],
        "until": "2099-12-31",
        "reason": "we sell tea",
    }
    page = owner.text("/lists/change", scope=SCOPE, id="command/calm-down")
    assert "As it ships: high" in page
    assert "Here: low." in page
    assert "until 2099-12-31: we sell tea" in page
    assert "changed here" in owner.text("/lists", scope=SCOPE, tab="shipped", words="calm")
    found = entry(world, "change", "command/calm-down")
    assert found is not None
    cleared = {"scope": SCOPE, "id": "command/calm-down", "off": "", "severity": ""}
    version = {"version-change": str(found.version)}
    assert owner.post("/lists/change", **cleared, **version).status_code == 302
    assert entry(world, "change", "command/calm-down") is None
    for wrong, words in (
        ({"until": "soon"}, "&#39;until&#39; is a day"),
        ({"unless": "(a|"}, "command/calm-down"),
    ):
        answer = owner.post("/lists/change", **form | wrong)
        assert (answer.status_code, words in answer.text) == (400, True), words
        assert "we sell tea" in answer.text


def test_wording_is_approved_and_taken_away(world: World, owner: Console) -> None:
    """With its owner; a phrase that cannot be is refused."""
    owner.post("/lists/wording", scope=SCOPE, phrase="please  calm down", note="tea")
    assert body(world, "allow", "please calm down") == {"owner": "owner", "note": "tea"}
    owner.post("/publish", scope=SCOPE, do="publish")
    assert heard(world) == set()
    assert "please calm down" in owner.text("/lists", scope=SCOPE, tab="wording")
    owner.post("/lists/wording", scope=SCOPE, phrase="please calm down", do="remove")
    assert entry(world, "allow", "please calm down") is None
    assert owner.post("/lists/wording", scope=SCOPE, phrase="(a|").status_code == 400


def test_whole_lists_sites_and_profile(world: World, owner: Console) -> None:
    """What is as it was is no entry."""
    form = {"scope": SCOPE, "list-privacy": "on", "hosts": "help.example.com", "channel": "chat"}
    assert owner.post("/lists/whole", **form).status_code == 302
    assert body(world, "list", "privacy") == {"value": True}
    assert body(world, "place", "hosts") == {"value": ["help.example.com"]}
    assert body(world, "place", "channels") == {"value": ["chat"]}
    assert entry(world, "profile", "profile") is None
    conflict = owner.post("/lists/whole", **form | {"list-privacy": "off"})
    assert conflict.status_code == 409
    assert "Nothing was overwritten" in conflict.text
    bad = owner.post("/lists/whole", **form | {"hosts": "no host/"})
    assert (bad.status_code, "is no site" in bad.text) == (400, True)


def test_a_draft_is_tried_before_both_books(world: World, owner: Console) -> None:
    """What differs is said; what is typed stays, and nothing of it is stored."""
    owner.post("/lists/rule", scope=SCOPE, **RULE)
    page = owner.post(
        "/try", scope=SCOPE, message="Where is it?", draft="The <kraken> ate it."
    ).text
    assert "The &lt;<mark>kraken</mark>&gt; ate it." in page
    assert "only here" in page
    assert page.index("Published") < page.index("Working copy") < page.index("house/kraken")
    assert "is longer than the box takes" in owner.post("/try", draft="a" * 20_001).text
    with world.server.database.read() as connection:
        stored = "".join(
            str(row)
            for table in ("working", "trail", "counters", "reports")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        )
    assert "Where is it?" not in stored


def test_who_may_not_edit_reads(world: World) -> None:
    """A lead has own teams, and reads the organization's; an observer reads."""
    lead = signed_in(world, "lead")
    assert lead.post("/lists/rule", scope=SCOPE, **RULE).status_code == 302
    assert lead.post("/lists/rule", scope="organization", **RULE).status_code == 403
    assert "New rule" not in lead.text("/lists", scope="organization")
    assert lead.post("/publish", scope="organization", do="publish").status_code == 403
    observer = signed_in(world, "observer")
    assert "house/kraken" in observer.text("/lists", scope=SCOPE)
    assert observer.post("/lists/rule", scope=SCOPE, **RULE).status_code == 403
    assert "Save in the working copy" not in observer.text(
        "/lists/rule", scope=SCOPE, id="house/kraken"
    )


def test_pages_stay_quick_and_whole_with_many_rules(world: World, owner: Console) -> None:
    """A page shows fifty; words find any; the way on is a link."""
    rule = {
        "severity": "low",
        "message": "M.",
        "why": "W.",
        "sources": ["House style"],
        "examples": {"flags": ["[x]"], "passes": ["y"]},
    }
    many = [
        Entry("rule", f"house/rule-{n:04}", {**rule, "phrases": [f"word{n:04}"]})
        for n in range(120)
    ]
    with world.server.database.write() as connection:
        working.take_over(connection, None, SCOPE, many, datetime.now(UTC))
    page = owner.text("/lists", scope=SCOPE)
    assert ("house/rule-0049" in page, "house/rule-0050" in page) == (True, False)
    assert "120 entries, 1 to 50 here" in page
    assert "house/rule-0119" in owner.text("/lists", scope=SCOPE, page="2")
    assert "1 entry with “word0077”" in owner.text("/lists", scope=SCOPE, words="word0077")
