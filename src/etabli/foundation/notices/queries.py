"""Reading what one was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import combining, normalize

from django.conf import settings
from django.db import models

from etabli.foundation.notices import budget
from etabli.foundation.notices.calls import CallLine, calls_to_make, spoken_words
from etabli.foundation.notices.kinds import for_role, kinds
from etabli.foundation.notices.models import Notice, PhoneCall, Preference, UnaskedContact
from etabli.foundation.notices.owners import Owner, language_of, owner_of
from etabli.foundation.notices.topic_messages import write_words
from etabli.foundation.notify.mail_layout import parse_blocks
from etabli.foundation.notify.models import Unreachable
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


def notices_of(viewer: Viewer) -> models.QuerySet[Notice]:
    """What this viewer was told, newest first: one statement."""
    if not viewer.may_be_told:
        return Notice.objects.none()
    return Notice.objects.filter(**_owner_fields(viewer), is_held=False).order_by("-created_at", "-pk")


def get_notice(viewer: Viewer, pk: int) -> Notice:
    """One notice of the viewer's own; NotVisible otherwise."""
    notice = notices_of(viewer).filter(pk=pk).first()
    if notice is None:
        raise NotVisible
    return notice


def my_preference(viewer: Viewer) -> Preference:
    """What they chose; an unsaved row of defaults for who chose nothing. Raises NotVisible for who is told nothing."""
    if not viewer.may_be_told:
        raise NotVisible
    owner_fields = _owner_fields(viewer)
    return Preference.objects.filter(**owner_fields).first() or Preference(**owner_fields)


@dataclass(frozen=True)
class UnaskedBudget:
    """What of their budget stands: `left` of `most` messages in a year, and until when they want none."""

    most: int
    left: int
    not_now_until: datetime | None


def unasked_budget(viewer: Viewer, *, at: datetime) -> UnaskedBudget | None:
    """What may still reach the viewer that they have not asked for; None in a role that no such message is for."""
    if not viewer.may_be_told or not any(kind.unasked for kind in for_role(viewer.role)):
        return None
    party = viewer.actor.party_id
    return UnaskedBudget(
        settings.UNASKED_A_YEAR, budget.messages_left(party, at), budget.not_now_until(party, at)
    )


def own_capacity(viewer: Viewer) -> Owner:
    """Who the viewer is, for an act on what they are told; NotVisible for who is told nothing."""
    owner = owner_of(viewer.actor.party_id, viewer.actor.organisation_id) if viewer.may_be_told else None
    if owner is None:
        raise NotVisible
    return owner


def unasked_contacts_of(viewer: Viewer, person: Person) -> list[UnaskedContact]:
    """What reached this person of late without being asked for, and what was not sent and why, for the staff of their
    chamber: the latest first."""
    if not viewer.is_staff_of(person.chamber_id):
        raise NotVisible
    contacts = UnaskedContact.objects.filter(owner__in=budget.parties_of(person.party_id))
    return list(contacts.filter(kind__in=_kinds_read_by_staff()).order_by("-at", "-pk")[:10])


def unasked_contacts_of_chamber(viewer: Viewer) -> models.QuerySet[UnaskedContact]:
    """What nobody asked for, to the people of the viewer's chamber, as far as its staff reads such messages."""
    contacts = UnaskedContact.objects.filter(kind__in=_kinds_read_by_staff())
    is_staff = viewer.is_staff_of(viewer.chamber_id)
    return contacts.filter(owner__person__chamber=viewer.chamber_id) if is_staff else contacts.none()


def count_not_sent(**of: Any) -> dict[str, int]:
    """How many messages that nobody asked for were not sent, by reason (`wording.why_not_sent`): those of these
    conditions on `UnaskedContact`. The caller has authorised what they are about: one statement."""
    refused = UnaskedContact.objects.filter(**of).exclude(refused="")
    return dict(refused.order_by().values_list("refused").annotate(models.Count("pk")))


def _kinds_read_by_staff() -> list[str]:
    return [kind.code for kind in kinds().values() if kind.unasked and kind.staff_reads]


def refuses_mail_of(kind: str) -> models.Exists:
    """Whether a person, in a statement on persons, wants no mail of this kind, which comes by mail only."""
    chose = Preference.objects.filter(owner=models.OuterRef("party"), organisation_id=None)
    return models.Exists(chose.filter(**{f"channels__{kind}": str(Preference.Channel.HERE)}))


def unreachable_address(viewer: Viewer, person: Person) -> Unreachable | None:
    """Why mails don't reach this person, for the staff of their chamber: one statement."""
    if not viewer.is_staff_of(person.chamber_id) or not person.email:
        return None
    rows = Unreachable.objects.filter(address=person.email.lower(), lifted_at=None)
    return rows.filter(chamber_id=person.chamber_id).first()


def waiting_calls(
    viewer: Viewer, *, about: str = "", text: str = "", at: datetime
) -> models.QuerySet[PhoneCall]:
    """Who of the viewer's chamber is to be told something by telephone, the most urgent first; of one thing only
    (`about`), or those whose name or number holds this `text`: one statement, two with a text."""
    if viewer.chamber_id is None or not viewer.is_staff_of(viewer.chamber_id):
        raise NotVisible
    waiting = calls_to_make(about).filter(chamber_id=viewer.chamber_id).exclude(before__lte=at)
    if text:
        rows = waiting.values_list("pk", "notice__owner__person__name", "notice__owner__person__phone")
        waiting = waiting.filter(pk__in=[pk for pk, *who in rows if _matches(text, *who)])
    order = (models.F("before").asc(nulls_last=True), "since", "pk")
    return waiting.select_related("notice__owner__person__chamber").order_by(*order)


def count_people(calls: models.QuerySet[PhoneCall]) -> int:
    """How many people these calls are for, each once: one statement."""
    return calls.order_by().values("notice__owner").distinct().count()


def count_and_first_deadline(calls: models.QuerySet[PhoneCall]) -> tuple[int, datetime | None]:
    """How many people these calls are for, and before when the first must be told: one statement."""
    counted = calls.order_by().aggregate(
        people=models.Count("notice__owner", distinct=True), before=models.Min("before")
    )
    return counted["people"], counted["before"]


def get_call(viewer: Viewer, pk: int) -> PhoneCall:
    """One of them, told or not, for the staff of its chamber; NotVisible otherwise."""
    call = PhoneCall.objects.select_related("notice__owner__person").filter(pk=pk).first()
    if call is None or not viewer.is_staff_of(call.chamber_id):
        raise NotVisible
    return call


def lines_of(calls: Iterable[PhoneCall]) -> list[CallLine]:
    """What to say in each of these calls, without those that have nothing to tell any more: a few statements each."""
    return [
        CallLine(
            call,
            call.notice.owner.person,
            parse_blocks(spoken_words(call.notice, call.notice.owner.person)),
            language_of(call.notice.owner.person)[:2],
        )
        for call in calls
        if write_words(call.notice)
    ]


def _matches(text: str, name: str, phone: str) -> bool:
    """Whether a name holds these letters, whatever their accents; or a number, these figures."""
    digits = "".join(sign for sign in text if sign.isdigit())
    is_number = bool(digits) and not any(sign.isalpha() for sign in text)
    return digits in phone.replace(" ", "") if is_number else _digits_of(text) in _digits_of(name)


def _digits_of(text: str) -> str:
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign)).casefold()


def _owner_fields(viewer: Viewer) -> dict[str, Any]:
    return {"owner_id": viewer.actor.party_id, "organisation_id": viewer.actor.organisation_id}
