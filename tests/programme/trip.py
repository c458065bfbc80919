"""A small programme for tests: two territories, two chambers, a theme, sessions, people with a place of work."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from etabli.foundation.people.models import Membership, Organisation, Person, Role
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats.models import SignUp
from etabli.programme.demand.models import Wish
from etabli.programme.support import actions as support
from etabli.programme.support.models import Appointment
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.territory.places.models import Commune, Epci
from etabli.territory.register.models import Artisan, Business
from etabli.territory.relays.actions import create_relay
from etabli.territory.relays.models import Relay
from tests import factories as make

AT = make.AT
DAY = date(2027, 1, 11)  # the Monday after AT


@dataclass
class Trip:
    """A chamber with its adviser, its neighbour with its own, Pauillac and Blaye."""

    chamber: Organisation = field(default_factory=make.chamber)
    neighbour: Organisation = field(default_factory=lambda: make.chamber("Chambre voisine"))

    def __post_init__(self) -> None:
        self.post: Membership = make.membership(self.chamber, Role.ADVISER)
        self.adviser: Viewer = of_membership(self.post)
        self.manager: Viewer = of_membership(make.membership(self.chamber, Role.MANAGER))
        self.next_door_post: Membership = make.membership(self.neighbour, Role.ADVISER)
        self.next_door: Viewer = of_membership(self.next_door_post)
        self.pauillac = self._town("33314", "Pauillac", "200069995", "CC Médoc Cœur de Presqu’île", -0.75)
        self.blaye = self._town("33058", "Blaye", "200023794", "CC de Blaye", -0.66)
        self.themes = [self._theme("visible", "Être visible"), self._theme("loyalty", "Fidéliser")]

    @staticmethod
    def _town(code: str, name: str, epci: str, territory: str, lon: float) -> Commune:
        Epci.objects.create(code=epci, name=territory)
        return Commune.objects.create(
            code=code, name=name, epci_id=epci, population=4900, lat=45.2, lon=lon, postal_codes="33250"
        )

    @staticmethod
    def _theme(code: str, title: str) -> Theme:
        text = {"title": title, "promise": "", "programme": [], "bring": ""}
        return Theme.objects.create(code=code, text={"fr": text, "en": text})

    def person(self, commune: Commune | None = None, of: Organisation | None = None, **fields: Any) -> Person:
        """An artisan; of Pauillac unless told otherwise."""
        made = make.person(of or self.chamber, **fields)
        Artisan.objects.create(person=made, commune=commune or self.pauillac)
        return made

    def businesses(self, commune: Commune, number: int, of: Organisation | None = None) -> None:
        Business.objects.bulk_create(
            Business(
                chamber=of or self.chamber,
                siret=f"{commune.code}{rank:09}",
                trade_code="1071CZ",
                commune=commune,
                commune_code=commune.code,
            )
            for rank in range(number)
        )

    def relay(self, commune: Commune | None = None, by: Viewer | None = None) -> Relay:
        by = by or self.adviser
        chamber = Organisation.objects.get(pk=by.chamber_id)
        return create_relay(
            chamber=chamber, kind="town_hall", name="Mairie", commune=commune or self.pauillac, by=by, at=AT
        )

    def session(
        self, commune: Commune | None = None, *, days: int = 10, by: Membership | None = None, **given: Any
    ) -> Session:
        """A session `days` after AT (given `since`, after that instant)."""
        post = by or self.post
        since: datetime = given.pop("since", AT)
        venue = Venue.objects.create(
            chamber=post.organisation, name="Mairie", commune=commune or self.pauillac, capacity=40
        )
        starts_at = since + timedelta(days=days)
        return workshops.create_session(
            theme=given.pop("theme", self.themes[0]),
            venue=venue,
            adviser=post.user,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=3, minutes=30),
            capacity=given.pop("capacity", 12),
            by=of_membership(post),
            at=since,
        )

    def sign_up(self, session: Session, person: Person, present: bool | None = None) -> SignUp:
        """A row as it stands; marked when `present` is given."""
        taken = make.sign_up(session.occasion, person)
        if present is not None:
            post = Membership.objects.get(organisation=session.chamber, role=Role.ADVISER)
            workshops.mark_presence(sign_up=taken, present=present, by=of_membership(post), at=AT)
        return taken

    def wish(self, person: Person | None, *, on: date = date(2027, 1, 4), **fields: Any) -> Wish:
        """A request for a half-day, unless `kind` and `theme_code` say otherwise."""
        values = {"chamber": self.chamber, "kind": "half_day", "source": "survey", "expressed_on": on}
        return Wish.objects.create(person=person, **{**values, **fields})

    def booked(
        self, person: Person, *, on: date = DAY, half: str = "am", wish: Wish | None = None
    ) -> Appointment:
        return support.book(
            person=person,
            wish=wish,
            adviser=self.post.user,
            on=on,
            half=half,
            place="À l’atelier",
            by=self.adviser,
            at=AT,
        )

    def reported(self, appointment: Appointment, outcome: str = "helped") -> Appointment:
        return support.write_report(
            appointment=appointment,
            outcome=outcome,
            report="La fiche est à jour.",
            next_step="Une photo par semaine.",
            by=self.adviser,
            at=appointment.hours[1],
        )
