"""What this app itself tells the staff: whom mails no longer reach, and a message that could not be written.

Each app has such a module, of this name (`registries.py`): its own kinds and topics. How anything is told is in
`telling.py` and `topic_messages.py`.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.handovers import HANDED_OVER, TAKEN_OVER
from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import Owner, chamber_of, name_of, owner_of
from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notices.topic_messages import refresh_message
from etabli.foundation.notify.models import Unreachable
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import STAFF, Membership, Person, Role
from etabli.foundation.registries import Kind, Topic, Words

UNREACHABLE_KIND = Kind(
    "notices.unreached",
    gettext_lazy("Somebody whom our e-mails no longer reach"),
    STAFF,
    channel="digest",
    staff_reads=True,
)
FAILED = Kind(
    "notices.failed",
    gettext_lazy("A message that could not be written"),
    frozenset({*STAFF, Role.BOARD}),
    always_mailed=True,
    staff_reads=True,
)
KINDS = [UNREACHABLE_KIND, FAILED, HANDED_OVER]
MAX_AT_ONCE = 100  # told of in one tick; the next tick goes on


def tell_of_unreachable(at: datetime) -> None:
    """Tell the staff of each address that a mail did not reach, once, with what to do. Safe to run twice or late."""
    for mark in Unreachable.objects.filter(told_at=None, lifted_at=None).order_by("pk")[:MAX_AT_ONCE]:
        with transaction.atomic():
            _tell_of(mark, at)


def _tell_of(mark: Unreachable, at: datetime) -> None:
    persons = Person.objects.filter(email__iexact=mark.address)
    if mark.chamber_id is not None:
        persons = persons.filter(chamber_id=mark.chamber_id)
    for person in persons:
        mark.chamber_id = person.chamber_id
        for membership in _serving_members(person.chamber_id, STAFF):
            refresh_message(
                UNREACHABLE_TOPIC,
                to=membership,
                kind=UNREACHABLE_KIND,
                about=person,
                merge=lambda facts: {**facts, "mark": mark.pk},
                at=at,
            )
    mark.told_at = at
    mark.save(update_fields=["told_at", "chamber_id"])


def _write_unreachable(notice: Notice) -> Words | None:
    person, mark = notice.about, Unreachable.objects.filter(pk=notice.facts["mark"], lifted_at=None).first()
    if mark is None or not isinstance(person, Person) or person.email.lower() != mark.address.lower():
        return None
    return Words(
        title=_("Our e-mails do not reach %(name)s") % {"name": person.name},
        text=_("Why: %(why)s.\nCall them: %(phone)s. Ask for the right address.")
        % {"why": mark.get_trouble_display(), "phone": person.phone or _("no telephone known")},
        url=reverse("front:person", args=[person.pk]),
        see=_("See their page"),
    )


def tell_of_failed(at: datetime) -> None:
    """Tell whoever serves where it comes from of each message that could not be written, once. Safe to run late."""
    for notice in Notice.objects.filter(failed_at__isnull=False, failure_told=False).order_by("pk")[
        :MAX_AT_ONCE
    ]:
        with transaction.atomic():
            owner = owner_of(notice.owner_id, notice.organisation_id)
            if owner is not None:
                for membership in _serving_members(chamber_of(owner), FAILED.roles):
                    _tell_of_failure(notice, owner, membership, at)
            notice.failure_told = True
            notice.save(update_fields=["failure_told"])


def _tell_of_failure(notice: Notice, owner: Owner, to: Membership, at: datetime) -> None:
    person = owner if isinstance(owner, Person) else None
    tell_once(
        FAILED,
        to=to,
        words=lambda: Words(
            title=_("A message to %(name)s could not be written") % {"name": name_of(owner)},
            text=_(
                "It is about: %(kind)s. Nothing is lost: it is kept, and tried again every hour. Is it urgent? Call "
                "them. Tell whoever looks after Établi too: the reason is in its log."
            )
            % {"kind": kinds()[notice.kind].label},
            url=reverse("front:person", args=[person.pk]) if person else reverse("people:team"),
            see=_("See their page") if person else _("See the team"),
        ),
        key=f"failed:{notice.pk}:{to.pk}",
        at=at,
    )


def _serving_members(organisation_id: int, roles: Iterable[str]) -> Iterable[Membership]:
    memberships = Membership.objects.filter(organisation=organisation_id, role__in=roles, ended_on=None)
    return memberships.select_related("user", "organisation")


UNREACHABLE_TOPIC = Topic("notices.out_of_reach", _write_unreachable, of=Person)
TOPICS = [UNREACHABLE_TOPIC, TAKEN_OVER]
