"""The adviser reports and gives documents; those who came find them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.files.responses import download_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops import actions
from etabli.programme.workshops.models import Session, SessionReport
from etabli.programme.workshops.queries import session_for_staff
from etabli.programme.workshops.session_reports import queries
from etabli.programme.workshops.session_reports.forms import DocumentForm, ReportForm


@allow(*STAFF)
def report(request: Request, pk: int) -> HttpResponse:
    """The report of a session, in a minute."""
    session = session_for_staff(request.viewer, pk)
    form = _report_form(request, session, queries.follow_up_of(request.viewer, session).report)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.write_report(session=session, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("The report is kept."))
            return redirect("workshops:desk", pk=pk)
    context = {
        "session": session,
        "form": form,
        "next": queries.next_workshops(request.viewer, session, timezone.now()),
    }
    return render(request, "workshops/afterwards/report_form.html", context)


@allow(*STAFF)
def documents(request: Request, pk: int) -> HttpResponse:
    """The documents of a session: add one, take one off, send what is new."""
    session = session_for_staff(request.viewer, pk)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add_document(session=session, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("The document is added. Nobody was told yet."))
            return redirect("workshops:session_documents", pk=pk)
    context = {"session": session, "form": form, "after": queries.follow_up_of(request.viewer, session)}
    return render(request, "workshops/afterwards/document_list.html", context)


@allow(*STAFF)
@require_POST
def send(request: Request, pk: int) -> HttpResponse:
    """Tell those who came of what is new to them."""
    session = session_for_staff(request.viewer, pk)
    recipients = actions.send_documents(session=session, by=request.viewer, at=timezone.now())
    message = ngettext("%(n)d person is told.", "%(n)d people are told.", len(recipients)) % {
        "n": len(recipients)
    }
    unreached = ", ".join(row.name for row in recipients if not row.held_by.email)
    if unreached:
        message += " " + _("Without an e-mail address, to give on paper: %(names)s.") % {"names": unreached}
    acted(request, message)
    return redirect("workshops:session_documents", pk=pk)


@allow(*STAFF)
@require_POST
def withdraw(request: Request, pk: int, document: int) -> HttpResponse:
    """Take a document off."""
    session = session_for_staff(request.viewer, pk)
    row = queries.get_document(request.viewer, session, document)
    actions.withdraw_document(document=row, by=request.viewer, at=timezone.now())
    acted(request, _("“%(title)s” is taken off.") % {"title": row.title})
    return redirect("workshops:session_documents", pk=pk)


@allow(Role.BEARER, Role.ARTISAN, *STAFF)
def given_documents(request: Request, pk: int) -> HttpResponse:
    """What somebody who came was given, and what they can do next."""
    sign_up, session, documents = queries.given_documents(request.viewer, pk)
    context = {
        "sign_up": sign_up,
        "session": session,
        "documents": documents,
        "sheets": session.shown_content.sheets,
        "next": queries.next_workshops(request.viewer, session, timezone.now()),
    }
    return render(request, "workshops/afterwards/given.html", context)


@allow(Role.BEARER, Role.ARTISAN, *STAFF)
def given_file(request: Request, pk: int, document: int) -> HttpResponseBase:
    """One of these files."""
    _sign_up, _session, documents = queries.given_documents(request.viewer, pk)
    for row in documents:
        if row.pk == document and row.file is not None:
            return download_response(row.file)
    raise Http404


def _report_form(request: Request, session: Session, written: SessionReport | None) -> ReportForm:
    attending = session.occasion.sign_ups.filter(status=SignUp.Status.SEATED, attendances__present=True)
    initial: dict[str, Any] = {} if written else {"present": attending.distinct().count()}
    material_choices = [*session.shown_content.material]
    material_choices += [
        name for name in (written.material if written else []) if name not in material_choices
    ]
    return ReportForm(
        request.POST or None, initial=initial, instance=written, material_choices=material_choices
    )
