"""Writing to many: the drafts, the sending, what came of it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from etabli.foundation.journal import ActionError
from etabli.foundation.journal.queries import history_of
from etabli.foundation.notify.mail_layout import MAIL_CSP, html_of
from etabli.foundation.notify.prose import ours
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import STAFF, User
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.queries import own_chamber
from etabli.foundation.ui.typography import moment
from etabli.programme.outreach.actions import mailings as actions
from etabli.programme.outreach.actions.mailings import count_visit
from etabli.programme.outreach.engine.audience import CONSENT, Audience, Decision, Why
from etabli.programme.outreach.engine.pace import begins_at
from etabli.programme.outreach.engine.text import FIELDS
from etabli.programme.outreach.forms import MailingForm
from etabli.programme.outreach.letters import Letter, letter_to, target_of
from etabli.programme.outreach.mail_templates import MAIL_TEMPLATES
from etabli.programme.outreach.models import Mailing
from etabli.programme.outreach.queries import mailings as queries, segments as groups
from etabli.programme.outreach.sending import pace
from etabli.programme.outreach.wording import REASON_TEXTS, audience_text, held_back
from etabli.programme.workshops.models import Session

PER_PAGE = 12


@allow(*STAFF)
def mailing_list(request: Request) -> HttpResponse:
    """What was written to many, what is being written, and the groups."""
    context = {
        "mailings": Paginator(queries.mailings(request.viewer), PER_PAGE).get_page(request.GET.get("page")),
        "segments": groups.segments(request.viewer),
        "notice": groups.notice_in_force(request.viewer),
        "usual": MAIL_TEMPLATES,
    }
    return render(request, "outreach/mailing_list.html", context)


@allow(*STAFF)
def new(request: Request) -> HttpResponse:
    """A new mail, from one of the usual ones or from nothing."""
    form = _form(request, None)
    if request.method == "POST" and not form.is_inserting and form.is_valid():
        chamber, at = own_chamber(request.viewer), timezone.now()
        mailing = actions.write_mailing(
            chamber=chamber, author=_author(request), fields=form.act_arguments, by=request.viewer, at=at
        )
        acted(request, _("The draft is kept. Nothing has left."))
        return redirect("outreach:mailing", pk=mailing.pk)
    return render(request, "outreach/mailing_form.html", {"form": form, "mailing": None, "fields": FIELDS})


@allow(*STAFF)
def edit(request: Request, pk: int) -> HttpResponse:
    """Other words, another group, other sessions."""
    mailing = queries.get_mailing(request.viewer, pk)
    form = _form(request, mailing)
    if request.method == "POST" and not form.is_inserting and form.is_valid():
        actions.change_mailing(
            mailing=mailing, fields=form.act_arguments, by=request.viewer, at=timezone.now()
        )
        acted(request, _("The draft is kept. Nothing has left."))
        return redirect("outreach:mailing", pk=pk)
    return render(request, "outreach/mailing_form.html", {"form": form, "mailing": mailing, "fields": FIELDS})


@allow(*STAFF)
def detail(request: Request, pk: int) -> HttpResponse:
    """A draft with whom it would reach; once it was sent, what came of it."""
    mailing, at = queries.get_mailing(request.viewer, pk), timezone.now()
    context = {"mailing": mailing, "lines": history_of(request.viewer, mailing)}
    if mailing.is_draft:
        audience = _audience(request, mailing)
        context |= {
            "audience": audience,
            "sentence": audience_text(audience),
            "reader": next(iter(audience.kept), None),
        }
        sessions = queries.announced(mailing)
        context |= {"sessions": sessions, "full": _full(sessions)}
        return render(request, "outreach/mailing_draft.html", context)
    report = queries.report_of(mailing)
    context |= {
        "report": report,
        "held_back": held_back(report),
        "may_regret": mailing.leaves_at and at < mailing.leaves_at,
    }
    context["begins_at"] = begins_at(timezone.localtime(mailing.leaves_at or at))
    return render(request, "outreach/mailing_report.html", context)


@allow(*STAFF)
def people(request: Request, pk: int) -> HttpResponse:
    """The group, one by one: to whom it goes, and why not to the others."""
    mailing = queries.get_mailing(request.viewer, pk)
    audience, reason = _audience(request, mailing), request.GET.get("raison", "")
    places = [place for place in audience.places if not reason or (place.why or "ok") == reason]
    context = {
        "mailing": mailing,
        "sentence": audience_text(audience),
        "places": Paginator([_row(place) for place in places], PER_PAGE).get_page(request.GET.get("page")),
        "reasons": [("ok", _("they get it")), *((why, REASON_TEXTS[why]) for why in audience.counts)],
        "reason": reason,
    }
    return render(request, "outreach/mailing_people.html", context)


@allow(*STAFF)
@require_POST
def leave_out(request: Request, pk: int, person_pk: int) -> HttpResponse:
    """Leave one person out of this mailing, or take them in again."""
    mailing = queries.get_mailing(request.viewer, pk)
    person, is_out = queries.reader(request.viewer, mailing, person_pk), "in" not in request.POST
    actions.leave_out(mailing=mailing, person=person, out=is_out, by=request.viewer, at=timezone.now())
    message = (
        _("%(name)s is left out of this e-mail.") if is_out else _("%(name)s may get this e-mail again.")
    )
    acted(request, message % {"name": person.name})
    return back(request, f"/ecrire/{pk}/personnes/")


@allow(*STAFF)
def preview(request: Request, pk: int, person_pk: int) -> HttpResponse:
    """The mail as one person reads it: its words here, its look one click away."""
    mailing = queries.get_mailing(request.viewer, pk)
    letter = _letter(request, mailing, person_pk)
    other_places = [
        place for place in _audience(request, mailing).kept if place.candidate.person_id != person_pk
    ]
    context = {"mailing": mailing, "letter": letter, "others": other_places[:8], "person_pk": person_pk}
    context |= {"me": _author(request), "written_in": settings.LANGUAGE_CODE[:2]}
    return render(request, "outreach/mailing_preview.html", context)


@allow(*STAFF)
@csp_override(MAIL_CSP)
def letter(request: Request, pk: int, person_pk: int) -> HttpResponse:
    """The mail as a mail program shows it."""
    letter_shown = _letter(request, queries.get_mailing(request.viewer, pk), person_pk)
    return HttpResponse(html_of(letter_shown.subject, letter_shown.body))


@allow(*STAFF)
@require_POST
def send_trial(request: Request, pk: int, person_pk: int) -> HttpResponse:
    """The mail as this person would read it, to the viewer's own address."""
    mailing, at = queries.get_mailing(request.viewer, pk), timezone.now()
    author, letter_shown = _author(request), _letter(request, mailing, person_pk)
    actions.try_mailing(mailing=mailing, letter=letter_shown, to=author.email, by=request.viewer, at=at)
    acted(request, _("It leaves for %(email)s. Nobody else gets it.") % {"email": author.email})
    return redirect("outreach:preview_mailing", pk=pk, person_pk=person_pk)


