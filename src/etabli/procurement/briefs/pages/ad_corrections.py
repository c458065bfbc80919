"""The pages where the artisan corrects their ad."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.pages import acted
from etabli.procurement.briefs import engine, queries
from etabli.procurement.briefs.actions import correct_ad
from etabli.procurement.briefs.forms.sharing import CorrectionForm
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.pages.papers import CONCERNED
from etabli.procurement.briefs.rules import may_write


@allow(*CONCERNED)
def correct(request: Request, pk: int) -> HttpResponse:
    """Hide more words, or write the text anew; what would say who the artisan is, is refused and stays typed."""
    brief = queries.get_brief(request.viewer, pk)
    kept, shown = queries.corrections_of(brief), queries.ad_of(brief).ad.text
    form = CorrectionForm(request.POST if request.method == "POST" else None, kept=kept, shown=shown)
    if form.is_valid():
        try:
            _keep(request, brief, form.corrections())
        except ActionError as refusal:
            form.add_error("text", str(refusal))
        else:
            acted(request, _("Your ad is corrected."))
            return redirect("briefs:ad", pk=pk)
    context = {"brief": brief, "form": form, "may_write": may_write(request.viewer, brief)}
    return render(request, "briefs/brief_ad_correct.html", context)


@allow(*CONCERNED)
@require_POST
def put_back(request: Request, pk: int) -> HttpResponse:
    """A word that names nobody is shown again; put back before, it is hidden again."""
    brief, word = queries.get_brief(request.viewer, pk), request.POST.get("word", "").replace("\x00", "")
    kept = queries.corrections_of(brief)
    is_back = word in kept.restored
    restored = tuple(other for other in kept.restored if other != word) if is_back else (*kept.restored, word)
    _keep(request, brief, replace(kept, restored=restored))
    acted(request, _("This word is hidden again.") if is_back else _("This word is shown again."))
    return redirect("briefs:ad", pk=pk)


def _keep(request: Request, brief: Brief, wanted: engine.Corrections) -> None:
    correct_ad(
        brief=brief,
        hidden=wanted.hidden,
        restored=wanted.restored,
        text=wanted.text,
        by=request.viewer,
        at=timezone.now(),
    )
