"""After the votes: the minutes, and the board."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.assembly import actions, papers, queries, rules
from etabli.community.assembly.forms import MinutesForm, OfficeForm
from etabli.community.assembly.models import Term
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION, Membership, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


@allow(Role.BOARD)
def minutes(request: Request, pk: int) -> HttpResponse:
    """What the minutes say of each item, beside the votes."""
    assembly = queries.get_assembly(request.viewer, pk)
    items = [line.item for line in queries.agenda_of(assembly)]
    form = MinutesForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            for item in items:
                text = form.cleaned_data[f"item_{item.pk}"]
                if text.strip() != item.minutes:
                    actions.write_minutes(item=item, text=text, by=request.viewer, at=timezone.now())
            acted(request, _("The minutes are kept."))
            return redirect("assembly:minutes", pk=pk)
    signatures = list(assembly.signatures.filter(withdrawn_at=None))
    context = {
        "assembly": assembly,
        "form": form,
        "signatures": signatures,
        "has_signed": any(signature.user_id == request.viewer.user_id for signature in signatures),
    }
    return render(request, "assembly/minutes_form.html", context)


@allow(Role.BOARD)
@require_POST
def sign(request: Request, pk: int) -> HttpResponse:
    """Sign the minutes as they are."""
    assembly = queries.get_assembly(request.viewer, pk)
    actions.sign_minutes(assembly=assembly, by=request.viewer, at=timezone.now())
    acted(request, _("You have signed the minutes. The members can read them."))
    return redirect("assembly:assembly", pk=pk)


@allow(*ASSOCIATION)
def minutes_pdf(request: Request, pk: int) -> HttpResponse:
    """The minutes: for the board once the sitting is open, for the members once signed."""
    assembly = queries.get_assembly(request.viewer, pk)
    is_signed = assembly.signatures.filter(withdrawn_at=None).exists()
    is_leading = request.viewer.role == Role.BOARD and assembly.opened_at is not None
    if not (is_signed or is_leading):
        raise NotVisible
    return document_response(papers.minutes(assembly, at=timezone.now()), "proces-verbal.pdf")


@allow(*ASSOCIATION)
def board(request: Request) -> HttpResponse:
    """Who sits on the board, until when."""
    today = timezone.localdate()
    terms = [(term, term.ends_on < today) for term in queries.terms(request.viewer)]
    context = {
        "terms": terms,
        "offices": Term.Office.choices,
        "role_endings": queries.role_endings(request.viewer),
    }
    return render(request, "assembly/board.html", context)


def _where_to_ask(term: Term, viewer: Viewer) -> tuple[str, str, int]:
    """The page on which another member of the board is asked: for the office, or for the seat itself."""
    seats = Membership.objects.filter(
        user=term.member.user_id, organisation=term.organisation_id, role=Role.BOARD, ended_on=None
    )
    seat = None if rules.treasurer_takes_two(term, viewer) else seats.first()
    return ("assembly:ask_removal", "role", seat.pk) if seat else ("assembly:ask_removal", "mandat", term.pk)


@allow(Role.BOARD)
@require_POST
def term(request: Request, pk: int) -> HttpResponse:
    """Another office, or the end of a term."""
    term, form = queries.get_term(request.viewer, pk), OfficeForm(request.POST)
    viewer, now = request.viewer, timezone.now()
    try:
        if request.POST.get("do") == "end":
            actions.end_term(term=term, by=viewer, at=now)
            acted(request, _("The term is ended."))
        elif form.is_valid():
            actions.set_office(term=term, office=form.cleaned_data["office"], by=viewer, at=now)
            acted(request, _("The office is changed."))
        else:
            raise Http404
    except actions.SecondNeeded as refusal:
        messages.error(request, str(refusal))
        return redirect(*_where_to_ask(term, viewer))
    return redirect("assembly:board")
