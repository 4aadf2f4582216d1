"""Lists as people keep them become rules on trial, with examples that run."""

from __future__ import annotations

import pytest

from lists import DEFAULTS, SNAPSHOT, rulebook_of
from unruffle.core.check import check
from unruffle.core.rulebook import compile_rulebook
from unruffle.formats import FORMATS, Source, flat, guess, plain, terms, vale
from unruffle.formats.imported import Imported
from unruffle.formats.trying import dry_run

PAIRS = """not this -> rather this
calm down -> take your time | there is no hurry
• “Unfortunately,”
3. no can do\tthat takes more than we have
# a comment

frustrat*
refund -> refund by Friday
👎
"""
STYLE = """extends: substitution
message: "Say when, not '%[2]s'."
level: error
link: https://style.example/when
swap:
  in due course: by Friday
  (?:as )?soon as possible: by <time>
  utili[sz]e: use
exceptions: [as soon as possible refund]
tests:
- {name: one, input: It ships in due course., want: "1:10:x"}
- {name: two, input: "An as soon as possible refund.", want: ""}
"""
TERMS = """Concept ID;Term;Term Status;Definition
1;end user;Deprecated;Nobody calls themselves so.
1;customer;Preferred;
2;the portal;Admitted;
3;ping us;Foo;
"""


def taken(imported: Imported) -> dict[str, tuple[list[str], list[str]]]:
    """Phrases and better words by id."""
    return {
        rule_id: (form["phrases"], [better["text"] for better in form.get("suggestions", [])])
        for rule_id, form in imported.rules.items()
    }


def rows(imported: Imported) -> list[int | None]:
    return [problem.row for problem in imported.problems if not problem.taken]


def test_a_list_of_pairs_becomes_rules() -> None:
    """Arrows, tabs, bullets, quotes, comments and stars, one rule a line."""
    imported = plain.read(PAIRS, DEFAULTS)
    assert imported.problems == ()
    assert taken(imported) == {
        "house/calm-down": (["calm down"], ["take your time", "there is no hurry"]),
        "house/unfortunately": (["Unfortunately,"], []),
        "house/no-can-do": (["no can do"], ["that takes more than we have"]),
        "house/frustrat": (["frustrat*"], []),
        "house/refund": (["refund"], ["refund by Friday"]),
        "house/u1f44e": (["👎"], []),
    }
    assert list(imported.rows.values()) == [2, 3, 4, 7, 8, 9]
    assert all(form["trial"] for form in imported.rules.values())


@pytest.mark.parametrize("separator", [";", ",", "\t", " => ", " → "])
def test_two_columns_are_told_apart(separator: str) -> None:
    """Whatever stands between them, as long as it does in every line."""
    imported = plain.read(f"calm down{separator}take your time\nno way{separator}hm\n", DEFAULTS)
    assert taken(imported)["house/calm-down"] == (["calm down"], ["take your time"])
    assert len(imported.rules) == 2


def test_a_comma_within_an_entry_is_none_between_columns() -> None:
    """It counts only where every line has one."""
    imported = plain.read("calm down, please\nno way\n", DEFAULTS)
    assert taken(imported)["house/calm-down-please"] == (["calm down, please"], [])


def test_the_examples_of_made_rules_run() -> None:
    """Each flags example is found as it is marked, and no passes example is."""
    imported = plain.read(PAIRS, DEFAULTS)
    assert imported.rules["house/refund"]["unless"] == ["refund by Friday"]
    book = rulebook_of(imported.rules)
    for rule in book.rules:
        assert rule.flags
        for example in rule.flags:
            found = check(example.text, book).findings
            assert [(f.start, f.end) for f in found if f.rule == rule.id] == list(example.spans)
        for passes in imported.rules[rule.id]["examples"]["passes"]:
            assert rule.id not in {f.rule for f in check(passes, book).findings}


def test_what_is_no_phrase_is_named_with_its_row() -> None:
    """Short words, stars in front, words twice, better words that are the same."""
    text = "calm down\nab\n*mail\nCalm  Down\njavascript -> JavaScript\nhm. mm. hm\n"
    imported = plain.read(text, DEFAULTS)
    assert list(imported.rules) == ["house/calm-down"]
    assert rows(imported) == [2, 3, 4, 5, 6]


def test_a_vale_style_becomes_rules() -> None:
    """Level, message, link, exceptions, slots and tests come along; a pattern is named."""
    imported = vale.read(STYLE, DEFAULTS, "House/Vague.yml")
    due, soon = imported.rules.values()
    assert due["severity"] == "high"
    assert due["message"] == "Say when, not 'in due course'."
    assert due["why"] == "More about it: https://style.example/when"
    assert due["unless"] == ["as soon as possible refund"]
    assert due["examples"]["flags"][1] == "It ships [in due course]."
    assert soon["phrases"] == ["[as] soon as possible"]
    assert soon["suggestions"] == [{"text": "by {time}", "replaces": "match"}]
    assert "An as soon as possible refund." in soon["examples"]["passes"]
    assert rows(imported) == [8]
    assert "regular expression" in imported.problems[0].reason


