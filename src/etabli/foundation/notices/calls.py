"""Who is to be told by telephone: a person who has no e-mail, of a message that is theirs all the same."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from etabli.foundation.notices.kinds import kinds, topics
from etabli.foundation.notices.models import Notice, PhoneCall
from etabli.foundation.notices.owners import Owner, address_of, language_of
from etabli.foundation.notify.mail_layout import Block
from etabli.foundation.people.models import Person


@dataclass(frozen=True)
class CallLine:
    """A line of the list: whom to call, and what to say to them, in pieces, in their language."""

    call: PhoneCall
    person: Person
    words: list[Block]
    language: str

    @property
    def answer_url(self) -> str:
        """Where the staff writes what they answer: its page; theirs, when it leads to what is theirs alone."""
        notice = self.call.notice
        is_own = notice.url == reverse("notices:list") or not kinds()[notice.kind].staff_reads
        return reverse("front:person", args=[self.person.pk]) if is_own else notice.url


def calls_to_make(about: str = "") -> QuerySet[PhoneCall]:
    """What nobody has told by telephone yet, and its reader has not read; of one thing only."""
    rows = PhoneCall.objects.filter(told_at=None, notice__read_at=None, notice__shown_at=None)
    return rows.filter(about=about) if about else rows


def update_call(
    notice: Notice, to: Owner, *, wanted: bool, about: str, happens_at: datetime | None, at: datetime
) -> None:
    """Have somebody call whoever is told this and has no e-mail; or nobody any more, once it is not `wanted`."""
    if not isinstance(to, Person) or address_of(to):
        return
    if not wanted:
        PhoneCall.objects.filter(notice=notice).delete()
        return
    fields = {"chamber_id": to.chamber_id, "about": about, "before": happens_at}
    PhoneCall.objects.update_or_create(
        notice=notice, defaults=fields, create_defaults={**fields, "since": at}
    )


def spoken_words(notice: Notice, person: Person) -> str:
    """What is said of a message on the telephone, in the language of whoever hears it; its words are filled in."""
    topic = topics().get(notice.topic)
    with override(language_of(person)):
        words = topic.spoken(notice) if topic and topic.spoken else None
    return words if words is not None else notice.text
