"""A relay's kit, for whoever has its address; sending it, or what it brought, to many; what they answer."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext, override

from etabli.foundation.files.responses import document_response
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.wording import season_words
from etabli.programme.outreach.actions.kits import answer_sending, send_kits, tell_back
from etabli.programme.outreach.forms import AnswerForm, RelayFilterForm
from etabli.programme.outreach.kit.papers import PAPERS, archive, archive_name, link_html, picture_html
from etabli.programme.outreach.kit.texts import texts_of
from etabli.programme.outreach.mails import mails_to
from etabli.programme.outreach.models import Round
from etabli.programme.outreach.queries.kit_sendings import (
    Plan,
    RelayLine,
    get_sending,
    plan_of,
    sendings_of,
    sendings_to,
)
from etabli.programme.outreach.queries.kits import kit_of
from etabli.territory.relays.links import viewer_by_opened_link
from etabli.territory.relays.queries import relay_for_code
from etabli.territory.relays.rules import may_see

ACT_OF_ROUND = {Round.Kind.KIT: send_kits, Round.Kind.TOLD: tell_back}


@public
def kit(request: Request, code: str) -> HttpResponse:
    """All that a relay may print, copy and show, in the language that it chooses there. An old address leads to the
    workshops, never to a 404."""
    relay = relay_for_code(code)
    if relay is None:
        return redirect("front:relay", code=code)
    with override(language := _language(request)):
        kit = kit_of(relay, timezone.now())
        written = {
            "kit": kit,
            "texts": texts_of(kit),
            "link_html": link_html(relay),
            "picture_html": picture_html(relay),
        }
    context = {
        **written,
        "relay": relay,
        "written_in": language,
        "languages": settings.LANGUAGES,
        "season": season_words(kit.season),
        "papers": list(PAPERS.values()),
        "sendings": sendings_to(request.viewer, relay),
        "is_theirs": may_see(request.viewer, relay),
    }
    return render(request, "outreach/kit.html", context)


@public
def paper(request: Request, code: str, name: str) -> HttpResponse:
    """One file of a kit, made as it is asked for; "kit.zip" holds them all."""
    relay = relay_for_code(code)
    if relay is None:
        return redirect("front:relay", code=code)
    if name not in {"kit.zip", *PAPERS}:
        raise Http404
    at = timezone.now()
    with override(_language(request)):
        kit = kit_of(relay, at)
        if name == "kit.zip":
            return document_response(archive(kit, at), archive_name(kit), "application/zip")
        return document_response(PAPERS[name].make(kit, at), f"{relay.code}-{name}", PAPERS[name].kind)


def _language(request: Request) -> str:
    """That of the papers and the texts, which are for those around the relay: what is asked for (`langue`), else that
    of the installation, whoever takes them."""
    code = request.GET.get("langue", "")
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@allow(*STAFF)
def send(request: Request) -> HttpResponse:
    """The kit of the season: to whom, why not to the others, what each will read; then to all in one click."""
    season = Season.spoken_of(timezone.localdate())
    return _round_page(request, Round.Kind.KIT, season, "outreach:send")


@allow(*STAFF)
def send_results(request: Request) -> HttpResponse:
    """What each relay brought, told to it: over this season, or the one before."""
    this = Season.of(timezone.localdate())
    season = this.before if request.GET.get("saison") == this.before.code else this
    return _round_page(request, Round.Kind.TOLD, season, "outreach:telling", other_pages=[this, this.before])


@allow(*STAFF)
def sendings(request: Request) -> HttpResponse:
    """What was sent for a season, and what they answered."""
    now = Season.spoken_of(timezone.localdate())
    season = Season.read(request.GET.get("saison", "")) or now
    context = {
        "season": season_words(season),
        "before": season.before.code,
        "sendings": sendings_of(request.viewer, season),
    }
    return render(request, "outreach/sendings.html", context)


@allow(Role.RELAY, *STAFF, by=viewer_by_opened_link)
def answer(request: Request, pk: int) -> HttpResponse:
    """The relay says what it did with what it got, by the link of its mail; or the staff, for it."""
    sending = get_sending(request.viewer, pk)
    form = AnswerForm(request.POST or None, instance=sending)
    if request.method == "POST" and form.is_valid():
        data = {"answer": form.cleaned_data["answer"], "text": form.cleaned_data["answer_text"]}
        answer_sending(sending=sending, **data, by=request.viewer, at=timezone.now())
        acted(request, _("Thank you, it is noted."))
        return redirect("outreach:answer", pk=pk)
    is_staff = request.viewer.is_staff_of(sending.chamber_id)
    context = {
        "sending": sending,
        "form": form,
        "is_staff": is_staff,
        "season": season_words(sending.round.told_season),
    }
    return render(request, "outreach/answer.html", context)


def _round_page(
    request: Request, kind: Round.Kind, season: Season, name: str, other_pages: list[Season] | None = None
) -> HttpResponse:
    """GET: who, why not, and a mail to read; POST: those who were shown."""
    form, at = RelayFilterForm(request.GET), timezone.now()
    plan = plan_of(request.viewer, kind, season, at=at, **form.plan_arguments)
    refusal = ""
    if request.method == "POST":
        try:
            return _send_to_shown(request, plan, even_so=form.plan_arguments["even_so"], at=at)
        except ActionError as error:
            refusal = str(error)
    context = {
        "form": form,
        "plan": plan,
        "kind": kind,
        "season": season_words(season),
        "seasons": [(choice.code, season_words(choice), choice == season) for choice in other_pages or []],
        "query": request.GET.urlencode(),
        "filtered": any(form.plan_arguments.values()),
        "address": reverse(name),
        "refusal": refusal,
        **_preview(request, plan, at),
    }
    return render(request, "outreach/round.html", context, status=409 if refusal else 200)


def _send_to_shown(request: Request, plan: Plan, *, even_so: bool, at: datetime) -> HttpResponse:
    """Those that the page showed, and no other: who joined or left meanwhile is looked at again."""
    shown_ids = {int(pk) for pk in request.POST.getlist("relay") if pk.isdecimal()}
    relays = [line.relay for line in plan.lines if line.relay.pk in shown_ids]
    round_row = ACT_OF_ROUND[Round.Kind(plan.kind)](
        relays=relays, season=plan.season, even_so=even_so, by=request.viewer, at=at
    )
    number = round_row.sendings.count()
    message = ngettext("%(n)s e-mail leaves in a minute.", "%(n)s e-mails leave in a minute.", number)
    acted(request, message % {"n": number})
    return redirect(f"{reverse('outreach:sendings')}?saison={plan.season.code}")


def _preview(request: Request, plan: Plan, at: datetime) -> dict[str, Any]:
    """One of the mails as it will be read, with the number of the one before and after."""
    receiving = plan.receiving
    if not receiving:
        return {"mail": None}
    number_text = request.GET.get("lettre", "1")
    number = (
        min(max(int(number_text), 1), len(receiving))
        if number_text.isascii() and number_text.isdecimal()
        else 1
    )
    line = receiving[number - 1]
    return {
        "mail": _mail(plan, line, at),
        "line": line,
        "number": number,
        "before": number - 1,
        "after": number + 1,
    }


def _mail(plan: Plan, line: RelayLine, at: datetime) -> Any:
    """As it will be sent, but for its address, which is made then."""
    placeholder = _("(the link of each)")
    return mails_to([line], plan.kind, plan.season, address=lambda _line: placeholder, at=at)[0]
