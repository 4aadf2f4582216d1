"""Figures of this process for a Prometheus: how many requests, how long, and whether it is ready.

Labels are names of routes and statuses, so nothing that anybody sent, and nobody who sent it, is in
them. Each server is asked by itself: what a proxy balances would be another one each time.
"""

from __future__ import annotations

import hmac
from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from unruffle.auth import bearer
from unruffle.errors import KeyUnknown
from unruffle.live import Live
from unruffle.settings import Settings
from unruffle.version import VERSION

#: Seconds; a check takes about a millisecond, a publish of a long list some seconds.
_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0)


def register(app: Flask, settings: Settings, live: Live) -> None:
    """Count from now on and answer at /metrics, where the setting `metrics_token` is set."""
    if not settings.metrics_token:
        return
    registry = CollectorRegistry()
    names = ("endpoint", "status")
    requests = Counter("unruffle_requests", "Requests answered.", names, registry=registry)
    seconds = Histogram(
        "unruffle_request_seconds",
        "How long they took.",
        ("endpoint",),
        registry=registry,
        buckets=_BUCKETS,
    )
    info = Gauge("unruffle_info", "The version.", ("version",), registry=registry)
    info.labels(VERSION).set(1)
    ready = Gauge("unruffle_ready", "1 when /readyz says so.", registry=registry)
    ready.set_function(lambda: float(live.problem is None))
    revision = Gauge("unruffle_revision", "The revision of the lists.", registry=registry)
    revision.set_function(lambda: float(live.view.revision if live.problem is None else 0))

    def begin() -> None:
        g.began = perf_counter()

    def count(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        requests.labels(endpoint, response.status_code).inc()
        # What was refused before it began took no time worth counting.
        if "began" in g:
            seconds.labels(endpoint).observe(perf_counter() - g.began)
        return response

    def metrics() -> Response:
        given = bearer(request.headers.get("Authorization"))
        if not hmac.compare_digest(given.encode(), settings.metrics_token.encode()):
            raise KeyUnknown(hint="Send the metrics_token of the settings as a bearer token.")
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    app.before_request(begin)
    app.after_request(count)
    app.add_url_rule("/metrics", "metrics", metrics, methods=["GET"])
