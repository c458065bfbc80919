"""Reading places and waiting lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import BigIntegerField, Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.notices.calls import calls_to_make
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import registry_modules
from etabli.foundation.seats.engine import offer_until
from etabli.foundation.seats.holders import WITH_HOLDERS
from etabli.foundation.seats.models import (
    ConfirmationRule,
    Occasion,
    SignUp,
    StaffMessage,
    StaffMessageReader,
)
from etabli.foundation.seats.rules import may_withdraw
from etabli.foundation.seats.staff_message_texts import thread_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Status = SignUp.Status
MAX_MESSAGES = 20  # messages that the staff wrote, the latest
_COMPANIONS = SignUp.objects.filter(brought_by=OuterRef("pk")).exclude(status=Status.WITHDRAWN)
_SIGN_UP_TO_SHOW = KeptStatement(
    SignUp.objects.filter(pk=Given("pk", BigIntegerField()))
    .select_related("occasion", *WITH_HOLDERS)
    .annotate(brings=Exists(_COMPANIONS))
)


@dataclass(frozen=True)
class Roll:
    """Who has a place, to whom one is offered, and who waits, in order."""

    seated: tuple[SignUp, ...]
    offered: tuple[SignUp, ...]
    waiting: tuple[SignUp, ...]


@dataclass(frozen=True)
class PeopleToCall:
    """Whom the staff calls. `free` places are to give by telephone, to the first of `in_turn` who says yes.

    `unwritten`: an offer or a number in the waiting list of those who gave no e-mail address, the offers first.
    """

    free: int
    in_turn: tuple[SignUp, ...]
    unwritten: tuple[SignUp, ...]


class _Brings(TypedDict):
    brings: bool


def get_sign_up(viewer: Viewer, pk: int) -> "WithAnnotations[SignUp, _Brings]":
    """One sign-up with its occasion and person, for those whom it concerns; NotVisible otherwise.

    `brings` says whether others came with it.
    """
    sign_up = _SIGN_UP_TO_SHOW.first(pk=pk)
    if sign_up is None or not may_withdraw(viewer, sign_up):
        raise NotVisible
    return sign_up


def get_sign_up_to_write_to(viewer: Viewer, pk: int) -> SignUp:
    """That of a person, for the staff of its chamber; NotVisible otherwise."""
    sign_up = get_sign_up(viewer, pk)
    if sign_up.person_id is None or not viewer.is_staff_of(sign_up.chamber_id):
        raise NotVisible
    return sign_up


def companions_of(sign_up: SignUp) -> list[SignUp]:
    """Those who came with this sign-up and hold a place or wait, in order, for whoever may see it: one statement."""
    sign_ups = sign_up.brought.exclude(status=SignUp.Status.WITHDRAWN)
    return list(sign_ups.select_related("occasion", *WITH_HOLDERS).order_by("number"))


def waiting_in_order(occasion: Occasion) -> QuerySet[SignUp]:
    """Who waits, in order: whoever had a place and lost it, then by number."""
    sign_ups = SignUp.objects.filter(occasion=occasion, status=Status.WAITING)
    sign_ups = sign_ups.select_related(*WITH_HOLDERS)
    return sign_ups.order_by(F("ahead_since").asc(nulls_last=True), "number")


def holders(occasion: Occasion) -> dict[int, SignUp]:
    """Who holds a place or is offered one, by number: one statement."""
    rows = occasion.sign_ups.filter(status__in=(Status.SEATED, Status.OFFERED))
    return {row.pk: row for row in rows.select_related("occasion", *WITH_HOLDERS)}


def unconfirmed_sign_ups(viewer: Viewer, occasion: Occasion) -> list[SignUp]:
    """Those who are not confirmed yet, in order of arrival, for the staff of its chamber: one statement."""
    if not viewer.is_staff_of(occasion.chamber_id):
        raise NotVisible
    sign_ups = SignUp.objects.filter(occasion=occasion, status=Status.PENDING)
    return list(sign_ups.select_related("occasion", *WITH_HOLDERS).order_by("number"))


def confirmation_rule(organisation_id: int) -> ConfirmationRule:
    """A chamber's rule, or an unsaved one of defaults: one statement."""
    confirmation_rule = ConfirmationRule.objects.filter(organisation=organisation_id).first()
    return confirmation_rule or ConfirmationRule(organisation_id=organisation_id)


def own_confirmation_rule(viewer: Viewer) -> ConfirmationRule:
    """That of the viewer's chamber, with its organisation, for its staff: two statements."""
    if viewer.chamber_id is None or not viewer.is_staff_of(viewer.chamber_id):
        raise NotVisible
    chamber = Organisation.objects.get(pk=viewer.chamber_id)
    rule = confirmation_rule(chamber.pk)
    rule.organisation = chamber
    return rule


def position(sign_up: SignUp) -> int:
    """Place in the waiting list, from 1: one statement."""
    waiting = waiting_in_order(sign_up.occasion).values_list("pk", flat=True)
    return list(waiting).index(sign_up.pk) + 1


def roll(viewer: Viewer, occasion: Occasion) -> Roll:
    """The people of an occasion, for the staff of its chamber: one statement."""
    if not viewer.is_staff_of(occasion.chamber_id):
        raise NotVisible
    return roll_of(standing_sign_ups([occasion]))


def standing_sign_ups(occasions: Iterable[Occasion]) -> list[SignUp]:
    """Who holds a place in these occasions, is offered one or waits, each list in order; for whoever may read some of
    them: one statement."""
    sign_ups = SignUp.objects.filter(occasion__in=list(occasions)).exclude(status__in=SignUp.UNCOUNTED)
    sign_ups = sign_ups.select_related("occasion", *WITH_HOLDERS)
    return list(sign_ups.order_by(F("ahead_since").asc(nulls_last=True), "number"))


