"""The list of questions, and the feed of those that everybody reads."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from etabli.community.association.trades import trade_label, trades
from etabli.community.forum import queries
from etabli.community.forum.queries import SHOWN, Choice
from etabli.foundation.notify.prose import line_of
from etabli.foundation.people.access import Request, public
from etabli.foundation.ui.markdown import markdown

FEED_SIZE = 30
FEED_CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@public
def threads(request: Request) -> HttpResponse:
    """The questions that this viewer reads: those that nobody has answered, those of their trades, or all."""
    now = timezone.now()
    show, trade = request.GET.get("show", ""), request.GET.get("trade", "")
    known = trade and trade in trades(request.viewer.organisation_id)
    choice = Choice(show if show in SHOWN else SHOWN[0], trade if known else "")
    listing = queries.listed_threads(request.viewer, choice, after=request.GET.get("after", ""))
    context = {
        "listing": listing,
        "choice": choice,
        "trade_label": trade_label(choice.trade),
        "chips": [(code, listing.counts[code]) for code in SHOWN],
        "total": listing.counts[choice.show],
        "rows": [(row, (now - row.active_at).days) for row in listing.threads],
    }
    return render(request, "forum/thread_list.html", context)


@public
def feed(request: Request) -> HttpResponse:
    """The newest questions that everybody reads, for programs that read news (Atom)."""
    atom = Atom1Feed(
        title=_("Questions asked of digital professionals"),
        link=f"{settings.BASE_URL}{reverse('forum:list')}",
        description="",
        language="fr",
        feed_url=f"{settings.BASE_URL}{request.get_full_path()}",
    )
    for thread in queries.public_threads(FEED_SIZE):
        address = f"{settings.BASE_URL}{reverse('forum:thread', args=[thread.pk])}"
        atom.add_item(
            title=line_of(thread.title),
            link=address,
            description=markdown(thread.text),
            author_name=line_of(thread.shown_name),
            pubdate=thread.published_at,
            updateddate=thread.active_at,
            unique_id=address,
            categories=[thread.trade_label],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=FEED_CONTENT_TYPE)
