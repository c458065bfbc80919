"""Finding a session: its theme, its place, its day. All find those to come; the staff find the others as well, and the
rooms and the themes."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.models import STAFF
from etabli.foundation.registries import Done, Finder, Indexed
from etabli.foundation.search.engine import nearest, words
from etabli.foundation.search.queries import Hit, KindHits
from etabli.foundation.search.visibility import to_staff
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.programme.workshops.queries import themes

SEARCHED_FIELDS = {
    "published_at",
    "theme",
    "venue",
    "starts_at",
    "reason",
}  # of a creation, a change, a cancellation


def _row_to_reindex(action: Done) -> Session | None:
    session = action.subject
    if not isinstance(session, Session) or not action.names & SEARCHED_FIELDS:
        return None
    return None if action.is_new and session.is_draft else session  # a draft is found once it is announced


def _detail(session: Session) -> str:
    day = date_format(timezone.localtime(session.occasion.starts_at), "l j F Y")
    called_off = _("session called off") if session.occasion.cancelled_at else ""
    return " · ".join(filter(None, [day, str(session.venue), called_off]))


def _words(session: Session) -> str:
    content = session.shown_content
    return " ".join([content.promise, *content.goals, *map(str, content.programme)])


def _visible_to(viewer: Any) -> Q:
    """Its page is open to all: who does not run it looks for one where they can go."""
    return _to_come() | (to_staff(viewer) or Q(pk=None))


def _to_come() -> Q:
    to_come = Session.objects.filter(occasion__starts_at__gt=timezone.now(), occasion__cancelled_at=None)
    return Q(object_id__in=to_come.values("pk"))


SEARCH = [
    Indexed(
        kind="session",
        plural_label=gettext_lazy("Workshops"),
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
        row_to_reindex=_row_to_reindex,
        singular_labels=gettext_lazy("session, workshop"),
        first=_to_come,
    ),
    Indexed(
        kind="venue",
        plural_label=gettext_lazy("Rooms"),
        objects=lambda: Venue.objects.filter(withdrawn_at=None).select_related("commune").order_by("pk"),
        title=lambda venue: venue.name,
        detail=lambda venue: " · ".join(filter(None, [venue.commune.name, venue.address])),
        text=lambda venue: f"{venue.contact_name} {venue.contact_phone}",
        url=lambda venue: reverse("workshops:venue", args=[venue.pk]),
        visible_to=to_staff,
        row_to_reindex=lambda done: done.subject if isinstance(done.subject, Venue) else None,
        singular_labels=gettext_lazy("room, place of workshops"),
    ),
]


def _find_themes(viewer: Any, text: str, limit: int, offset: int) -> KindHits:
    """Few, and read by the code that they have for a number: no row of the index stands for them."""
    if viewer.role not in STAFF:
        return KindHits("theme", 0, [])
    theme_rows = themes(viewer.chamber_id)
    called = _("theme of a workshop")
    ranks = nearest(text, [(theme.title, f"{called} {theme.promise}") for theme in theme_rows])
    hits = [_theme_hit(theme_rows[rank], len(words(text))) for rank in ranks[offset : offset + limit]]
    return KindHits("theme", len(ranks), hits)


def _theme_hit(theme: Theme, text: int) -> Hit:
    url = reverse("workshops:theme_story", args=[theme.code])
    return Hit("theme", 0, theme.title, theme.promise, url, NEARNESS_OF_A_WORD * text)


NEARNESS_OF_A_WORD = 1.5
FINDERS = [
    Finder(
        kind="theme",
        plural_label=gettext_lazy("Themes"),
        find=_find_themes,
        close_words=lambda viewer, text: [],
        renew=lambda: 0,
        is_in_step=lambda: True,
    )
]
