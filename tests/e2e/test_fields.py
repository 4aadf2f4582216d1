"""How fields are found, read and changed, in a real page with the content modules alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page, Route

EXTENSION: Final = Path(__file__).parents[2] / "extension"
SITE: Final = "http://fields.test"
PAGE: Final = "<!doctype html><meta charset=utf-8><div id=rich contenteditable></div><p id=one></p>"

READ: Final = """
async (html) => {
  const { readField } = await import("/content/textmap.js");
  document.querySelector("#rich").innerHTML = html;
  const map = readField(document.querySelector("#rich"));
  const words = [...map.text.matchAll(/\\S+/g)].map(({ 0: word, index }) => {
    const range = map.range(index, index + word.length);
    const back = map.offsetOf(range.startContainer, range.startOffset);
    return { word, under: range.toString(), index, back };
  });
  return { text: map.text, words };
}
"""
TAKEN: Final = """
async (html) => {
  const { fieldAt } = await import("/content/editable.js");
  const place = document.querySelector("#one");
  place.innerHTML = html;
  return fieldAt(place.querySelector("[data-here]") ?? place.firstElementChild) !== null;
}
"""
REPLACE: Final = """
async ([from, to, words]) => {
  const { readField } = await import("/content/textmap.js");
  const { replace } = await import("/content/replace.js");
  const element = document.querySelector("#rich");
  const read = () => readField(element);
  const { text } = read();
  const start = text.indexOf(from);
  window.outcome = replace({ element, text, read, changedAt: 0 }, start, start + to, words);
}
"""


@pytest.fixture
def site(browser_context: BrowserContext) -> Iterator[Page]:
    """A page with an editable element that can import the content modules."""
    page = browser_context.new_page()

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(SITE).lstrip("/")
        if path:
            route.fulfill(path=EXTENSION / path, content_type="text/javascript")
        else:
            route.fulfill(body=PAGE, content_type="text/html")

    page.route(f"{SITE}/**", serve)
    page.goto(f"{SITE}/")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a<div>b</div><div><br></div><div>c</div>", "a\nb\n\nc"),
        ("x<br>y<br><br>z", "x\ny\n\nz"),
        ("<p>Hi <b>bold</b>&nbsp;text<!-- no --> now</p>", "Hi bold text now"),
        ("<p>mine</p><blockquote><p>theirs</p></blockquote><p>end</p>", "mine\n\nend"),
        ("<div>mine</div><div class=gmail_quote>On Monday Ruth wrote:</div>", "mine"),
        ("<p>a</p><p style='display:none'>no</p><span hidden>no</span><p>b</p>", "a\n\nb"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("  <p>\n  spaced \n  out </p>\n  <p>x</p>", "spaced out\n\nx"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<div style='white-space:pre-wrap'>a  b\nc</div>", "a  b\nc"),
        ("<p>a\u200bb\ufeffc</p>", "abc"),
        ("<p>One<button>x</button><svg><text>no</text></svg> two</p>", "One two"),
        ("<p>😀 you <i>should</i> go</p>", "😀 you should go"),
        ("<p>Hi<br></p><p><br></p><p>there</p>", "Hi\n\n\nthere"),
        ("<p><br></p>", ""),
    ],
)
def test_an_editor_is_read_as_it_looks(site: Page, html: str, text: str) -> None:
    """The text is what a person sees, and each word leads to its place in the page and back."""
    seen = site.evaluate(READ, html)
    assert seen["text"] == text
    for word in seen["words"]:
        under = word["under"].replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "")
        assert under == word["word"]
        assert word["back"] == word["index"]


@pytest.mark.parametrize(
    "html",
    [
        "<textarea></textarea>",
        "<textarea name=comment id=id_comment spellcheck=false></textarea>",
        "<textarea name=email_body></textarea>",
        "<input placeholder='Write a reply'>",
        "<input type=text name=reply>",
        "<div contenteditable><b data-here>a</b></div>",
        "<div contenteditable=plaintext-only></div>",
    ],
)
def test_fields_that_may_hold_a_reply_are_taken(site: Page, html: str) -> None:
    """A textarea, a plain input or an editing host, whatever it says about spelling."""
    assert site.evaluate(TAKEN, html)


@pytest.mark.parametrize(
    "html",
    [
        "<input type=password>",
        "<input type=email>",
        "<input type=search>",
        "<input type=number>",
        "<input autocomplete=one-time-code>",
        "<input autocomplete=cc-number>",
        "<input id=ticketSubject>",
        "<input name=cc>",
        "<input maxlength=10>",
        "<input role=searchbox>",
        "<textarea name=recipients></textarea>",
        "<textarea role=combobox></textarea>",
        "<textarea readonly></textarea>",
        "<fieldset disabled><textarea data-here></textarea></fieldset>",
        "<div contenteditable aria-readonly=true></div>",
        "<div class=cm-editor><div contenteditable data-here></div></div>",
    ],
)
def test_other_fields_are_left_alone(site: Page, html: str) -> None:
    """Secrets, addresses, subjects, search, code, and what cannot be typed in."""
    assert not site.evaluate(TAKEN, html)


# Small imitations of editors that take new words in their own way, or do not take them.
PUTS_BACK: Final = """
rich.addEventListener("input", ({ data }) => {
  if (data?.length > 1) setTimeout(() => { rich.firstChild.data = "Well you should go."; }, 20);
});
"""
TYPES_AT_THE_END: Final = """
const undo = [];
rich.addEventListener("beforeinput", (event) => {
  if (event.inputType !== "insertReplacementText") return;
  event.preventDefault();
  undo.push(rich.firstChild.data);
  rich.firstChild.data += event.data;
});
rich.addEventListener("keydown", (event) => {
  if (!event.ctrlKey || event.key !== "z") return;
  event.preventDefault();
  rich.firstChild.data = undo.pop();
});
"""
DEAF: Final = """
rich.addEventListener("beforeinput", (event) => {
  if (event.data?.length > 1) event.preventDefault();
});
"""


def type_draft(site: Page, editor: str = "") -> None:
    """Make the editable element that kind of editor and type into it."""
    site.evaluate(f"() => {{ const rich = document.querySelector('#rich'); {editor} }}")
    site.locator("#rich").click()
    site.keyboard.type("Well you should go.")


def outcome_of(site: Page) -> Any:
    """What came of the replacement, once it is over."""
    return site.evaluate("window.outcome")


@pytest.mark.parametrize(
    "editor",
    [PUTS_BACK, TYPES_AT_THE_END, DEAF],
    ids=["puts back", "types at the end", "deaf"],
)
def test_an_editor_that_goes_its_own_way_keeps_its_text(site: Page, editor: str) -> None:
    """Put back, put elsewhere or refused: the draft is as it was, and the outcome says so."""
    type_draft(site, editor)
    site.evaluate(REPLACE, ["you should", 10, "you can"])
    outcome = outcome_of(site)
    assert not outcome["ok"]
    assert outcome["undone"]
    assert site.locator("#rich").inner_text() == "Well you should go."


def test_a_key_pressed_meanwhile_wins(site: Page) -> None:
    """The key lands where the caret was, and nothing is replaced."""
    type_draft(site)
    # The editor gets time to take the selection over; on this page that time never ends.
    site.evaluate("() => { window.setTimeout = () => 0; }")
    site.evaluate(REPLACE, ["you should", 10, "you can"])
    site.keyboard.type("!")
    assert outcome_of(site) == {"ok": False, "undone": True, "reason": "interrupted"}
    assert site.locator("#rich").inner_text() == "Well you should go.!"


def test_bold_words_and_links_around_stay(site: Page) -> None:
    """Only the word that differs is replaced, the caret stands behind it, one undo takes back."""
    html = '<p>Hello <b>you</b> should <a href="#">calm</a> go.</p>'
    site.evaluate("(html) => { document.querySelector('#rich').innerHTML = html; }", html)
    site.locator("#rich").click()
    site.evaluate(REPLACE, ["you should", 10, "you can"])
    assert outcome_of(site) == {"ok": True}
    assert site.locator("#rich").inner_html() == html.replace("should", "can")
    site.keyboard.press("Control+z")
    assert site.locator("#rich").inner_html() == html


def test_left_out_words_leave_one_undo_step(site: Page) -> None:
    """An empty suggestion takes the words away, up to the end of the draft."""
    type_draft(site)
    site.evaluate(REPLACE, [" should go", 10, ""])
    assert outcome_of(site) == {"ok": True}
    assert site.locator("#rich").inner_text() == "Well you."
    site.keyboard.press("Control+z")
    assert site.locator("#rich").inner_text() == "Well you should go."
