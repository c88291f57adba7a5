"""For `bin/up`: a real application on this machine, with demo users who need no second factor."""

from config.settings import environment, logs
from config.settings.base import *

DEMO_ALLOWED = True
logs.configure(as_json=False)
if not environment.optional(name="FORCE_NAME"):
    FORCE_NAME = "Northshire Police"
