"""Sharing a brief: the link to send, the files to take away, and what the bearer of the link reads."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.documents.qr import qr_svg
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import WINDOW_SECONDS, count_guess_and_find_exceeded
from etabli.foundation.people.links import link_url, record_use
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.ui.pages import too_many
from etabli.procurement.briefs import actions, engine, queries
from etabli.procurement.briefs.forms.sharing import ShareForm
from etabli.procurement.briefs.models import BriefLink
from etabli.procurement.briefs.pages.attachments import picture_response
from etabli.procurement.briefs.pages.papers import CONCERNED
from etabli.procurement.briefs.rendering import DOCX, contact_of, document_of, docx_of, pdf_of
from etabli.procurement.briefs.rules import may_write


@allow(*CONCERNED)
def share(request: Request, pk: int) -> HttpResponse:
    """One page to share a project: a link to send; else a file, or a text for a mail."""
    brief, now = queries.get_brief(request.viewer, pk), timezone.now()
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.share_brief(brief=brief, **form.cleaned_data, by=request.viewer, at=now)
        acted(request, _("The link is ready. Copy it, then send it to whom you like."))
        return redirect("briefs:share", pk=pk)
    context = {
        "brief": brief,
        "form": form,
        "links": [(link, queries.address_of(link)) for link in queries.links_of(brief, now)],
        "text": engine.as_text(document_of(brief, engine.one_page)),
        "may_write": may_write(request.viewer, brief),
    }
    return render(request, "briefs/brief_share.html", context)


@allow(*CONCERNED)
@require_POST
def revoke_link(request: Request, pk: int, link_pk: int) -> HttpResponse:
    """The link opens nothing any more."""
    brief = queries.get_brief(request.viewer, pk)
    shared = queries.get_link(brief, link_pk)
    actions.cut_link(shared=shared, by=request.viewer, at=timezone.now())
    acted(request, _("The link is cut off: it opens nothing any more."))
    return redirect("briefs:share", pk=pk)


@public
def read(request: Request, token: str) -> HttpResponse:
    """What the bearer of a link reads: the specifications, and nothing of the rest."""
    shared = queries.brief_link_of_token(token, timezone.now())
    if shared is None:
        if count_guess_and_find_exceeded(request, "link"):
            return too_many(request, wait_seconds=WINDOW_SECONDS)
        return render(request, "briefs/link_gone.html", status=404)
    record_use(shared.link, timezone.localdate())
    brief = shared.brief
    context = {
        "brief": brief,
        "token": token,
        "document": document_of(brief),
        "photos": queries.photos_of(brief),
        "contact": contact_of(brief.person) if shared.shows_contact else "",
    }
    return render(request, "briefs/brief_read.html", context)


@public
def read_photo(request: Request, token: str) -> HttpResponse:
    """A photo of the same, by its place among them: the first, unless another is asked for."""
    brief, place = _opened(token).brief, request.GET.get("place", "1")
    shown = {str(number): photo.pk for number, photo in enumerate(queries.photos_of(brief), 1)}
    return picture_response(request, queries.photo_file(brief, shown.get(place, 0)))


@public
def read_pdf(request: Request, token: str) -> HttpResponse:
    """The same as a PDF."""
    shared = _opened(token)
    content = pdf_of(
        shared.brief, engine.specification, shows_contact=shared.shows_contact, at=timezone.now()
    )
    return document_response(content, "cahier-des-charges.pdf")


@public
def read_docx(request: Request, token: str) -> HttpResponse:
    """The same for a word processor."""
    shared = _opened(token)
    content = docx_of(
        shared.brief, engine.specification, shows_contact=shared.shows_contact, at=timezone.now()
    )
    return document_response(content, "cahier-des-charges.docx", DOCX)


def _opened(token: str) -> BriefLink:
    shared = queries.brief_link_of_token(token, timezone.now())
    if shared is None:
        raise NotVisible
    return shared


# Going on with a brief on another device: its link to read, to scan, to get by mail.


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
