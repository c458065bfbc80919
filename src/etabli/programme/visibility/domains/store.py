"""Where stands until when a name is rented: with the artisan, or, of somebody who has not said who they are, in this
session."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import get_person
from etabli.foundation.people.viewer import SEEN_KEY
from etabli.programme.visibility import actions
from etabli.programme.visibility.domains.queries import registration_of
from etabli.programme.visibility.engine.domain import Registration


class DomainStore:
    """What whoever sends this request wrote of one name."""

    def __init__(self, request: Request, domain: str) -> None:
        self._session, self._viewer, self.domain = request.session, request.viewer, domain
        self.is_own = request.viewer.role == Role.ARTISAN and request.viewer.person_id is not None

    @property
    def registration(self) -> Registration | None:
        """None when it isn't written."""
        if self.is_own:
            row = registration_of(self._viewer.person_id or 0, self.domain)
            return Registration(row.domain, row.ends_on, row.registrar, row.reminds) if row else None
        return next((each for each in held_registrations(self._session) if each.domain == self.domain), None)

    def note(self, ends_on: date, registrar: str, *, reminds: bool, at: datetime) -> None:
        """Keep it; nobody is reminded of what a session holds."""
        if self.is_own:
            registration = Registration(self.domain, ends_on, registrar, reminds)
            person = get_person(self._viewer, self._viewer.person_id or 0)
            actions.note_registration(person=person, registration=registration, by=self._viewer, at=at)
        else:
            self._hold({**self._held, self.domain: {"ends_on": ends_on.isoformat(), "registrar": registrar}})

    def forget(self, *, at: datetime) -> None:
        """Keep it no more."""
        if self.is_own:
            row = registration_of(self._viewer.person_id or 0, self.domain)
            if row is not None:
                actions.forget_registration(row=row, by=self._viewer, at=at)
        else:
            self._hold({name: held for name, held in self._held.items() if name != self.domain})

    @property
    def _held(self) -> dict[str, Any]:
        held: dict[str, Any] = (self._session.get(SEEN_KEY) or {}).get("domains", {})
        return held

    def _hold(self, domains: Mapping[str, Any]) -> None:
        self._session[SEEN_KEY] = {**(self._session.get(SEEN_KEY) or {}), "domains": dict(domains)}


def held_registrations(session: Mapping[str, Any]) -> list[Registration]:
    """What a session holds."""
    held = (session.get(SEEN_KEY) or {}).get("domains", {})
    return [
        Registration(domain, date.fromisoformat(row["ends_on"]), row["registrar"])
        for domain, row in held.items()
    ]
