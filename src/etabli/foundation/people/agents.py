"""Sign-in of a chamber's agents by their own organisation (OpenID Connect), where the installation names a provider.

Nothing of what the provider says is kept: a verified address of somebody who serves in a chamber comes in, each time
anew; nobody gets an account this way.
"""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from etabli.foundation.people.models import STAFF, SecurityKind, User
from etabli.foundation.people.second_factor import mark_proved
from etabli.foundation.people.security.events import record_event


class AgentSignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The decision is ours at once, so that the library never makes an account, nor a link to one."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        user = _find_agent([address.email for address in sociallogin.email_addresses if address.verified])
        if user is None:
            record_event(request, SecurityKind.UNKNOWN_AGENT)
            raise ImmediateHttpResponse(render(request, "people/agent_unknown.html", status=403))
        record_authentication(request, user, "socialaccount")
        answer = perform_login(request, Login(user=user, redirect_url=sociallogin.get_redirect_url(request)))
        if request.user == user and "mfa" in _verified_methods(
            sociallogin
        ):  # RFC 8176: they have asked for two proofs
            mark_proved(request)
        raise ImmediateHttpResponse(answer)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The provider doesn't answer, or somebody gave up on its page."""
        raise ImmediateHttpResponse(render(request, "people/agent_failed.html", status=502))


def _find_agent(verified: list[str]) -> User | None:
    """Who serves in a chamber today under one of these addresses."""
    users = User.objects.filter(
        email__in=[email.lower() for email in verified],
        is_active=True,
        memberships__role__in=STAFF,
        memberships__ended_on=None,
    )
    return users.distinct().first()


def _verified_methods(sociallogin: Any) -> list[str]:
    methods = sociallogin.account.extra_data.get("id_token", {}).get("amr", [])
    return methods if isinstance(methods, list) else []
