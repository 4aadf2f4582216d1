"""Pages that hold one real editor each, alone, in a shadow root or in a frame of any kind.

The editors come from npm and are bundled as they stand in tests/e2e/editors. Pages are served from
127.0.0.1, and for frames of another host from localhost.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

TESTS: Final = Path(__file__).parent
SOURCES: Final = TESTS / "e2e" / "editors"
MODULES: Final = TESTS / "node_modules"
PLACES: Final = ("page", "shadow", "same", "cross", "blank", "srcdoc", "sandboxed", "written")

PAGE: Final = "<!doctype html><meta charset=utf-8><title>{0}</title><body>{1}"
SCRIPT: Final = '<script type=module src="{0}/dist/{1}.js"></script>'
# How a page makes its frame; `INNER` is the HTML of the page inside, `URL` its address.
FRAMES: Final = {
    "same": "frame.src = URL",
    "cross": 'frame.src = URL.replace("127.0.0.1", "localhost")',
    "sandboxed": 'frame.sandbox = "allow-scripts", frame.src = URL',
    "srcdoc": "frame.srcdoc = INNER",
    "blank": """
      const { contentDocument: inner } = frame;
      const script = inner.createElement("script");
      Object.assign(script, { type: "module", src: SCRIPT });
      inner.head.append(script);
    """,
    "written": """
      const { contentDocument: inner } = frame;
      inner.open();
      inner.write(INNER);
      inner.close();
    """,
}
FRAMED: Final = """
<iframe name=editor width=760 height=420></iframe>
<script>
  const frame = document.querySelector("iframe");
  const URL = {url!r}, SCRIPT = {script!r}, INNER = {inner!r}.replaceAll("!SCRIPT", "script");
  {make}
</script>
"""


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor: its module, where the caret goes, and whether it writes a frame of its own."""

    name: str
    box: str = ".box"
    framed: bool = False
    one_line: bool = False
    rich: bool = True


EDITORS: Final = (
    Editor("textarea", rich=False),
    Editor("input", rich=False, one_line=True),
    Editor("react", rich=False),
    Editor("plain"),
    Editor("ckeditor5", ".ck-editor__editable"),
    Editor("ckeditor4", "body.cke_editable", framed=True),
    Editor("prosemirror", ".ProseMirror"),
    Editor("tiptap", ".tiptap"),
    Editor("lexical"),
    Editor("quill", ".ql-editor"),
    Editor("froala", ".fr-element"),
    Editor("slate"),
)


def bundle(folder: Path) -> None:
    """Write each editor as one module into the folder."""
    sources = sorted(map(str, SOURCES.glob("*.js")))
    subprocess.run(
        [
            *(str(MODULES / ".bin" / "esbuild"), *sources, f"--outdir={folder}"),
            *("--bundle", "--format=esm", "--loader:.css=text", "--log-level=error"),
        ],
        check=True,
    )


@contextmanager
def serve(dist: Path) -> Iterator[str]:
    """The address under which the pages are served while the block runs."""

    class Pages(BaseHTTPRequestHandler):
        """Answers with a page, a bundle, or a file of the editor that is no module."""

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            own = f"http://{self.headers['Host']}"
            match asked.path.split("/")[1:]:
                case ["page"]:
                    self._send("text/html", _page(own, query["editor"]).encode())
                case ["framed"]:
                    self._send("text/html", _framed(own, query["editor"], query["kind"]).encode())
                case ["dist", name]:
                    self._send("text/javascript", (dist / name).read_bytes())
                case ["ckeditor4", *parts]:
                    self._file(MODULES.joinpath("ckeditor4", *parts))
                case _:
                    self.send_error(404)

        def _file(self, path: Path) -> None:
            kinds = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}
            if path.is_file():
                self._send(kinds.get(path.suffix, "application/octet-stream"), path.read_bytes())
            else:
                self.send_error(404)

        def _send(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            # A sandboxed frame has no origin, and asks as anybody would.
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing: a page asks for dozens of files."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _page(own: str, editor: str) -> str:
    return PAGE.format(editor, SCRIPT.format(own, editor))


def _framed(own: str, editor: str, kind: str) -> str:
    inner = _page(own, editor).replace("script", "!SCRIPT")
    made = FRAMED.format(
        url=f"{own}/page?editor={editor}",
        script=f"{own}/dist/{editor}.js",
        inner=inner,
        make=FRAMES[kind],
    )
    return PAGE.format(f"{editor}, {kind}", made)
