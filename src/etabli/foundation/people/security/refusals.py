"""What is refused with 403, whoever refuses it: a page, an act, Django itself. One event, and one line of the log."""

import logging

from django.http import HttpRequest

from etabli.foundation.people.models import SecurityKind
from etabli.foundation.people.security.events import note
from etabli.foundation.people.security.origins import told_address

log = logging.getLogger("etabli.refused")


def note_refusal(request: HttpRequest) -> None:
    """`403 POST /equipe/<int:pk>/inviter/ from 203.0.113.9`: for whoever shuts out those that try everything.

    The address of the page is written as its pattern (`site.logs`), and the network address nowhere else.
    """
    extra = {"request": request}
    log.warning("403 %s %s from %s", request.method, request.path, told_address(request), extra=extra)
    note(request, SecurityKind.REFUSED)