@allow(*STAFF)
def confirm(request: Request, pk: int) -> HttpResponse:
    """The last look before it leaves."""
    mailing, refusal = queries.get_mailing(request.viewer, pk), ""
    if not mailing.is_draft:
        return redirect("outreach:mailing", pk=pk)
    if request.method == "POST":
        try:
            actions.send_mailing(mailing=mailing, by=request.viewer, at=timezone.now())
        except ActionError as problem:
            refusal = str(problem)
        else:
            acted(request, _("It begins to leave in a minute. Until then, you can take all of it back."))
            return redirect("outreach:mailing", pk=pk)
    context = {"mailing": mailing, "refusal": refusal, **_sending_facts(_audience(request, mailing))}
    context["full"] = _full(queries.announced(mailing))
    return render(request, "outreach/mailing_send.html", context)


@allow(*STAFF)
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """What has not left stays here."""
    actions.stop_mailing(
        mailing=queries.get_mailing(request.viewer, pk), by=request.viewer, at=timezone.now()
    )
    acted(request, _("What has not left stays here. Take this back, and the rest leaves."))
    return redirect("outreach:mailing", pk=pk)


@allow(*STAFF)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Put a draft away."""
    actions.withdraw_mailing(
        mailing=queries.get_mailing(request.viewer, pk), by=request.viewer, at=timezone.now()
    )
    acted(request, _("The draft is put away."))
    return redirect("outreach:mailings")


@allow(*STAFF)
def calls(request: Request, pk: int) -> HttpResponse:
    """Those of the group whom no mail reaches: to print, and to call."""
    mailing = queries.get_mailing(request.viewer, pk)
    rows = [_row(place) for place in _audience(request, mailing).to_call]
    return render(request, "outreach/mailing_calls.html", {"mailing": mailing, "rows": rows})


@public
@require_safe
def follow_link(request: Request, pk: int, session_pk: int | None = None) -> HttpResponse:
    """A link of a mail: counted, then where it leads. An old one leads to all the workshops, never to an error."""
    mailing, session = queries.followed(pk, session_pk)
    if mailing is not None and request.method == "GET":
        count_visit(mailing=mailing, at=timezone.now())
    return HttpResponseRedirect(target_of(mailing, session))


def _form(request: Request, mailing: Mailing | None) -> MailingForm:
    chosen = MAIL_TEMPLATES.get(request.GET.get("modele", ""))
    start = chosen.words if chosen else {}
    return MailingForm(
        request.POST or None,
        segments=groups.choices(request.viewer, mailing),
        sessions=queries.to_announce(request.viewer, timezone.now()),
        mailing=mailing,
        initial={**start, "segment": request.GET.get("groupe", "")},
    )


def _full(sessions: Sequence[Session]) -> list[Session]:
    """Those that have no place for whoever would answer."""
    return [session for session in sessions if not session.occasion.free]


def _audience(request: Request, mailing: Mailing) -> Audience:
    criteria = mailing.segment.chosen if mailing.segment else None
    return groups.audience_of(request.viewer, criteria, at=timezone.now(), mailing=mailing)


def _sending_facts(audience: Audience) -> dict[str, Any]:
    """What is told before it leaves: to how many, from when, for how long, who should be called."""
    addresses, at = [place.candidate.email for place in audience.kept], timezone.localtime()
    return {
        "number": len(addresses),
        "sentence": audience_text(audience),
        "to_call": len(audience.to_call),
        "minutes": pace().minutes(addresses),
        "waits_until": moment(begins_at(at)) if begins_at(at) != at else "",
    }


def _letter(request: Request, mailing: Mailing, person_pk: int) -> Letter:
    """As this person reads it. The way out is theirs alone: it leads nowhere here."""
    person = queries.reader(request.viewer, mailing, person_pk)
    audience = groups.audience_of_one(request.viewer, person, at=timezone.now())
    letter = letter_to(mailing, person, audience.ground or CONSENT, queries.announced(mailing))
    hidden = ours(letter.body.replace(letter.unsubscribe, _("(here, the link of each)")))
    return Letter(letter.subject, hidden, letter.unsubscribe)


def _row(place: Decision) -> dict[str, Any]:
    return {
        "who": place.candidate,
        "why": REASON_TEXTS[place.why] if place.why else "",
        "is_left_out": place.why is Why.LEFT_OUT,
        "may_be_left_out": place.why is None,
    }


def _author(request: Request) -> User:
    assert isinstance(request.user, User)
    return request.user
