"""What is told of a watch: the mail that asks to confirm it, and the workshops that come near."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.topic_messages import TO_CALL_FACT, refresh_message
from etabli.foundation.notify.prose import gettext as _, lines, link, paragraphs
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.ui.typography import full_day, spans
from etabli.programme.watches.links import CONFIRM, WatchRequest, confirm_token, stop_address
from etabli.programme.watches.matching import is_open
from etabli.programme.watches.models import Watch
from etabli.programme.watches.wording import watch_text, watches_text
from etabli.programme.workshops.calendar.cards import SessionCard, announced_sessions

NEAR_WORKSHOPS = Kind(
    "watches.near",
    gettext_lazy("Workshops near you of which you asked to be told"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
KINDS = [NEAR_WORKSHOPS]
MAX_WORKSHOPS = 5  # workshops of one mail; the others are on the list


def send_confirmation(request: WatchRequest, chamber: Organisation, words: str, at: datetime) -> None:
    """To a mailbox of which nobody knows yet whose it is; without the link, nothing was asked. `words`: of what."""
    url = CONFIRM.address(confirm_token(request, at))
    body = _(
        "Hello,\n\nSomebody asked that we tell this address when a workshop is announced %(words)s. If it is you, open "
        "this link and confirm:\n%(url)s\n\nThe link works for seven days. If you asked for nothing, do nothing: we "
        "keep nothing of it."
    ) % {"words": words, "url": link(url)}
    subject = _("To confirm: be told of workshops %(words)s") % {"words": words}
    send(
        to=request.email,
        subject=subject,
        body=paragraphs(body, chamber.name),
        key=f"watch-asked:{uuid4()}",
        chamber_id=chamber.pk,
        staff_reads=False,
        by_stranger=True,
        at=at,
    )


def tell_of_workshops(person: Person, watch: Watch, sessions: Sequence[SessionCard], at: datetime) -> None:
    """These have come; with what their other watches tell on the same morning, it is one message."""
    session_ids = [card.pk for card in sessions]

    def merge(known: Any) -> dict[str, Any]:
        return {
            "sessions": list(dict.fromkeys([*known.get("sessions", []), *session_ids])),
            "watches": list(dict.fromkeys([*known.get("watches", []), watch.pk])),
            TO_CALL_FACT: True,
        }

    refresh_message(
        NEAR_TOPIC,
        to=person,
        kind=NEAR_WORKSHOPS,
        thread=f"watches.near:{person.pk}",
        merge=merge,
        happens_at=min(card.starts_at for card in sessions),
        at=at,
    )


def _write(notice: Any) -> Words | None:
    """Nothing once they stopped it, or once nothing of it can be joined any more."""
    known_watches = Watch.objects.filter(pk__in=notice.facts["watches"], withdrawn_at=None)
    watches = list(known_watches.select_related("commune", "theme").order_by("pk"))
    cards = [card for card in announced_sessions(Q(pk__in=notice.facts["sessions"])) if is_open(card)]
    if not watches or not cards:
        return None
    words, until = watches_text(watches), max(watch.ends_on for watch in watches)
    text = _(
        "You asked to be told of workshops %(words)s. Here is what is announced, free of charge:\n\n%(listed)s\n\n"
        "You are told until %(day)s, then it ends by itself; you can ask again."
    ) % {"words": words, "day": full_day(until), "listed": paragraphs(*map(_line, cards[:MAX_WORKSHOPS]))}
    stops = [
        _("No longer be told of workshops %(words)s:\n%(url)s")
        % {"words": watch_text(watch.commune, watch.theme), "url": link(stop_address(watch))}
        for watch in watches
    ]
    first = cards[0]
    title = _("A workshop %(words)s: %(title)s, %(when)s") % {
        "words": words,
        "title": first.title,
        "when": spans(first.spans),
    }
    url, see = reverse("workshops:list"), _("To see them and sign up")
    if len(cards) == 1:
        url, see = reverse("workshops:workshop", args=[first.pk]), _("To see it and sign up")
    return Words(title=title, text=paragraphs(text, *stops), url=url, see=see)


def _line(card: SessionCard) -> Any:
    values = {"title": card.title, "when": spans(card.spans), "place": card.place}
    sentence = (
        _("%(title)s, %(when)s, %(place)s")
        if card.free > 0
        else _("%(title)s, %(when)s, %(place)s (waiting list)")
    )
    address = f"{settings.BASE_URL}{reverse('workshops:workshop', args=[card.pk])}"
    return lines(sentence % values, link(address))


NEAR_TOPIC = Topic("watches.near", _write)
TOPICS = [NEAR_TOPIC]
