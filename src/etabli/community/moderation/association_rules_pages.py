"""What the association decided once for all: its limits, its reasons."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.association.rules import is_board_of
from etabli.community.moderation import actions
from etabli.community.moderation.forms import LimitsForm, ReasonForm
from etabli.community.moderation.limits import limits_of
from etabli.community.moderation.reasons import reasons_of
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_organisation


@allow(Role.MODERATOR, Role.BOARD)
def settings(request: Request) -> HttpResponse:
    """The limits, which the board sets, and the reasons."""
    organisation = own_organisation(request.viewer)
    form = LimitsForm(request.POST or None, instance=limits_of(organisation.pk))
    may_set = is_board_of(request.viewer, organisation.pk)
    if request.method == "POST" and form.is_valid():
        actions.set_limits(
            organisation=organisation, wanted=form.cleaned_data, by=request.viewer, at=timezone.now()
        )
        acted(request, _("The limits are recorded."))
        return redirect("moderation:settings")
    context = {"form": form, "may_set": may_set, "reasons": reasons_of(organisation.pk)}
    return render(request, "moderation/settings.html", context, status=422 if form.errors else 200)


@allow(Role.MODERATOR, Role.BOARD)
def reason(request: Request, code: str = "") -> HttpResponse:
    """Word one reason, or add one."""
    organisation = own_organisation(request.viewer)
    reason = next((candidate for candidate in reasons_of(organisation.pk) if candidate.code == code), None)
    if code and reason is None:
        raise Http404
    initial = {"text": reason.text, "is_offered": reason.is_offered} if reason else None
    form = ReasonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.write_reason(
            organisation=organisation,
            code=code,
            **form.cleaned_data,
            by=request.viewer,
            at=timezone.now(),
        )
        acted(request, _("The reason is recorded."))
        return redirect("moderation:settings")
    context = {"form": form, "reason": reason}
    return render(request, "moderation/reason.html", context, status=422 if form.errors else 200)
