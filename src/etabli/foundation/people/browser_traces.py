"""What a browser keeps of somebody: none of their pages, and nothing at all once they have left."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from etabli.foundation.people.sessions import is_empty
from etabli.foundation.people.viewer import ACTING_KEY

CLEAR_HEADER = "Clear-Site-Data"


def clear_browser(response: HttpResponseBase, *, storage: bool = False) -> None:
    """Have the browser forget the pages and files of this site that it holds.

    `storage`: what it keeps for the site too, answers to a questionnaire that wait for the network among them: only
    once these were offered for sending.
    """
    named = {word.strip() for word in response.get(CLEAR_HEADER, "").split(",") if word.strip()}
    named |= {'"cache"', '"storage"'} if storage else {'"cache"'}
    response[CLEAR_HEADER] = ", ".join(sorted(named))


class LeavingMiddleware:
    """Stands just within the session's, around all that may answer. What is of somebody is never stored; whenever a
    browser is no longer theirs (they left, or somebody else comes in), what it holds from before is cleared."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = _session_owner(request)
        response = self.get_response(request)
        if before is not None or _is_private(request):
            response["Cache-Control"] = "no-store, private"
            del response["Expires"]
        if before is not None and _session_owner(request) != before:
            clear_browser(response)
        return response


def _is_private(request: HttpRequest) -> bool:
    """Of whoever is known, by a session or by the link that they hold; or of a visitor for whom we keep something."""
    viewer = getattr(request, "viewer", None)
    match = request.resolver_match
    return (
        (viewer is not None and viewer.is_known)
        or (match is not None and "token" in match.kwargs)  # an address that is a right by itself
        or (_has_session(request) and not is_empty(request.session))
    )


def _session_owner(request: HttpRequest) -> tuple[object, object] | None:
    """Whose the session is, and as whom they act; None for a visitor's."""
    if not _has_session(request):
        return None
    user_and_role = request.session.get(SESSION_KEY), request.session.get(ACTING_KEY)
    return user_and_role if any(user_and_role) else None


def _has_session(request: HttpRequest) -> bool:
    """Without reading one where there is none: a visitor's pages hang on no cookie."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified
