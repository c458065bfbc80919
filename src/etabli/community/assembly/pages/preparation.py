"""The board prepares an assembly, convenes it, opens and closes it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from etabli.community.assembly import actions, queries
from etabli.community.assembly.forms import AssemblyForm, BylawsForm, ItemForm, SecondCallForm
from etabli.community.assembly.models import Assembly, Item
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in


@allow(Role.BOARD)
def bylaws(request: Request) -> HttpResponse:
    """What the statutes say."""
    organisation = queries.organisation_of(request.viewer)
    form = BylawsForm(request.POST or None, instance=queries.bylaws_of(organisation))
    if request.method == "POST" and form.is_valid():
        rules = form.cleaned_data
        actions.set_bylaws(organisation=organisation, rules=rules, by=request.viewer, at=timezone.now())
        acted(request, _("The rules are kept. They hold for the assemblies prepared from now on."))
        return redirect("assembly:list")
    return render(request, "assembly/bylaws_form.html", {"form": form})


@allow(Role.BOARD)
def new(request: Request) -> HttpResponse:
    """Prepare an assembly; nobody else sees it before the convocation."""
    organisation = queries.organisation_of(request.viewer)
    form = AssemblyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.act_arguments()
        created = actions.prepare(
            organisation=organisation, facts=facts, by=request.viewer, at=timezone.now()
        )
        acted(request, _("The assembly is being prepared. Write its agenda now."))
        return redirect("assembly:assembly", pk=created.pk)
    context = {"form": form, "bylaws": queries.bylaws_of(organisation)}
    return render(request, "assembly/assembly_form.html", context)


@allow(Role.BOARD)
def change(request: Request, pk: int) -> HttpResponse:
    """Another day, another place."""
    assembly = queries.get_assembly(request.viewer, pk)
    form = AssemblyForm(request.POST or None, initial=_facts(assembly))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_assembly(
                assembly=assembly, facts=form.act_arguments(), by=request.viewer, at=timezone.now()
            )
            acted(request, _("The change is kept."))
            return redirect("assembly:assembly", pk=pk)
    return render(
        request, "assembly/assembly_form.html", {"form": form, "assembly": assembly, "bylaws": assembly}
    )


@allow(Role.BOARD)
def item_new(request: Request, pk: int) -> HttpResponse:
    """One item more on the agenda."""
    assembly = queries.get_assembly(request.viewer, pk)
    form = ItemForm(request.POST or None, initial={"kind": Item.Kind.RESOLUTION, "relative": True})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add_item(
                assembly=assembly, facts=form.act_arguments(), by=request.viewer, at=timezone.now()
            )
            acted(request, _("The item is on the agenda."))
            return redirect("assembly:assembly", pk=pk)
    return render(request, "assembly/item_form.html", {"form": form, "assembly": assembly})


@allow(Role.BOARD)
def item(request: Request, pk: int) -> HttpResponse:
    """Change an item."""
    item = queries.get_item(request.viewer, pk)
    names = ("title", "kind", "text", "majority", "is_secret")
    initial: dict[str, Any] = {name: getattr(item, name) for name in names}
    initial |= {"seats": item.seats or None, "relative": item.majority != Item.Majority.ABSOLUTE}
    form = ItemForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.write_item(item=item, facts=form.act_arguments(), by=request.viewer, at=timezone.now())
            acted(request, _("The item is kept."))
            return redirect("assembly:assembly", pk=item.assembly_id)
    return render(request, "assembly/item_form.html", {"form": form, "assembly": item.assembly, "item": item})


@allow(Role.BOARD)
@require_POST
def change_agenda(request: Request, pk: int) -> HttpResponse:
    """Move an item up or down, or take it off the agenda."""
    item = queries.get_item(request.viewer, pk)
    command, now = request.POST.get("do", ""), timezone.now()
    if command == "remove":
        actions.withdraw_item(item=item, by=request.viewer, at=now)
        acted(request, _("The item is off the agenda."))
    elif command in {"up", "down"}:
        actions.move_item(item=item, up=command == "up", by=request.viewer, at=now)
        acted(request, _("The item was moved."))
    else:
        raise Http404
    return redirect("assembly:assembly", pk=item.assembly_id)


ASSEMBLY_ACTS = {
    "convene": (actions.convene, gettext_lazy("The convocations have left.")),
    "give_up": (actions.give_up, gettext_lazy("The assembly is given up. Nobody had been convened.")),
    "call_off": (
        actions.call_off,
        gettext_lazy("The assembly is called off. Those who were convened are told."),
    ),
    "open": (actions.open_sitting, gettext_lazy("The sitting is open. You can open the polls.")),
    "close": (actions.close_sitting, gettext_lazy("The sitting is closed. What is left: the minutes.")),
}


@allow(Role.BOARD)
@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Convene, give up, call off, open, close."""
    assembly = queries.get_assembly(request.viewer, pk)
    if request.POST.get("do") not in ASSEMBLY_ACTS:
        raise Http404
    act, message = ASSEMBLY_ACTS[request.POST["do"]]
    act(assembly=assembly, by=request.viewer, at=timezone.now())
    acted(request, message)
    is_given_up = request.POST["do"] == "give_up"
    return redirect("assembly:list") if is_given_up else redirect("assembly:assembly", pk=pk)


@allow(Role.BOARD)
def second_call(request: Request, pk: int) -> HttpResponse:
    """Without a quorum: the same agenda another day."""
    assembly = queries.get_assembly(request.viewer, pk)
    form = SecondCallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            second = actions.call_again(
                assembly=assembly, starts_at=form.starts_at(), by=request.viewer, at=timezone.now()
            )
            acted(
                request, _("The second call is prepared, with the same agenda. Look at it, then convene it.")
            )
            return redirect("assembly:assembly", pk=second.pk)
    context = {"form": form, "assembly": assembly, "bylaws": queries.bylaws_of(assembly.organisation)}
    return render(request, "assembly/second_call_form.html", context)


def _facts(assembly: Assembly) -> dict[str, Any]:
    start, end = timezone.localtime(assembly.starts_at), timezone.localtime(assembly.ends_at)
    facts = {name: getattr(assembly, name) for name in ("title", "place", "link", "note")}
    return {**facts, "day": start.date(), "begins": start.time(), "ends": end.time()}
