"""One workshop and its sign-up, for everybody."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.links import new_link
from etabli.foundation.people.models import Person, Role, SecretLink
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import act_by_link
from etabli.foundation.seats.actions import AlreadySignedUp
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.network_marks import network_address_of
from etabli.foundation.seats.rules import may_withdraw
from etabli.foundation.seats.typed_contacts import note_address, note_phone
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.rules import sign_up_refusal
from etabli.programme.workshops.sign_up_forms import SignUpForm
from etabli.territory.places.engine import minutes
from etabli.territory.places.queries import distances_from, find_commune
from etabli.territory.register.queries import artisan_of
from etabli.territory.relays.queries import own_relay


@public
@limited("sign_up", per_minute=60)
def workshop(request: Request, pk: int) -> HttpResponse:
    """One workshop, and its sign-up on the page itself."""
    session = queries.get_session(request.viewer, pk)
    if request.method == "POST" and (staff_page := _page_to_sign_others_up(request, session)):
        return redirect(staff_page)
    form = SignUpForm(request.POST or None, chamber_id=session.chamber_id, initial=_initial_values(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _sign_up(request, session, form)
        except AlreadySignedUp as refusal:
            return _already_signed_up(request, session, refusal.sign_up, form.act_arguments)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
    return render(request, "workshops/workshop_detail.html", _context(request, session, form))


def via_of(request: Request) -> str:
    """The code of the relay through which somebody came: that of the link, or the relay's own when it acts."""
    if request.viewer.role == Role.RELAY:
        try:
            return own_relay(request.viewer).code
        except NotVisible:
            return ""
    return request.GET.get("via", "").strip().lower()[:40]


def _initial_values(request: Request) -> dict[str, Any]:
    """What need not be typed again: the commune of the list, the artisan's own details."""
    commune = find_commune(request.GET.get("commune", "")) if request.GET.get("commune") else None
    person = _own_person(request)
    if person is None:
        return {"commune": commune}
    artisan = artisan_of(request.viewer, person)
    return {
        "name": person.name,
        "contact": person.email or person.phone,
        "commune": commune or (artisan.commune if artisan else None),
    }


def _own_person(request: Request) -> Person | None:
    if request.viewer.role != Role.ARTISAN or request.viewer.person_id is None:
        return None
    return Person.objects.filter(pk=request.viewer.person_id).first()


def _page_to_sign_others_up(request: Request, session: Session) -> str:
    """Where the staff and the relays sign somebody else up; "" for those who sign up here."""
    if request.viewer.is_staff_of(session.chamber_id):
        return reverse("workshops:phone", args=[session.pk])
    if request.viewer.role == Role.RELAY and request.viewer.chamber_id == session.chamber_id:
        return reverse("workshops:relay_sign_up", args=[session.pk])
    return ""


def _context(request: Request, session: Session, form: SignUpForm) -> dict[str, Any]:
    occasion, near_code = session.occasion, form.initial.get("commune")
    km = distances_from(near_code.code).get(session.venue.commune_id) if near_code else None
    return {
        "session": session,
        "occasion": occasion,
        "form": form,
        "near": near_code,
        "km": km,
        "minutes": minutes(km) if km is not None else None,
        "is_open": occasion.cancelled_at is None and occasion.starts_at > timezone.now(),
        "closed": ""
        if request.viewer.is_staff_of(session.chamber_id)
        else sign_up_refusal(session, timezone.localdate()),
        "own": queries.own_sign_up(request.viewer, session),
        "ahead": queries.count_waiting(session) if not occasion.free else 0,
        "is_staff": request.viewer.is_staff_of(session.chamber_id),
        "sign_up_page": _page_to_sign_others_up(request, session),
        "via": via_of(request),
    }


def _sign_up(request: Request, session: Session, form: SignUpForm) -> HttpResponse:
    """Sign up, then show the sign-up to whoever may see it.

    A visitor sees the sign-up that they have just made, and nothing else, whether the chamber knew the address or
    not: the screen tells nobody who is known; its owner learns of it by mail.
    """
    at, arguments = timezone.now(), form.act_arguments
    person = _own_person(request)
    is_self = person is not None and person.name.casefold() == arguments["name"].casefold()
    links: list[SecretLink] = []
    is_stranger = request.viewer.role in {Role.NOBODY, Role.BEARER}
    sign_up = actions.sign_up_for_session(
        session=session,
        person=person if is_self else None,
        **arguments,
        via=via_of(request),
        origin=network_address_of(request, request.viewer),
        and_write=(lambda place: links.append(_open_link(place))) if is_stranger else None,
        by=request.viewer,
        at=at,
    )
    if form.remark:
        messages.info(request, form.remark)
    is_new = sign_up.signed_up_at == at  # else they had a place: only those who come with them are new
    if not is_new and not may_withdraw(request.viewer, sign_up):
        return _already_signed_up(request, session, sign_up, arguments)
    if arguments["others"]:
        acted(request, _("All of you are noted."))
    return _show_sign_up(request, session, sign_up, arguments, links)


def _show_sign_up(
    request: Request,
    session: Session,
    sign_up: SignUp,
    arguments: Mapping[str, Any],
    links: Sequence[SecretLink],
) -> HttpResponse:
    """The page of the place, to whoever may see it; a stranger's browser bears a link to what it has just made."""
    if links:
        _bear_link(request, links[0], sign_up, name=arguments["name"], email=arguments["email"])
    elif not may_withdraw(request.viewer, sign_up):
        messages.success(request, noted_message(session, has_address=bool(arguments["email"])))
        return redirect("workshops:workshop", pk=session.pk)
    return redirect("seats:sign_up", pk=sign_up.pk)


def _open_link(sign_up: SignUp) -> SecretLink:
    return new_link(
        person=sign_up.required_person,
        scope=SecretLink.Scope.SIGN_UP,
        subject_id=sign_up.pk,
        is_open=True,
        at=sign_up.signed_up_at,
    )


def _bear_link(request: Request, link: SecretLink, sign_up: SignUp, *, name: str, email: str) -> None:
    """This browser has just made the sign-up: from now on it bears the link to it, and to nothing else."""
    if (
        request.session.session_key
    ):  # a session that somebody may know gets another key; a new one has none yet
        request.session.cycle_key()
    act_by_link(request, link)
    if email:
        note_address(request, sign_up, name=name, email=email)
    else:
        note_phone(request, sign_up)


def _already_signed_up(
    request: Request, session: Session, sign_up: SignUp, arguments: Mapping[str, Any]
) -> HttpResponse:
    """A second sign-up is no mistake: show the first to its owner; to the others, say nothing of it, and mail it."""
    if may_withdraw(request.viewer, sign_up):
        messages.success(request, _("You have signed up already: here is your place."))
        return redirect("seats:sign_up", pk=sign_up.pk)
    actions.recall_place(sign_up=sign_up, by=request.viewer, at=timezone.now())
    messages.success(request, noted_message(session, has_address=bool(arguments["email"])))
    return redirect("workshops:workshop", pk=session.pk)


def noted_message(session: Session, *, has_address: bool) -> str:
    """To whoever signed somebody up and has not proved to be them: the same whether the place is new or not. It speaks
    of what they typed, an e-mail address or a telephone number."""
    on = date_format(timezone.localtime(session.occasion.starts_at), "j F")
    if has_address:
        text = _(
            "It is noted for %(on)s. We write to this address: our mail leads to the place. Without a mail, call us."
        )
    else:
        text = _(
            "It is noted for %(on)s. If something changes, we call this number. To give the place back, call us."
        )
    return text % {"on": on}
