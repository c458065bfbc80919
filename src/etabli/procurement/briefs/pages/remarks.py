"""Remarks in the margin: writing one, settling it, taking it up again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.pages import acted
from etabli.procurement.briefs import actions, queries
from etabli.procurement.briefs.forms.sharing import CommentForm
from etabli.procurement.briefs.pages.papers import CONCERNED


@allow(*CONCERNED)
def add_remark(request: Request, pk: int) -> HttpResponse:
    """A remark on one question, or on the whole."""
    brief = queries.get_brief(request.viewer, pk)
    form = CommentForm(
        request.POST or None,
        asked=queries.lines(queries.plain(brief), queries.answers_by_need(brief)),
        initial={"need_id": request.GET.get("sur")},
    )
    if form.is_valid():
        actions.write_comment(brief=brief, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("Your remark is written. The other side gets a message."))
        return redirect("briefs:overview", pk=pk)
    context = {"brief": brief, "form": form, "remarks": queries.comments_of(brief)}
    return render(request, "briefs/comment_form.html", context)


@allow(*CONCERNED)
@require_POST
def resolve(request: Request, pk: int, remark_pk: int) -> HttpResponse:
    """The remark is dealt with."""
    brief = queries.get_brief(request.viewer, pk)
    comment = queries.get_comment(brief, remark_pk)
    actions.resolve_comment(comment=comment, by=request.viewer, at=timezone.now())
    acted(request, _("This remark is settled."))
    return redirect("briefs:overview", pk=pk)


@allow(*CONCERNED)
@require_POST
def reopen(request: Request, pk: int, remark_pk: int) -> HttpResponse:
    """The remark is to be looked at again."""
    brief = queries.get_brief(request.viewer, pk)
    comment = queries.get_comment(brief, remark_pk)
    actions.reopen_comment(comment=comment, by=request.viewer, at=timezone.now())
    acted(request, _("This remark is open again."))
    return redirect("briefs:overview", pk=pk)
