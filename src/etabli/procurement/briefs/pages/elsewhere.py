"""Going on with a brief on another device: its link to read, to scan, to get by mail."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from etabli.foundation.documents.qr import qr_svg
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.links import link_url
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.procurement.briefs import actions, queries


@allow(Role.ARTISAN, Role.BEARER)
def elsewhere(request: Request, pk: int) -> HttpResponse:
    """The link that opens this brief, and nothing else: shown, to scan, sent to the artisan's own address."""
    brief = queries.get_brief(request.viewer, pk)
    if request.method == "POST":
        by_mail = "mail" in request.POST and bool(brief.person.email)
        actions.open_elsewhere(brief=brief, by_mail=by_mail, by=request.viewer, at=timezone.now())
        acted(request, _("The link has left for your e-mail address.") if by_mail else _("Here is the link."))
        return redirect(request.path)
    link = queries.link_of(request.viewer, brief, timezone.now())
    context = {"brief": brief, "has_mail": bool(brief.person.email), "address": ""}
    if link is not None:
        address = link_url(link, to=reverse("briefs:overview", args=[pk]))
        square = mark_safe(qr_svg(address, label=_("QR code to go on with this project")))  # drawn by segno
        context |= {"link": link, "address": address, "square": square}
    return render(request, "briefs/brief_elsewhere.html", context)
