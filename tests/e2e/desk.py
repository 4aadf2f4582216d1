"""Reply boxes of other makes than the demo's, served from the same host, where the loader runs."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Locator, Page, Route

from screen import Screen

# Enter sends what is in the box, and Shift+Enter begins a new line, as in every chat.
CHAT: Final = """
<!doctype html><meta charset=utf-8><title>Chat</title>
<main id=sent></main>
<textarea id=box cols=80 rows=4></textarea>
<script>
  const send = () => {
    sent.append(Object.assign(document.createElement("p"), { textContent: box.value }));
    box.value = "";
  };
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
</script>
"""

# A letter: Enter begins a new line. Around it is what helpdesks have around theirs.
LETTER: Final = """
<!doctype html><meta charset=utf-8><title>Letter</title>
<header><button type=button id=compose>Reply</button></header>
<main id=sent></main>
<section>
  <textarea id=box cols=80 rows=4></textarea> <textarea id=remark cols=80 rows=2></textarea>
  <button type=button id=aside>Submit internal note</button>
  <button type=button id=go>Reply to Ruth</button>
</section>
<script>
  const add = (text) =>
    sent.append(Object.assign(document.createElement("p"), { textContent: text }));
  go.addEventListener("click", () => add(box.value));
  compose.addEventListener("click", () => add("opened"));
  aside.addEventListener("click", () => add("aside"));
</script>
"""

# The editor is in a frame, the button that sends beside it.
FRAMED: Final = """
<!doctype html><meta charset=utf-8><title>Framed</title>
<main id=sent></main>
<iframe name=editor width=800 height=300 srcdoc="<textarea id=box cols=80 rows=4></textarea>">
</iframe>
<button type=button id=go>Send</button>
<script>
  go.addEventListener("click", () => {
    const { box } = frames.editor;
    sent.append(Object.assign(document.createElement("p"), { textContent: box.value }));
    box.value = "";
  });
</script>
"""

# A form inside a web component.
COMPONENT: Final = """
<!doctype html><meta charset=utf-8><title>Component</title>
<main id=sent></main>
<reply-box></reply-box>
<script>
  const root = document.querySelector("reply-box").attachShadow({ mode: "open" });
  root.innerHTML = "<form><textarea id=box cols=80 rows=4></textarea><button>Go</button></form>";
  root.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = root.querySelector("#box").value;
    sent.append(Object.assign(document.createElement("p"), { textContent: text }));
  });
</script>
"""


def open_desk(page: Page, url: str, html: str, box: str = "#box") -> tuple[Locator, Screen]:
    """Open this page on the host of `url` with the caret in its box, without a click.

    Gives the box and what is seen of it, once the extension is there.
    """

    def serve(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html")

    page.route(f"{url}/desk", serve)
    page.goto(f"{url}/desk")
    frame = page.frame(name="editor")
    found = (frame or page).locator(box)
    found.focus()
    screen = Screen(page, frame)
    screen.expect_face("ring")
    return found, screen
