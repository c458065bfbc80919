"""The queue and one case, the rules of the association, reporting, and what concerns oneself."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.moderation import actions, queries, rules
from etabli.community.moderation.forms import AnswerForm, AppealForm, RefusalForm, ReportForm
from etabli.community.moderation.limits import delay_text
from etabli.community.moderation.models import Case
from etabli.community.moderation.moderated_content import content_of, kind_of, kind_of_content, rendered
from etabli.community.moderation.reasons import reason_text
from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.access import Request, allow, known, public
from etabli.foundation.people.limits import address_of, limited
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.viewer import Viewer

PAGE_SIZE = 12


@allow(Role.MODERATOR, Role.BOARD)
def queue(request: Request) -> HttpResponse:
    """What waits, the oldest first."""
    rows = queries.queue(request.viewer)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "first": _next_case(rows)}
    if not rows and request.viewer.organisation_id is not None:
        context["delay"] = delay_text(request.viewer.organisation_id)
    return render(request, "moderation/queue.html", context)


@allow(Role.MODERATOR, Role.BOARD)
def case(request: Request, pk: int) -> HttpResponse:
    """One thing: read it, then publish it or say why not."""
    case = queries.get_case(request.viewer, pk)
    form = RefusalForm(request.POST or None, organisation_id=case.organisation_id)
    accept = request.POST.get("decision") == "accept"
    if request.method == "POST" and (accept or form.is_valid()):
        data = {} if accept else form.cleaned_data
        with refusals_in(form):
            actions.decide(case=case, accept=accept, **data, by=request.viewer, at=timezone.now())
            acted(request, _("It is published.") if accept else _("Its author is told why."))
            return redirect("moderation:queue")
    return _case_page(request, case, form, AnswerForm())


@allow(Role.MODERATOR, Role.BOARD)
@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer the appeal about a case."""
    case = queries.get_case(request.viewer, pk)
    form, appeal = AnswerForm(request.POST), queries.open_appeal(case)
    if appeal is not None and form.is_valid():
        with refusals_in(form):
            actions.decide_appeal(appeal=appeal, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("Your answer is sent to the author."))
            return redirect("moderation:queue")
    return _case_page(request, case, RefusalForm(organisation_id=case.organisation_id), form)


def _case_page(request: Request, case: Case, form: RefusalForm, answering: AnswerForm) -> HttpResponse:
    """A case with what this viewer may do about it."""
    viewer, content, appeal = request.viewer, content_of(case), queries.open_appeal(case)
    context: dict[str, Any] = {
        "case": case,
        "kind": kind_of(case),
        "thing": content,
        "shown": rendered(case, content, request),
        "reports": list(queries.open_reports(case)),
        "appeal": appeal,
        "appeals": list(queries.appeals_of(case)),
        "why": reason_text(case),
        "form": form,
        "is_refused": bool(form.errors),
        "answering": answering,
        "has_no_part": rules.has_no_part(viewer, case, content),
        "may_decide": content is not None and rules.may_decide(viewer, case, content),
        "may_answer": appeal is not None and rules.may_decide_appeal(viewer, appeal, content),
        "has_decided": appeal is not None and rules.has_decided(viewer, appeal),
        "history": history_of(viewer, case, called={Role.ARTISAN: _("the artisan")}),
    }
    return render(request, "moderation/case_detail.html", context, status=_status(form, answering))


@known
def my_cases(request: Request) -> HttpResponse:
    """What this person handed in, and what was decided."""
    page = Paginator(queries.decisions_on_mine(request.viewer), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "moderation/mine.html", {"page": page})


@known
def decision(request: Request, pk: int) -> HttpResponse:
    """What was decided on something of one's own, and the appeal."""
    decision = queries.get_decision(request.viewer, pk)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.appeal(case=decision, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("Your appeal is sent."))
            return redirect("moderation:decision", pk=pk)
    context = decision_context(request.viewer, decision, form)
    return render(request, "moderation/decision.html", context, status=_status(form))


def decision_context(viewer: Viewer, case: Case, form: AppealForm) -> dict[str, Any]:
    """What `moderation/decision.html#decided` shows: the decision, and the means to contest it."""
    content, kind = content_of(case), kind_of(case)
    return {
        "case": case,
        "why": reason_text(case),
        "appeals": list(queries.appeals_of(case)),
        "may_appeal": queries.may_appeal(viewer, case),
        "url": kind.url(content) if kind and content else "",
        "form": form,
    }


@public
@limited("report", per_minute=6)
def report(request: Request, model: str, pk: int) -> HttpResponse:
    """Say that something which one sees should not be there: by anybody, without an account."""
    content = queries.get_reported(request.viewer, model, pk)
    form = ReportForm(request.POST or None, is_known=request.viewer.is_known)
    kind = kind_of_content(content)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data.get(name, "") for name in ("reason", "text", "email")}
        source = _source(request, model, pk)
        with refusals_in(form):
            actions.report(subject=content, **data, source=source, by=request.viewer, at=timezone.now())
            acted(request, _("Thank you: the moderators will read it."))
            return redirect(kind.url(content))
    context = {"form": form, "title": kind.title(content), "url": kind.url(content)}
    return render(request, "moderation/report.html", context, status=_status(form))


def _source(request: Request, model: str, pk: int) -> str:
    """Tells visitors apart for one thing, by their network address, which is not kept: the next thing has another."""
    text = f"{settings.SECRET_KEY}\n{model.lower()}:{pk}\n{address_of(request)}"
    return sha256(text.encode()).hexdigest()


def _next_case(rows: list[queries.Row]) -> queries.Row | None:
    """The first that this viewer did not write."""
    return next((row for row in rows if not row.is_mine), None)


def _status(*forms: Any) -> int:
    return 422 if any(form.errors for form in forms) else 200
