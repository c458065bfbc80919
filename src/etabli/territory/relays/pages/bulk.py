"""Several relays at once: withdrawn from the directory, or exported to a spreadsheet."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.documents import TABLES
from etabli.foundation.files.responses import document_response
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_chamber
from etabli.territory.relays import actions, queries
from etabli.territory.relays.forms import FilterForm
from etabli.territory.relays.spreadsheet import rows_of


@allow(*STAFF)
@require_POST
def act_on_several(request: Request) -> HttpResponse:
    """Withdraw the ticked relays, or export them; with nothing ticked, the spreadsheet holds the whole list."""
    ticked = [int(pk) for pk in request.POST.getlist("relay") if pk.isdecimal() and len(pk) < 16]
    operation = request.POST.get("do", "")
    if operation in TABLES:
        return _file(request, operation, ticked)
    try:
        if operation != "withdraw":
            raise ActionError(_("Choose what to do with the relays that you ticked."))
        relays = queries.chosen_relays(request.viewer, ticked)
        chamber = own_chamber(request.viewer)
        actions.withdraw_several(chamber=chamber, relays=relays, by=request.viewer, at=timezone.now())
    except ActionError as error:
        messages.error(request, str(error))
    else:
        message = ngettext("%(n)d relay left the directory.", "%(n)d relays left the directory.", len(relays))
        acted(request, message % {"n": len(relays)})
    return redirect(f"{reverse('relays:list')}?{request.GET.urlencode()}".rstrip("?"))


def _file(request: Request, file_format: str, ticked: Sequence[int]) -> HttpResponse:
    relay_filter = FilterForm(request.GET).wanted
    relays = queries.relays(request.viewer, relay_filter, at=timezone.now())
    write, content_type = TABLES[file_format]
    rows = rows_of(relays.filter(pk__in=ticked) if ticked else relays)
    return document_response(write(rows), f"relais.{file_format}", content_type)
