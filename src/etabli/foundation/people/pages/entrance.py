"""Coming in by a secret link, choosing one's role, proving once more that it is oneself, leaving."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people import links, queries, tasks
from etabli.foundation.people.access import Request, even_after_session_end, known, public, without_drafts
from etabli.foundation.people.chamber_contact import contact_of
from etabli.foundation.people.limits import (
    WINDOW_SECONDS,
    count_guess_and_find_exceeded,
    limited,
    limits_of_origin,
)
from etabli.foundation.people.models import Role, SecretLink, User
from etabli.foundation.people.pages import back
from etabli.foundation.people.security.rate_limits import count_and_find_exceeded
from etabli.foundation.people.viewer import (
    ACTING_KEY,
    ANSWERED_KEY,
    BEGUN_KEY,
    HOLDER_KEY,
    MARKED_KEY,
    PLANNED_KEY,
    SEEN_KEY,
    act_by_link,
    of_link,
)
from etabli.foundation.ui.pages import too_many


@public
def enter(request: Request, token: str) -> HttpResponse:
    """Open a secret link, then show the page that it leads to, without the token in the address."""
    link = links.link_of_token(token, timezone.now())
    if link is None:
        if count_guess_and_find_exceeded(request, "link"):
            return too_many(request, wait_seconds=WINDOW_SECONDS)
        return render(request, "people/link_expired.html", {"token": token}, status=404)
    return come_in(request, link)


def come_in(request: Request, link: SecretLink) -> HttpResponse:
    """This browser acts by this link from now on; then the page that it leads to."""
    if request.user.is_authenticated:
        request.session.cycle_key()  # an adviser who opens an artisan's link comes back by "Change role"
    else:
        _clear_session(request, link)
    act_by_link(request, link)
    links.record_use(link, timezone.localdate())
    if link.opens_space and not request.user.is_authenticated:
        return _ask_about_merging(request, link)
    return back(request, links.page_of(link))


@public
@without_drafts
@require_POST
@limited("link_again", per_minute=5)
def link_again(request: Request) -> HttpResponse:
    """A new link, to the mailbox of whoever the dead one was for; the answer and its time are the same for all."""
    if count_and_find_exceeded(*limits_of_origin(request, "link_again_an_hour", 20, 3600)):
        return too_many(request, wait_seconds=3600)
    dead = links.signed_link(request.POST.get("token", ""))
    tasks.write_again.enqueue(dead.pk if dead else 0)
    return render(request, "people/link_again.html")


def _ask_about_merging(request: Request, link: SecretLink) -> HttpResponse:
    """Whether another record of the chamber is of them too, when it waits for their word; then the page that the link
    leads to."""
    after = back(request, "/")
    if queries.merging_to_confirm(of_link(link)) is None:
        return after
    return redirect(f"{reverse('own_data:same')}?{urlencode({'next': after['Location']})}")


def _clear_session(request: Request, link: SecretLink) -> None:
    """Nothing of whoever used this browser before; what was begun here stays when that was nobody, or whose link this
    is."""
    was_nobody = ACTING_KEY not in request.session
    is_same = request.viewer.link_id is not None and request.viewer.person_id == link.person_id
    begun = (
        {
            key: request.session.get(key)
            for key in (BEGUN_KEY, ANSWERED_KEY, MARKED_KEY, PLANNED_KEY, SEEN_KEY, HOLDER_KEY)
        }
        if was_nobody or is_same
        else {}
    )
    request.session.flush()
    for key, value in begun.items():
        if value is not None:
            request.session[key] = value


@public
def roles(request: Request) -> HttpResponse:
    """Choose among one's roles; the choice is kept for the session."""
    user = request.user
    choices = queries.role_choices(request.viewer, user) if isinstance(user, User) else []
    if request.method == "POST":
        chosen = next((choice for choice in choices if choice.value == request.POST.get("choice")), None)
        if chosen is None:
            raise Http404
        request.session[ACTING_KEY] = chosen.session_data
        return redirect("/")
    return render(request, "people/role_choice.html", {"choices": choices})


@public
@without_drafts
@limited("passkey", per_minute=30)
def passkey_sign_in(request: Request) -> HttpResponse:
    """allauth's: what the device is asked (JSON), and its answer."""
    from allauth.mfa.webauthn.views import login_webauthn  # brings fido2: only when it is used

    answer: HttpResponse = login_webauthn(request)
    return answer


@public
def ask_organisation(request: Request, provider_id: str) -> HttpResponse:
    """allauth's: over to the sign-in page of the agent's own organisation."""
    views = _openid_connect()
    from requests import RequestException  # comes with allauth's views

    try:
        answer: HttpResponse = views.login(request, provider_id)
    except RequestException:
        return render(request, "people/agent_failed.html", status=502)
    return answer


@public
def back_from_organisation(request: Request, provider_id: str) -> HttpResponse:
    """allauth's: what that organisation answers; people.agents decides."""
    answer: HttpResponse = _openid_connect().callback(request, provider_id)
    return answer


def _openid_connect() -> Any:
    if not settings.OIDC_ISSUER:
        raise Http404
    from allauth.socialaccount.providers.openid_connect import views  # installed only where it is used

    return views


@public
@without_drafts
def second_proof(request: Request) -> HttpResponse:
    """allauth's: after the code by mail, a passkey, the application's code or a recovery code."""
    from allauth.mfa.base.views import authenticate

    answer: HttpResponse = authenticate(request)
    return answer


@public
@require_POST
def start_again(request: Request) -> HttpResponse:
    """Give up the code that was asked for, and ask for one at another address."""
    clear_login(request)
    return redirect("account_login")


def _way_back_text() -> str:
    """What a visitor who puts their page down can do to find it again: with our mail, and without."""
    contact = contact_of(None)
    message = _(
        "This device has forgotten your page. Nothing of yours is lost. You have an e-mail of ours: open its link "
        "again."
    )
    if contact is None or not contact.phone:
        return f"{message} {_('You gave a telephone only: call us.')}"
    return f"{message} {_('You gave a telephone only: call us on %(phone)s.') % {'phone': contact.printed}}"


@public
@even_after_session_end
@require_POST
def leave(request: Request) -> HttpResponse:
    """Sign out, or put a secret link down."""
    sentence = _("You have left. Nothing is lost: come back when you like.")
    if request.viewer.role == Role.BEARER:
        sentence = _way_back_text()
    logout(request)
    messages.success(request, sentence)
    return redirect("/")


@known
def prove_again(request: Request) -> HttpResponse:
    """What touches the account asks for a fresh sign-in: leave, and come straight back."""
    target = request.POST.get("next") or request.GET.get("next") or reverse("people:account")
    if request.method == "POST":
        logout(request)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    return render(request, "people/prove.html", {"next": target})
