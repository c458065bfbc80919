"""Reading what touched the safety of accounts: the events, and the acts of the journal that the apps watch."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from etabli.foundation.journal.browsing import in_period
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.wording import SELECT_RELATED, sentence_of
from etabli.foundation.people.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Role,
    SecretLink,
    SecurityEvent,
    SecurityKind,
    User,
)
from etabli.foundation.people.security.models import FAILED_KINDS
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import registry_modules

PAGE_SIZE = 25


@dataclass(frozen=True)
class EventLine:
    """One line: what, `number` times between two instants; whose account (`who`) and on which device, for an event.

    `deed` tells an act in the journal's words ("Claire Martin a coupé...").
    """

    kind: SecurityKind
    began_at: datetime
    at: datetime
    number: int = 1
    who: str = ""
    device: str = ""
    deed: str = ""


@dataclass(frozen=True)
class EventFilter:
    """What is looked for; each is left out when empty."""

    kind: str = ""
    since: date | None = None
    until: date | None = None


@cache
def security_verbs() -> dict[str, SecurityKind]:
    """The verbs of the acts that stand beside the events, and their kinds."""
    return {
        verb: kind
        for module in registry_modules("security_events")
        for verb, kind in module.SECURITY_EVENTS.items()
    }


def events_of_account(viewer: Viewer, number: str | None) -> Page[EventLine]:
    """What happened on the viewer's own account, and to the links of their space: six statements at most."""
    persons = Person.objects.filter(Q(pk=viewer.person_id) | Q(user_id=viewer.user_id or 0)).values("pk")
    condition = Q(owner__user=viewer.user_id) if viewer.user_id else Q(owner__person=viewer.person_id)
    about = (
        _entries_about(User, User.objects.filter(pk=viewer.user_id or 0))
        | _entries_about(Person, Person.objects.filter(pk__in=persons))
        | _entries_about(SecretLink, SecretLink.objects.filter(person__in=persons))
        | _entries_about(Membership, Membership.objects.filter(user=viewer.user_id))
    )
    return _page(viewer, SecurityEvent.objects.filter(condition), about, EventFilter(), number)


def events_of_organisation(viewer: Viewer, wanted: EventFilter, number: str | None) -> Page[EventLine]:
    """What happened to the accounts of the viewer's organisation; in a chamber, also to the artisans whom it helps, to
    its relays, and to nobody that we know."""
    organisations = Organisation.objects.filter(pk=viewer.organisation_id or 0)
    acts = Q(organisation_id=viewer.organisation_id)
    owned = Q()
    if viewer.role == Role.MANAGER:
        relays = Organisation.objects.filter(chamber=viewer.organisation_id, kind=OrganisationKind.RELAY)
        organisations |= relays
        acts = Q(organisation_id__in=organisations.values("pk"))
        acts |= Q(organisation_id=None, chamber_id=viewer.organisation_id)
        helped = Person.objects.filter(chamber=viewer.organisation_id)
        owned = Q(owner=None) | Q(owner__in=helped.values("party"))
        owned |= Q(owner__user__in=helped.exclude(user=None).values("user"))
    serving = Membership.objects.filter(organisation__in=organisations.values("pk"), ended_on=None)
    events = SecurityEvent.objects.filter(owned | Q(owner__user__in=serving.values("user")))
    return _page(viewer, events, acts, wanted, number)


def count_refused_sign_ins(*, since: datetime, until: datetime) -> int:
    """How many sign-ins were refused between two instants, in the whole installation: one statement."""
    security_events = SecurityEvent.objects.filter(kind__in=FAILED_KINDS, at__gte=since, at__lt=until)
    return security_events.aggregate(total=Sum("number", default=0))["total"]  # type: ignore[no-any-return]  # of integers


def _entries_about(model: type[Any], rows: QuerySet[Any]) -> Q:
    subject_id = Cast("pk", CharField())
    return Q(subject_type=model._meta.label_lower, subject_id__in=rows.annotate(key=subject_id).values("key"))


def _page(
    viewer: Viewer, events: QuerySet[SecurityEvent], acts: Q, wanted: EventFilter, number: str | None
) -> Page[EventLine]:
    """Both tables, in one order: the page's rows are then read by their keys."""
    days = in_period(wanted.since, wanted.until)
    verbs = [verb for verb, kind in security_verbs().items() if wanted.kind in ("", kind)]
    entries = Entry.objects.filter(acts & days, verb__in=verbs).order_by()
    events = events.filter(days, **({"kind": wanted.kind} if wanted.kind else {}))
    rows = _as_rows(events, "event").union(_as_rows(entries, "entry"), all=True).order_by("-at", "-pk")
    page: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(number)
    page.object_list = _event_lines(viewer, list(page.object_list))
    return page


def _as_rows(rows: QuerySet[Any], table: str) -> QuerySet[Any, Any]:
    values: QuerySet[Any, Any] = rows.annotate(table=Value(table)).values_list("at", "pk", "table")
    return values


def _event_lines(viewer: Viewer, rows: list[tuple[datetime, int, str]]) -> list[EventLine]:
    owned = SecurityEvent.objects.select_related("owner__user", "owner__person")
    events = owned.in_bulk([pk for _at, pk, table in rows if table == "event"])
    entries = Entry.objects.select_related(*SELECT_RELATED).in_bulk(
        [pk for _at, pk, table in rows if table == "entry"]
    )
    return [
        _line_of_event(events[pk]) if table == "event" else _line_of_entry(viewer, entries[pk])
        for _at, pk, table in rows
    ]


def _line_of_event(event: SecurityEvent) -> EventLine:
    who = getattr(event.owner, "user", None) or getattr(event.owner, "person", None) or ""
    return EventLine(
        SecurityKind(event.kind), event.began_at, event.at, event.number, who=str(who), device=event.device
    )


def _line_of_entry(viewer: Viewer, entry: Entry) -> EventLine:
    return EventLine(security_verbs()[entry.verb], entry.at, entry.at, deed=sentence_of(entry, viewer))
