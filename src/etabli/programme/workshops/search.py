"""Finding a session: its theme, its place, its day. All find those to come; the staff find the others as well."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search.visibility import to_staff
from etabli.programme.workshops.models import Session

FOUND = {"published_at", "theme", "venue", "starts_at", "reason"}  # of a creation, a change, a cancellation


def _followed(done: Done) -> Session | None:
    session = done.subject
    if not isinstance(session, Session) or not done.names & FOUND:
        return None
    return None if done.is_new and session.is_draft else session  # a draft is found once it is announced


def _detail(session: Session) -> str:
    day = date_format(timezone.localtime(session.occasion.starts_at), "l j F Y")
    called_off = _("session called off") if session.occasion.cancelled_at else ""
    return " · ".join(filter(None, [day, str(session.venue), called_off]))


def _words(session: Session) -> str:
    content = session.told
    return " ".join([content.promise, *content.goals, *map(str, content.programme)])


def _visible_to(viewer: Any) -> Q:
    """Its page is open to all: who does not run it looks for one where they can go."""
    to_come = Session.objects.filter(occasion__starts_at__gt=timezone.now(), occasion__cancelled_at=None)
    return Q(object_id__in=to_come.values("pk")) | (to_staff(viewer) or Q(pk=None))


SEARCH = [
    Indexed(
        kind="session",
        many=gettext_lazy("Workshops"),
        objects=lambda: (
            Session.objects.filter(published_at__isnull=False)
            .select_related("theme", "version", "venue__commune", "occasion")
            .order_by("pk")
        ),
        title=lambda session: session.theme.title,
        detail=_detail,
        text=_words,
        url=lambda session: reverse("workshops:workshop", args=[session.pk]),
        visible_to=_visible_to,
        follows=_followed,
    )
]
