"""unruffle keeps a reply from making an upset customer angrier. `create_app` is the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from unruffle.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The server as a WSGI application, ready to answer.

    Without `settings` they come from the environment. Raises errors.StartError.
    """
    # Imported here so that the core and the command line run without the web.
    import os
    from datetime import UTC, datetime

    from flask import Flask
    from flask_cors import CORS

    from unruffle import (
        api,
        connect,
        console,
        demo,
        guide,
        headers,
        languagetool,
        metrics,
        publish,
        refusals,
        rollout,
        secret,
    )
    from unruffle.db import migrate
    from unruffle.db.engine import Database
    from unruffle.live import Live
    from unruffle.server import Server
    from unruffle.settings import Settings

    settings = settings or Settings.load(os.environ)
    app = Flask("unruffle")
    app.config["SECRET_KEY"] = secret.key(settings)
    app.config["TRUSTED_HOSTS"] = settings.answered_hosts
    app.config["MAX_CONTENT_LENGTH"] = settings.body_limit_bytes

    # Storage: tables up to date, the lists of this package published.
    database = Database(settings)
    migrate.upgrade(database)
    publish.publish_builtin(database, datetime.now(UTC))

    # What is served from memory. The thread starts with the first request, after any fork.
    live = Live(database, settings)
    live.refresh()
    Server(settings, database, live).attach(app)
    app.before_request(live.start)

    # What answers: the API for extensions and tools, pages for people, the console for admins,
    # the extension for browsers.
    refusals.register(app)
    api.register(app)
    if settings.languagetool != "off":
        app.register_blueprint(languagetool.bp)
    app.register_blueprint(connect.bp)
    app.register_blueprint(guide.bp)
    app.register_blueprint(rollout.bp)
    console.register(app, settings)
    if settings.demo != "off":
        app.register_blueprint(demo.bp)

    # Figures for operators: of what, how often and how long, never of whom.
    metrics.register(app, settings, live)

    # CORS only lets an extension read the answers; what protects them is the key.
    CORS(app, resources={r"/api/.*": api.CROSS_ORIGIN})
    app.after_request(headers.secure)
    return app
