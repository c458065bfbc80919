"""Until when the name of a site is rented."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible
from etabli.programme.visibility.checks.store import SeenStore
from etabli.programme.visibility.domains.forms import RegistrationForm

MAX_PER_MINUTE = 600  # a whole workshop writes from one address


@public
@limited("visibility", per_minute=MAX_PER_MINUTE)
def domain(request: Request, key: str) -> HttpResponse:
    """Write when it ends and with whom it is rented; a POST of `off` takes it off."""
    seen, at = SeenStore(request), timezone.now()
    check = seen.check(key)
    store = seen.domain(check)
    if not store.domain or (check.person_id is not None and not seen.is_own):
        raise NotVisible  # a name that nobody rents; or the staff, who look beside an artisan: it is theirs alone
    registration = store.registration
    if "off" in request.POST:
        store.forget(at=at)
        acted(request, _("We keep it no more."))
        return redirect("visibility:check", key)
    known = vars(registration) if registration else {"reminds": True}
    form = RegistrationForm(
        request.POST or None, initial=known, today=timezone.localdate(at), is_own=store.is_own
    )
    if form.is_valid():
        values = {"reminds": False, **form.cleaned_data}
        store.note(**values, at=at)
        acted(request, _("Noted: %(domain)s.") % {"domain": store.domain})
        return redirect("visibility:check", key)
    context = {"form": form, "check": check, "store": store, "is_noted": registration is not None}
    return render(request, "visibility/domain.html", context, status=422 if form.errors else 200)
