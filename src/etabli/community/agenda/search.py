"""Finding an event, to come or past, by its words."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.models import IS_OUT, Event
from etabli.community.agenda.rules import listable_by
from etabli.foundation.registries import Done, Indexed

FOUND_BY = frozenset({"title", "text", "place", "trade", "published_at", "hidden_at", "withdrawn_at"})


def _text(event: Event) -> str:
    commune = event.commune.name if event.commune else ""
    return " ".join([event.text, event.place, commune, event.trade_label])


def _row_to_reindex(done: Done) -> Event | None:
    event = done.subject
    if not isinstance(event, Event) or not done.names & FOUND_BY:
        return None
    return None if done.is_new and not event.is_out else event


def _visible_to(viewer: Any) -> Q:
    return Q(object_id__in=Event.objects.filter(listable_by(viewer)).values("pk"))


SEARCH = [
    Indexed(
        kind="event",
        plural_label=_("Events"),
        objects=lambda: Event.objects.filter(IS_OUT).select_related("commune").order_by("pk"),
        title=lambda event: event.title,
        detail=lambda event: event.commune.name if event.commune else event.place,
        text=_text,
        url=lambda event: reverse("agenda:event", args=[event.pk]),
        singular_labels=_("event"),
        visible_to=_visible_to,
        row_to_reindex=_row_to_reindex,
    )
]
