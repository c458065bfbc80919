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
    """A word that names nobody is shown again, words that tell are hidden; sent again, each is as it was."""
    brief = queries.get_brief(request.viewer, pk)
    kept = queries.corrections_of(brief)
    shown, hidden = (request.POST.get(name, "").replace("\x00", "") for name in ("word", "hide"))
    is_hidden = shown in kept.restored or (bool(hidden) and hidden not in kept.hidden)
    wanted = replace(kept, restored=_toggled(kept.restored, shown), hidden=_toggled(kept.hidden, hidden))
    _keep(request, brief, wanted)
    acted(request, _("These words are hidden.") if is_hidden else _("These words are shown again."))
    return redirect("briefs:ad", pk=pk)


def _toggled(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    if not word:
        return words
    return tuple(other for other in words if other != word) if word in words else (*words, word)


def _keep(request: Request, brief: Brief, wanted: engine.Corrections) -> None:
    correct_ad(
        brief=brief,
        hidden=wanted.hidden,
        restored=wanted.restored,
        text=wanted.text,
        by=request.viewer,
        at=timezone.now(),
    )
