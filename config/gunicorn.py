"""How gunicorn serves a door. BIND lists its addresses: the second, if there is one, is the inner one for metrics."""

import os
from typing import Any

from prometheus_client import multiprocess

bind = os.environ["BIND"].split(",")
if len(bind) > 1:
    # Which address a request came in by is told by its port: a socket has none, and would believe the Host header.
    if any(address.startswith("unix:") for address in bind) or bind[0].rpartition(":")[2] == bind[1].rpartition(":")[2]:
        raise SystemExit("BIND with a second address, for metrics, needs two host:port addresses with different ports.")
    os.environ["METRICS_PORT"] = bind[1].rpartition(":")[2]
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
worker_class = "gthread"
# gunicorn 27 would open one control socket in the home folder, shared by both doors.
control_socket_disable = True
timeout = 30
graceful_timeout = 10
keepalive = 5
# No access log: addresses and times of visits are exactly what must not be kept. Our own lines name route and result.
accesslog = None
errorlog = "-"
logger_class = "config.gunicorn_logs.QuietLogger"
# Each worker shows that it lives by touching a file; in memory, a slow disk cannot make it look dead.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108


def child_exit(server: Any, worker: Any) -> None:
    """A worker that ended must not be counted for ever."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
