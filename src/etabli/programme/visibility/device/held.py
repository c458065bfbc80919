"""What a browser holds of whoever had no account, and their space would take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _, ngettext

from etabli.programme.protection.engine import Gesture, Mark
from etabli.programme.visibility.engine.calendar import Calendar
from etabli.programme.visibility.engine.campaigns import Answers
from etabli.programme.visibility.engine.checks.catalogue import Finding
from etabli.programme.visibility.engine.domain import Registration
from etabli.programme.visibility.engine.self_checks import Look
from etabli.programme.visibility.models import SiteCheck


@dataclass(frozen=True)
class HeldCampaign:
    """A plan of ads: its answers, what each network was to get (cents), its first day; `rates`: what was believed when
    it was noted, None of one noted before that was written."""

    answers: Answers
    planned: Mapping[str, int]
    starts_on: date
    rates: Mapping[str, Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Held:
    """All of it, the oldest first. `steps`: with the address of their site; `looks`: at oneself, with their kind."""

    checks: tuple[SiteCheck, ...] = ()
    steps: tuple[tuple[Finding, str], ...] = ()
    looks: tuple[tuple[str, Look], ...] = ()
    registrations: tuple[Registration, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    campaigns: tuple[HeldCampaign, ...] = ()
    gestures: Mapping[Gesture, Mark] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(getattr(self, part.name) for part in fields(self))

    @property
    def listed(self) -> str:
        """What it is, in words: “2 looks at a site, 1 search of yourself, your weeks of ideas”."""
        return ", ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        n = len(self.checks)
        if n:
            yield ngettext("%(n)d look at a site", "%(n)d looks at a site", n) % {"n": n}
        n = len(self.steps)
        if n:
            yield ngettext("%(n)d thing to mend", "%(n)d things to mend", n) % {"n": n}
        n = sum(kind == "search" for kind, _look in self.looks)
        if n:
            yield ngettext("%(n)d search of yourself", "%(n)d searches of yourself", n) % {"n": n}
        if len(self.looks) > n:
            yield _("what you ticked of your listing and your page")
        if self.registrations:
            yield _("the day on which your name ends")
        if self.calendars:
            yield _("your weeks of ideas")
        n = len(self.campaigns)
        if n:
            yield ngettext("%(n)d plan of ads", "%(n)d plans of ads", n) % {"n": n}
        n = len(self.gestures)
        if n:
            yield ngettext("%(n)d gesture of protection", "%(n)d gestures of protection", n) % {"n": n}
