"""The language of the page; and that of a message, which its links bring along to a browser that has chosen none."""

from collections.abc import Callable
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import activate, get_language

LANGUAGE_PARAMETER = "lire"  # in an address: the language of the message that holds it


def reader_language() -> Literal["fr", "en"]:
    """That in which the reader reads; French when nobody has chosen one."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def with_language(address: str, language: str) -> str:
    """An address of ours as a message in this language holds it. That of the installation is not said: it is that of a
    browser that asks for none of ours."""
    if not language or language == settings.LANGUAGE_CODE:
        return address
    path, mark, part = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{LANGUAGE_PARAMETER}={language}{mark}{part}"


class BroughtLanguageMiddleware:
    """Whoever comes by a link of a message, and has chosen no language in this browser, reads on in that of the
    message, until they choose another. After LocaleMiddleware, which takes what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pages alone: what is sent has been read already."""
        language = request.GET.get(LANGUAGE_PARAMETER, "") if request.method == "GET" else ""
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or language not in dict(settings.LANGUAGES):
            return self.get_response(request)
        activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            domain=settings.LANGUAGE_COOKIE_DOMAIN,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
        return response
