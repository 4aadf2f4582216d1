"""What the team does while an agent types: it closes the connection, and it changes the lists."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page

from browsers import worker_of
from desk import LETTER, open_desk
from editorpages import EDITORS, Editor
from opened import open_editor
from programs import START_S, Server
from replies import LATE, LATE_MARK, SORRY, SORRY_MARK
from unruffle import publish
from unruffle.db.engine import Database
from unruffle.lists import loader
from unruffle.settings import Settings

#: A field, and three with models of their own.
NEAR: Final = [
    one for one in EDITORS if one.name in {"textarea", "ckeditor5", "prosemirror", "quill"}
]
BOTH: Final = f"{LATE} {SORRY}"
SORRY_RULE: Final = "false-apology/sorry-for-any"

# The worker lets no answer to a check out until `letOut` is called.
HOLD: Final = """
() => {
  const real = globalThis.fetch;
  const gate = Promise.withResolvers();
  Object.assign(globalThis, { held: 0, done: 0 });
  globalThis.fetch = async (url, options) => {
    const answer = await real(url, options);
    if (!url.endsWith("/check")) return answer;
    globalThis.held += 1;
    await gate.promise;
    setTimeout(() => (globalThis.done += 1));
    return answer;
  };
  globalThis.holdNoMore = () => void (globalThis.fetch = real);
  globalThis.letOut = gate.resolve;
}
"""

each_editor = pytest.mark.parametrize("editor", NEAR, ids=lambda editor: editor.name)


@pytest.fixture(scope="module")
def keys(own_key: str) -> list[str]:
    """The ids of the keys that the browser was given, the newest last."""
    return [own_key]


@pytest.fixture
def shift_page(own_context: BrowserContext) -> Iterator[Page]:
    """A tab of a browser whose key may be revoked."""
    tab = own_context.new_page()
    yield tab
    tab.close()


def enroll(context: BrowserContext, server: Server) -> str:
    """Connect the extension anew, as its options page does, and give the id of its new key."""
    origin = worker_of(context).url.split("/background/")[0]
    options = context.new_page()
    options.goto(f"{origin}/pages/options.html")
    link = f"{server.url}/connect#{server.new_code()}"
    answer = options.evaluate(f"chrome.runtime.sendMessage({{kind: 'enroll', link: {link!r}}})")
    assert answer["ok"], answer
    options.close()
    return server.newest_key()


@each_editor
def test_a_key_is_revoked_and_a_new_one_given(
    shift_page: Page, editor_pages: str, server: Server, keys: list[str], editor: Editor
) -> None:
    """The next check says so and takes the marks away; with a new key they are back by themselves.

    What is typed meanwhile stands as it was typed.
    """
    context = shift_page.context
    opened = open_editor(shift_page, editor_pages, editor)
    screen = opened.screen
    opened.type(LATE)
    screen.expect_marks(LATE_MARK)
    html = opened.field.inner_html()
    server.revoke(keys[-1])
    opened.type(" Yes")
    screen.expect_face("broken")
    screen.expect_marks()
    assert "the team closed this connection" in screen.hover_dot()
    shift_page.mouse.move(1, 1)
    opened.type(", I know.")
    opened.expect_text(f"{LATE} Yes, I know.")
    assert opened.field.inner_html() == html.replace(
        "circumstances.", "circumstances. Yes, I know."
    )
    keys.append(enroll(context, server))
    screen.expect_marks(LATE_MARK)
    screen.expect_face("filled")
    opened.expect_text(f"{LATE} Yes, I know.")


def without_rule(server: Server) -> None:
    """Publish the lists without the rule."""
    lists = loader.load()
    rules = {name: rule for name, rule in lists["rules"].items() if name != SORRY_RULE}
    publish_lists(server, {**lists, "rules": rules})


def publish_lists(server: Server, lists: dict[str, Any]) -> None:
    """Publish lists beside the running server, as an upgrade does."""
    database = Database(Settings(database_url=f"sqlite:///{server.database}"))
    publish.publish(database, lists, datetime.now(UTC))
    database.close()


def choose(server: Server, option: str, value: str) -> None:
    """Change what the team chose of the lists."""
    server.run("admin", "team", "choose", "Demo", option, value)


#: How a rule is taken away or graded below what is drawn, and how it comes back.
CHANGES: Final[dict[str, tuple[Callable[[Server], None], Callable[[Server], None]]]] = {
    "published": (without_rule, lambda server: publish_lists(server, loader.load())),
    "off": (
        lambda server: choose(server, "--off", SORRY_RULE),
        lambda server: choose(server, "--on", SORRY_RULE),
    ),
    "low": (
        lambda server: choose(server, "--severity", f"{SORRY_RULE}=low"),
        lambda server: choose(server, "--severity", f"{SORRY_RULE}=shipped"),
    ),
}


def severity_now(server: Server, key: str) -> str | None:
    """How the server grades the words now; None where it says nothing of them."""
    findings = server.ask("check", {"text": BOTH}, key)["findings"]
    return next((one["severity"] for one in findings if one["rule"] == SORRY_RULE), None)


def wait_for_severity(server: Server, key: str, severities: set[str | None]) -> None:
    """Wait until the server grades the words so."""
    end = time.monotonic() + START_S
    while severity_now(server, key) not in severities:
        assert time.monotonic() < end, "the server took no notice of the change"


@pytest.fixture
def change(server: Server, api_key: str, way: str) -> Iterator[Callable[[], None]]:
    """Change the lists, and wait until the server knows; afterwards they are as they were."""
    do, restore = CHANGES[way]

    def act() -> None:
        do(server)
        wait_for_severity(server, api_key, {None, "low"})

    yield act
    restore(server)
    wait_for_severity(server, api_key, {"high"})


@pytest.mark.parametrize(
    ("way", "name"),
    [("published", "textarea"), ("off", "prosemirror"), ("low", "quill")],
)
def test_the_next_check_is_by_the_new_lists(
    page: Page, editor_pages: str, change: Callable[[], None], name: str
) -> None:
    """The marks of what was taken away go, the others stay, and typing goes on."""
    editor = next(one for one in NEAR if one.name == name)
    opened = open_editor(page, editor_pages, editor)
    opened.type(BOTH)
    opened.screen.expect_marks(LATE_MARK, SORRY_MARK)
    change()
    assert opened.screen.mark_texts() == [LATE_MARK, SORRY_MARK]
    opened.type(" Yes.")
    opened.screen.expect_marks(LATE_MARK)
    opened.expect_text(f"{BOTH} Yes.")


@pytest.mark.parametrize("way", ["off"])
def test_a_late_answer_by_the_old_lists_changes_nothing(
    own_context: BrowserContext, shift_page: Page, server: Server, change: Callable[[], None]
) -> None:
    """It was on its way when the lists changed, and the newer one is there before it."""
    box, screen = open_desk(shift_page, server.url, LETTER)
    worker = worker_of(own_context)
    worker.evaluate(HOLD)
    shift_page.keyboard.type(BOTH)
    screen.until(lambda: worker.evaluate("held"), lambda held: held >= 1, "an answer on its way")
    worker.evaluate("holdNoMore()")
    change()
    # Another field and back: the same draft is asked about anew, while the first answer is held.
    shift_page.locator("#remark").focus()
    box.focus()
    screen.expect_marks(LATE_MARK)
    held = worker.evaluate("held")
    worker.evaluate("letOut()")
    screen.until(lambda: worker.evaluate("done"), lambda done: done == held, "the late answer")
    for _ in range(10):
        screen.next_frame()
        assert screen.mark_texts() == [LATE_MARK]
    shift_page.keyboard.press("End")
    shift_page.keyboard.type(" Yes.")
    screen.expect_face("filled")
    assert screen.mark_texts() == [LATE_MARK]
