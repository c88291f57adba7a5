"""How Celery behaves, and why.

Measured: with Celery's defaults a killed worker loses its task, or returns it after an hour.
"""

from django.conf import settings

broker_url = settings.REDIS_URL
broker_connection_retry_on_startup = True
# A sender gives up on a Redis that is not there. On one that hangs it may wait for long: only a thread of its own waits
# (cases/jobs/wake.py), and the work is in PostgreSQL.
broker_transport_options = {
    "visibility_timeout": 120,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
}
task_ignore_result = True
accept_content = ["json"]
task_serializer = "json"
task_acks_late = True
task_reject_on_worker_lost = True
worker_prefetch_multiplier = 1
task_time_limit = 90
task_soft_time_limit = 60
worker_soft_shutdown_timeout = 5
worker_hijack_root_logger = False
timezone = "Europe/London"
enable_utc = True
