"""What I was told, how I want to be told, and the way out that stands in each mail."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from etabli.foundation.notices import actions, queries, states
from etabli.foundation.notices.forms import PreferenceForm
from etabli.foundation.notices.kinds import for_role
from etabli.foundation.notices.owners import language_of_party
from etabli.foundation.notices.silencing import Leaving
from etabli.foundation.notices.texts.reach import own_mobile
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import ASSOCIATION, STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import is_without_mail

TOLD = (Role.ARTISAN, Role.RELAY, *ASSOCIATION, *STAFF)
PER_PAGE = 20


@allow(*TOLD)
def notices(request: Request) -> HttpResponse:
    """What I was told, newest first."""
    page = Paginator(queries.notices_of(request.viewer), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = states.readable(page.object_list, shown_at=timezone.now())
    return render(request, "notices/notice_list.html", {"notices": page})


@allow(*TOLD)
@require_POST
def read(request: Request, pk: int) -> HttpResponse:
    """Open what a notice leads to; it is read from then on."""
    notice = queries.get_notice(request.viewer, pk)
    if not states.readable([notice]):
        return redirect("notices:list")
    if notice.read_at is None:
        actions.read(notice=notice, by=request.viewer, at=timezone.now())
    return HttpResponseRedirect(notice.url)  # our own path, never a full address


@allow(*TOLD)
@require_POST
def read_all(request: Request) -> HttpResponse:
    """Everything is read."""
    unread = states.readable(queries.notices_of(request.viewer).filter(read_at=None))
    actions.read_all(notices=unread, by=request.viewer, at=timezone.now())
    acted(request, _("All your messages are marked as read."))
    return redirect("notices:list")


@allow(*TOLD)
def preferences(request: Request) -> HttpResponse:
    """Choose, for each kind of message, how one is told; and the quiet hours."""
    preference, kinds = queries.my_preference(request.viewer), for_role(request.viewer.role)
    form = PreferenceForm(request.POST or None, preference=preference, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        actions.choose(preference=preference, **form.told(), by=request.viewer, at=timezone.now())
        acted(request, _("Your choices are kept."))
        return redirect("notices:preferences")
    context = {
        "form": form,
        "always": [kind.label for kind in kinds if kind.must],
        "without_mail": is_without_mail(request.viewer),
        "written_in": language_of_party(preference.owner_id),
        "texts_to": own_mobile(request.viewer),
        "texts_stopped": preference.texts_stopped_at is not None,
    }
    return render(request, "notices/preference_form.html", context)


@public
@csrf_exempt  # a mail program posts here by itself (RFC 8058), without a cookie: the signed token is the right
def unsubscribe(request: Request, token: str) -> HttpResponse:
    """From a mail, without signing in: a GET shows the button, a POST stops these mails, or starts them again."""
    leaving = Leaving.of_token(token)
    if leaving is None:
        raise Http404
    if request.method == "POST":
        leaving.choose(silent="again" not in request.POST, at=timezone.now())
    return render(request, "notices/unsubscribe.html", {"leaving": leaving})
