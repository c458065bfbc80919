"""Sign-in by a code sent by mail: what we change in allauth.

Nobody creates their own account: a chamber, an association or a relay invites. The code goes through our own queue,
so that it shares its retries and, in the demonstration, its outbox page.
"""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from etabli.foundation.notify.queue import send
from etabli.foundation.people.viewer import ACTING


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = context["request"]
        mail = self.render_mail(template_prefix, email, {**context, "site": RequestSite(request)})
        # Each code is a mail of its own, however often it is asked for: its key can't be an earlier one.
        key = f"sign-in:{secrets.token_urlsafe(16)}"
        send(to=email, subject=mail.subject, body=str(mail.body), key=key, at=timezone.now())

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        # Somebody who came by a secret link and then signs in acts as themselves from now on.
        request.session.pop(ACTING, None)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response
