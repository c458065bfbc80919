"""What the staff writes in its own words, as its readers get it: the words as they were typed, ours around them in the
reader's language."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, override

from etabli.foundation.notices.calls import calls_to_make, update_call
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.scheduling import first_departure
from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import Prose, gettext as _, lines, ours, paragraphs, strong
from etabli.foundation.people.models import Person, Role
from etabli.foundation.registries import Kind, Words
from etabli.foundation.seats.models import Occasion, SignUp, StaffMessage
from etabli.foundation.seats.occasion_words import Sentence, sentence_of
from etabli.foundation.seats.sentences import facts_of
from etabli.foundation.ui.typography import moment

STAFF_MESSAGE = Kind(
    "seats.written",
    gettext_lazy("A message of the staff, to you or to those who signed up with you"),
    frozenset({Role.ARTISAN}),
    always_mailed=True,
    staff_reads=True,
)
ALREADY_CANCELLED = gettext_lazy("This message is cancelled already: nobody gets it.")

MIN_DELAY = timedelta(minutes=1)  # at least, during which it is taken back wholly


def thread_of(message: StaffMessage) -> str:
    """What the keys of its notices begin with."""
    return f"written:{message.pk}"


def when_it_leaves(message: StaffMessage) -> str:
    """When a message that waits leaves, and what can be done until then."""
    sentence = gettext("The message leaves: %(at)s. Until then you can cancel it.")
    return sentence % {"at": moment(message.leaves_at)}


def departure(readers: Iterable[Person], occasion: Occasion | None, at: datetime) -> datetime:
    """When what is written at `at` leaves: with the first mail, so that what waits for the morning can be cancelled
    until then; a minute later when it may not wait, or when nobody has an address."""
    return first_departure(readers, happens_at=_useful_until(occasion, at), at=at + MIN_DELAY)


def send_to_readers(message: StaffMessage, at: datetime) -> None:
    """Inside the act that sends it: once to each reader, whatever the number of sign-ups it concerns; not to whoever
    has left the occasion since it was written.
    """
    for person, sign_ups in _readers_of(message):
        tell_once(
            STAFF_MESSAGE,
            to=person,
            words=partial(_words, message, person, sign_ups),
            key=f"{thread_of(message)}:{person.pk}",
            happens_at=_useful_until(message.occasion, at),
            call=_calls_subject(message.occasion) if message.occasion else thread_of(message),
            at=at,
        )


def update_facts_for_calls(occasion: Occasion, at: datetime) -> None:
    """Inside an act that changed it, or who comes: whoever is still to be called hears where and when it is now, and
    for whom; nothing that was written is read to whoever comes no more, or to anybody once it is called off.
    """
    sent_messages = list(occasion.messages.exclude(left_at=None))
    concerned = set[int]()
    for message in sent_messages if occasion.cancelled_at is None else []:
        message.occasion = occasion
        concerned |= set(_notices_to_update(message, occasion, at))
    if sent_messages:
        calls = calls_to_make(_calls_subject(occasion)).filter(notice__kind=STAFF_MESSAGE.code)
        calls.exclude(notice__in=concerned).delete()


def _notices_to_update(message: StaffMessage, occasion: Occasion, at: datetime) -> Iterator[int]:
    """The numbers of the notices of which those whom it concerns are still to hear by telephone."""
    unread = Notice.objects.filter(key__startswith=f"{thread_of(message)}:", read_at=None, shown_at=None)
    waiting = {notice.key: notice for notice in unread}
    for person, sign_ups in _readers_of(message) if waiting else ():
        notice = waiting.get(f"{thread_of(message)}:{person.pk}")
        if notice is None or person.email:
            continue
        with override(notice.language):
            notice.text = _words(message, person, sign_ups).text
        notice.save(update_fields=["text"])
        before = _useful_until(occasion, at)
        update_call(notice, person, wanted=True, about=_calls_subject(occasion), happens_at=before, at=at)
        yield notice.pk


def _calls_subject(occasion: Occasion) -> str:
    return f"occasion:{occasion.pk}"


def _useful_until(occasion: Occasion | None, at: datetime) -> datetime | None:
    """Until when it is of use to be told."""
    return occasion.starts_at if occasion and occasion.starts_at > at else None


def _readers_of(message: StaffMessage) -> Iterator[tuple[Person, list[SignUp]]]:
    """Each reader once, with the sign-ups that it concerns."""
    rows = message.readers.select_related("person__chamber", "sign_up__person", "sign_up__occasion")
    rows = rows.exclude(sign_up__status=SignUp.Status.WITHDRAWN)
    for _number, reader_rows in groupby(
        rows.order_by("person", "sign_up__number"), lambda row: row.person_id
    ):
        read_by = list(reader_rows)
        yield read_by[0].person, [row.sign_up for row in read_by if row.sign_up]


def _words(message: StaffMessage, person: Person, sign_ups: list[SignUp]) -> Words:
    """Their own words stay as they were typed."""
    own_sign_up = next((row for row in sign_ups if row.person_id == person.pk), None)
    shown_sign_up = own_sign_up or (sign_ups[0] if sign_ups else None)
    facts = facts_of(message.occasion) if message.occasion else Prose()
    if message.occasion and message.occasion.cancelled_at is not None:
        facts = lines(strong(sentence_of(message.occasion, Sentence.CALLED_OFF_SAID)), facts)
    return Words(
        title=message.title,
        text=paragraphs(_for_whom(message, person, sign_ups), facts),
        url=reverse("seats:sign_up", args=[shown_sign_up.pk]) if shown_sign_up else reverse("notices:list"),
        see=_("To see your sign-up") if shown_sign_up else _("To see your messages"),
        contact=message.author.name,
    )


def _for_whom(message: StaffMessage, person: Person, sign_ups: list[SignUp]) -> Prose:
    """The text, and for whom it is beside whoever reads it, or instead."""
    text = ours(message.text.replace("\r\n", "\n").strip())
    names = ", ".join(row.name for row in sign_ups if row.person_id != person.pk)
    if not names:
        return text
    if any(row.person_id == person.pk for row in sign_ups):
        return paragraphs(text, _("The same holds for %(names)s.") % {"names": names})
    return _("To pass on to %(names)s:\n%(text)s") % {"names": names, "text": text}
