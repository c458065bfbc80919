"""Changing a session: the form, what it would tell and to whom, then the change."""

import json
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.seats.actions import CapacityTaken
from etabli.foundation.ui.typography import clock
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.change_preview import ChangePreview, preview_change
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.session_forms import (
    SessionForm,
    Typed,
    as_read,
    initial_of,
    merge_typed_values,
    typed_of,
)


class NothingToTell(ActionError):
    """A word to those who signed up, with a change of which nobody is told."""


@allow(*STAFF)
def change(request: Request, pk: int) -> HttpResponse:
    """Another time, room, adviser, theme, number of places; who would be told what is shown first."""
    session = queries.session_for_staff(request.viewer, pk)
    form, context = _form(request, session), {"session": session, "seen": _shown_form_text(request, session)}
    if form.is_bound and form.is_valid() and "edit_again" not in request.POST:
        now, plan, release = timezone.now(), form.plan, _release(request)
        facts: dict[str, Any] = {"release": release, "beside": form.beside, "word": form.word}
        act = partial(actions.change_session, wanted=plan, **facts, by=request.viewer)
        try:
            rehearsal = preview_change(act, session=session, at=now)
            _refuse_lost_word(form, rehearsal)
            if rehearsal.concerns_somebody and "confirmed" not in request.POST:
                context |= {"rehearsal": rehearsal, "sent": _typed_fields(form)}
                return render(request, "workshops/session_change_preview.html", context)
            act(session=session, at=now)
        except CapacityTaken as refusal:
            form.add_error("capacity", str(refusal))
            context |= {"keep": refusal.taken, **_refused_last(refusal)}
        except ActionError as refusal:
            form.add_error("word" if isinstance(refusal, NothingToTell) else None, str(refusal))
        else:
            acted(request, _told_message(bool(rehearsal.letters), bool(rehearsal.to_call)))
            return redirect("workshops:desk", pk=pk)
    return render(request, "workshops/session_form.html", {**context, "form": form})


def _refuse_lost_word(form: SessionForm, rehearsal: ChangePreview) -> None:
    if form.word and not rehearsal.concerns_somebody:
        raise NothingToTell(
            _("Nobody is told of this change, so nobody would read your word: take it out, or write to them.")
        )


def _form(request: Request, session: Session) -> SessionForm:
    """The form as the session is; what was typed, laid over what others changed since this person saw it."""
    make = partial(SessionForm, viewer=request.viewer, session=session, now=timezone.now())
    as_it_is = make(initial=initial_of(session))
    if request.method != "POST":
        return as_it_is
    shown_values, now = _parse_shown_form(request.POST.get("seen", "")), typed_of(as_it_is)
    data, clashes = merge_typed_values(request.POST, shown_values or now, now)
    if keep := request.POST.get("keep"):
        data["capacity"] = keep
    form = make(data, initial=initial_of(session))
    if clashes and form.is_valid():
        changed_by, changed_at = queries.last_changed(session)
        for name in clashes:
            values = {
                "who": changed_by,
                "clock": clock(changed_at),
                "theirs": as_read(form, name, now[name]) or "–",
            }
            form.add_error(
                name,
                _("Meanwhile, at %(clock)s, %(who)s put “%(theirs)s”. What you typed is still here: choose.")
                % values,
            )
    return form


def _shown_form_text(request: Request, session: Session) -> str:
    as_it_is = SessionForm(
        initial=initial_of(session), viewer=request.viewer, session=session, now=timezone.now()
    )
    return json.dumps(typed_of(as_it_is))


def _parse_shown_form(text: str) -> Typed:
    """What the page said of the form as it was shown; nothing when somebody has put something else there."""
    try:
        data: Any = json.loads(text)
        return {str(name): [str(value) for value in values] for name, values in data.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def _typed_fields(form: SessionForm) -> list[tuple[str, str]]:
    """What was typed, to be sent again once it is confirmed."""
    data: Any = form.data
    return [(name, value) for name in [*form.fields, "release"] for value in data.getlist(name)]


def _refused_last(refusal: CapacityTaken) -> dict[str, Any]:
    return {"last": refusal.last, "last_pks": ",".join(str(row.pk) for row in refusal.last)}


def _release(request: Request) -> list[int]:
    """The numbers of those who go to the waiting list, as the page named them."""
    return [
        int(key) for key in request.POST.get("release", "").split(",") if key.isdecimal() and len(key) < 12
    ]


def _told_message(by_mail: bool, to_call: bool) -> str:
    if to_call:
        return _(
            "The session is changed. Those who gave an e-mail address have been told; please call the others."
        )
    return (
        _("The session is changed, and everybody has been told.") if by_mail else _("The session is changed.")
    )
