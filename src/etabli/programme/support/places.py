"""Where somebody may be received: at their business, as the register knows it, or in the nearest room of a workshop."""

from dataclasses import dataclass

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.workshops.models import Venue
from etabli.territory.places.queries import communes_in, distances_from
from etabli.territory.register.models import Artisan
from etabli.territory.register.queries import artisan_of


@dataclass(frozen=True)
class Whereabouts:
    """`places`: addresses in one line, the likeliest first. `commune`: the code of that of the first, else of where
    they work, "" when nobody knows."""

    places: tuple[str, ...] = ()
    commune: str = ""


def whereabouts_of(viewer: Viewer, person: Person) -> Whereabouts:
    """The address of their business, then the nearest room: three statements. Nowhere for anybody but the staff."""
    artisan = artisan_of(viewer, person) if viewer.is_staff_of(person.chamber_id) else None
    if artisan is None:
        return Whereabouts()
    business = artisan.business
    commune = (business.commune_id if business else "") or artisan.commune_id or ""
    address = _address_of(artisan)
    room = _nearest_room(person.chamber_id, commune) if commune else None
    if not address and room is not None:
        return Whereabouts((room.full_address,), room.commune_id)
    return Whereabouts(tuple(filter(None, [address, room.full_address if room else ""])), commune)


def commune_of(place: str, otherwise: str = "") -> str:
    """The code of the commune that this address names, else the other one: one statement."""
    return communes_in([place])[place] or otherwise


def _address_of(artisan: Artisan) -> str:
    business = artisan.business
    if business is None or not business.address:
        return ""
    town = business.commune.name if business.commune else ""
    return ", ".join(
        filter(None, (business.name, business.address, f"{business.postal_code} {town}".strip()))
    )


def _nearest_room(chamber_id: int, commune_code: str) -> Venue | None:
    rooms = Venue.objects.filter(chamber=chamber_id, withdrawn_at=None).select_related("commune")
    far = distances_from(commune_code)
    reached = [room for room in rooms.order_by("pk") if room.commune_id in far]
    return min(reached, key=lambda room: far[room.commune_id], default=None)
