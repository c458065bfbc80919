"""What is assumed of paid ads: read by all, set by the chamber, with what real figures made of it."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible, own_chamber
from etabli.programme.visibility import actions
from etabli.programme.visibility.campaigns.assumption_wording import SHARES, assumption_rows
from etabli.programme.visibility.campaigns.forms import ASKED, AssumptionForm
from etabli.programme.visibility.campaigns.queries import assumptions_set
from etabli.programme.visibility.campaigns.wording import chamber_of
from etabli.programme.visibility.trades import trades


@public
def assumptions(request: Request) -> HttpResponse:
    """Each figure, its source and day, what was learnt since; of one trade or of all (`?trade=`)."""
    chamber_id, known = chamber_of(request.viewer), {trade.id: trade for trade in trades()}
    trade = known.get(request.GET.get("trade", ""))
    context = {
        "rows": assumption_rows(chamber_id, trade.id if trade else ""),
        "trade": trade,
        "trades": known.values(),
        "may_set": request.viewer.is_staff_of(chamber_id),
    }
    return render(request, "visibility/assumptions.html", context)


@allow(*STAFF)
def assumption(request: Request, network: str, stage: str) -> HttpResponse:
    """Set one of them, or put back what came with the package."""
    chamber = own_chamber(request.viewer)
    rows = {(row.network.id, row.stage): row for row in assumption_rows(chamber.pk, "")}
    if (row := rows.get((network, stage))) is None:
        raise NotVisible
    own, at = assumptions_set(chamber.pk).get((network, stage)), timezone.now()
    if "reset" in request.POST and own is not None:
        actions.reset_assumption(assumption=own, by=request.viewer, at=at)
        acted(request, _("What came with Établi counts again."))
        return redirect("visibility:assumptions")
    form = AssumptionForm(stage, request.POST or None, initial=row.values)
    if form.is_valid():
        values = dict(form.cleaned_data)
        values["value"] /= Decimal(100) if stage in SHARES else Decimal(1)
        actions.set_assumption(
            chamber=chamber, network=network, stage=stage, **values, by=request.viewer, at=at
        )
        acted(request, _("The figure is kept: plans follow it from now on."))
        return redirect("visibility:assumptions")
    context = {"form": form, "row": row, "asked": ASKED[stage], "is_set": own is not None}
    return render(request, "visibility/assumption.html", context, status=422 if form.errors else 200)