def roll_of(rows: Sequence[SignUp]) -> Roll:
    """The people of one occasion by how they stand."""
    seated = sorted((row for row in rows if row.status == Status.SEATED), key=lambda row: row.number)
    return Roll(
        seated=tuple(seated),
        offered=tuple(row for row in rows if row.status == Status.OFFERED),
        waiting=tuple(row for row in rows if row.status == Status.WAITING),
    )


def people_to_call(viewer: Viewer, occasion: Occasion, *, at: datetime) -> PeopleToCall:
    """Whom to call about a place, for the staff of its chamber: one statement."""
    if occasion.cancelled_at is not None or occasion.starts_at <= at:
        return PeopleToCall(0, (), ())
    rows = roll(viewer, occasion)
    by_mail = offer_until(timezone.localtime(at), timezone.localtime(occasion.starts_at)) is not None
    return PeopleToCall(
        free=0 if by_mail else occasion.to_give,
        in_turn=rows.waiting if occasion.to_give and not by_mail else (),
        unwritten=tuple(row for row in rows.offered + rows.waiting if not row.recipient.email),
    )


def get_message(viewer: Viewer, pk: int) -> StaffMessage:
    """One message that the staff wrote, for the staff of its chamber; NotVisible otherwise."""
    message = StaffMessage.objects.select_related("occasion", "person", "author").filter(pk=pk).first()
    if message is None or not viewer.is_staff_of(message.chamber_id):
        raise NotVisible
    return message


def messages_to_occasion(viewer: Viewer, occasion: Occasion) -> list[StaffMessage]:
    """The latest of those that the staff wrote to people of an occasion, for the staff: one statement."""
    if not viewer.is_staff_of(occasion.chamber_id):
        raise NotVisible
    return list(occasion.messages.select_related("author").order_by("-pk")[:MAX_MESSAGES])


def messages_leaving_soon(occasion: Occasion) -> list[StaffMessage]:
    """Those that have not left yet and can still be cancelled, of an occasion that the viewer runs: one statement."""
    return list(_readers_left().filter(occasion=occasion))


def messages_leaving_soon_to(viewer: Viewer, person: Person) -> list[StaffMessage]:
    """The same of those that this person gets, of an occasion or by themselves, for the staff of their chamber: one
    statement."""
    if not viewer.is_staff_of(person.chamber_id):
        raise NotVisible
    message_readers = StaffMessageReader.objects.filter(person=person)
    return list(_readers_left().filter(pk__in=message_readers.values("message")))


def _readers_left() -> QuerySet[StaffMessage]:
    waiting = StaffMessage.objects.filter(left_at=None, cancelled_at=None)
    return waiting.order_by("leaves_at", "pk")


def recipients_of(message: StaffMessage) -> list[Person]:
    """To whom a message goes, each once, by name: one statement."""
    rows = StaffMessageReader.objects.filter(message=message)
    return list(Person.objects.filter(pk__in=rows.values("person")).order_by("name", "pk"))


def count_still_to_call(message: StaffMessage) -> int:
    """How many of them are still to be told by telephone: one statement."""
    return calls_to_make().filter(notice__key__startswith=f"{thread_of(message)}:").count()


def delayed_departures(message: StaffMessage) -> dict[str, Any]:
    """Of what was sent, how many mails or texts wait (`number`) for the quiet hours that their readers chose, and until
    when the last does (`until`): one statement."""
    waiting = Notice.objects.filter(
        key__startswith=f"{thread_of(message)}:", leaves_at__gt=message.left_at or message.leaves_at
    )
    return waiting.aggregate(number=Count("pk"), until=Max("leaves_at"))


def desk_of(occasion: Occasion | None) -> str:
    """The address of the page from which an occasion is run; "" when nobody says which."""
    callers = (
        [caller for module in registry_modules("on_call") for caller in module.on_call(occasion)]
        if occasion
        else []
    )
    return callers[0].url if callers else ""


def latest_writing_entry(message: StaffMessage) -> Entry:
    """By what a message is cancelled: the act that wrote it, or the latest that restored it since, and never one that
    cancelled it. One statement."""
    about = Entry.objects.filter(subject_type=message._meta.label_lower, subject_id=str(message.pk))
    return about.filter(Q(undoes=None) | Q(restores=True), verb="seats.write").latest("pk")


def withdrawal_entry(sign_up: SignUp, *, since: datetime) -> Entry | None:
    """How this place was given back after that instant, if it can be taken back: one statement, or two."""
    if sign_up.status != Status.WITHDRAWN:
        return None
    about = Entry.objects.filter(subject_type=sign_up._meta.label_lower, subject_id=str(sign_up.pk))
    last = about.exclude(verb="seats.late").order_by("-pk").first()
    gave_back = (
        last is not None and last.after.get("status") == Status.WITHDRAWN and last.verb != "seats.lapse"
    )
    return last if gave_back and last is not None and last.at >= since else None


def sign_ups_of(viewer: Viewer, *, at: datetime) -> list[SignUp]:
    """An artisan's places and waits in what is to come, the next first: one statement."""
    if viewer.role != Role.ARTISAN or viewer.person_id is None:
        return []
    sign_ups = SignUp.objects.filter(person_id=viewer.person_id, occasion__starts_at__gt=at)
    sign_ups = sign_ups.exclude(status=Status.WITHDRAWN).select_related("occasion", "person")
    return list(sign_ups.order_by("occasion__starts_at"))
