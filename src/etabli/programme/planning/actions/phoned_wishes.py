"""Writing down what somebody says on the telephone."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, record, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.engine.telephone import international
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.queries import recognise_person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import express_wish
from etabli.programme.demand.asking import ask_half_day
from etabli.programme.demand.models import MAX_NOTE_LENGTH, Wish
from etabli.programme.workshops.models import Theme
from etabli.territory.register.models import Artisan


class NobodyToCall(ActionError):
    """A half-day for nobody."""


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """The wish within is taken back, or expressed again; the person, if they are new, stays."""
    undo_parts(entry, "demand.express", by=by, at=at)
    undo_parts(entry, "demand.say_more", by=by, at=at)
    wish: Any = subject_of(entry)
    record(wish, before=entry.after, after=entry.after)


def _not_known(person: Person | None, email: str, phone: str) -> list[str]:
    """Of what was said, how else they are reached than it stands on their record."""
    if person is None:
        return []
    is_new_email = email and email.casefold() != person.email.casefold()
    is_new_phone = phone and international(phone) != international(person.phone)
    return [text for text, is_new in ((email, is_new_email), (phone, is_new_phone)) if is_new]


@action(
    "planning.note_call",
    sentence=_("noted what was wished for on the telephone: %(subject)s"),
    may=lambda by, given: by.is_staff_of(given["chamber"].pk),
    may_undo=may_run,
    undo=_undo,
)
def note_call(
    *,
    chamber: Organisation,
    theme: Theme | None,
    name: str = "",
    email: str = "",
    phone: str = "",
    known: Person | None = None,
    note: str = "",
    is_another: bool = False,
    by: Viewer,
    at: datetime,
) -> Wish:
    """A theme, else a half-day, that somebody wishes for. With a name and a way to be reached, it is that person's,
    where they work; without, nobody's. `known`: whom the staff knows them to be. Whoever waits for a half-day already
    has one request, to which `note` is added. Raises NobodyToCall, or HalfDayBooked unless this `is_another`."""
    person = known
    if person is None and name.strip() and (email or phone):
        person = recognise_person(chamber, name=name, email=email, phone=phone) or add_person(
            chamber=chamber, name=name, email=email, phone=phone, by=by, at=at
        )
    note = "\n".join(filter(None, [note, *_not_known(person, email, phone)]))[:MAX_NOTE_LENGTH]
    if theme is None and person is None:
        raise NobodyToCall(_("For a half-day, we need a name and a way to call back."))
    artisan = Artisan.objects.filter(person=person).select_related("commune").first() if person else None
    commune, trade_code = (artisan.commune, artisan.trade_code) if artisan else (None, "")
    origin: Any = {
        "chamber": chamber,
        "commune": commune,
        "trade_code": trade_code,
        "source": Wish.Source.PHONE,
    }
    if theme is None and person is not None:
        wish, _is_new = ask_half_day(person=person, note=note, is_another=is_another, **origin, by=by, at=at)
    else:
        assert theme is not None  # or there is nobody to call
        titled: Any = {"theme_code": theme.pk, "theme": theme.public_title}
        wish = express_wish(kind=Wish.Kind.THEME, person=person, note=note, **titled, **origin, by=by, at=at)
    record(wish, before={}, after={}, label=theme.public_title if theme else str(wish))
    return wish
