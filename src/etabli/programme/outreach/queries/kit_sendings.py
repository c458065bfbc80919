"""Who would get what is sent to relays, who would not and why; what was sent, and what they answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.notify.queries import unreachable_among
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.engine import Season
from etabli.programme.outreach.models import Sending
from etabli.programme.outreach.queries.calls import ContactChannels, contact_channels
from etabli.territory.relays.models import Relay, RelayContact
from etabli.territory.relays.rules import may_see

MIN_APART = timedelta(weeks=3)  # between two mails to one relay


class Why(models.TextChoices):
    """Why a relay gets nothing. Of the last three, a person may decide otherwise (`even_so`)."""

    NO_ADDRESS = "no_address", _("no e-mail is known")
    NO_AGREEMENT = "no_agreement", _("nobody there agreed to get our e-mails")
    UNREACHABLE = "unreachable", _("our e-mails don’t reach their address")
    HAD_IT = "had_it", _("they had it this half-year")
    JUST_TOLD = "just_told", _("we wrote to them less than three weeks ago")
    OTHER_MONTH = "other_month", _("they prefer another month")


@dataclass(frozen=True)
class RelayLine:
    """A relay, and to whom a mail would go there; or why none does. `had_it`: it would be the second time."""

    relay: Relay
    contact: RelayContact | None
    why_not: Why | None = None
    had_it: bool = False


@dataclass(frozen=True)
class Plan:
    """What a round would do, before anything is sent."""

    kind: str
    season: Season
    lines: tuple[RelayLine, ...]

    @property
    def receiving(self) -> list[RelayLine]:
        return [line for line in self.lines if line.why_not is None]

    @property
    def left_out(self) -> list[tuple[Why, list[RelayLine]]]:
        """By reason, in the order of `Why`."""
        grouped = [(why, [line for line in self.lines if line.why_not == why]) for why in Why]
        return [(why, lines) for why, lines in grouped if lines]


def plan_of(
    viewer: Viewer,
    kind: str,
    season: Season,
    *,
    at: datetime,
    epci_code: str = "",
    relay_kind: str = "",
    likes: str = "",
    only: Collection[int] = (),
    even_so: bool = False,
) -> Plan:
    """Who of the viewer's relays would get it: four statements whatever their number. Nobody for who isn't staff."""
    if viewer.role not in STAFF:
        return Plan(kind, season, ())
    queryset = Relay.objects.filter(chamber_id=viewer.chamber_id, withdrawn_at=None)
    if epci_code:
        queryset = queryset.filter(
            models.Q(territory__commune__epci_id=epci_code)
            | models.Q(territory=None, commune__epci_id=epci_code)
        )
    if relay_kind:
        queryset = queryset.filter(kind=relay_kind)
    if only:
        queryset = queryset.filter(pk__in=only)
    relays = queryset.select_related("commune__epci", "chamber", "party").order_by("name", "pk").distinct()
    chosen = [relay for relay in relays if not likes or likes in relay.likes]
    return Plan(kind, season, tuple(lines_of(chosen, kind, season, even_so=even_so, at=at)))


def lines_of(
    relays: Sequence[Relay], kind: str, season: Season, *, even_so: bool, at: datetime
) -> list[RelayLine]:
    """What each of these would get; the caller has authorised them: three statements."""
    relay_doors = contact_channels(relays)
    unreachable = unreachable_among(door.writable.email for door in relay_doors.values() if door.writable)
    sent = Sending.objects.filter(relay__in=relays, withdrawn_at=None)
    sent_rows = list(sent.values_list("relay", "kind", "season", "at"))
    had = {relay for relay, sort, code, _at in sent_rows if (sort, code) == (kind, season.code)}
    lately = {relay for relay, _sort, _code, sent_at in sent_rows if sent_at > at - MIN_APART}
    month = timezone.localdate(at).month

    def line(relay: Relay) -> RelayLine:
        overruled = {
            Why.HAD_IT: relay.pk in had,
            Why.JUST_TOLD: relay.pk in lately,
            Why.OTHER_MONTH: bool(relay.months) and month not in relay.months,
        }
        door = relay_doors[relay.pk]
        reasons = {**_blocking_reasons(door, unreachable), **({} if even_so else overruled)}
        why_not = next((why for why, applies in reasons.items() if applies), None)
        return RelayLine(relay, door.writable, why_not, relay.pk in had)

    return [line(relay) for relay in relays]


def _blocking_reasons(door: ContactChannels, unreachable: Collection[str]) -> dict[Why, bool]:
    """What no decision of ours changes."""
    contact = door.writable
    return {
        Why.NO_ADDRESS: not door.has_address,
        Why.NO_AGREEMENT: contact is None,
        Why.UNREACHABLE: contact is not None and contact.email.lower() in unreachable,
    }


def sendings_of(viewer: Viewer, season: Season) -> list[Sending]:
    """What the viewer's chamber sent for a season, the latest first, with its relays: one statement."""
    if viewer.role not in STAFF:
        return []
    sendings = Sending.objects.filter(
        relay__chamber_id=viewer.chamber_id, season=season.code, withdrawn_at=None
    )
    return list(sendings.select_related("relay__commune", "round__by").order_by("-at", "-pk"))


def sendings_to(viewer: Viewer, relay: Relay, *, limit: int = 6) -> list[Sending]:
    """What one relay got, the latest first: for it and for the staff of its chamber: one statement."""
    if not may_see(viewer, relay):
        return []
    sendings = Sending.objects.filter(relay=relay, withdrawn_at=None).select_related("round__by")
    return list(sendings.order_by("-at", "-pk")[:limit])


def get_sending(viewer: Viewer, pk: int) -> Sending:
    """One sending, for the relay that got it or the staff of its chamber; NotVisible otherwise."""
    sendings = Sending.objects.filter(pk=pk, withdrawn_at=None)
    sending = sendings.select_related("round", "relay__commune__epci", "relay__chamber").first()
    if sending is None or not may_see(viewer, sending.relay):
        raise NotVisible
    return sending
