"""For `bin/up`: a real application on this machine, with demo users who need no second factor."""

from config.settings import environment, logs, mail
from config.settings.base import *
from config.settings.base import PROCESS

DEMO_ALLOWED = True
CLOCK_MAY_BE_MOVED = True
logs.configure(as_json=False)
if not environment.optional(name="FORCE_NAME"):
    FORCE_NAME = "Northshire Police"
# Files, so that a demo never writes to anybody by accident.
globals().update(mail.settings(process=PROCESS, otherwise="file"))
