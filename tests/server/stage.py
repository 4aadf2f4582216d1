"""A whole app on a database of its own, with a published rulebook of three rules and a check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect
from werkzeug.test import TestResponse

from cluster import Cluster
from unruffle import accounts, auth, create_app
from unruffle.lists import loader
from unruffle.server import Server, server_of
from unruffle.settings import Settings

#: Small and fixed, so that golden answers do not change with the built-in lists.
SNAPSHOT: dict[str, Any] = {
    "rules": {
        "excuse/unforeseen-circumstances": {
            "severity": "medium",
            "phrases": ["due to (unforeseen|unexpected) circumstances"],
            "message": "“Unforeseen circumstances” may be heard as: nobody is responsible.",
            "why": "A reason without a step that repairs it can be heard as an excuse.",
            "principles": ["S0.3"],
            "sources": ["K12"],
            "suggestions": [
                {"text": "This cost you {effect} 🙏; {fix} by {time}.", "replaces": "sentence"},
                {"text": "because of a mistake on our side", "replaces": "match"},
            ],
            "examples": {
                "flags": ["We are late [due to unforeseen circumstances]."],
                "passes": ["It is due on Friday."],
            },
        },
        "privacy/card-number": {
            "severity": "medium",
            "phrases": ["card number"],
            "message": "A card number in a mail may be read by others.",
            "why": "Mail is not a safe place for it.",
            "principles": ["S0.1"],
            "sources": [],
            "examples": {
                "flags": ["Send the [card number]."],
                "passes": ["Send the number of the order."],
            },
        },
        "command/calm-down": {
            "severity": "high",
            "phrases": ["calm [yourself] down"],
            "message": "“Calm down” may be heard as: the feeling is the problem.",
            "why": "Being told how to feel often raises the feeling.",
            "principles": ["S0.1"],
            "sources": [],
            "suggestions": [{"text": "", "replaces": "match"}],
            "examples": {
                "flags": ["Please [calm down]."],
                "passes": ["The calm sea went down."],
            },
        },
    },
    "checks": {
        "C34": {
            "category": "place",
            "severity": "low",
            "message": "Others can read this.",
            "why": "A public reply stays findable.",
            "principles": ["S4.24"],
            "sources": [],
            "examples": {
                "flags": [{"text": "Order [482913] is due.", "channel": "social"}],
                "passes": ["Order 482913 is due."],
            },
        },
    },
    "cues": {
        "customer": {
            "problem": ["where is my"],
            "heat:1": ["all week"],
            "cause:delay": ["waited ~1 week"],
            "asked:where": ["where is"],
            "personal:mentions a hospital stay": ["in hospital"],
        },
        "draft": {"complaint": ["sorry"]},
    },
    "categories": {"privacy": {"optional": True}},
    "classes": {},
    "features": {},
    "sources": {"K12": {"cite": "A study, 2016", "url": "https://example.org/study"}},
    "allow": [],
}


#: The password of every admin in a test.
PASSWORD = "four calm words here"


@dataclass(frozen=True, slots=True)
class World:
    """An app with its parts, and a client that holds a full key of team Demo."""

    app: Flask
    server: Server
    client: FlaskClient
    team_id: int
    key: str
    revision: int

    def post(self, path: str, body: object, key: str | None = None) -> TestResponse:
        """The answer to JSON sent to /api/v1/`path` with the key."""
        return self.client.post(f"/api/v1/{path}", json=body, headers=self.bearer(key))

    def get(self, path: str, key: str | None = None, **headers: str) -> TestResponse:
        """The answer to a GET of /api/v1/`path` with the key."""
        sent = self.bearer(key) | {name.replace("_", "-"): v for name, v in headers.items()}
        return self.client.get(f"/api/v1/{path}", headers=sent)

    def bearer(self, key: str | None = None) -> dict[str, str]:
        """The Authorization header of a key."""
        return {"Authorization": f"Bearer {self.key if key is None else key}"}

    def stored(self) -> str:
        """Every row of every table."""
        with self.server.database.read() as connection:
            return "".join(
                str(row)
                for table in inspect(connection).get_table_names()
                for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
            )

    def new_code(self, max_uses: int = 1, days: int = auth.CODE_DAYS) -> str:
        """A fresh enrollment code of team Demo."""
        return auth.new_code(self.server.database, self.team_id, datetime.now(UTC), max_uses, days)


#: The PostgreSQL of this run; None where the tests run on SQLite.
cluster: Cluster | None = None


def make_settings(folder: Path, **values: Any) -> Settings:
    """Settings for one test: a database of its own, and a short look for news."""
    plain: dict[str, Any] = {
        "database_url": cluster.new_url() if cluster else f"sqlite:///{folder / 'unruffle.db'}",
        "secret_key": "the same on every replica" if cluster else "",
        "demo": "off",
        "refresh_ms": 20,
    }
    return Settings(**(plain | values))


@contextmanager
def away(settings: Settings) -> Iterator[None]:
    """While this lasts, nobody can connect to the database; whoever is connected stays so."""
    if cluster:
        cluster.allow(settings.database_url, connections=False)
        yield
        cluster.allow(settings.database_url, connections=True)
        return
    path = settings.sqlite_path
    assert path is not None
    elsewhere = path.with_suffix(".away")
    path.rename(elsewhere)
    path.mkdir()
    yield
    path.rmdir()
    elsewhere.rename(path)


def make_world(settings: Settings) -> Iterator[World]:
    """A world that is closed when the iterator goes on."""
    with pytest.MonkeyPatch.context() as patch:
        # The lists of the package are published as well as any; these compile in no time.
        patch.setattr(loader, "load", lambda: SNAPSHOT)
        app = create_app(settings)
    server = server_of(app)
    now = datetime.now(UTC)
    team = auth.demo_team(server.database, now)
    key, _ = auth.enroll(server.database, auth.new_code(server.database, team.id, now), now)
    server.live.refresh()
    yield World(app, server, app.test_client(), team.id, key, revision=1)
    server.close()


class Console:
    """A browser in the console: it keeps cookies and sends forms as their page would."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.client = world.app.test_client()

    def get(self, path: str, **query: str) -> TestResponse:
        """The answer to /console + `path`; redirects are not followed."""
        return self.client.get(f"/console{path}", query_string=query or None)

    def text(self, path: str, **query: str) -> str:
        """The page at /console + `path`, which is there."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True)

    def post(self, path: str, origin: str = "http://localhost", **form: Any) -> TestResponse:
        """The answer to a form that this browser was shown."""
        page = self.client.get("/console/first").get_data(as_text=True)
        sign = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.client.post(
            f"/console{path}", data={"csrf_token": sign, **form}, headers={"Origin": origin}
        )

    def sign_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        """Send the sign-in form."""
        return self.post("/sign-in", name=name, password=password)


def signed_in(world: World, role: str = "owner", teams: Iterable[int] | None = None) -> Console:
    """A browser in which an admin of this role is signed in, called as her role; a lead of Demo."""
    database, now = world.server.database, datetime.now(UTC)
    chosen = [world.team_id] if teams is None and role == "lead" else teams or []
    link = accounts.invite(database, None, role, role, chosen, now, 7)
    accounts.accept(database, link, "", PASSWORD, now)
    console = Console(world)
    assert console.sign_in(role).status_code == 302
    return console
