"""Gunicorn's settings (`gunicorn -c python:etabli.site.web`): two processes of four threads behind a local proxy.

No access log: who reads which page is nobody's business, and the journal tells who wrote what.
"""

import gc
import logging
import os
import sys
from pathlib import Path

from gunicorn.glogging import Logger

from etabli.site.environment import log_format
from etabli.site.logs import NoPersonalData, formatter_of


class MaskedLogger(Logger):  # type: ignore[misc]  # gunicorn carries no types
    """Gunicorn's own lines, masked like ours."""

    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        for handler in logging.getLogger("gunicorn.error").handlers:
            handler.addFilter(NoPersonalData())
            handler.setFormatter(formatter_of(log_format()))


# Gunicorn puts the folder it is started in before all others on the import path. It goes last: a stray file that
# happens to stand there must not take the place of a library.
sys.path[:] = [*(folder for folder in sys.path if folder != os.getcwd()), os.getcwd()]

wsgi_app = "etabli.site.wsgi:application"
bind = os.environ.get("ETABLI_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("ETABLI_WEB_PROCESSES", "2"))
worker_class = "etabli.site.gunicorn_worker.PatientWorker"
threads = 4
timeout = 60
graceful_timeout = 8
preload_app = True
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
forwarded_allow_ips = os.environ.get("ETABLI_PROXY_ADDRESSES", "127.0.0.1,::1")
control_socket_disable = True
loglevel = "warning"
logger_class = MaskedLogger


def when_ready(server: object) -> None:
    """Before the processes are born: load once what each would load, and keep the collector from writing on it."""
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    gc.collect()
    gc.freeze()
