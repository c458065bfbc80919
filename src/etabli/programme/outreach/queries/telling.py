"""What each relay brought over a season. The measures are those of `coverage`: people, once each."""

from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.queries import Through, by_relay
from etabli.territory.relays.models import Relay


def brought_by_all(chamber_id: int, season: Season) -> dict[str, Through]:
    """What each relay of a chamber brought, by its code; the caller has authorised the chamber: three statements."""
    return by_relay(chamber_id, season.since, season.until)


def brought(relay: Relay, season: Season) -> Through:
    """What one relay brought; the caller has authorised it: three statements."""
    return brought_by_all(relay.chamber_id, season).get(relay.code, Through())
