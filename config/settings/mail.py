"""How mail leaves: MAIL_BY chooses the way, and only the processes that may send read any of these variables."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.settings import environment
from config.settings.environment import Process

SENDERS = {Process.WORKER, Process.MANAGE}
# The empty way is for processes that must not send, and for a manage.py that nobody told how to.
BACKENDS = {
    "": "config.mail.NoBackend",
    "file": "config.mail.FileBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "smtp": "config.mail.SmtpBackend",
    "notify": "config.mail.NotifyBackend",
}
PORTS = {"starttls": 587, "tls": 465, "none": 25}
# A mail server or Notify that does not answer fails this attempt; the outbox makes the next one.
SECONDS = 10
FOLDER = Path(__file__).resolve().parents[2] / ".local" / "mail"
NOTIFY = "https://api.notifications.service.gov.uk"
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def settings(*, process: Process, otherwise: str = "", environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's settings for mail, or Notify's. `otherwise` is the way where MAIL_BY names none.

    Raises ImproperlyConfigured, naming the variable and never repeating a secret, when the way lacks what it needs.
    """
    sends = process in SENDERS
    mine = environ if sends else {}
    way = _way(mine) or (otherwise if sends else "")
    return {
        "MAIL_BY": way,
        "EMAIL_BACKEND": BACKENDS[way],
        "EMAIL_FILE_PATH": environment.optional(name="MAIL_FOLDER", environ=mine) or str(FOLDER),
        "EMAIL_TIMEOUT": SECONDS,
        "DEFAULT_FROM_EMAIL": _sender(mine, needed=way == "smtp"),
        **(_smtp(mine) if way == "smtp" else {}),
        **(_notify(mine) if way == "notify" else {}),
    }


def _way(environ: Mapping[str, str]) -> str:
    return _one_of(BACKENDS, name="MAIL_BY", value=environment.optional(name="MAIL_BY", environ=environ))


def _one_of(known: Mapping[str, Any], *, name: str, value: str) -> str:
    if value in known:
        return value
    raise ImproperlyConfigured(f"{name} is “{value}”; it must be one of {', '.join(filter(None, known))}.")


def _sender(environ: Mapping[str, str], *, needed: bool) -> str:
    read = environment.required if needed else environment.optional
    sender = read(name="MAIL_FROM", environ=environ) or "candour@localhost"
    if "@" in sender:
        return sender
    raise ImproperlyConfigured(f"MAIL_FROM is “{sender}”; it must be an address such as candour@force.example.")


def _smtp(environ: Mapping[str, str]) -> dict[str, Any]:
    tls = environment.optional(name="MAIL_TLS", environ=environ) or "starttls"
    port = PORTS[_one_of(PORTS, name="MAIL_TLS", value=tls)]
    user, password = (environment.optional(name=name, environ=environ) for name in ("MAIL_USER", "MAIL_PASSWORD"))
    if bool(user) is not bool(password):
        # Django would then not log in at all, and say nothing.
        raise ImproperlyConfigured(f"Set {'MAIL_PASSWORD' if user else 'MAIL_USER'} as well, or neither of the two.")
    return {
        "EMAIL_HOST": environment.required(name="MAIL_HOST", environ=environ),
        "EMAIL_PORT": environment.whole_number(name="MAIL_PORT", default=port, environ=environ),
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_TLS": tls == "starttls",
        "EMAIL_USE_SSL": tls == "tls",
    }


def _notify(environ: Mapping[str, str]) -> dict[str, str]:
    forms = {"NOTIFY_API_KEY": rf".*{UUID}-{UUID}", "NOTIFY_TEMPLATE_ID": UUID}
    found = {name: environment.required(name=name, environ=environ) for name in forms}
    for name, form in forms.items():
        if not re.fullmatch(form, found[name], flags=re.IGNORECASE):
            raise ImproperlyConfigured(f"{name} is not one of Notify's: copy it whole from Notify's own pages.")
    return found | {"NOTIFY_URL": environment.optional(name="NOTIFY_URL", environ=environ) or NOTIFY}
