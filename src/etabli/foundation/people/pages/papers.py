"""Coming in by a code on paper; and the e-mail address that its holder adds."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow, public, without_drafts
from etabli.foundation.people.actions import add_person_address
from etabli.foundation.people.forms import AddressForm
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.pages.entrance import come_in
from etabli.foundation.people.papers.addresses import ask_for_proof, paper_of, read_proof_link
from etabli.foundation.people.papers.forms import OwnDigitsForm, PaperForm
from etabli.foundation.people.papers.words import formatted_code, parse_words
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.security.rate_limits import Limit, count_and_find_exceeded
from etabli.foundation.people.viewer import of_link
from etabli.foundation.ui.pages import too_many

MAX_A_DAY, DAY_SECONDS = 5, 24 * 3600  # addresses that one code on paper has a link sent to


@public
@without_drafts
@limited("paper", per_minute=30)
def enter_by_paper(request: Request, token: str = "") -> HttpResponse:
    """The three words, which the square on the paper brings along, and the four digits."""
    reading = parse_words(token[:80])
    initial = {"words": formatted_code(reading.words)} if reading.is_whole else {}
    form = PaperForm(request.POST if request.method == "POST" else None, request=request, initial=initial)
    if form.is_valid() and form.link is not None:
        return come_in(request, form.link)
    return render(request, "people/paper.html", {"form": form})


@allow(Role.ARTISAN)
@limited("given_address", per_minute=5)
def given_address(request: Request) -> HttpResponse:
    """An e-mail address to add: a link goes there."""
    now = timezone.now()
    paper = paper_of(request.viewer, now)
    if paper is None:
        raise NotVisible
    form = AddressForm(request.POST if request.method == "POST" else None)
    form.fields["email"].label = _("Your e-mail address")
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "people/given_address.html", {"form": form}, status=status)
    if count_and_find_exceeded(Limit("given_address_a_day", str(paper.pk), MAX_A_DAY, DAY_SECONDS)):
        return too_many(request, wait_seconds=DAY_SECONDS)
    ask_for_proof(paper, form.cleaned_data["email"], at=now)
    return render(request, "people/given_address.html", {"sent_to": form.cleaned_data["email"]})


@public
@without_drafts
@limited("prove_given_address", per_minute=10)
def prove_given_address(request: Request, token: str) -> HttpResponse:
    """The link that came to it, and the four digits: from then on our mails go there. Opening it does nothing."""
    paper_and_email = read_proof_link(token, timezone.now())
    if paper_and_email is None:
        return render(request, "people/given_address_prove.html", {"is_over": True}, status=404)
    paper, email = paper_and_email
    form = OwnDigitsForm(request.POST if request.method == "POST" else None, request=request, paper=paper)
    if form.is_valid():
        with refusals_in(form):
            add_person_address(person=paper.person, email=email, by=of_link(paper), at=timezone.now())
            return _after_proof(request, paper.person_id, email)
    context = {"form": form, "email": email}
    return render(request, "people/given_address_prove.html", context, status=422 if form.errors else 200)


def _after_proof(request: Request, person: int, email: str) -> HttpResponse:
    """On the device that the paper has opened, back in their account; elsewhere, to the page that the paper opens."""
    sentence = _("From now on we write to %(email)s.") % {"email": email}
    if request.viewer.person_id == person:
        acted(request, sentence)
        return redirect("people:account")
    messages.success(request, sentence)
    return redirect("people:paper")
