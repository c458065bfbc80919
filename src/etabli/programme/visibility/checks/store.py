"""Where checks stand: with the artisan, or, of somebody who has not said who they are, in this browser's session."""

from dataclasses import replace
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.utils import timezone

from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.queries import default_chamber, get_person
from etabli.foundation.people.viewer import SEEN_KEY
from etabli.programme.visibility import actions
from etabli.programme.visibility.checks import queries
from etabli.programme.visibility.checks.actions import KEY_BYTES
from etabli.programme.visibility.checks.reports import Report
from etabli.programme.visibility.device.held import Held
from etabli.programme.visibility.domains.queries import registration_of
from etabli.programme.visibility.domains.store import DomainStore, held_registrations
from etabli.programme.visibility.engine.checks.catalogue import Finding
from etabli.programme.visibility.engine.domain import Registration, domain_of, registration_verdicts, site_of
from etabli.programme.visibility.models import SiteCheck, VisibilityStep
from etabli.programme.visibility.self_checks.store import held_looks
from etabli.programme.visibility.tasks import check_site

MAX_HELD = 10


class SeenStore:
    """What whoever sends this request had checked, and will mend, wherever it stands.

    What a browser held before its artisan came in stays there until they keep it (`device.keeping`).
    """

    def __init__(self, request: Request) -> None:
        self._request, self._session, self._viewer = request, request.session, request.viewer
        self.is_own = request.viewer.role == Role.ARTISAN and request.viewer.person_id is not None

    @property
    def keys(self) -> list[str]:
        """Of the checks that this session holds."""
        return list(self._held.get("checks", []))

    @property
    def held(self) -> list[SiteCheck]:
        """The checks of this session alone, the latest first."""
        return queries.held_checks(self.keys)

    def checks(self) -> list[SiteCheck]:
        """All of them, the latest first."""
        both = [*queries.own_checks(self._viewer), *self.held]
        return sorted(both, key=lambda check: check.asked_at, reverse=True)

    def check(self, key: str) -> SiteCheck:
        """One of them. Raises NotVisible."""
        return queries.get_check(self._viewer, key, self.keys)

    def report(self, check: SiteCheck) -> Report:
        """What it says, beside the one before, in the words of their trade."""
        _business, sector = queries.business_of(self._whose(check))
        domain = registration_verdicts(self.domain(check).registration, timezone.localdate())
        return Report(check, queries.check_before(self._viewer, check), sector, domain)

    def domain(self, check: SiteCheck) -> DomainStore:
        """What they wrote of the name of this site."""
        return DomainStore(self._request, domain_of(check.address))

    def ask(self, address: str, *, beside: Person | None = None, at: datetime) -> SiteCheck:
        """Have a site looked at, by the worker; `beside`: the artisan beside whom the staff ask."""
        person = self._person() if self.is_own else beside
        if person is not None:
            check = actions.ask_check(person=person, address=address, by=self._viewer, at=at)
        else:
            check = SiteCheck.objects.create(
                chamber=default_chamber(), address=address, key=token_urlsafe(KEY_BYTES), asked_at=at
            )
            self._hold(checks=[*self.keys, check.key][-MAX_HELD:])
        check_site.enqueue(check.pk)
        return check

    def steps(self, check: SiteCheck) -> dict[str, VisibilityStep | None]:
        """By finding, what is to be mended of the site of this check: with an artisan its step, in a session None. Of
        an artisan, what a session still holds isn't on their path."""
        person, site = self._whose(check), site_of(check.address)
        if person is not None:
            steps = queries.steps_of(self._viewer, person)
            return {step.finding: step for step in steps if site_of(step.address) == site}
        return {id: None for id, address in self._held_steps if site_of(address) == site}

    def plan(self, finding: Finding, check: SiteCheck, *, at: datetime) -> None:
        """Put it on their path; twice is once."""
        person, address = self._whose(check), check.address
        if finding.id in self.steps(check) or (person and queries.is_on_path(person, finding.id, address)):
            return
        if person is not None:
            actions.plan_step(person=person, finding=finding, address=address, by=self._viewer, at=at)
        else:
            self._hold(steps=[*self._held_steps, (finding.id, address)])

    def remove(self, finding: Finding, check: SiteCheck, *, at: datetime) -> None:
        """Take it off their path."""
        step = self.steps(check).get(finding.id)
        if step is not None:
            actions.remove_step(step=step, title=finding.title.fr, by=self._viewer, at=at)
        kept = [
            (id, address)
            for id, address in self._held_steps
            if id != finding.id or site_of(address) != site_of(check.address)
        ]
        if kept != self._held_steps:
            self._hold(steps=kept)

    @property
    def held_here(self) -> Held:
        """What this session holds that the artisan's space would take."""
        return Held(
            checks=tuple(self._done[::-1]),
            steps=tuple((queries.get_finding(id), address) for id, address in self._new_steps),
            looks=tuple(
                (kind, look) for kind, held in held_looks(self._session).items() for look in reversed(held)
            ),
            registrations=tuple(self._new_registrations),
        )

    def let_go(self) -> None:
        """It is kept elsewhere from now on; what still waits stays here."""
        waiting = [check.key for check in self.held if check.status == SiteCheck.Status.WAITING]
        self._session.pop(SEEN_KEY, None)
        if waiting:
            self._hold(checks=waiting[::-1])

    @property
    def _done(self) -> list[SiteCheck]:
        return [check for check in self.held if check.status == SiteCheck.Status.DONE]

    @property
    def _new_registrations(self) -> list[Registration]:
        """What this session holds of names; whoever asked to be reminded of one still is."""
        owner_id, held = self._viewer.person_id or 0, held_registrations(self._session)
        noted = [(each, registration_of(owner_id, each.domain)) for each in held]
        return [replace(each, reminds=row is not None and row.reminds) for each, row in noted]

    @property
    def _new_steps(self) -> list[tuple[str, str]]:
        steps = self._held_steps
        known = (
            {(step.finding, site_of(step.address)) for step in queries.own_steps(self._viewer)}
            if steps
            else ()
        )
        return [(id, address) for id, address in steps if (id, site_of(address)) not in known]

    @property
    def _held_steps(self) -> list[tuple[str, str]]:
        """Findings and addresses of sites, as this session holds them."""
        return [(id, address) for id, address in self._held.get("steps", [])]

    @property
    def _held(self) -> dict[str, Any]:
        held: dict[str, Any] = self._session.get(SEEN_KEY) or {}
        return held

    def _hold(self, **changed: Any) -> None:
        self._session[SEEN_KEY] = {**self._held, **changed}

    def _whose(self, check: SiteCheck) -> Person | None:
        """The artisan who looks, or beside whom one looks; None in a session."""
        return self._person() if self.is_own else check.person

    def _person(self) -> Person:
        return get_person(self._viewer, self._viewer.person_id or 0)
