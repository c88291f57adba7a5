"""For real use. Refuses to start when something is unsafe, and says what."""

from config.settings import safety
from config.settings.base import *
from config.settings.base import IS_PORTAL

SESSION_COOKIE_NAME = "__Host-candour-staff"
SESSION_COOKIE_SECURE = True
DEVICE_COOKIE_NAME = "__Host-candour-device"
CSRF_COOKIE_NAME = "__Host-candour-portal-form" if IS_PORTAL else "__Host-candour-staff-form"
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

safety.refuse_unless_safe(settings=globals())
