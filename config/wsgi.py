"""The web door as gunicorn sees it: the application on one address, its metrics on an inner one."""

import os
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

from config import metrics

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

if os.environ.get("REDIS_URL"):
    # So that what a staff page sends travels through our Celery. The public door has no Redis address and no Celery.
    import_module("config.celery")
django_application = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Requests that arrive on the inner address get metrics; all others get the door."""
    if environ.get("SERVER_PORT") == os.environ.get("METRICS_PORT"):
        inner: Iterable[bytes] = metrics.application(environ, start_response)
        return inner
    environ["CONTENT_TYPE"] = without_odd_charset(environ.get("CONTENT_TYPE", ""))
    return django_application(environ, start_response)


def without_odd_charset(content_type: str) -> str:
    """The content type with any charset but UTF-8 made one that Python does not know.

    Django fails on some of those that Python does know, before any middleware could refuse them. What it does not know
    it passes on, and `cases.web.readable` answers 400.
    """
    kind, parameters = parse_header_parameters(content_type)
    odd = parameters.get("charset", "utf-8").lower() != "utf-8"
    return f"{kind}; charset=unreadable" if odd else content_type
