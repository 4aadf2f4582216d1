"""The demo helpdesk: who may see it, what it hands out, and what its key can do."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from programs import Program, free_port
from stage import World, make_settings, make_world

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture(params=["auto", "on"])
def demo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A world with the demo helpdesk, once for this machine only and once for everyone."""
    yield from make_world(make_settings(tmp_path, demo=request.param))


def test_it_is_there_for_this_machine(demo: World) -> None:
    """Every page of the demo is served to a request from loopback."""
    for page in ("", "/try", "/frame", "/reply"):
        assert demo.client.get(f"/demo{page}").status_code == 200


def test_it_is_there_for_others_only_where_it_is_on(demo: World) -> None:
    """A request from elsewhere, also through a proxy on this machine, needs the setting "on"."""
    wanted = 200 if demo.server.settings.demo == "on" else 404
    assert demo.client.get("/demo", environ_overrides=ELSEWHERE).status_code == wanted
    for header in ("X-Forwarded-For", "Forwarded", "Via"):
        assert demo.client.get("/demo/try", headers={header: "x"}).status_code == wanted
    assert demo.client.post("/demo/key", environ_overrides=ELSEWHERE).status_code == wanted


def test_it_can_be_switched_off(world: World) -> None:
    """With the setting "off" nothing of it is there."""
    assert world.client.get("/demo").status_code == 404


def test_its_key_checks_and_can_do_nothing_else(demo: World) -> None:
    """The key of /demo/try is for checks; events are refused."""
    answer = demo.client.post("/demo/key").get_json()
    assert demo.post("check", {"text": "Calm down."}, answer["key"]).status_code == 200
    assert demo.post("events", {"events": []}, answer["key"]).status_code == 403


def test_its_key_is_for_its_own_page_only(demo: World) -> None:
    """A page of another site gets no key, even in a browser on this machine."""
    for site in ("cross-site", "same-site", "none"):
        headers = {"Sec-Fetch-Site": site}
        assert demo.client.post("/demo/key", headers=headers).status_code == 400


@pytest.mark.parametrize("path", ["content/main.js", "protocol.js", "_locales/en/messages.json"])
def test_it_serves_what_content_modules_load(demo: World, path: str) -> None:
    """The modules and the texts of the extension come from the folder of the package."""
    answer = demo.client.get(f"/demo/extension/{path}")
    assert answer.status_code == 200
    answer.close()


@pytest.mark.parametrize(
    "path", ["manifest.json", "background/main.js", "content/../preset.json", "../pyproject.toml"]
)
def test_it_serves_nothing_else_of_the_extension(demo: World, path: str) -> None:
    """Neither the worker nor the preset, by whatever path."""
    assert demo.client.get(f"/demo/extension/{path}").status_code == 404


def test_its_pages_are_as_strict_as_any_helpdesk(demo: World) -> None:
    """No inline script, no foreign file, and on the bare page no connection at all."""
    bare = demo.client.get("/demo").headers["Content-Security-Policy"]
    tried = demo.client.get("/demo/try").headers["Content-Security-Policy"]
    assert "default-src 'none'" in bare
    assert "unsafe" not in bare + tried
    assert "connect-src 'none'" in bare
    assert "connect-src 'self'" in tried


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """What `make run` starts, in a folder of its own."""
    folder, url = tmp_path_factory.mktemp("run"), f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "unruffle.demo", "--port", url.rpartition(":")[2]]
    env = {name: value for name, value in os.environ.items() if "UNRUFFLE" not in name}
    program = Program(command, f"{url}/readyz", folder / "log", env, folder)
    program.start()
    yield program
    program.stop()


def test_make_run_serves_this_machine_only(run: Program) -> None:
    """The demo is there, but not through a proxy on this machine."""
    page = run.ready.replace("readyz", "demo/try")
    assert page in run.log.read_text()
    with urllib.request.urlopen(page, timeout=5) as answer:
        assert answer.status == 200
    proxied = urllib.request.Request(page, headers={"X-Forwarded-For": "192.0.2.7"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(proxied, timeout=5)
    with caught.value as refused:
        assert refused.code == 404


def test_make_run_prints_the_command_for_one_more_link(run: Program) -> None:
    """It works as it stands there: same database, same address, one team."""
    said = run.log.read_text()
    assert said.count("/connect#") == 1
    (command,) = (line for line in said.splitlines() if line.endswith(" admin code new"))
    done = subprocess.run(
        command, shell=True, env=run.env, cwd=run.folder, capture_output=True, text=True, check=True
    )
    assert "For team Demo, once" in done.stderr
    assert done.stdout.startswith(run.ready.replace("readyz", "connect#"))


def test_make_run_prints_the_link_of_the_first_owner(run: Program) -> None:
    """It opens the console, and its code goes through no log of the server."""
    (line,) = (line for line in run.log.read_text().splitlines() if "/console/first#" in line)
    with urllib.request.urlopen(line.split()[-1], timeout=5) as answer:
        assert "Open your link" in answer.read().decode()
