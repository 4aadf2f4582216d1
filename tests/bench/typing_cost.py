"""What the extension costs the page: per key, when idle, and until a mark is there."""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, CDPSession, Page, Route, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from browsers import close_welcome, enrolled, worker_of
from programs import Server
from unruffle.demo.browser import find_chromium, switches

Row = tuple[str, float, str, str]

KEYS: Final = 64
BETWEEN_KEYS_MS: Final = 60
IDLE_S: Final = 5.0
RUNS: Final = 5
EXTENSION: Final = Path(__file__).parents[2] / "extension"
# 25 findings in about 2,900 characters, as in the figures that Harper's extension is known by:
# 6 to 13 ms a key, 4 to 7 ms for each idle second.
SENTENCE: Final = "The desk is late due to unforeseen circumstances. "
FILLER: Final = "It leaves the depot on Wednesday and reaches the town on Thursday. "
DRAFT: Final = (SENTENCE + FILLER) * 25
BOXES: Final = {
    "text area": f"<textarea id=box cols=90 rows=40>{DRAFT}</textarea>",
    "editable element": f"<div id=box contenteditable>{DRAFT}</div>",
}
MARKS: Final = """
() => [...CSS.highlights].reduce(
  (sum, [name, marks]) => sum + (/-(high|medium)$/.test(name) ? marks.size : 0), 0)
"""
AT_END: Final = """
(box) => {
  box.focus();
  if (box.setSelectionRange) box.setSelectionRange(box.value.length, box.value.length);
  else getSelection().selectAllChildren(box), getSelection().collapseToEnd();
}
"""
# From the last key to the frame in which one more mark is drawn.
UNTIL_MARKED: Final = """
(before) => new Promise((done) => {
  const begin = performance.now();
  const look = () => {
    let sum = 0;
    for (const [name, marks] of CSS.highlights) if (/-(high|medium)$/.test(name)) sum += marks.size;
    if (sum > before) done(performance.now() - begin);
    else requestAnimationFrame(look);
  };
  look();
})
"""
COUNT_MESSAGES: Final = """
() => {
  globalThis.heard = 0;
  chrome.runtime.onMessage.addListener(() => void (globalThis.heard += 1));
}
"""


def main_thread_ms(protocol: CDPSession) -> float:
    """How long the page's main thread has worked so far."""
    metrics = protocol.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration")) * 1000


def open_box(context: BrowserContext, url: str, html: str) -> tuple[Page, CDPSession]:
    """A page with this box, the caret at its end."""

    def serve(route: Route) -> None:
        route.fulfill(body=f"<!doctype html><meta charset=utf-8>{html}", content_type="text/html")

    page = context.new_page()
    page.route(f"{url}/bench", serve)
    page.goto(f"{url}/bench")
    page.locator("#box").evaluate(AT_END)
    protocol = context.new_cdp_session(page)
    protocol.send("Performance.enable")
    return page, protocol


def per_key(page: Page, protocol: CDPSession) -> float:
    """Milliseconds of the main thread for one key, its share of the check after it included."""
    before = main_thread_ms(protocol)
    page.keyboard.type("x" * KEYS, delay=BETWEEN_KEYS_MS)
    # As long with us as without: nothing tells the other page that a check is over.
    time.sleep(1)
    return (main_thread_ms(protocol) - before) / KEYS


def idle(protocol: CDPSession) -> float:
    """Milliseconds of the main thread for one second in which nobody does anything."""
    before = main_thread_ms(protocol)
    time.sleep(IDLE_S)
    return (main_thread_ms(protocol) - before) / IDLE_S


def start_up_bytes() -> tuple[int, int]:
    """Bytes of script until the first mark: as they are, and without comments and indentation."""
    todo, seen = [EXTENSION / "content/main.js", EXTENSION / "content/port.js"], set[Path]()
    while todo:
        path = todo.pop().resolve()
        if path in seen:
            continue
        seen.add(path)
        found = re.findall(r'^import [^"]*"(\..*?)";$|^\} from "(\..*?)";$', path.read_text(), re.M)
        todo += [path.parent / (one or other) for one, other in found]
    texts = [path.read_text("utf-8") for path in seen]
    bare = [re.sub(r"^\s*//.*$|/\*[\s\S]*?\*/|^\s+", "", text, flags=re.M) for text in texts]
    return sum(map(len, texts)), sum(map(len, bare))


def typing_costs() -> list[Row]:
    """The rows of the table; browsers with and without the extension take turns."""
    chromium = find_chromium()
    if not chromium:
        return []
    with sync_playwright() as playwright, ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = Server(folder)
        server.start()
        stack.callback(server.stop)
        extension = folder / "extension"
        server.run("extension", str(extension), "--server", server.url, "--code", server.new_code())

        def launch(build: Path | None) -> BrowserContext:
            context = playwright.chromium.launch_persistent_context(
                folder / ("with" if build else "without"),
                executable_path=chromium,
                args=switches(build),
                viewport={"width": 1280, "height": 900},
            )
            stack.callback(context.close)
            return context

        bare, ours = launch(None), launch(extension)
        close_welcome(ours)
        enrolled(ours)
        worker_of(ours).evaluate(COUNT_MESSAGES)
        rows: list[Row] = []
        for name, html in BOXES.items():
            rows += _box_rows(name, html, server.url, bare, ours)
    whole, short = start_up_bytes()
    rows.append(("script until the first mark, kB", whole / 1000, "", ""))
    rows.append(("the same without comments, kB", short / 1000, "", "60"))
    return rows


def _box_rows(
    name: str, html: str, url: str, bare: BrowserContext, ours: BrowserContext
) -> list[Row]:
    empty_page, empty = open_box(bare, url, html)
    page, protocol = open_box(ours, url, html)
    page.wait_for_function(f"({MARKS})() >= 25")
    worker = worker_of(ours)
    pairs = [(per_key(empty_page, empty), per_key(page, protocol)) for _ in range(RUNS)]
    added = statistics.median(there - without for without, there in pairs)
    plain = statistics.median(without for without, _ in pairs)
    heard = worker.evaluate("heard")
    still = idle(protocol) - idle(empty)
    messages = worker.evaluate("heard") - heard
    marks = page.evaluate(MARKS)
    page.keyboard.type(" Please calm down now.")
    pause = page.evaluate(UNTIL_MARKED, marks)
    page.close()
    empty_page.close()
    return [
        (f"a key in a {name}, without us", plain, "", ""),
        ("  added by us", added, f"{added / plain:.2f}", "under 1 ms"),
        ("  added in an idle second", still, "", "0"),
        (f"  messages in {IDLE_S:.0f} idle seconds", float(messages), "", "0"),
        ("  last key to mark, pause of 250 included", pause, "", "under 350"),
    ]
