"""What was exported comes back as it was, also when a spreadsheet saved it in between."""

from __future__ import annotations

import csv
import io
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn import examples
from lists import DEFAULTS, PHRASES, SNAPSHOT, forms, rulebook_of, texts
from unruffle.core.check import check
from unruffle.core.phrases import parse
from unruffle.core.reading import parse_rule
from unruffle.formats import cells, flat, vale, vale_files, written
from unruffle.formats.imported import Form
from unruffle.formats.patterns import pattern_of_phrase, phrase_of_pattern
from unruffle.formats.received import text_of
from unruffle.formats.sentence import Finder, surfaces

# What a spreadsheet shows as a number, a date, a truth value or a formula when it opens a file.
CHANGED = ["=1+1", "+1", "-x", "@SUM(A1)", "1/2", "24/7", "007", "3.30", "1e5", "May 5", "5-Mar"]
CHANGED += ["TRUE", "false", "10:30", "10 am", "1,000", "50%", "$5", "2026-01-01", "mar1"]


def plain(form: Form) -> Form:
    """The form without what says nothing: lists that are empty."""
    return {name: value for name, value in form.items() if value != []}


def resaved(text: str, delimiter: str) -> str:
    """The file as a spreadsheet saves it again: cells as they are shown, its own dialect."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    out = io.StringIO()
    csv.writer(
        out, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n"
    ).writerows([cell.replace("\n", "\r\n") for cell in row] for row in rows)
    return out.getvalue()


@examples(60)
@given(forms, st.sampled_from(",;\t"))
def test_a_spreadsheet_loses_nothing(rules: dict[str, Form], delimiter: str) -> None:
    """CSV out, saved again with another delimiter and other line ends, and back in."""
    file = flat.write(rules).files["phrases.csv"]
    for text in (file, text_of(file.encode("utf-8")), resaved(file, delimiter)):
        back = flat.read(text, DEFAULTS)
        assert back.problems == ()
        assert back.rules == {rule_id: plain(form) for rule_id, form in rules.items()}


@examples(60)
@given(forms)
def test_toml_loses_nothing(rules: dict[str, Form]) -> None:
    """TOML out and back in."""
    back = written.read(written.write(rules).files["phrases.toml"], DEFAULTS)
    assert back.problems == ()
    assert back.rules == rules


@pytest.mark.parametrize("form", ["csv", "toml"])
def test_the_built_in_lists_come_back(form: str) -> None:
    """Every rule that is shipped survives both formats, to the letter."""
    rules = SNAPSHOT["rules"]
    module = {"csv": flat, "toml": written}[form]
    (file,) = module.write(rules).files.values()
    back = module.read(file, DEFAULTS)
    assert back.problems == ()
    for rule_id, rule in rules.items():
        assert parse_rule(rule_id, back.rules[rule_id]) == parse_rule(rule_id, rule)


def test_the_order_of_rows_and_columns_does_not_count() -> None:
    """A spreadsheet that was sorted gives the same rules."""
    rules = {name: SNAPSHOT["rules"][name] for name in list(SNAPSHOT["rules"])[:5]}
    head, *rows = csv.reader(io.StringIO(flat.write(rules).files["phrases.csv"][1:], newline=""))
    out = io.StringIO()
    csv.writer(out).writerows([row[::-1] for row in (head, *rows[::-1])])
    back = flat.read(out.getvalue(), DEFAULTS)
    assert back.problems == ()
    for rule_id, form in rules.items():
        assert set(back.rules[rule_id].pop("phrases")) == set(form["phrases"])
        assert {**back.rules[rule_id], "phrases": form["phrases"]} == plain(form)


@given(texts)
def test_a_guarded_cell_is_read_as_what_it_was(text: str) -> None:
    """The apostrophe comes and goes, whatever the text begins with."""
    assert cells.bare(cells.guarded(text)) == text
    assert cells.bare(cells.guarded(f"'{text}")) == f"'{text}"


@pytest.mark.parametrize("text", CHANGED)
def test_no_cell_is_taken_for_a_formula_a_number_or_a_date(text: str) -> None:
    """It begins with an apostrophe, after any white space too."""
    assert cells.guarded(text) == f"'{text}"
    assert cells.guarded(f" \t{text}") == f"' \t{text}"


def test_a_long_list_is_spread_over_rows() -> None:
    """No cell is so long that a spreadsheet cuts it off."""
    values = [f"{number} " + "x" * 4_000 for number in range(30)]
    spread = cells.cells_of(values)
    assert max(map(len, spread)) < 32_767
    assert [value for cell in spread for value in cells.values_of(cell)] == values


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_as_a_pattern_is_the_phrase_again(phrase: str) -> None:
    """The pattern that goes to Vale finds the same when it comes back; edges are refused."""
    if phrase.startswith("^") or phrase.endswith("$"):
        return
    classes = DEFAULTS.classes
    back = phrase_of_pattern(pattern_of_phrase(phrase, classes))
    finder = Finder([parse(back, classes)])
    for words in islice(surfaces(parse(phrase, classes)), 50):
        assert finder.spans(f"We wrote {words} there."), (back, words)


def test_vale_styles_come_back() -> None:
    """Of the built-in rules that Vale can hold, every one is read and finds its own examples."""
    exported = vale_files.write(SNAPSHOT["rules"], DEFAULTS.classes)
    assert len(exported.files) >= 25
    assert len(exported.files) + len(exported.problems) == len(SNAPSHOT["rules"])
    assert all("Vale" in p.reason or "edge" in p.reason for p in exported.problems)
    for name, text in exported.files.items():
        back = vale.read(text, DEFAULTS, name)
        if any("400 characters" in p.reason for p in back.problems):
            continue
        assert back.problems == (), name
        book = rulebook_of(back.rules)
        for rule in book.rules:
            for example in rule.flags:
                assert rule.id in {f.rule for f in check(example.text, book).findings}


def test_a_row_copied_for_one_more_phrase_says_nothing_twice() -> None:
    """Texts and lists of the copy are those of the rule; only its phrase is new."""
    form = {**SNAPSHOT["rules"]["brand/cheap"], "phrases": ["cheap"]}
    head, row = csv.reader(io.StringIO(flat.write({"brand/cheap": form}).files["phrases.csv"][1:]))
    copied = [*row]
    copied[head.index("phrase")] = "cheapest"
    back = flat.read(cells.table([head, row, copied]), DEFAULTS)
    assert back.problems == ()
    assert back.rules == {"brand/cheap": plain({**form, "phrases": ["cheap", "cheapest"]})}
