"""Photos and sites of a brief: the page where they are joined, corrected, moved, taken out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.pages import acted, refusals_in
from etabli.procurement.briefs import actions, queries
from etabli.procurement.briefs.forms.attachments import PhotoForm, SiteForm
from etabli.procurement.briefs.models import Attachment, Brief
from etabli.procurement.briefs.pages.papers import READERS
from etabli.procurement.briefs.rules import may_write


@allow(*READERS)
def attachments(request: Request, pk: int) -> HttpResponse:
    """All of them, in order, and the way to join more."""
    brief = queries.get_brief(request.viewer, pk)
    photos, sites = queries.photos_of(brief), queries.sites_of(brief)
    context = {
        "brief": brief,
        "photos": photos,
        "sites": sites,
        "most_photos": actions.MOST_PHOTOS,
        "most_sites": actions.MOST_SITES,
        "may_write": may_write(request.viewer, brief),
    }
    return render(request, "briefs/attachment_list.html", context)


@allow(*READERS)
def attach_photo(request: Request, pk: int) -> HttpResponse:
    """One more photo."""
    return _ask(request, pk, PhotoForm, actions.attach_photo, _("Join a photo"))


@allow(*READERS)
def attach_site(request: Request, pk: int) -> HttpResponse:
    """One more site."""
    return _ask(request, pk, SiteForm, actions.attach_site, _("Join a site that you like"))


@allow(*READERS)
def attachment(request: Request, pk: int, attachment_pk: int) -> HttpResponse:
    """What is said of one, corrected."""
    there = queries.get_attachment(queries.get_brief(request.viewer, pk), attachment_pk)
    form_class, title = (PhotoForm, _("This photo")) if there.photo_id else (SiteForm, _("This site"))
    return _ask(request, pk, form_class, actions.change_attachment, title, there)


@allow(*READERS)
@require_POST
def move(request: Request, pk: int, attachment_pk: int) -> HttpResponse:
    """One place earlier, or later, among those of its kind."""
    brief = queries.get_brief(request.viewer, pk)
    there, photos, sites = (
        queries.get_attachment(brief, attachment_pk),
        queries.photos_of(brief),
        queries.sites_of(brief),
    )
    order = [alike.pk for alike in (photos if there.photo_id else sites)]
    others = [other.pk for other in (sites if there.photo_id else photos)]
    place = order.index(there.pk)
    order.insert(max(0, place + (1 if "later" in request.POST else -1)), order.pop(place))
    actions.move_attachments(brief=brief, order=[*order, *others], by=request.viewer, at=timezone.now())
    acted(request, _("The order is changed."))
    return redirect("briefs:attachments", pk=pk)


@allow(*READERS)
@require_POST
def withdraw(request: Request, pk: int, attachment_pk: int) -> HttpResponse:
    """Out of the project."""
    there = queries.get_attachment(queries.get_brief(request.viewer, pk), attachment_pk)
    actions.withdraw_attachment(attachment=there, by=request.viewer, at=timezone.now())
    acted(request, _("It is taken out of your project."))
    return redirect("briefs:attachments", pk=pk)


@allow(*READERS)
def photo(request: Request, pk: int, attachment_pk: int) -> HttpResponse:
    """The picture itself, for whoever may see the brief."""
    return picture_response(request, queries.photo_file(queries.get_brief(request.viewer, pk), attachment_pk))


def picture_response(request: Request, stored: StoredFile) -> HttpResponse:
    """A photo shown in a page. A browser asks again each time: it may have been taken out."""
    etag = quote_etag(stored.sha256)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        with stored.content.open("rb") as file:
            response = document_response(file.read(), stored.name, stored.content_type)
        response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _ask(
    request: Request, pk: int, form_class: Any, act: Any, title: str, there: Attachment | None = None
) -> HttpResponse:
    """A form of one attachment; what it says goes to the act."""
    brief: Brief = queries.get_brief(request.viewer, pk)
    if not may_write(request.viewer, brief):
        return redirect("briefs:beside", pk=pk)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_class(*given, attachment=there)
    if form.is_valid():
        about = {"attachment": there} if there else {"brief": brief}
        with refusals_in(form):
            act(**about, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("Saved.") if there else _("It is joined to your project."))
            return redirect("briefs:attachments", pk=pk)
    context = {"brief": brief, "form": form, "title": title, "attachment": there}
    return render(request, "briefs/attachment_form.html", context, status=422 if form.errors else 200)
