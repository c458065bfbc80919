"""What the artisan and a member write to one another about an answer."""

import re

import phonenumbers
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.market import actions, queries
from etabli.community.market.forms import LetterForm
from etabli.community.market.notices import forget_letters
from etabli.foundation.files.responses import download_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible

# Finding, in a message, what lets somebody be reached outside: to warn, never to refuse.

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
REGION = "FR"


def holds_contact_details(text: str) -> bool:
    """Does it hold an e-mail address or a telephone number?"""
    return bool(_EMAIL.search(text)) or phonenumbers.PhoneNumberMatcher(text, REGION).has_next()


@allow(Role.ARTISAN, Role.MEMBER)
@limited("market.letter", per_minute=20)
def thread(request: Request, pk: int) -> HttpResponse:
    """The answer, the messages, and the next one."""
    thread, now = queries.thread_of(request.viewer, pk), timezone.now()
    form = LetterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        text, upload = form.cleaned_data["text"], form.cleaned_data["file"]
        with refusals_in(form):
            actions.send_message(answer=thread.answer, text=text, upload=upload, by=request.viewer, at=now)
            acted(request, _("Your message has been sent."))
            return redirect("market:thread", pk=pk)
    if request.viewer.beside is None:
        forget_letters(thread.answer, thread.letters, to_artisan=thread.is_artisan)
    letters = [(letter, holds_contact_details(letter.text)) for letter in thread.letters]
    context = {"thread": thread, "letters": letters, "form": form}
    return render(request, "market/thread.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN, Role.MEMBER)
def file(request: Request, pk: int) -> HttpResponseBase:
    """The file joined to a message."""
    letter = queries.get_letter(request.viewer, pk)
    if letter.file is None:
        raise NotVisible
    return download_response(letter.file)
