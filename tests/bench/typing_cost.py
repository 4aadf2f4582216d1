"""What the extension costs the page: per key, when idle, and until a mark is there."""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import BrowserContext, CDPSession, Page, Route, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from browsers import close_welcome, enrolled, worker_of
from programs import Server
from unruffle.demo.browser import find_chromium, switches

Row = tuple[str, float, str, str]

KEYS: Final = 64
BETWEEN_KEYS_MS: Final = 60
IDLE_S: Final = 5.0
# So long after the last key nothing of ours waits any more.
SETTLED_S: Final = 5.0
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
MARKED: Final = "due to unforeseen circumstances"
# As many marks as ours, as strong, set once by the page itself.
OWN_MARKS: Final = """
(words) => {
  const style = document.createElement("style");
  style.textContent = "::highlight(own) { text-decoration: underline 3px; background: #16899b24 }";
  document.head.append(style);
  const marks = new Highlight();
  const text = box.value ?? box.firstChild.data;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const range = box.createValueRange?.(at, at + words.length) ?? document.createRange();
    if (!box.createValueRange) {
      range.setStart(box.firstChild, at);
      range.setEnd(box.firstChild, at + words.length);
    }
    marks.add(range);
  }
  CSS.highlights.set("own", marks);
}
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


class Work(NamedTuple):
    """How long the page's main thread has worked so far, in ms, and how much of it in scripts."""

    all: float
    scripts: float

    def __sub__(self, before: Work) -> Work:
        return Work(self.all - before.all, self.scripts - before.scripts)

    def each(self, count: float) -> Work:
        """Its part for one of `count`."""
        return Work(self.all / count, self.scripts / count)


def work(protocol: CDPSession) -> Work:
    """Since the page was opened."""
    metrics = protocol.send("Performance.getMetrics")["metrics"]
    found = {metric["name"]: metric["value"] * 1000 for metric in metrics}
    return Work(found["TaskDuration"], found["ScriptDuration"])


def open_box(context: BrowserContext, url: str, html: str) -> tuple[Page, CDPSession]:
    """A page with this box, the caret at its end."""

    def serve(route: Route) -> None:
        route.fulfill(body=f"<!doctype html><meta charset=utf-8>{html}", content_type="text/html")

    page = context.new_page()
    page.route(f"{url}/bench", serve)
    page.goto(f"{url}/bench")
    page.locator("#box").evaluate(AT_END)
    protocol = context.new_cdp_session(page)
    # Time that the thread worked, not time that passed: a busy machine is no cost of ours.
    protocol.send("Performance.enable", {"timeDomain": "threadTicks"})
    return page, protocol


def per_key(page: Page, protocol: CDPSession) -> Work:
    """For one key, its share of the check after it included."""
    before = work(protocol)
    page.keyboard.type("x" * KEYS, delay=BETWEEN_KEYS_MS)
    # As long with us as without: nothing tells the other page that a check is over.
    time.sleep(1)
    return (work(protocol) - before).each(KEYS)


def idle(protocol: CDPSession) -> Work:
    """For one second in which nobody does anything."""
    before = work(protocol)
    time.sleep(IDLE_S)
    return (work(protocol) - before).each(IDLE_S)


def start_up_bytes(*more: str) -> tuple[int, int]:
    """Bytes of script until the first mark: as they are, and without comments and indentation.

    `more` are modules that are imported late, and counted here all the same.
    """
    names = ("content/main.js", "content/port.js", *more)
    todo, seen = [EXTENSION / name for name in names], set[Path]()
    while todo:
        path = todo.pop().resolve()
        if path in seen:
            continue
        seen.add(path)
        found = re.findall(r'^(?:(?:im|ex)port [^"]*|\} from )"(\..*?)";$', path.read_text(), re.M)
        todo += [path.parent / name for name in found]
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
    _, unknown = start_up_bytes("content/finder.js")
    rows.append(("  on a page that no module describes, kB", unknown / 1000, "", ""))
    return rows


def _box_rows(
    name: str, html: str, url: str, bare: BrowserContext, ours: BrowserContext
) -> list[Row]:
    empty_page, empty = open_box(bare, url, html)
    marked_page, marked = open_box(bare, url, html)
    marked_page.evaluate(OWN_MARKS, MARKED)
    page, protocol = open_box(ours, url, html)
    page.wait_for_function(f"({MARKS})() >= 25")
    worker = worker_of(ours)
    runs = []
    for _ in range(RUNS):
        # A page that is not seen is not painted.
        empty_page.bring_to_front()
        without = per_key(empty_page, empty)
        marked_page.bring_to_front()
        painted = per_key(marked_page, marked)
        page.bring_to_front()
        runs.append((without, painted - without, per_key(page, protocol) - painted))
    plain = statistics.median(without.all for without, _, _ in runs)
    drawn = statistics.median(painted.all for _, painted, _ in runs)
    added = statistics.median(added.all for _, _, added in runs)
    scripts = statistics.median(added.scripts for _, _, added in runs)
    heard = worker.evaluate("heard")
    time.sleep(SETTLED_S)
    still = idle(protocol)
    messages = worker.evaluate("heard") - heard
    marks = page.evaluate(MARKS)
    page.keyboard.type(" Please calm down now.")
    pause = page.evaluate(UNTIL_MARKED, marks)
    page.close()
    empty_page.close()
    marked_page.close()
    return [
        (f"a key in a {name}, without us", plain, "", ""),
        ("  more where the page draws 25 marks itself", drawn, f"{drawn / plain:.2f}", ""),
        ("  more than that with us and our 25 marks", added, f"{added / plain:.2f}", "under 1 ms"),
        ("    of it in our scripts", scripts, f"{scripts / plain:.2f}", ""),
        ("  our scripts in an idle second", still.scripts, "", "0"),
        (f"  messages in {IDLE_S:.0f} idle seconds", float(messages), "", "0"),
        ("  last key to mark, pause of 250 included", pause, "", "under 350"),
    ]
