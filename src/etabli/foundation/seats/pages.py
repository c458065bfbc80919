"""One's own sign-up: see it, say yes or no to a place, give it back, put it in a calendar."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from etabli.foundation.journal import undo
from etabli.foundation.notify.calendar import calendar_file
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION, STAFF, Role
from etabli.foundation.people.pages import acted, back
from etabli.foundation.seats import actions, queries
from etabli.foundation.seats.calendar import meeting_of
from etabli.foundation.seats.forms import ConfirmationRuleForm
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.network_marks import network_address_of
from etabli.foundation.seats.notices import last_delayed_departure, note_shown
from etabli.foundation.seats.occasion_words import dates_url, preparation_url
from etabli.foundation.seats.rules import is_holder, may_confirm
from etabli.foundation.seats.titles import name_of, practical_of, title_of
from etabli.foundation.seats.typed_contacts import is_by_phone, typed_address
from etabli.foundation.ui.elision import join_little_words
from etabli.foundation.ui.typography import full_spans, moment

CONCERNED_ROLES = (Role.BEARER, Role.ARTISAN, *ASSOCIATION, *STAFF)
LATE_PERIOD = timedelta(
    days=1
)  # before the beginning: the reminder has left, and one says that one comes late
GIVEN_BACK_SENTENCES = {
    "seated": gettext_lazy("Your place has been given back."),
    "offered": gettext_lazy("You said no. Thank you for telling us."),
    "waiting": gettext_lazy("You have left the waiting list."),
    "pending": gettext_lazy("The sign-up is taken off."),
}
RELEASED_SENTENCES = {
    "seated": gettext_lazy("The place of %(name)s is free again."),
    "offered": gettext_lazy("%(name)s says no: the place goes to the others."),
    "waiting": gettext_lazy("%(name)s is off the list."),
}
AGAIN_SENTENCES = {
    "seated": gettext_lazy("You have a place again."),
    "waiting": gettext_lazy("You are on the waiting list."),
    "pending": gettext_lazy("Your sign-up is noted. One thing is left: to confirm it."),
}
CONFIRMED_SENTENCES = {
    "seated": gettext_lazy("Confirmed: the place is taken."),
    "waiting": gettext_lazy("Confirmed, on the waiting list."),
}


def _mail_context(sign_up: SignUp, *, by_phone: bool) -> dict[str, bool]:
    """Whether a mail reaches whom it is for, and who is told."""
    return {
        "writes": not by_phone and bool(sign_up.held_by.email),
        "writes_to_told": not by_phone and bool(sign_up.recipient.email),
    }


def _occasion_context(request: Request, sign_up: SignUp) -> dict[str, Any]:
    """What it is, as its reader reads it, and the pages of its app."""
    occasion = sign_up.occasion
    return {
        "is_staff": request.viewer.is_staff_of(occasion.chamber_id),
        "occasion": occasion,
        "title": title_of(occasion),
        "practical": practical_of(occasion),
        "dates": dates_url(occasion),
        "prepare": preparation_url(sign_up),
    }


def _can_confirm(request: Request, sign_up: SignUp) -> bool:
    return sign_up.is_unproved and sign_up.status != "seated" and may_confirm(request.viewer, sign_up)


@allow(*CONCERNED_ROLES)
def sign_up(request: Request, pk: int) -> HttpResponse:
    """A sign-up: place held, place offered or position in the waiting list; what can be done. Changes nothing, but that
    whoever is told of it has seen how it stands."""
    sign_up = queries.get_sign_up(request.viewer, pk)
    occasion, now = sign_up.occasion, timezone.now()
    stands, by_phone = occasion.cancelled_at is None, is_by_phone(request, sign_up)
    if request.viewer.unread and is_holder(request.viewer, sign_up.recipient):
        note_shown(sign_up, now)
    context = {
        "sign_up": sign_up,
        **_occasion_context(request, sign_up),
        "is_over": occasion.starts_at <= now,
        "can_act": stands and occasion.starts_at > now,
        "can_be_late": stands and occasion.starts_at - LATE_PERIOD <= now < occasion.ends_at,
        "typed": typed_address(request, sign_up),
        **_mail_context(sign_up, by_phone=by_phone),
        "reminds": occasion.starts_at - LATE_PERIOD > now,
        "can_confirm": _can_confirm(request, sign_up),
        "position": queries.position(sign_up) if sign_up.status == "waiting" else None,
        "gave_back": queries.withdrawal_entry(sign_up, since=now - actions.TAKE_BACK_PERIOD),
        "facts": _facts(request, sign_up),
        "brought": queries.companions_of(sign_up) if sign_up.brings else [],
        "bringer": None if is_holder(request.viewer, sign_up.held_by) else sign_up.brought_by_id,
    }
    return render(request, "seats/sign_up_detail.html", context)


@allow(*CONCERNED_ROLES)
@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    """Yes to the place that is offered."""
    sign_up = queries.get_sign_up(request.viewer, pk)
    actions.accept(sign_up=sign_up, by=request.viewer, at=timezone.now())
    acted(request, _("The place is taken."))
    return back(request, reverse("seats:sign_up", args=[pk]))


@allow(*CONCERNED_ROLES)
@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """They come: said by themselves from our mail, or to the staff on the telephone."""
    sign_up = queries.get_sign_up(request.viewer, pk)
    actions.confirm(sign_up=sign_up, by=request.viewer, at=timezone.now())
    sign_up.refresh_from_db(fields=["status"])
    acted(request, CONFIRMED_SENTENCES["seated" if sign_up.status == "seated" else "waiting"])
    return back(request, reverse("seats:sign_up", args=[pk]))


@allow(*STAFF)
def confirmation_rule(request: Request) -> HttpResponse:
    """How many sign-ups from one address need no confirmation, in the viewer's organisation."""
    current_rule = queries.own_confirmation_rule(request.viewer)
    form = ConfirmationRuleForm(request.POST or None, initial={"most": current_rule.most})
    if request.method == "POST" and form.is_valid():
        values = {"most": form.cleaned_data["most"], "by": request.viewer, "at": timezone.now()}
        actions.set_confirmation_rule(organisation=current_rule.organisation, **values)
        acted(request, _("The rule holds for the sign-ups that come from now on."))
        return back(request, reverse("seats:rule"))
    return render(request, "seats/rule_form.html", {"form": form})


