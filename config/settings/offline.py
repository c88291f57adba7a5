"""For commands that ask neither database nor broker: `manage.py clock` and `manage.py rulebook`.

Everything that the settings demand is made up here, so that anybody can run them in a clone where nothing has been
started. There is no database to ask: a query raises.
"""

import os

os.environ |= {
    "CANDOUR_PROCESS": "manage",
    "SECRET_KEY": "nothing-is-signed-here",
    "PUBLIC_URL": "http://localhost",
    "STAFF_URL": "http://localhost",
    "DATABASE_URL": "postgresql://localhost/none",
}

from config.settings.local import *

DATABASES = {}
