"""The pages about the rules: what they show, what they keep to themselves, where they lead."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from markupsafe import escape

import unruffle.guide
from stage import SNAPSHOT, World
from unruffle.guide import entries, markdown, prose

GUIDE = entries.guide()
PATHS = (
    "/rules",
    "/rules/checks",
    "/rules/techniques",
    "/rules/sources",
    *(f"/rules/{found.slug}" for found in GUIDE.categories),
)

each_path = pytest.mark.parametrize("path", PATHS)


class Seen(HTMLParser):
    """What a page links to, and the ids that can be linked to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the element leads and what it is called."""
        for name, value in attrs:
            if name in ("href", "src"):
                self.links.append(value or "")
            elif name == "id":
                self.ids.append(value or "")


def html(world: World, path: str) -> str:
    answer = world.client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), path
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("category", GUIDE.categories, ids=lambda found: found.slug)
def test_a_category_page_shows_every_rule(shared: World, category: entries.Category) -> None:
    """Message, reason, phrases, examples, better words and sources, without any key."""
    page = html(shared, f"/rules/{category.slug}")
    assert f"<h1>{escape(category.title)}</h1>" in page
    for rule in category.rules:
        assert f"<h2>{rule.id} " in page
        assert rule.flags
        for shown in (rule.message, rule.why, *rule.phrases, *rule.unless):
            assert escape(shown) in page
        for start, end in rule.flags[0].spans:
            assert f"<mark>{escape(rule.flags[0].text[start:end])}</mark>" in page
        assert all(f'href="/rules/sources#{key.lower()}"' in page for key in rule.sources)


def test_the_page_of_checks_shows_every_check(shared: World) -> None:
    """Message, reason, openers, examples and sources, under the kind of check it is."""
    page = html(shared, "/rules/checks")
    for check in GUIDE.checks:
        assert f'id="{check.id.lower()}"' in page
        for shown in (check.message, check.why, *check.openers, *check.ours):
            assert escape(shown) in page, shown
        assert all(f'href="/rules/sources#{key.lower()}"' in page for key in check.sources)


@pytest.fixture
def tricky(monkeypatch: pytest.MonkeyPatch) -> entries.Guide:
    """The guide to a list of one rule that uses everything, with signs of markup in its texts."""
    rule: dict[str, Any] = {
        "severity": "low",
        "severity_if": [{"when": ["upset", "channel:chat"], "severity": "high"}],
        "phrases": ["you (and|or) *them*"],
        "unless": ["``code``"],
        "when": ["situation:complaint", "not asked:why"],
        "unless_near": [{"within": "next", "has": ["date", "option"], "phrases": ["a_b"]}],
        "only_near": [{"within": "reply", "has": ["thanks"]}],
        "message": "Tom & <b>Jerry</b> may be *heard*.",
        "why": "Because 1 < 2 & <script>alert(1)</script>.",
        "sources": ["K12"],
        "suggestions": [{"text": "<i>{effect}</i>", "replaces": "sentence"}, {"text": ""}],
        "examples": {
            "flags": [
                {
                    "text": "Read <this>[?!] & go.",
                    "customer_message": "<Why> & how?",
                    "channel": "chat",
                    "severity": "high",
                }
            ],
            "passes": ["A <table> & a chair."],
        },
    }
    category = {"title": "A & <B>", "term": "<t>", "harm": "H & <h>.", "passes": "P & <p>."}
    source = {
        "K12": {"cite": "A & B <2016>", "finding": "1 < 2."},
        "K13": {"cite": "C", "finding": "D."},
    }
    snapshot = SNAPSHOT | {
        "rules": {"odd/one": rule}, "categories": {"odd": category}, "sources": source
    }  # fmt: skip
    made = entries.read(snapshot, {"S0": {"cite": "E <F>", "about": "G & H."}})
    monkeypatch.setattr(unruffle.guide, "guide", lambda: made)
    return made


@pytest.mark.usefixtures("tricky")
def test_text_is_shown_as_text(shared: World) -> None:
    """Signs of markup in a list are words like any others."""
    page = html(shared, "/rules/odd")
    for shown in (
        "<h1>A &amp; &lt;B&gt;</h1>",
        "Tom &amp; &lt;b&gt;Jerry&lt;/b&gt; may be *heard*.",
        "Because 1 &lt; 2 &amp; &lt;script&gt;alert(1)&lt;/script&gt;.",
        "“&lt;i&gt;{effect}&lt;/i&gt;”",
        "Leave the words out.",
        "Read &lt;this&gt;<mark>?!</mark> &amp; go.",
        "The customer wrote: “&lt;Why&gt; &amp; how?”",
        "Here the reply is part of a chat.",
        "Here it is high.",
        "A &lt;table&gt; &amp; a chair.",
        "High where the customer is upset and the reply is part of a chat.",
        "Looks only where the customer complains.",
        "Silent where the customer asked why.",
        "Needs thanks anywhere in the reply.",
        "in the same sentence or the next:",
    ):
        assert shown in page, shown
    assert "<script" not in page
    index, sources = html(shared, "/rules"), html(shared, "/rules/sources")
    assert "H &amp; &lt;h&gt;." in index
    assert "1 (all low)" in index
    assert "A &amp; B &lt;2016&gt;" in sources
    assert "none yet" in sources


def test_markdown_shows_text_as_text(tricky: entries.Guide) -> None:
    """The same list as Markdown: what could be markup is escaped, and code stays code."""
    parts = {name: "\n\n".join(parts) for name, _, parts in markdown.pages(tricky)}
    page = parts["rules/odd.md"]
    for shown in (
        r"**Tom & \<b\>Jerry\</b\> may be \*heard\*.**",
        r"\<script\>",
        "- `you (and|or) *them*`",
        "- ``` ``code`` ```",
        r"- Read \<this\><b>?!</b> & go. The customer wrote: “\<Why\> & how?” Here",
        "Silent with a date or time, an option or certain words in the same sentence or the next: "
        "`a_b`.",
        r"- “\<i\>{effect}\</i\>” (for the whole sentence)",
        "- Leave the words out.",
    ):
        assert shown in page, shown
    assert not re.search(r"(?<!\\)<(?!/?b>)", re.sub(r"`.*`", "", page))


def test_the_sources_page_names_what_the_rules_rest_on(shared: World) -> None:
    """Every study by its key, with its citation and categories, and whose the ideas are."""
    page = html(shared, "/rules/sources")
    for study in GUIDE.studies:
        assert f'<article id="{study.key.lower()}">' in page
        assert escape(study.cite) in page
        for category, count in study.used:
            assert f'<a href="/rules/{category.slug}">{category.title}</a> ({count})' in page
    assert escape(prose.OWNERSHIP) in page
    assert "impact rather than intent, by a sales-training firm (Carew, 2013)" in page
    assert "Its ideas remain the work of its author." in page
    assert len(GUIDE.articles) == 5


@each_path
def test_a_page_keeps_to_the_policy_and_to_public_names(shared: World, path: str) -> None:
    """Nothing inline, no cookie, no id of a principle, and one main heading."""
    answer = shared.client.get(path)
    page = answer.get_data(as_text=True)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page)
    assert not re.search(r"\b[SRT]\d+\.\d+\b|\bR[0-2]\d\b", page)
    assert page.count("<h1>") == 1
    assert '<html lang="en">' in page


def test_a_name_that_is_no_category_is_not_found(shared: World) -> None:
    """404 in the one shape that everything has."""
    for path in ("/rules/nowhere", "/rules/excuse/sorry", "/rules/Excuse"):
        answer = shared.client.get(path)
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (404, "not-found")


def test_every_link_of_the_site_leads_somewhere(shared: World) -> None:
    """Pages, places in them and style sheets, from the connect page on."""
    seen, waiting = dict[str, Seen](), ["/connect"]
    wanted = set[tuple[str, str]]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        # The console begins with its sign-in.
        answer = shared.client.get(path, follow_redirects=path == "/console")
        assert answer.status_code == 200, path
        seen[path] = Seen(answer.get_data(as_text=True) if answer.mimetype == "text/html" else "")
        answer.close()
        for link in seen[path].links:
            if not link.startswith("https://"):
                target, place = urldefrag(urljoin(path, link))
                waiting.append(target)
                wanted.add((target, place))
    assert set(PATHS) <= set(seen)
    assert [(path, place) for path, place in wanted if place and place not in seen[path].ids] == []
    assert all(len(page.ids) == len(set(page.ids)) for page in seen.values())
