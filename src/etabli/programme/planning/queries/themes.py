"""Which themes to offer next, with the reasons in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.planning.engine import Given, Reason, Wanted, rank
from etabli.programme.workshops.models import Session, Theme
from etabli.territory.places.models import Commune
from etabli.territory.register.trades import trade


@dataclass(frozen=True)
class Proposal:
    """A theme for a territory, with sentences that say why; `zone` is empty when nobody said where they work.

    `people` are those who still wait for it.
    """

    theme_code: str
    theme: str
    zone: str
    people: int
    reasons: tuple[str, ...]


def next_themes(viewer: Viewer, *, today: date, zone: str = "", limit: int = 12) -> list[Proposal]:
    """The themes to offer next, best first, for the staff of a chamber: four statements whatever the size."""
    if viewer.role not in STAFF:
        return []
    communes = dict(Commune.objects.values_list("code", "epci__name"))
    titles = {theme.code: theme.title for theme in Theme.objects.all()}
    ranked = rank(_wanted(viewer, communes), _given(viewer), today=today)
    kept = [r for r in ranked if r.theme in titles and (not zone or r.zone == zone)]
    return [
        Proposal(r.theme, titles[r.theme], r.zone, r.people, tuple(_told(r.reasons))) for r in kept[:limit]
    ]


def _wanted(viewer: Viewer, communes: dict[str, str]) -> Iterable[Wanted]:
    wishes = Wish.objects.filter(chamber_id=viewer.chamber_id, kind="theme", withdrawn_at=None)
    fields = ("theme_code", "commune_id", "trade_code", "expressed_on")
    for theme, commune, trade_code, on in wishes.values_list(*fields):
        yield Wanted(theme, communes.get(commune or "", ""), trade_code, on)


def _given(viewer: Viewer) -> Iterable[Given]:
    waiting = Count("occasion__sign_ups", filter=Q(occasion__sign_ups__status="waiting"))
    sessions = Session.objects.filter(
        chamber_id=viewer.chamber_id, published_at__isnull=False, occasion__cancelled_at=None
    )
    for theme, zone, at, seated, turned_away in sessions.annotate(waiting=waiting).values_list(
        "theme__code", "venue__commune__epci__name", "occasion__starts_at", "occasion__taken", "waiting"
    ):
        yield Given(theme, zone, timezone.localdate(at), seated, turned_away)


def _told(reasons: tuple[Reason, ...]) -> Iterable[str]:
    for reason in reasons:
        yield _sentence(reason)


def _sentence(reason: Reason) -> str:
    on = date_format(reason.on, "j F Y") if reason.on else ""
    if reason.kind == "asked":
        return ngettext("%(n)d person asked for it", "%(n)d people asked for it", reason.number) % {
            "n": reason.number
        }
    if reason.kind == "trade":
        return _("%(n)d of them in one trade: %(trade)s") % {
            "n": reason.number,
            "trade": trade(reason.text).label,
        }
    if reason.kind == "turned_away":
        return ngettext(
            "%(n)d person did not get a seat", "%(n)d people did not get a seat", reason.number
        ) % {"n": reason.number}
    if reason.kind == "never":
        return _("never given in this territory")
    if reason.kind == "coming":
        return ngettext(
            "a session is planned on %(on)s, with %(n)d person signed up",
            "a session is planned on %(on)s, with %(n)d people signed up",
            reason.number,
        ) % {"n": reason.number, "on": on}
    return ngettext(
        "last given on %(on)s, with %(n)d person signed up",
        "last given on %(on)s, with %(n)d people signed up",
        reason.number,
    ) % {"n": reason.number, "on": on}
