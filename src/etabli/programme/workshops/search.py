"""Finding a session: its theme, its place, its day. Open to all once published, like its page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Done, Indexed
from etabli.foundation.search.visibility import to_all
from etabli.programme.workshops.models import Session

FOUND = {"published_at", "theme", "venue", "starts_at"}  # what the journal keeps of a creation, of a change


def _followed(done: Done) -> Session | None:
    return done.subject if isinstance(done.subject, Session) and done.names & FOUND else None


def _detail(session: Session) -> str:
    day = date_format(timezone.localtime(session.occasion.starts_at), "l j F Y")
    return f"{day} · {session.venue}"


SEARCH = [
    Indexed(
        kind="session",
        many=_("Workshops"),
        objects=lambda: (
            Session.objects.filter(published_at__isnull=False)
            .select_related("theme", "venue__commune", "occasion")
            .order_by("pk")
        ),
        title=lambda session: session.theme.title,
        detail=_detail,
        text=lambda session: " ".join([session.theme.promise, *session.theme.programme]),
        url=lambda session: reverse("workshops:workshop", args=[session.pk]),
        visible_to=to_all,
        follows=_followed,
    )
]