@allow(*CONCERNED_ROLES)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Give the place back, or say no to the one that is offered; the next page offers to take it again."""
    sign_up = queries.get_sign_up(request.viewer, pk)
    is_staff = request.viewer.is_staff_of(sign_up.chamber_id)
    was, is_silent = sign_up.status, is_staff and request.POST.get("silent") == "yes"
    before, now = queries.holders(sign_up.occasion) if is_staff else {}, timezone.now()
    actions.withdraw(sign_up=sign_up, is_silent=is_silent, by=request.viewer, at=now)
    if is_staff:
        after = queries.holders(sign_up.occasion)
        following = [row for number, row in after.items() if number not in before]
        acted(request, _released_sentence(sign_up, was, following, is_silent=is_silent, at=now))
    else:
        acted(request, GIVEN_BACK_SENTENCES[was])
    return back(request, reverse("seats:sign_up", args=[pk]))


def _released_sentence(
    sign_up: SignUp, was: str, following: list[SignUp], *, is_silent: bool, at: datetime
) -> str:
    """What the staff reads of it: whose place, who has it now, whether they are written to, and when."""
    released = RELEASED_SENTENCES.get(was, RELEASED_SENTENCES["waiting"]) % {"name": name_of(sign_up)}
    if following:
        released = " ".join(_passed_on_sentence(sign_up, row) for row in following)
    is_told = not is_silent and bool(sign_up.recipient.email)
    mail_sentence = _("An e-mail tells them so.") if is_told else _("Nobody has written to them.")
    later = last_delayed_departure([sign_up, *following], at)
    leaves = _("Our e-mails leave after the quiet hours: %(at)s.") % {"at": moment(later)} if later else ""
    return join_little_words(f"{released} {mail_sentence} {leaves}".strip())


def _passed_on_sentence(sign_up: SignUp, following: SignUp) -> str:
    values = {
        "name": name_of(sign_up),
        "following": name_of(following),
        "until": moment(following.offered_until),
    }
    if following.status == SignUp.Status.OFFERED:
        return _("The place of %(name)s is offered to %(following)s, until %(until)s.") % values
    return _("The place of %(name)s goes to %(following)s.") % values


@allow(*CONCERNED_ROLES)
@require_POST
def sign_up_again(request: Request, pk: int) -> HttpResponse:
    """Within the hour, take back what was given back; later, sign up again."""
    sign_up: SignUp = queries.get_sign_up(request.viewer, pk)
    now = timezone.now()
    gave_back = queries.withdrawal_entry(sign_up, since=now - actions.TAKE_BACK_PERIOD)
    if gave_back is not None:
        undo(entry=gave_back, by=request.viewer, at=now, mine=True)
        sign_up.refresh_from_db(fields=["status"])
    else:
        sign_up = actions.sign_up(
            occasion=sign_up.occasion,
            holder=sign_up.held_by.row,
            via=sign_up.via,
            brought_by=sign_up.brought_by,
            origin=network_address_of(request, request.viewer),
            by=request.viewer,
            at=now,
        )
    acted(request, AGAIN_SENTENCES.get(sign_up.status, AGAIN_SENTENCES["waiting"]))
    return redirect("seats:sign_up", pk=pk)


@allow(*CONCERNED_ROLES)
@require_POST
def mark_late(request: Request, pk: int) -> HttpResponse:
    """They come late, or on time after all."""
    sign_up, is_late = queries.get_sign_up(request.viewer, pk), request.POST.get("late") == "yes"
    actions.say_late(sign_up=sign_up, late=is_late, by=request.viewer, at=timezone.now())
    acted(request, _("We know that you come late.") if is_late else _("We expect you on time."))
    return redirect("seats:sign_up", pk=pk)


@allow(*ASSOCIATION)
@require_POST
def show(request: Request, pk: int) -> HttpResponse:
    """Whether the others read their name among those who come."""
    sign_up, is_shown = queries.get_sign_up(request.viewer, pk), request.POST.get("show") == "yes"
    actions.show(sign_up=sign_up, is_shown=is_shown, by=request.viewer, at=timezone.now())
    acted(
        request,
        _("The others see that you come.") if is_shown else _("Your name is not shown to the others."),
    )
    return back(request, reverse("seats:sign_up", args=[pk]))


@allow(*STAFF)
@require_POST
def give_seat(request: Request, pk: int) -> HttpResponse:
    """A free place to somebody who waits and said yes on the telephone."""
    sign_up = queries.get_sign_up(request.viewer, pk)
    actions.give_seat(sign_up=sign_up, by=request.viewer, at=timezone.now())
    acted(request, _("%(name)s has a place.") % {"name": sign_up.name})
    return back(request, reverse("seats:sign_up", args=[pk]))


@allow(*CONCERNED_ROLES)
def calendar(request: Request, pk: int) -> HttpResponse:
    """The calendar file of the occasion; for whoever has no place, the one that takes it out."""
    sign_up = queries.get_sign_up(request.viewer, pk)
    url = request.build_absolute_uri(reverse("seats:sign_up", args=[pk]))
    meeting = meeting_of(sign_up.occasion, url)
    if sign_up.status != "seated":
        meeting = replace(meeting, cancelled=True)
    response = HttpResponse(
        calendar_file(meeting, at=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="inscription.ics"'
    return response


def _facts(request: Request, sign_up: SignUp) -> list[tuple[str, str]]:
    when, where = full_spans(sign_up.occasion.spans), sign_up.occasion.place
    return [(_("When"), when), (_("Where"), where), (_("In the name of"), _name(request, sign_up))]


def _name(request: Request, sign_up: SignUp) -> str:
    """Whoever bears the link to one sign-up may have typed somebody else's address: they read the names that they
    brought, and not that one."""
    bears = request.viewer.role == Role.BEARER and request.viewer.link_subject_id == sign_up.pk
    return "" if bears else sign_up.name
