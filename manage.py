#!/usr/bin/env python3
"""Django's command line. `bin/up` gives it an environment; see .env.example for running it by hand."""

import os
import sys
from importlib import import_module

from django.core.management import execute_from_command_line

# They ask the law and nothing else, so they need no environment at all.
WITHOUT_DATABASE = {"clock", "rulebook", "severity", "stages"}
HELP = {"-h", "--help"}
# Options with which a command prints what it knows and touches nothing.
PRINTS_ONLY = {("make_force", "--figures")}


def is_offline(arguments: list[str]) -> bool:
    """Whether no environment is needed: to ask the law, or to read what a command takes or goes by."""
    asked = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if not asked or asked[0] in WITHOUT_DATABASE | {"help"} or not HELP.isdisjoint(asked):
        return True
    return any((asked[0], option) in PRINTS_ONLY for option in asked[1:])


if __name__ == "__main__":
    if is_offline(sys.argv[1:]):
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.offline"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    os.environ.setdefault("CANDOUR_PROCESS", "manage")
    if os.environ.get("REDIS_URL"):
        import_module("config.celery")
    execute_from_command_line(sys.argv)
