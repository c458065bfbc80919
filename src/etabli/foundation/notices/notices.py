"""What this app itself tells: to the staff, the people whom mails no longer reach."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.models import Unreachable
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import STAFF, Membership, Person
from etabli.foundation.rooms import Kind

UNREACHED = Kind(
    "notices.unreached",
    gettext_lazy("Somebody whom our e-mails no longer reach"),
    STAFF,
    channel="digest",
    staff_reads=True,
)
KINDS = [UNREACHED]
AT_ONCE = 100  # addresses told of in one tick; the next tick goes on


def tell_of_unreached(at: datetime) -> None:
    """Tell the staff of each address that a mail did not reach, once, with what to do. Safe to run twice or late."""
    for mark in Unreachable.objects.filter(told_at=None, lifted_at=None).order_by("pk")[:AT_ONCE]:
        with transaction.atomic(), override(settings.LANGUAGE_CODE):
            _tell_of(mark, at)


def _tell_of(mark: Unreachable, at: datetime) -> None:
    known = Person.objects.filter(email__iexact=mark.address)
    if mark.chamber_id is not None:
        known = known.filter(chamber_id=mark.chamber_id)
    for person in known:
        mark.chamber_id = person.chamber_id
        staff = Membership.objects.filter(organisation=person.chamber_id, role__in=STAFF, ended_on=None)
        for membership in staff.select_related("user"):
            _tell_one(membership, person, mark, at)
    mark.told_at = at
    mark.save(update_fields=["told_at", "chamber_id"])


def _tell_one(membership: Membership, person: Person, mark: Unreachable, at: datetime) -> None:
    phone = person.phone or _("no telephone known")
    tell(
        to=membership,
        kind=UNREACHED.code,
        title=_("Our e-mails do not reach %(name)s") % {"name": person.name},
        text=_("Why: %(why)s.\nCall them: %(phone)s. Ask for the right address.")
        % {"why": mark.get_trouble_display(), "phone": phone},
        url=reverse("front:person", args=[person.pk]),
        see=_("See their page"),
        key=f"unreached:{mark.pk}:{mark.since.timestamp()}:{membership.pk}",
        at=at,
    )
