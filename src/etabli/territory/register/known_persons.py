"""Whom the chamber knows: told apart by commune, trade and last news; and those who may be one and the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etabli.foundation.likely_pairs import LikelyPair
from etabli.foundation.own_data.queries import last_heard
from etabli.foundation.people.engine.likeness import (
    PersonCard,
    compare,
    is_same_name,
    likely_pairs,
)
from etabli.foundation.people.engine.telephone import international
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.queries import known_by_phone, pairs_kept_apart
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find_of_kind
from etabli.territory.register.models import Artisan
from etabli.territory.register.trades import trade

MAX_COMPARED, MAX_NAMESAKES = 60, 4  # of those whom the search gives; shown
CARD_FIELDS = (
    "pk", "name", "phone", "artisan__business_id", "artisan__commune_id", "artisan__business__commune_code",
    "artisan__trade_code",
)  # fmt: skip


@dataclass(frozen=True)
class KnownPerson:
    """What tells the staff which of two persons of a name this is."""

    person: Person
    commune: str
    trade: str
    business: str
    last_heard_on: date

    @property
    def detail(self) -> str:
        """Commune, trade, business: what is known of them."""
        return " · ".join(filter(None, [self.commune, self.trade, self.business]))


def known_persons(people: Sequence[Person]) -> list[KnownPerson]:
    """These persons, in their order; the caller has authorised them."""
    known = Artisan.objects.filter(person__in=people).select_related("commune", "business")
    artisans, last_days = {artisan.person_id: artisan for artisan in known}, last_heard(people)
    return [_known_person(person, artisans.get(person.pk), last_days[person.pk]) for person in people]


def known_persons_with_phone(chamber_id: int, phone: str) -> list[KnownPerson]:
    """Whom the chamber knows by this telephone, however it was written: for its staff alone."""
    people = known_by_phone(chamber_id, phone)
    return known_persons(people) if people else []


def namesakes(viewer: Viewer, name: str) -> list[Person]:
    """Whom the viewer's chamber knows by this name, however it is written: for its staff alone; three statements."""
    hits = (
        find_of_kind(viewer, name, "person", limit=MAX_COMPARED)
        if viewer.role in STAFF and name.strip()
        else []
    )
    numbers = [hit.object_id for hit in hits if is_same_name(hit.title, name)][:MAX_NAMESAKES]
    people = Person.objects.in_bulk(numbers)
    return [people[number] for number in numbers if number in people]


def likely_pairs_of_chamber(viewer: Viewer) -> list[LikelyPair]:
    """The pairs of the viewer's chamber who may be one person, and that nobody said to be two, the likeliest first:
    two statements."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return []
    kept_apart = pairs_kept_apart(viewer.chamber_id)
    pairs = (
        pair
        for pair in likely_pairs(_cards(viewer.chamber_id))
        if (pair.first, pair.second) not in kept_apart
    )
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def likeness(person: Person, other: Person) -> LikelyPair | None:
    """What speaks for these two being one person; None when nothing does: one statement."""
    first, second = _cards(person.chamber_id, among=[person.pk, other.pk])
    return compare(first, second)


def _cards(chamber_id: int, among: Iterable[int] | None = None) -> Iterator[PersonCard]:
    rows = Person.objects.filter(chamber=chamber_id, erased_at=None, merged_into=None)
    if among is not None:
        rows = rows.filter(pk__in=among)
    for pk, name, phone, business, commune, of_business, trade_code in rows.order_by("pk").values_list(
        *CARD_FIELDS
    ):
        yield PersonCard(
            pk, name, international(phone), business, commune or of_business or "", trade_code or ""
        )


def _known_person(person: Person, artisan: Artisan | None, last_day: date) -> KnownPerson:
    if artisan is None:
        return KnownPerson(person, "", "", "", last_day)
    business = artisan.business_name or (artisan.business.name if artisan.business else "")
    return KnownPerson(
        person,
        commune=artisan.commune.name if artisan.commune else "",
        trade=trade(artisan.trade_code).label if artisan.trade_code else "",
        business=business,
        last_heard_on=last_day,
    )
