"""Give an address, wait a few seconds, read what to mend first."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import count_use_and_find_exceeded, limited
from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import get_person
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility import actions
from etabli.programme.visibility.campaigns.kept_wording import distinctions_of, last_day_of, title_of
from etabli.programme.visibility.campaigns.queries import campaigns_beside
from etabli.programme.visibility.checks import queries
from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.checks.forms import AddressForm, TheirAddressForm
from etabli.programme.visibility.checks.known_address import known_address
from etabli.programme.visibility.checks.paper import report_answer
from etabli.programme.visibility.checks.store import SeenStore
from etabli.programme.visibility.checks.wording import left_out_sentence
from etabli.programme.visibility.device.memory import Device
from etabli.programme.visibility.models import SiteCheck
from etabli.programme.visibility.noted import noted_in
from etabli.programme.visibility.since_last import since_last

MAX_PER_MINUTE = 20  # a whole workshop tries it from one address
MAX_NOTED_PER_MINUTE = 600
MAX_OF_ONE_SITE = 12  # an hour, whoever asks: a site is nobody's to weary
MAX_WAITING = 30  # of all visitors: ten minutes of the worker


@public
@limited("visibility.check", per_minute=MAX_PER_MINUTE)
def start(request: Request) -> HttpResponse:
    """One field; what was checked before."""
    store, form = SeenStore(request), AddressForm(request.POST or None)
    asked = _ask(store, form)
    if asked is not None:
        return redirect("visibility:check", asked.key)
    steps = [
        (step, findings().get(step.finding)) for step in queries.own_steps(request.viewer) if not step.done_at
    ]
    checks = store.checks()
    since = since_last(request.viewer, checks, timezone.now())
    context = {
        "form": form,
        "checks": checks,
        "since": since,
        "noted": list(noted_in(request, since)),
        "steps": [(step, finding) for step, finding in steps if finding],
        "device": Device(request.session),
        "is_own": store.is_own,
    }
    return render(request, "visibility/start.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
@limited("visibility.check", per_minute=MAX_PER_MINUTE)
def beside(request: Request, pk: int) -> HttpResponse:
    """The staff look at the site of an artisan with them; the look is the artisan's."""
    person = get_person(request.viewer, pk)
    known = {"address": known_address(request.viewer, person)}
    form = TheirAddressForm(request.POST if request.method == "POST" else None, initial=known)
    asked = _ask(SeenStore(request), form, person)
    if asked is not None:
        acted(request, _("We are looking. They find it in their space too."))
        return redirect("visibility:check", asked.key)
    checks = queries.checks_beside(request.viewer, person)
    kept = campaigns_beside(request.viewer, person)
    abouts = distinctions_of(kept)
    campaigns = [(row.pk, title_of(row), row.started_on, last_day_of(row), abouts[row.pk]) for row in kept]
    context = {"form": form, "person": person, "checks": checks, "campaigns": campaigns}
    return render(request, "visibility/beside.html", context, status=422 if form.errors else 200)


def _ask(store: SeenStore, form: AddressForm, person: Person | None = None) -> SiteCheck | None:
    """Have the site that was typed looked at, by the staff for this person; None when the form is empty or refused."""
    if not form.is_valid():
        return None
    address = form.cleaned_data["address"]
    refusal = _refusal(address, is_visitor=person is None and not store.is_own)
    if refusal:
        form.add_error("address", refusal)
        return None
    return store.ask(address, beside=person, at=timezone.now())


def _refusal(address: str, *, is_visitor: bool) -> str:
    """Why nobody looks at this site now; "" when somebody does."""
    if is_visitor and queries.waiting_of_visitors() >= MAX_WAITING:
        return _("Many sites wait to be looked at. Come back in ten minutes.")
    host = address.partition("/")[0]
    if count_use_and_find_exceeded(f"visibility:{host}", most=MAX_OF_ONE_SITE, seconds=3600):
        return _("This site was checked many times this hour. Come back in an hour.")
    return ""


@public
def check(request: Request, key: str) -> HttpResponse:
    """What it says; until it is done, where it is."""
    store = SeenStore(request)
    row = store.check(key)
    person = None if store.is_own else row.person
    if row.status == SiteCheck.Status.WAITING:
        return render(request, "visibility/waiting.html", {"check": row, "beside": person})
    report, steps = store.report(row), store.steps(row)
    first = next((item for item in report.to_mend if item.finding.id not in steps), None)
    context = {
        "check": row,
        "report": report,
        "first": first,
        "others": [item for item in report.to_mend if item is not first],
        "steps": steps,
        "watch": queries.own_watch(request.viewer, row.address),
        "is_own": store.is_own and row.person_id is not None,
        "beside": person,
        "domain": store.domain(row),
        "left_out": left_out_sentence(report),
    }
    return render(request, "visibility/check.html", context)


@public
def state(request: Request, key: str) -> JsonResponse:
    """Is it done yet? Asked by the page that waits."""
    return JsonResponse({"status": SeenStore(request).check(key).status, "progress": ""})


@public
def paper(request: Request, key: str) -> HttpResponse:
    """The same on one page, to be sent to whoever keeps the site."""
    store = SeenStore(request)
    row = store.check(key)
    if row.status == SiteCheck.Status.WAITING:
        return redirect("visibility:check", row.key)
    return report_answer(store.report(row), at=timezone.now())


@public
@require_POST
@limited("visibility", per_minute=MAX_NOTED_PER_MINUTE)
def step(request: Request, key: str, finding: str) -> HttpResponse:
    """Put it on their path, or take it off."""
    store, item, at = SeenStore(request), queries.get_finding(finding), timezone.now()
    row = store.check(key)
    title = words_of(item.title)
    if "off" in request.POST:
        store.remove(item, row, at=at)
        acted(request, _("Off your path: “%(title)s”.") % {"title": title})
    else:
        store.plan(item, row, at=at)
        is_mine = store.is_own or row.person is None
        sentence = _("On your path: “%(title)s”.") if is_mine else _("On their path: “%(title)s”.")
        acted(request, sentence % {"title": title})
    return redirect("visibility:check", row.key)


@allow(Role.ARTISAN)
@require_POST
def finish(request: Request, pk: int) -> HttpResponse:
    """A step is mended, by their own word."""
    row = queries.get_step(request.viewer, pk)
    title = queries.get_finding(row.finding).title
    actions.finish_step(step=row, title=title.fr, by=request.viewer, at=timezone.now())
    acted(request, _("Mended: “%(title)s”.") % {"title": words_of(title)})
    return redirect("visibility:start")


@allow(Role.ARTISAN)
@require_POST
def watch(request: Request, key: str) -> HttpResponse:
    """Look at this site again each quarter, or no more."""
    row, at = SeenStore(request).check(key), timezone.now()
    known = queries.own_watch(request.viewer, row.address)
    if known is not None:
        actions.stop_watching(watch=known, by=request.viewer, at=at)
        acted(request, _("We look at this site no more by ourselves."))
    else:
        person = get_person(request.viewer, request.viewer.person_id or 0)
        actions.watch_site(person=person, address=row.address, by=request.viewer, at=at)
        acted(request, _("We look again each quarter, and write only if something broke."))
    return redirect("visibility:check", row.key)


@allow(Role.ARTISAN)
@require_POST
def remove(request: Request, key: str) -> HttpResponse:
    """Take a check off the list."""
    row = queries.get_check(request.viewer, key)
    actions.remove_check(check=row, by=request.viewer, at=timezone.now())
    acted(request, _("Taken off your list."))
    return redirect("visibility:start")
