"""Prometheus metrics of one door, collected over its gunicorn workers. Served on the inner address only."""

import os

from prometheus_client import CollectorRegistry, make_wsgi_app, multiprocess


def registry() -> CollectorRegistry:
    """What all workers of this door have counted (they share files in PROMETHEUS_MULTIPROC_DIR)."""
    collected = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(collected)
    return collected


application = make_wsgi_app(registry())
