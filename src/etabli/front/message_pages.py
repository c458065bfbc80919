"""Every message that Établi writes, for the staff: the list, one of them, its HTML."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from etabli.foundation.files.responses import document_response
from etabli.foundation.notify.mail_layout import MAIL_CSP
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.ui.embedding import framing
from etabli.foundation.ui.language import reader_language
from etabli.front.forms import MessagesForm
from etabli.front.messages import LANGUAGES, Sample, chapters, get_sample, samples


@allow(*STAFF)
def messages(request: Request) -> HttpResponse:
    """The list, by kind, in one language."""
    language = _language(request)
    form = MessagesForm({"language": language, **request.GET.dict()})
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    shown_samples = samples(kind=kind, languages=(language,))
    by_kind = [(code, list(group)) for code, group in groupby(shown_samples, lambda sample: sample.kind)]
    parts: dict[str, list[tuple[str, list[Sample]]]] = {}
    for code, group in by_kind:
        parts.setdefault(str(chapters()[code]), []).append((group[0].label, group))
    context = {
        "form": form,
        "parts": parts,
        "count": sum(len(group) for _code, group in by_kind),
        "is_narrow": bool(kind),
    }
    return render(request, "front/messages.html", context)


@allow(*STAFF)
@framing
def message(request: Request, name: str) -> HttpResponse:
    """One message in one language: its text, its HTML at two widths, light and dark, what stands in the space, and what
    whoever has no e-mail gets: a text message, words on the telephone, a sheet of paper."""
    sample = get_sample(name, _language(request))
    other_language = next(language for language in LANGUAGES if language != sample.language)
    context: dict[str, Any] = {"sample": sample, "other": get_sample(name, other_language)}
    return render(request, "front/message.html", context)


@allow(*STAFF)
@xframe_options_sameorigin
@csp_override({**MAIL_CSP, "frame-ancestors": [CSP.SELF]})
def message_letter(request: Request, name: str) -> HttpResponse:
    """The HTML of one mail, on light or on dark."""
    scheme = "dark" if request.GET.get("scheme") == "dark" else "light"
    return HttpResponse(get_sample(name, _language(request)).letter(scheme))


@allow(*STAFF)
def message_paper(request: Request, name: str) -> HttpResponse:
    """The sheet of paper of one message."""
    language = _language(request)
    paper = get_sample(name, language).paper
    if paper is None:
        raise NotVisible
    return document_response(paper.pdf(language), f"{paper.name}.{language}.pdf")


def _language(request: Request) -> str:
    """The language that is asked for; else that of the reader."""
    requested = request.GET.get("language", "")
    return requested if requested in LANGUAGES else reader_language()
