"""Reading what one was told."""

from typing import Any

from django.db import models

from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.notify.models import Unreachable
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


def notices_of(viewer: Viewer) -> models.QuerySet[Notice]:
    """What this viewer was told, newest first: one statement."""
    if not viewer.may_be_told:
        return Notice.objects.none()
    return Notice.objects.filter(**_whose(viewer)).order_by("-created_at", "-pk")


def get_notice(viewer: Viewer, pk: int) -> Notice:
    """One notice of the viewer's own; NotVisible otherwise."""
    found = notices_of(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def my_preference(viewer: Viewer) -> Preference:
    """What they chose; an unsaved row of defaults for who chose nothing. Raises NotVisible for who is told nothing."""
    if not viewer.may_be_told:
        raise NotVisible
    whose = _whose(viewer)
    return Preference.objects.filter(**whose).first() or Preference(**whose)


def refuses(kind: str) -> models.Exists:
    """Whether a person, in a statement on persons, wants no mail of this kind, which comes by mail only."""
    chose = Preference.objects.filter(owner=models.OuterRef("party"), organisation_id=None)
    return models.Exists(chose.filter(**{f"channels__{kind}": str(Preference.Channel.HERE)}))


def unreachable(viewer: Viewer, person: Person) -> Unreachable | None:
    """Why mails don't reach this person, for the staff of their chamber: one statement."""
    if not viewer.is_staff_of(person.chamber_id) or not person.email:
        return None
    found = Unreachable.objects.filter(address=person.email.lower(), lifted_at=None)
    return found.filter(chamber_id=person.chamber_id).first()


def _whose(viewer: Viewer) -> dict[str, Any]:
    return {"owner_id": viewer.actor.party_id, "organisation_id": viewer.actor.organisation_id}
