"""`python -m etabli.site.serving`: prepare the installation, then be the web server, in one process.

Django is loaded once: what prepares becomes the server, and the server's processes are born from it with all that
they share in memory.

A database that does not answer ends it with one line and code 1: the supervisor starts it again, later each time. One
of a version that this code can't work with ends it with code 2, and the supervisor with it: no start would go better.
"""

import sys

from etabli.foundation.terminal import pick
from etabli.site.data_lock import hold_shared
from etabli.site.django_commands import prepare
from etabli.site.preparing import prepare_installation, tell_warnings, try_files
from etabli.site.supervisor import REFUSED


def main() -> None:
    prepare()
    from django.conf import settings

    from etabli.site.logs import log_the_unhandled

    log_the_unhandled()
    hold_shared(settings.DATA)
    tell_warnings()
    _prepare_or_end()
    try_files()
    from gunicorn.app.wsgiapp import WSGIApplication

    sys.argv = ["gunicorn", "-c", "python:etabli.site.web"]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]", prog="gunicorn").run()


def _prepare_or_end() -> None:
    """In production a file that is absent is one that was lost, or whose disk is not there yet: none is made."""
    from django.conf import settings

    from etabli.site.faults import fault_of, reason_of
    from etabli.site.migrating import OtherVersion

    try:
        prepare_installation(make=not settings.PRODUCTION)
    except OtherVersion as refusal:
        print(f"etabli: {refusal}", file=sys.stderr)
        raise SystemExit(REFUSED) from None
    except Exception as error:
        fault = fault_of(error)
        if fault is None:
            raise
        words = pick("Pour en savoir plus : etabli check", "To know more: etabli check")
        print(f"etabli: {fault.words} ({reason_of(error)}). {words}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
