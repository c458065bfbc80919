"""`python -m etabli.site.serving`: prepare the installation, then be the web server, in one process.

Django is loaded once: what prepares becomes the server, and the server's processes are born from it with all that
they share in memory.
"""

import sys

from etabli.site.django_commands import prepare
from etabli.site.in_use import stay
from etabli.site.preparing import prepare_installation, tell_warnings, try_files


def main() -> None:
    prepare()
    from django.conf import settings

    stay(settings.DATA)
    tell_warnings()
    prepare_installation()
    try_files()
    from gunicorn.app.wsgiapp import WSGIApplication

    sys.argv = ["gunicorn", "-c", "python:etabli.site.web"]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]", prog="gunicorn").run()


if __name__ == "__main__":
    main()
