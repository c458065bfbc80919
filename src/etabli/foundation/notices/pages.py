"""What I was told, how I want to be told, and the way out that stands in each mail."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from etabli.foundation.notices import actions, queries, topic_messages
from etabli.foundation.notices.forms import PreferenceForm
from etabli.foundation.notices.kinds import for_role, kinds
from etabli.foundation.notices.owners import language_of_party
from etabli.foundation.notices.texts.recipients import own_mobile
from etabli.foundation.notices.unsubscribe import Unsubscription
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import ASSOCIATION, STAFF, Role
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.queries import is_without_mail
from etabli.foundation.ui.typography import full_day

READER_ROLES = (Role.ARTISAN, Role.RELAY, *ASSOCIATION, *STAFF)
PAGE_SIZE = 8


@allow(*READER_ROLES)
def notices(request: Request) -> HttpResponse:
    """What I was told, newest first."""
    page = Paginator(queries.notices_of(request.viewer), PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = topic_messages.prepare_for_reading(page.object_list, shown_at=timezone.now())
    unasked = {kind.code for kind in kinds().values() if kind.unasked}
    return render(request, "notices/notice_list.html", {"notices": page, "unasked": unasked})


@allow(*READER_ROLES)
@require_POST
def read(request: Request, pk: int) -> HttpResponse:
    """Open what a notice leads to; it is read from then on."""
    notice = queries.get_notice(request.viewer, pk)
    if not topic_messages.prepare_for_reading([notice]):
        return redirect("notices:list")
    if notice.read_at is None:
        actions.mark_read(notice=notice, by=request.viewer, at=timezone.now())
    return HttpResponseRedirect(notice.url)  # our own path, never a full address


@allow(*READER_ROLES)
@require_POST
def read_all(request: Request) -> HttpResponse:
    """Everything is read."""
    unread = topic_messages.prepare_for_reading(queries.notices_of(request.viewer).filter(read_at=None))
    actions.mark_all_read(notices=unread, by=request.viewer, at=timezone.now())
    acted(request, _("All your messages are marked as read."))
    return redirect("notices:list")


@allow(*READER_ROLES)
def preferences(request: Request) -> HttpResponse:
    """Choose, for each kind of message, how one is told; and the quiet hours."""
    preference, kinds_of_role = queries.my_preference(request.viewer), for_role(request.viewer.role)
    form = PreferenceForm(request.POST or None, preference=preference, kinds=kinds_of_role)
    if request.method == "POST" and form.is_valid():
        actions.choose(preference=preference, **form.facts(), by=request.viewer, at=timezone.now())
        acted(request, _("Your choices are kept."))
        return redirect("notices:preferences")
    context = {
        "form": form,
        "always": [kind.label for kind in kinds_of_role if kind.always_mailed],
        "without_mail": is_without_mail(request.viewer),
        "written_in": language_of_party(preference.owner_id),
        "texts_to": own_mobile(request.viewer),
        "texts_stopped": preference.texts_stopped_at is not None,
        "unasked": queries.unasked_budget(request.viewer, at=timezone.now()),
    }
    return render(request, "notices/preference_form.html", context)


@public
@csrf_exempt  # a mail program posts here by itself (RFC 8058), without a cookie: the signed token is the right
def unsubscribe(request: Request, token: str) -> HttpResponse:
    """From a mail, without signing in: a GET shows the buttons, a POST stops these mails, or holds back for a time all
    that was not asked for; or the contrary. A mail program that posts by itself does both.
    """
    leaving, at = Unsubscription.of_token(token), timezone.now()
    if leaving is None:
        raise Http404
    if request.method == "POST":
        answer = request.POST
        if "List-Unsubscribe" in answer or "not_now" in answer or "write_again" in answer:
            leaving.rest(wanted="write_again" not in answer, at=at)
        if "not_now" not in answer and "write_again" not in answer:
            leaving.choose(silent="again" not in answer, at=at)
    until = leaving.not_now_until(at) if leaving.is_unasked else None
    return render(request, "notices/unsubscribe.html", {"leaving": leaving, "not_now_until": until})


@allow(*READER_ROLES)
@require_POST
def not_now(request: Request) -> HttpResponse:
    """From one's own space: nothing unasked for six months; or again."""
    owner, at = queries.own_capacity(request.viewer), timezone.now()
    if "again" in request.POST:
        actions.write_again(owner=owner, by=request.viewer, at=at)
        acted(request, _("You may get again what you did not ask for."))
    else:
        until = actions.not_now(owner=owner, by=request.viewer, at=at).until
        acted(request, _("Nothing that you did not ask for before %(day)s.") % {"day": full_day(until)})
    return back(request, reverse("notices:preferences"))
