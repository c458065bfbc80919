"""Before the sitting: proxies and candidates."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.assembly import actions, queries
from etabli.community.assembly.forms import CandidacyForm, PaperProxyForm, ProxyForm
from etabli.community.assembly.models import Proxy
from etabli.community.association.queries import member_of
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, back, refusals_in
from etabli.foundation.people.queries import NotVisible


@allow(Role.MEMBER)
def proxy(request: Request, pk: int) -> HttpResponse:
    """Give one's voice: choose to whom, and it is done."""
    assembly, member = queries.get_assembly(request.viewer, pk), member_of(request.viewer)
    if member is None:
        raise NotVisible
    form = ProxyForm(request.POST or None, holders=queries.possible_holders(assembly, member))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            holder = form.cleaned_data["holder"]
            arguments = {"assembly": assembly, "principal": member, "holder": holder}
            actions.give_proxy(**arguments, by=request.viewer, at=timezone.now())
            acted(request, _("Your voice is given. You can take it back until the end of the assembly."))
            return redirect("assembly:assembly", pk=pk)
    return render(request, "assembly/proxy_form.html", {"form": form, "assembly": assembly})


@allow(Role.BOARD)
def paper_proxy(request: Request, pk: int) -> HttpResponse:
    """The proxies given, and typing one that came on paper."""
    assembly = queries.get_assembly(request.viewer, pk)
    form = PaperProxyForm(request.POST or None, members=queries.possible_holders(assembly))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.record_proxy(assembly=assembly, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("The proxy is kept. Who holds it is told."))
            return redirect("assembly:paper_proxy", pk=pk)
    proxies = Proxy.objects.filter(assembly=assembly, withdrawn_at=None).select_related("principal", "holder")
    context = {
        "form": form,
        "assembly": assembly,
        "proxies": proxies.order_by("principal__display_name", "pk"),
    }
    return render(request, "assembly/proxy_list.html", context)


@allow(Role.MEMBER, Role.BOARD)
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """A proxy is no more."""
    proxy = queries.get_proxy(request.viewer, pk)
    actions.take_back_proxy(proxy=proxy, by=request.viewer, at=timezone.now())
    acted(request, _("The proxy is taken back."))
    return back(request, f"/assemblees/{proxy.assembly_id}/")


@allow(Role.MEMBER, Role.BOARD)
def stand(request: Request, pk: int) -> HttpResponse:
    """Stand in an election; the board writes down a candidacy that came otherwise."""
    item, own_member = queries.get_item(request.viewer, pk), member_of(request.viewer)
    is_leading = request.viewer.role == Role.BOARD
    members = queries.possible_holders(item.assembly) if is_leading else None
    form = CandidacyForm(request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            candidacy = {"member": own_member, **form.cleaned_data}
            actions.stand(item=item, **candidacy, by=request.viewer, at=timezone.now())
            acted(request, _("The candidacy is on the ballot."))
            return redirect("assembly:assembly", pk=item.assembly_id)
    return render(request, "assembly/candidate_form.html", {"form": form, "item": item, "leads": is_leading})


@allow(Role.MEMBER, Role.BOARD)
@require_POST
def stand_down(request: Request, pk: int) -> HttpResponse:
    """No longer a candidate."""
    candidate = queries.get_candidate(request.viewer, pk)
    actions.stand_down(candidate=candidate, by=request.viewer, at=timezone.now())
    acted(request, _("The candidacy is withdrawn."))
    return redirect("assembly:assembly", pk=candidate.item.assembly_id)