def test_a_vale_list_is_one_rule_or_one_a_word() -> None:
    """A message that names the word makes a rule of each."""
    tokens = "level: warning\ntokens:\n- sort of\n- no\n- 'on'\n- basically\n"
    one = vale.read(f"extends: existence\nmessage: Vague.\n{tokens}", DEFAULTS, "Weasel.yml")
    assert taken(one) == {"house/weasel": (["sort of", "basically"], [])}
    assert rows(one) == [6, 7]
    longer = tokens.replace("- no\n- 'on'\n", "")
    each = vale.read(f"extends: existence\nmessage: It's '%s'.\n{longer}", DEFAULTS, "Weasel.yml")
    assert list(each.rules) == ["house/weasel-sort-of", "house/weasel-basically"]
    assert each.rules["house/weasel-basically"]["message"] == "It's 'basically'."


def test_a_term_list_by_its_columns() -> None:
    """What is deprecated is found, the preferred term of its entry is the suggestion."""
    imported = terms.read(TERMS, DEFAULTS)
    assert taken(imported) == {"house/end-user": (["end user"], ["customer"])}
    assert imported.rules["house/end-user"]["why"] == "Nobody calls themselves so."
    assert rows(imported) == [5]


def test_columns_may_be_named() -> None:
    """An admin says what a column holds where its header does not."""
    text = "a,b\nend user,customer\n"
    assert rows(terms.read(text, DEFAULTS)) == [1]
    imported = terms.read(text, DEFAULTS, {"phrase": "a", "rather": "b"})
    assert taken(imported) == {"house/end-user": (["end user"], ["customer"])}
    assert rows(terms.read(text, DEFAULTS, {"phrase": "c"})) == [1]


def test_a_long_reason_is_cut_and_said() -> None:
    """The row is taken all the same."""
    imported = terms.read(f"term,note\nend user,{'x' * 300}\n", DEFAULTS)
    assert len(imported.rules["house/end-user"]["why"]) == 200
    assert [problem.taken for problem in imported.problems] == [True]


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.yml", "", "vale"),
        ("a.toml", "", "toml"),
        ("a.csv", "\ufeffid;phrase;severity\n", "csv"),
        ("a.csv", "Term,Replacement\n", "terms"),
        ("a.csv", "calm down,relax\n", "plain"),
        ("", "calm down\n", "plain"),
    ],
)
def test_the_format_is_guessed(name: str, text: str, form: str) -> None:
    """By the name of the file and its first row."""
    assert guess(Source(text, name)) == form


def test_a_row_without_an_id_is_a_new_phrase() -> None:
    """A row added in the spreadsheet becomes a rule on trial; one that says more is asked for."""
    text = "id,phrase,suggestions,severity\n,calm down,take your time,\n,no way,,high\n"
    imported = FORMATS["csv"].read(Source(text), DEFAULTS)
    assert taken(imported) == {"house/calm-down": (["calm down"], ["take your time"])}
    assert rows(imported) == [3]


def test_the_dry_run_names_duplicates_and_conflicts() -> None:
    """What another rule finds already, what stands there otherwise, what stands there just so."""
    imported = plain.read("calm down\nquux zorp\nblue lamp -> red lamp\n", DEFAULTS)
    there = {
        "house/quux-zorp": imported.rules["house/quux-zorp"],
        "house/blue-lamp": {**imported.rules["house/blue-lamp"], "severity": "high"},
    }
    book = compile_rulebook({**SNAPSHOT, "layers": {"organization": {"rules": there}}})
    run = dry_run(imported, there, book)
    assert run.same == ("house/quux-zorp",)
    assert [(clash.row, clash.id, clash.says) for clash in run.conflicts] == [
        (3, "house/blue-lamp", "severity")
    ]
    assert [(clash.row, clash.id, clash.says) for clash in run.duplicates] == [
        (1, "house/calm-down", "calm down")
    ]
    assert run.duplicates[0].other.partition("/")[0] in SNAPSHOT["categories"]
    assert run.taken() == {}
    assert list(run.taken(conflicts=True)) == ["house/blue-lamp"]
    assert list(run.taken(duplicates=True)) == ["house/calm-down"]


def test_a_rule_of_another_list_is_no_news() -> None:
    """Its id is taken, whatever the row says."""
    name = next(iter(SNAPSHOT["rules"]))
    (file,) = flat.write({name: SNAPSHOT["rules"][name]}).files.values()
    run = dry_run(flat.read(file, DEFAULTS), {}, compile_rulebook(SNAPSHOT))
    assert run.taken(duplicates=True, conflicts=True) == {}
    assert [problem.row for problem in run.problems] == [2]
