"""Pages that make it hard: a frame of its own, a modal dialog, and a page with no extension."""

from __future__ import annotations

from playwright.sync_api import Page

from browsers import SCREENSHOTS, Launch
from programs import Server
from replies import LATE, LATE_MARK, applied, first_offer
from screen import Screen, written

MODAL = """
() => {
  const dialog = document.createElement("dialog");
  const field = document.createElement("textarea");
  field.cols = 80;
  dialog.append(field);
  document.body.append(dialog);
  dialog.showModal();
}
"""

# Like editors that write their own document into an empty frame.
WRITTEN_FRAME = """
() => {
  const frame = document.createElement("iframe");
  frame.name = "editor";
  frame.width = 700;
  document.body.replaceChildren(frame);
  frame.contentDocument.body.contentEditable = "true";
}
"""

SHADOW_ROOT = """
() => {
  const host = document.createElement("div");
  const field = document.createElement("textarea");
  field.cols = 80;
  host.attachShadow({ mode: "open" }).append(field);
  document.body.replaceChildren(host);
}
"""


def test_the_page_forbids_all_but_its_own_files(page: Page, server: Server) -> None:
    """The other tests of the demo page run under this policy."""
    answer = page.goto(f"{server.url}/demo")
    assert answer
    policy = answer.header_value("content-security-policy") or ""
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy


def test_a_reply_box_in_a_frame(page: Page, server: Server, api_key: str) -> None:
    """In a frame of the same origin the mark, the popover and the better words all work."""
    page.goto(f"{server.url}/demo/frame")
    frame = page.frame(url="**/demo/reply")
    assert frame
    field = frame.locator("#plain")
    field.click()
    page.keyboard.type(LATE)
    screen = Screen(page, frame)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.expect_part(".popover")
    page.screenshot(path=SCREENSHOTS / "frame.png")
    page.keyboard.press("Escape")
    screen.expect_no_part(".popover")
    page.keyboard.press("Alt+Shift+U")
    screen.expect_part(".popover")
    page.keyboard.press("Enter")
    screen.expect_text(field, applied(LATE, first_offer(server, api_key, LATE, LATE_MARK)))
    page.keyboard.press("Control+z")
    screen.expect_text(field, LATE)


def test_a_reply_box_in_a_modal_dialog(page: Page, server: Server) -> None:
    """Everything outside a modal dialog is dead to the mouse; the popover is inside."""
    page.goto(f"{server.url}/demo")
    page.evaluate(MODAL)
    field = page.locator("dialog[open] textarea")
    field.click()
    page.keyboard.type(LATE)
    screen = Screen(page)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.press(".offer")
    screen.until(lambda: written(field), lambda seen: LATE_MARK not in seen, "better words")


def test_an_editor_in_a_frame_that_a_script_filled(page: Page, server: Server) -> None:
    """An editable body in an about:blank frame is marked and can be improved."""
    page.goto(f"{server.url}/demo")
    page.evaluate(WRITTEN_FRAME)
    frame = page.frame(name="editor")
    assert frame
    field = frame.locator("body")
    field.click()
    page.keyboard.type(LATE)
    screen = Screen(page, frame)
    screen.expect_marks(LATE_MARK)
    page.keyboard.press("Alt+Shift+U")
    screen.expect_part(".popover")
    page.keyboard.press("Enter")
    screen.until(lambda: written(field), lambda seen: LATE_MARK not in seen, "better words")
    page.keyboard.press("Control+z")
    screen.expect_text(field, LATE)


def test_a_reply_box_in_a_shadow_root(page: Page, server: Server, api_key: str) -> None:
    """A field inside a web component works like any other."""
    page.goto(f"{server.url}/demo")
    page.evaluate(SHADOW_ROOT)
    field = page.locator("textarea")
    field.click()
    page.keyboard.type(LATE)
    screen = Screen(page)
    screen.expect_face("filled")
    page.keyboard.press("Alt+Shift+U")
    screen.expect_part(".popover")
    page.keyboard.press("Enter")
    screen.expect_text(field, applied(LATE, first_offer(server, api_key, LATE, LATE_MARK)))
    page.keyboard.press("Control+z")
    screen.expect_text(field, LATE)


def test_the_demo_can_be_tried_with_no_extension(
    launch: Launch, server: Server, api_key: str
) -> None:
    """/demo/try marks, explains, replaces and undoes in a browser where nothing is installed."""
    context = launch(None)
    page = context.new_page()
    page.goto(f"{server.url}/demo/try")
    field = page.locator("#plain")
    field.click()
    page.keyboard.type(LATE)
    screen = Screen(page)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.press(".offer")
    screen.expect_text(field, applied(LATE, first_offer(server, api_key, LATE, LATE_MARK)))
    page.keyboard.press("Control+z")
    screen.expect_text(field, LATE)
    context.close()


def test_the_try_page_steps_aside_for_the_extension(page: Page, server: Server) -> None:
    """With the extension installed it is the extension that asks, and there is one surface."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.url}/demo/try")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.addEventListener('unruffle-newer', () => (window.newer = true))")
    page.locator("#plain").click()
    screen = Screen(page)
    screen.until(lambda: page.evaluate("window.newer"), bool, "the extension started")
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    assert page.locator("unruffle-surface").count() == 1
    assert [url for url in asked if url.endswith("/check")] == []
