"""The sites that one likes: what can be seen there, and what one would like too."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.limits import count_use_and_find_exceeded, limited
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible
from etabli.procurement.briefs.models import Attachment
from etabli.procurement.briefs.queries import answers_by_need, get_attachment, get_brief
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility import actions
from etabli.programme.visibility.checks.forms import REFUSALS
from etabli.programme.visibility.checks.pages import MAX_OF_ONE_SITE, MAX_PER_MINUTE
from etabli.programme.visibility.engine.checks.address import BadAddress, site_address
from etabli.programme.visibility.liked_sites.catalogue import features
from etabli.programme.visibility.liked_sites.forms import WishesForm
from etabli.programme.visibility.liked_sites.queries import latest_reading
from etabli.programme.visibility.rules import may_read_liked
from etabli.programme.visibility.tasks import read_liked


@allow(Role.ARTISAN, *STAFF)
def liked(request: Request, pk: int, attachment_pk: int) -> HttpResponse:
    """What was seen there; a POST writes in the project what is ticked."""
    attachment, at = _attachment(request, pk, attachment_pk), timezone.now()
    reading = latest_reading(attachment)
    if reading is not None and reading.is_awaited(at):
        return render(request, "visibility/liked_waiting.html", {"attachment": attachment})
    known = {
        need for need, kept in answers_by_need(attachment.brief).items() if kept.answer or kept.says_something
    }
    seen = [feature for id, feature in features().items() if reading and id in reading.features]
    form = WishesForm(
        [(feature.id, words_of(feature.text)) for feature in seen if feature.need not in known],
        request.POST if request.method == "POST" else None,
    )
    if form.is_valid() and _is_written(request, attachment, form):
        return redirect("briefs:attachments", pk)
    context = {
        "attachment": attachment,
        "reading": reading,
        "form": form,
        "known": [feature.text for feature in seen if feature.need in known],
    }
    return render(request, "visibility/liked.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN, *STAFF)
@require_POST
@limited("visibility.check", per_minute=MAX_PER_MINUTE)
def read(request: Request, pk: int, attachment_pk: int) -> HttpResponse:
    """Have it read, by the worker."""
    attachment = _attachment(request, pk, attachment_pk)
    refusal = _refusal(attachment)
    if refusal:
        messages.error(request, refusal)
    else:
        reading = actions.read_liked_site(attachment=attachment, by=request.viewer, at=timezone.now())
        read_liked.enqueue(reading.pk)
    return redirect("visibility:liked", pk, attachment_pk)


@allow(Role.ARTISAN, *STAFF)
def liked_state(request: Request, pk: int, attachment_pk: int) -> JsonResponse:
    """Is it read yet? Asked by the page that waits."""
    reading = latest_reading(_attachment(request, pk, attachment_pk))
    is_awaited = reading is not None and reading.is_awaited(timezone.now())
    return JsonResponse({"status": "waiting" if is_awaited else "done", "progress": ""})


def _attachment(request: Request, pk: int, attachment_pk: int) -> Attachment:
    """A site of a project, for whoever writes in it. Raises NotVisible."""
    attachment = get_attachment(get_brief(request.viewer, pk), attachment_pk)
    if not attachment.address or not may_read_liked(request.viewer, {"attachment": attachment}):
        raise NotVisible
    return attachment


def _refusal(attachment: Attachment) -> str:
    """Why nobody reads this site now; "" when somebody does."""
    try:
        host = site_address(attachment.address).partition("/")[0]
    except BadAddress as refusal:
        return str(REFUSALS[str(refusal)])
    if count_use_and_find_exceeded(f"visibility:{host}", most=MAX_OF_ONE_SITE, seconds=3600):
        return _("This site was checked many times this hour. Come back in an hour.")
    return ""


def _is_written(request: Request, attachment: Attachment, form: WishesForm) -> bool:
    """Write what is ticked in the project; False when nothing is, and the form says so."""
    chosen: Any = [features()[id] for id in form.cleaned_data["wishes"]]
    try:
        actions.wish_for(brief=attachment.brief, features=chosen, by=request.viewer, at=timezone.now())
    except ActionError as refusal:
        form.add_error("wishes", str(refusal))
        return False
    acted(request, _("Written in your project. You can change the words there."))
    return True
