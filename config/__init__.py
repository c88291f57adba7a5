"""The wiring: settings, addresses, Celery and its schedule, and (in `start`) how the whole thing is started."""
