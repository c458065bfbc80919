"""The outbox, read by the staff of a chamber."""

from collections.abc import Iterable

from django.db import models

from etabli.foundation.journal import HasActor
from etabli.foundation.notify.models import Message, Unreachable


def outbox(viewer: HasActor, *, everything: bool = False) -> models.QuerySet[Message]:
    """The messages of the chamber that its staff reads, newest first; all, in the demonstration (`everything`)."""
    if everything:
        return Message.objects.all()
    chamber_id = viewer.actor.chamber_id
    if not viewer.is_staff_of(chamber_id):
        return Message.objects.none()
    return Message.objects.filter(chamber_id=chamber_id, staff_reads=True)


def unreachable_among(addresses: Iterable[str]) -> set[str]:
    """Those of these addresses that no mail of ours reaches, in small letters: one statement."""
    lowered = {address.lower() for address in addresses}
    return set(
        Unreachable.objects.filter(address__in=lowered, lifted_at=None).values_list("address", flat=True)
    )
