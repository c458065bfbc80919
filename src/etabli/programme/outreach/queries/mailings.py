"""Mailings, and what came of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q, Sum

from etabli.foundation.notices.queries import refuses_mail_of
from etabli.foundation.notify.models import Message
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.queries import RelayCounts, counts_by_relay
from etabli.programme.outreach.engine.audience import NOT_ASKED_FOR, Why
from etabli.programme.outreach.models import Mailing, MailingVisit, Recipient
from etabli.programme.outreach.notices import INVITATIONS
from etabli.programme.workshops.models import Audience as OpenTo, Session
from etabli.territory.relays.models import Relay

Status = Recipient.Status


@dataclass(frozen=True)
class Report:
    """What came of a mailing: counts of people, and of openings of its links.

    `sent` left; `refused` came back, or their mail server refused; `unsubscribed` want no more of these mails since;
    `dropped` gave a reason not to be written to between the sending and their turn; `held_back`: not written to, by
    reason, for what reached them already or for their "not now", at any time.
    """

    decided: int
    waiting: int
    sent: int
    refused: int
    dropped: int
    held_back: Mapping[Why, int]
    unsubscribed: int
    visits: int
    sign_ups: int


def mailings(viewer: Viewer) -> models.QuerySet[Mailing, Any]:
    """The mailings of the viewer's chamber with the number `written`, the latest first: one statement."""
    if viewer.role not in STAFF:
        return Mailing.objects.none()
    mailings = Mailing.objects.filter(chamber_id=viewer.chamber_id, withdrawn_at=None)
    written = Count("recipients", filter=Q(recipients__status=Status.WRITTEN))
    return mailings.select_related("segment").annotate(written=written).order_by("-pk")


def get_mailing(viewer: Viewer, pk: int) -> Mailing:
    """One mailing, for the staff of its chamber; NotVisible otherwise."""
    mailings = Mailing.objects.filter(pk=pk, withdrawn_at=None).select_related("segment", "chamber", "author")
    mailing = mailings.first()
    if mailing is None or not viewer.is_staff_of(mailing.chamber_id):
        raise NotVisible
    return mailing


def announced(mailing: Mailing) -> list[Session]:
    """The sessions that a mailing announces, by date: one statement."""
    sessions = Session.objects.filter(pk__in=mailing.session_ids, chamber_id=mailing.chamber_id)
    return list(
        sessions.select_related("theme", "venue__commune", "occasion").order_by("occasion__starts_at")
    )


def to_announce(viewer: Viewer, at: datetime) -> models.QuerySet[Session]:
    """The sessions of the viewer's chamber that may be announced: published, to come, open to who signs up."""
    if viewer.role not in STAFF:
        return Session.objects.none()
    sessions = Session.objects.filter(
        chamber_id=viewer.chamber_id,
        published_at__isnull=False,
        taken_back_at=None,
        occasion__cancelled_at=None,
        occasion__starts_at__gt=at,
    ).exclude(audience=OpenTo.LIST)
    return sessions.select_related("theme", "venue__commune", "occasion").order_by(
        "occasion__starts_at", "pk"
    )


def reader(viewer: Viewer, mailing: Mailing, pk: int) -> Person:
    """One person of the mailing's chamber with what a letter says of them; NotVisible otherwise."""
    people = Person.objects.filter(pk=pk, chamber_id=mailing.chamber_id, erased_at=None)
    person = people.select_related("artisan__commune").first()
    if person is None or not viewer.is_staff_of(person.chamber_id):
        raise NotVisible
    return person


def report_of(mailing: Mailing) -> Report:
    """What came of a mailing: five statements."""
    rows = Recipient.objects.filter(mailing=mailing)
    groups = list(rows.order_by().values_list("status", "why", "ground").annotate(Count("pk")))
    held_back = {why: sum(n for _status, code, _ground, n in groups if code == why) for why in NOT_ASKED_FOR}
    chosen = Counter[str]()
    for status, _why, ground, number in groups:
        chosen[status] += number if ground else 0
    dropped = sum(n for status, why, _g, n in groups if status == Status.DROPPED and why not in NOT_ASKED_FOR)
    mails = Message.objects.filter(key__startswith=f"mailing:{mailing.pk}:")
    failed = mails.filter(status=Message.Status.FAILED).count()
    written = rows.filter(status=Status.WRITTEN).values("person")
    silent = Person.objects.filter(refuses_mail_of(INVITATIONS.code), pk__in=written).count()
    visits = MailingVisit.objects.filter(mailing=mailing).aggregate(all=Sum("visits"))["all"] or 0
    sign_ups = SignUp.objects.filter(via=mailing.via, occasion__session__chamber_id=mailing.chamber_id)
    return Report(
        decided=sum(chosen[status] for status in (Status.WAITING, Status.WRITTEN, Status.DROPPED)),
        waiting=chosen[Status.WAITING],
        sent=chosen[Status.WRITTEN] - failed,
        refused=failed,
        dropped=dropped,
        held_back={why: number for why, number in held_back.items() if number},
        unsubscribed=silent,
        visits=visits,
        sign_ups=sign_ups.exclude(status__in=SignUp.UNCOUNTED).count(),
    )


def written_to(viewer: Viewer, person: Person) -> list[Recipient]:
    """Which mailings this person got, the latest first, for the staff of their chamber: one statement."""
    recipients = people_written_to(viewer).filter(person=person).select_related("mailing")
    return list(recipients.order_by("-written_at")[:20])


def people_written_to(viewer: Viewer) -> models.QuerySet[Recipient]:
    """Those to whom the mailings of the viewer's chamber went, for its staff; nobody for others."""
    recipients = Recipient.objects.filter(person__chamber=viewer.chamber_id, written_at__isnull=False)
    return recipients if viewer.role in STAFF else recipients.none()


def followed(mailing_pk: int, session_pk: int | None) -> tuple[Mailing | None, Session | None]:
    """What a link in a mail leads to, for everybody: what is not there any more is None. One statement for each."""
    mailing = Mailing.objects.filter(pk=mailing_pk, sent_at__isnull=False).first()
    if mailing is None or session_pk is None:
        return mailing, None
    sessions = Session.objects.filter(
        pk=session_pk, published_at__isnull=False, chamber_id=mailing.chamber_id
    )
    return mailing, sessions.first()


# What each relay brought over a season. The measures are those of `coverage`: people, once each.


def brought_by_all(chamber_id: int, season: Season) -> dict[str, RelayCounts]:
    """What each relay of a chamber brought, by its code; the caller has authorised the chamber: three statements."""
    return counts_by_relay(chamber_id, season.since, season.until)


def brought(relay: Relay, season: Season) -> RelayCounts:
    """What one relay brought; the caller has authorised it: three statements."""
    return brought_by_all(relay.chamber_id, season).get(relay.code, RelayCounts())
