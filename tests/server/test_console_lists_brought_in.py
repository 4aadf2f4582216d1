"""Paste and go: from a list that is there already to rules on trial, and from trial to live."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest

from stage import Console, World, signed_in
from unruffle import working

SCOPE = "team/1"
PASTED = "kraken -> squid\nblue moon\n*mail\nblue  moon\n"


def own(world: World) -> dict[str, Any]:
    """The rules of the demo team in its working copy."""
    with world.server.database.read() as connection:
        found = working.entries(connection, SCOPE)
    return {one.name: one.body for one in found if one.kind == "rule"}


def lines(world: World) -> int:
    """How many entries the trail has."""
    with world.server.database.read() as connection:
        return len(
            list(connection.exec_driver_sql("select 1 from trail where action = 'lists.import'"))
        )


@pytest.fixture
def owner(world: World) -> Console:
    """The browser of an owner."""
    return signed_in(world)


def test_a_dry_run_shows_rows_and_takes_nothing(world: World, owner: Console) -> None:
    """Row numbers, reasons, what each becomes; the text stays in the box."""
    page = owner.post("/lists/paste", scope=SCOPE, text=PASTED, do="look").text
    assert "2 new, 0 found already" in page
    assert "<td>3</td>" in page
    assert "“blue  moon” stands in row 2 already." in page
    assert "house/kraken" in page
    assert "*mail" in page
    assert own(world) == {}


def test_a_list_is_taken_over_at_once(world: World, owner: Console) -> None:
    """Every rule is on trial, agents see none, and the trail has one line."""
    assert owner.post("/lists/paste", scope=SCOPE, text=PASTED, do="take").status_code == 302
    assert set(own(world)) == {"house/kraken", "house/blue-moon"}
    assert all(rule["trial"] for rule in own(world).values())
    assert lines(world) == 1
    assert owner.post("/publish", scope=SCOPE, do="publish", note="").status_code == 302
    world.server.live.refresh()
    answer = world.post("check", {"text": "The kraken ate it."}).get_json()
    assert answer["findings"] == []
    assert answer["trials"] == ["house/kraken"]
    again = owner.post("/lists/paste", scope=SCOPE, text=PASTED, do="take")
    assert again.status_code == 400
    assert "Nothing here is new." in again.text


def test_what_is_found_already_comes_only_where_it_is_asked_for(
    world: World, owner: Console
) -> None:
    """Duplicates and conflicts have a tick each."""
    page = owner.post("/lists/paste", scope=SCOPE, text="calm down\n", do="look").text
    assert "command/calm-down finds “calm down”." in page
    assert owner.post("/lists/paste", scope=SCOPE, text="calm down\n", do="take").status_code == 400
    form = {"scope": SCOPE, "text": "calm down\n", "do": "take", "duplicates": "on"}
    assert owner.post("/lists/paste", **form).status_code == 302
    other = {**form, "text": "calm down -> sit\n"}
    assert owner.post("/lists/paste", **other).status_code == 400
    assert owner.post("/lists/paste", **other, conflicts="on").status_code == 302
    assert own(world)["house/calm-down"]["suggestions"][0]["text"] == "sit"


def test_a_term_list_is_read_by_the_columns_that_are_chosen(world: World, owner: Console) -> None:
    """The header is offered; what an admin chooses goes before the guess."""
    file = (io.BytesIO(b"Gut,Schlecht\nsquid,kraken\n"), "terms.csv")
    page = owner.post("/lists/paste", scope=SCOPE, format="terms", do="look", file=file).text
    assert "No column holds the words." in page
    assert "<option>Schlecht</option>" in page
    chosen = {"column-phrase": "Schlecht", "column-rather": "Gut"}
    form = {"scope": SCOPE, "format": "terms", "text": "Gut,Schlecht\nsquid,kraken\n", **chosen}
    assert owner.post("/lists/paste", do="take", **form).status_code == 302
    assert own(world)["house/kraken"]["suggestions"][0]["text"] == "squid"


def test_a_workbook_is_refused_with_what_to_do(owner: Console) -> None:
    """The file is no text."""
    answer = owner.post(
        "/lists/paste", scope=SCOPE, do="look", file=(io.BytesIO(b"PK\x03\x04\x00"), "a.xlsx")
    )
    assert answer.status_code == 400
    assert "Save it as CSV (UTF-8) first" in answer.text


def test_a_spreadsheet_goes_out_and_comes_back(world: World, owner: Console) -> None:
    """Export, a change in a cell, import: one conflict, and nothing else differs."""
    owner.post("/lists/paste", scope=SCOPE, text="kraken -> squid\nblue moon\n", do="take")
    got = owner.get("/lists/export", scope=SCOPE, format="csv", delimiter="semicolon")
    assert got.headers["Content-Disposition"] == 'attachment; filename="phrases.csv"'
    text = got.get_data(as_text=True)
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 3
    same = owner.post("/lists/paste", scope=SCOPE, text=text, name="a.csv", do="look").text
    assert "0 new, 0 found already, 0 with an id that says something else, 2 there" in same
    changed = text.replace(";low;", ";high;", 1)
    form = {"scope": SCOPE, "text": changed, "name": "a.csv", "do": "take", "conflicts": "on"}
    assert owner.post("/lists/paste", **form).status_code == 302
    assert sorted(rule["severity"] for rule in own(world).values()) == ["high", "low"]
    vale = owner.get("/lists/export", scope=SCOPE, format="vale").get_data()
    names = zipfile.ZipFile(io.BytesIO(vale)).namelist()
    assert names == ["house-blue-moon.yml", "house-kraken.yml", "left-out.txt"]
    assert owner.get("/lists/export", scope=SCOPE, format="plain").status_code == 400


def test_hits_are_judged_and_a_rule_goes_live(world: World, owner: Console) -> None:
    """Right adds an example, not right adds a near miss and what makes it one, then one click."""
    owner.post("/lists/paste", scope=SCOPE, text="blue moon\n", do="take")
    rule = {"scope": SCOPE, "id": "house/blue-moon"}
    early = owner.post("/lists/trials", do="live", **rule)
    assert early.status_code == 400
    assert "A near miss is missing." in early.text
    replies = "It was a blue moon, sadly.\nOur Blue Moon lamp is in.\nHello there."
    page = owner.post("/lists/trials", scope=SCOPE, do="find", replies=replies).text
    assert "2 hits" in page
    assert "<mark>Blue Moon</mark> lamp is in." in page
    assert 'value="Our Blue Moon lamp"' in page
    line = "Our Blue Moon lamp is in."
    still = owner.post("/lists/trials", do="passes", line=line, around="green", **rule)
    assert still.status_code == 400
    assert (
        owner.post("/lists/trials", do="right", line="It was a blue moon.", **rule).status_code
        == 200
    )
    passed = owner.post("/lists/trials", do="passes", line=line, around="Blue Moon lamp", **rule)
    assert passed.status_code == 200
    body = own(world)["house/blue-moon"]
    assert body["examples"]["flags"][1] == "It was a [blue moon]."
    assert body["examples"]["passes"] == [line]
    assert owner.post("/lists/trials", do="live", **rule).status_code == 302
    assert "trial" not in own(world)["house/blue-moon"]
    assert owner.post("/publish", scope=SCOPE, do="publish", note="").status_code == 302
    world.server.live.refresh()
    answer = world.post("check", {"text": "It was a blue moon."}).get_json()
    assert [found["rule"] for found in answer["findings"]] == ["house/blue-moon"]


def test_two_who_judge_at_once_lose_nothing(owner: Console) -> None:
    """A judgment on an older version of the rule is not written over a newer one."""
    owner.post("/lists/paste", scope=SCOPE, text="blue moon\n", do="take")
    rule = {"scope": SCOPE, "id": "house/blue-moon", "version": "99"}
    line = "It was a blue moon."
    assert owner.post("/lists/trials", do="right", line=line, **rule).status_code == 409


def test_who_may_not_change_lists_brings_none_in(world: World) -> None:
    """An observer has no such page; a lead keeps to her teams."""
    assert signed_in(world, "observer").get("/lists/paste").status_code == 403
    lead = signed_in(world, "lead")
    answer = lead.post("/lists/paste", scope="organization", text="kraken\n", do="take")
    assert answer.status_code == 403
    assert lead.post("/lists/paste", scope=SCOPE, text="kraken\n", do="take").status_code == 302


@pytest.mark.parametrize(
    "text", ["<script>x</script> -> <b>y</b>", "=1+1\n", "\x00" * 9, "a," * 999]
)
def test_hostile_text_is_only_ever_text(owner: Console, text: str) -> None:
    """Nothing of it becomes markup, and nothing breaks."""
    page = owner.post("/lists/paste", scope=SCOPE, text=text, do="look")
    assert page.status_code == 200
    assert "<script>x" not in page.text
    assert "<b>y" not in page.text
