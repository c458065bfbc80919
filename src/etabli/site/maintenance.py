"""Closed for a moment: a file in the data folder says so, and every page then answers 503 in our voice.

`etabli maintenance on` writes the file, `off` takes it away, `page` prints the same page whole, for the web server in
front to show while nothing of ours answers (an upgrade, its migrations).
"""

import base64
import re
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from etabli.foundation.terminal import OneLineParser, pick, refuse
from etabli.site.environment import data_directory

FILE_NAME = "maintenance"  # it holds the hour of the return, "14:30", or nothing
RETRY_SECONDS = 300


class MaintenanceMiddleware:
    """Look for the file at each request: it is there or not at once in every process, without a restart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        from django.conf import settings

        self.get_response = get_response
        self.file: Path = settings.DATA / FILE_NAME

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            until = self.file.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            until = None
        # Out of the `except`: what a page raises later would be told as having come from the missing file.
        return self.get_response(request) if until is None else maintenance_response(request, until)


def maintenance_response(request: HttpRequest, until: str) -> HttpResponse:
    """503, with when to come back: `until` is "14:30", or empty. In the reader's language first, then in the other.

    The page never asks the database, which may be stopped: a chamber is named if this process knows it already.
    """
    from django.shortcuts import render
    from django.utils import timezone
    from django.utils.translation import get_language_from_request, override

    from etabli.foundation.people.chamber_contact import known_contact

    wait = _seconds_until(until, timezone.localtime()) if until else None
    context = {"until": "" if wait is None else until, "chamber_contact": known_contact()}
    with override(get_language_from_request(request)):
        response = render(request, "503.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS if wait is None else wait)
    response.headers["Cache-Control"] = "no-store"
    return response


def _seconds_until(until: str, now: datetime) -> int | None:
    """How long until this time of day; None once it is over: more than half a day ahead, it is the one of tomorrow."""
    hour, _colon, minute = until.partition(":")
    reopens_at = now.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    if reopens_at <= now:  # it takes longer than was said, or it is for tomorrow
        reopens_at += timedelta(days=1)
    wait = int((reopens_at - now).total_seconds())
    return wait if wait < 12 * 3600 else None


def standalone_page() -> str:
    """The page with its style inside: it loads nothing, and can be shown when nothing of ours answers."""
    from etabli.site.django_commands import prepare

    prepare()
    from django.conf import settings
    from django.contrib.staticfiles import finders
    from django.template.loader import render_to_string
    from django.utils.translation import override

    sheet = Path(str(finders.find("ui/etabli.css"))).read_text(encoding="utf-8")
    packed = base64.b64encode(re.sub(r"@font-face {.*?}", "", sheet).encode()).decode()
    style = f'<link rel="stylesheet" href="data:text/css;base64,{packed}">'
    with override(settings.LANGUAGE_CODE):
        page = render_to_string("503.html", {"until": ""})
    html = re.sub(r'<link rel="icon"[^>]*>\n', "", page)
    return re.sub(r'<link rel="stylesheet"[^>]*>', lambda _found: style, html)


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog="etabli maintenance",
        description=pick(
            "Fermer Établi un moment, ou le rouvrir.", "Close Établi for a moment, or open it again."
        ),
    )
    parser.add_argument(
        "what",
        choices=("on", "off", "page"),
        help=pick(
            "on : fermer ; off : rouvrir ; page : écrire la page que les gens voient",
            "on: close; off: open; page: print the page that people see",
        ),
    )
    parser.add_argument(
        "--until",
        default="",
        metavar="HH:MM",
        help=pick("quand on peut revenir", "when people may come back"),
    )
    return parser


def main(argv: list[str]) -> int:
    options = _parser().parse_args(argv)
    if options.what == "page":
        sys.stdout.write(standalone_page())
        return 0
    file = data_directory() / FILE_NAME
    if options.what == "off":
        file.unlink(missing_ok=True)
        print(pick("Établi est ouvert.", "Établi is open."))
        return 0
    if options.until and not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", options.until):
        refuse(
            f"maintenance : « {options.until} » n'est pas une heure. Écrivez par exemple --until 14:30",
            f"maintenance: {options.until!r} is no time of day. Write for instance --until 14:30",
        )
    file.write_text(options.until, encoding="utf-8")
    print(
        pick(
            "Établi est fermé : chaque page le dit. Pour ouvrir : etabli maintenance off",
            "Établi is closed: every page says so. To open: etabli maintenance off",
        )
    )
    return 0
