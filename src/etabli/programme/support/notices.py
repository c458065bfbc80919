"""How a half-day is told: its hours, its calendar entry, the mail to the artisan."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.journal import acting_now
from etabli.foundation.notices.calls import calls_to_make
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.scheduling import last_departure
from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notices.topic_messages import ABOUT_FACT, TO_CALL_FACT, Merge, refresh_message
from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import (
    Prose,
    gettext as _,
    lines,
    ours,
    paragraphs,
    quoted,
    strong,
)
from etabli.foundation.parties import SYSTEM
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.ui.typography import clock, day, full_day, full_span
from etabli.programme.diary.models import HalfDay
from etabli.programme.support.models import Appointment, FollowUp, hours_of
from etabli.programme.support.offering import DAYS_OFFERED, DAYS_REFUSED
from etabli.programme.support.payers import deadline_of, owed_text

REQUEST_DELAY = timedelta(days=14)  # a request older than this is shown as waiting too long

HALF_DAY = Kind(
    "support.half_day",
    gettext_lazy("Your half-day of support, booked or called off"),
    frozenset({Role.ARTISAN}),
    always_mailed=True,
    staff_reads=True,
)
HALF_DAY_MOVED = Kind(
    "support.half_day_moved",
    gettext_lazy("A half-day of yours that its artisan chooses, moves or cancels"),
    frozenset({Role.ADVISER}),
    always_mailed=True,
)
HOW_IT_GOES = Kind(
    "support.how_it_goes",
    gettext_lazy("How it goes one, three and twelve months after a half-day of support"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
    unasked=True,
)
HALF_DAY_GIVEN = Kind(
    "support.half_day_given",
    gettext_lazy("A half-day that a colleague gives you, or that a colleague has in your place"),
    frozenset({Role.ADVISER}),
)
KINDS = [HALF_DAY, DAYS_OFFERED, HALF_DAY_MOVED, HALF_DAY_GIVEN, DAYS_REFUSED, HOW_IT_GOES]


def is_past(appointment: Appointment, at: datetime) -> bool:
    """Whether it has ended: its report is due."""
    return appointment.hours[1] <= at


def meeting_of(appointment: Appointment, url: str = "") -> Meeting:
    """The half-day as a calendar sees it."""
    start, end = appointment.hours
    return Meeting(
        uid=f"appointment-{appointment.pk}@etabli",
        sequence=appointment.sequence,
        title=_("Half-day of support"),
        starts_at=start,
        ends_at=end,
        place=appointment.place,
        url=url,
        cancelled=appointment.cancelled_at is not None,
    )


def update_half_day(appointment: Appointment, at: datetime, *, former: HalfDay | None = None) -> None:
    """The artisan's half-day was booked, called off or restored, inside an act; or takes the place of `former`.

    Each is a new edition of the same calendar entry: a half-day restored after it was called off must come back in a
    calendar that has already taken it out.
    """
    appointment.sequence += 1
    appointment.save(update_fields=["sequence"])
    refresh_message(
        STANDING,
        to=appointment.person,
        kind=HALF_DAY,
        about=appointment,
        thread=_thread(appointment),
        merge=_to_hear(appointment, former),
        happens_at=lambda facts: _before(appointment, facts, at),
        at=at,
    )


def leaves_later(appointment: Appointment, at: datetime) -> datetime | None:
    """When the e-mail that tells the artisan of it leaves, where it waits for the end of the quiet hours."""
    return last_departure([_thread(appointment)], at=at)


def is_told_since(appointment: Appointment, at: datetime) -> bool:
    """Whether what was done at this moment is told to the artisan; not what undoes what they had no word of yet."""
    return Notice.objects.filter(key__startswith=f"{_thread(appointment)}:", created_at__gte=at).exists()


def is_to_call(appointment: Appointment) -> bool:
    """Whether its artisan, who has no e-mail, is still to be told of it by telephone."""
    return calls_to_make().filter(notice__key__startswith=f"{_thread(appointment)}:").exists()


def _to_hear(appointment: Appointment, former: HalfDay | None) -> Merge:
    """What is left to tell the artisan. Whoever has no e-mail agreed to the day on the telephone: they know of it, and
    are to be called when the staff changes it."""
    acting = acting_now()
    by_staff = (
        acting is not None and acting.actor.party_id != SYSTEM and acting.is_staff_of(appointment.chamber_id)
    )
    merge = _since_known(appointment) if former is None else _since_met(appointment, former)

    def heard(known: Mapping[str, Any]) -> dict[str, Any] | None:
        is_agreed = not appointment.person.email and known.get("was_booked") is False
        if is_agreed:
            known = {name: fact for name, fact in known.items() if name != "was_booked"}
        facts, is_changed = merge(known), appointment.sequence > 1
        return facts and {**facts, TO_CALL_FACT: bool(known.get(TO_CALL_FACT)) or (by_staff and is_changed)}

    return heard


def _before(appointment: Appointment, facts: Mapping[str, Any], at: datetime) -> datetime:
    """Until when it is of use to be told: the day that they know, or the one that it is, whichever comes first."""
    known = HalfDay.objects.filter(pk=facts.get("was") or 0).first()
    starts = [appointment.hours[0], *([hours_of(known.on, known.half)[0]] if known else [])]
    return min((instant for instant in starts if instant > at), default=appointment.hours[0])


def tell_adviser(appointment: Appointment, at: datetime, *, is_chosen: bool = False) -> None:
    """The artisan called it off, or comes after all, or has just chosen it (`is_chosen`), inside an act: whoever was to
    receive them is told."""
    merge = _since_known(appointment)
    for membership in _serving(appointment, appointment.half_day.adviser):
        refresh_message(
            MOVED,
            to=membership,
            kind=HALF_DAY_MOVED,
            about=appointment,
            merge=(lambda known: {**(merge(known) or {}), "is_chosen": True}) if is_chosen else merge,
            happens_at=appointment.hours[0],
            at=at,
        )


def tell_colleagues(appointment: Appointment, former: HalfDay, at: datetime) -> None:
    """Another adviser than that of `former` receives the artisan, inside an act: both are told, but whoever acts."""
    acting = acting_now()
    own = acting.actor.party_id if acting else None
    for user in (former.adviser, appointment.half_day.adviser):
        for membership in _serving(appointment, user) if user.party_id != own else ():
            refresh_message(
                GIVEN,
                to=membership,
                kind=HALF_DAY_GIVEN,
                about=appointment,
                merge=_since_given(appointment, former, user),
                happens_at=appointment.hours[0],
                at=at,
            )


def _serving(appointment: Appointment, user: User) -> Iterable[Membership]:
    """For whom this adviser works in its chamber: once at most."""
    serving = Membership.objects.filter(user=user, organisation=appointment.chamber_id, ended_on=None)
    return serving.select_related("user", "organisation").order_by("pk")[:1]


def _since_given(appointment: Appointment, former: HalfDay, user: User) -> Merge:
    """Whether it was theirs when they had word of it last: nothing is left to tell once it is so again."""
    has_it, had_it = appointment.half_day.adviser_id == user.pk, former.adviser_id == user.pk

    def merge(known: Mapping[str, Any]) -> dict[str, Any] | None:
        had = known.get("had", had_it)
        return None if had == has_it else {"had": had, "from": former.adviser_id}

    return merge


def _since_known(appointment: Appointment) -> Merge:
    """What its reader knows of it stays beside what it is now: nothing is left to tell when both are the same."""
    is_booked = appointment.cancelled_at is None

    def merge(known: Mapping[str, Any]) -> dict[str, Any] | None:
        was_booked = known.get("was_booked", not is_booked)  # as its reader knows it
        if was_booked != is_booked:
            return {**known, "was_booked": was_booked}
        was = known.get("was", appointment.half_day_id)
        return None if _is_same(was, appointment.half_day) else {"was": was}

    return merge


def _since_met(appointment: Appointment, former: HalfDay) -> Merge:
    """The half-day that its reader knows stays beside: nothing is left to tell when it is that one again, nor of one of
    which they had no word yet."""

    def merge(known: Mapping[str, Any]) -> dict[str, Any] | None:
        if "was_booked" in known:
            return dict(known)
        was = known.get("was", former.pk)
        return None if _is_same(was, appointment.half_day) else {**known, "was": was}

    return merge


def _is_same(number: int, half_day: HalfDay) -> bool:
    """Whether this was the same half-day of the same adviser: each time it is held, it is another row."""
    return _slot(HalfDay.objects.get(pk=number)) == _slot(half_day)


def _slot(half_day: HalfDay) -> tuple[int, date, str]:
    return half_day.adviser_id, half_day.on, half_day.half


def _write(notice: Notice) -> Words:
    appointment, known = notice.about, _known(notice)
    assert isinstance(appointment, Appointment)
    is_booked = appointment.cancelled_at is None
    shown = appointment.half_day if is_booked or known is None else known
    start, end = hours_of(shown.on, shown.half)
    title = (
        _("Your half-day is called off: %(day)s, %(clock)s")
        if not is_booked
        else _("Your half-day is moved: %(day)s, %(clock)s")
        if known is not None and (known.on, known.half) != (shown.on, shown.half)
        else _("Your half-day: %(day)s, %(clock)s")
    ) % {"day": day(start), "clock": clock(start)}
    is_moved = is_booked and known is not None and known.on != shown.on
    deadline = deadline_of(appointment) if is_moved else ""
    when = lines(strong(full_span(start, end)), appointment.place)
    text = paragraphs(*_opening(appointment, known), when, *([ours(deadline)] if deadline else []))
    url = reverse("support:appointment", args=[appointment.pk])
    return Words(title, text, url, _("Your half-day"), contact=appointment.half_day.adviser.name)


def _opening(appointment: Appointment, known: HalfDay | None) -> list[Prose]:
    """What changed for whoever expects the half-day `known`; None: they know of none."""
    now = appointment.half_day
    if appointment.cancelled_at is not None:
        owed = ours(owed_text(appointment))
        if appointment.wish is None or appointment.wish.withdrawn_at is None:
            return [_("Your half-day is called off. We will offer you another."), owed]
        return [
            _("Your half-day is cancelled, as you asked. Another one can be asked for whenever you like."),
            owed,
        ]
    if known is None:
        text = _(
            "Your half-day of support is booked. It is for you alone. Your training fund may pay for it: to be "
            "checked together."
        )
        return [text]
    names = {"name": now.adviser.name, "former": known.adviser.name}
    received = _("%(name)s receives you in the place of %(former)s.") % names
    if (known.on, known.half) == (now.on, now.half):
        return [received, _("The day, the hour and the place stay the same.")]
    start = hours_of(known.on, known.half)[0]
    values = {"day": day(start), "clock": clock(start)}
    moved = _("Your half-day of %(day)s, %(clock)s, is moved. The place stays the same.") % values
    return [moved] if known.adviser_id == now.adviser_id else [moved, received]


def _known(notice: Notice) -> HalfDay | None:
    """The half-day that its reader expects, where that is another and they knew that it was booked."""
    facts = notice.facts
    number = facts.get("was") if facts.get("was_booked", True) else None
    return HalfDay.objects.select_related("adviser").get(pk=number) if number else None


def _meeting(notice: Notice) -> Meeting | None:
    """A half-day called off is taken out of the calendar that it has reached."""
    appointment = Appointment.objects.select_related("half_day").get(pk=notice.facts[ABOUT_FACT])
    sent = Message.objects.filter(key__startswith=f"{_thread(appointment)}:")
    return meeting_of(appointment) if appointment.cancelled_at is None or sent.exists() else None


def _thread(appointment: Appointment) -> str:
    return f"appointment:{appointment.pk}"


def _write_to_adviser(notice: Notice) -> Words:
    appointment = notice.about
    assert isinstance(appointment, Appointment)
    start = appointment.hours[0]
    values = {"name": appointment.person.name, "day": day(start), "clock": clock(start)}
    wish = appointment.wish
    if appointment.cancelled_at is None and notice.facts.get("is_chosen"):
        title = _("%(name)s has chosen: %(day)s, %(clock)s")
        opening = _("It is one of the days that you offered. The half-day is booked.")
    elif appointment.cancelled_at is None:
        title = _("%(name)s comes after all: %(day)s, %(clock)s")
        opening = _("The half-day takes place as it was booked.")
    elif wish is not None and wish.withdrawn_at is None:
        title = _("%(name)s asks for another day than %(day)s, %(clock)s")
        opening = _("Your half-day is free again, and the request waits: offer another day.")
    else:
        title = _("%(name)s cancels the half-day: %(day)s, %(clock)s")
        opening = _("Your half-day is free again. Nothing else is to be done.")
    when = lines(strong(full_span(*appointment.hours)), appointment.place)
    url = reverse("support:appointment", args=[appointment.pk])
    return Words(title % values, paragraphs(opening, when), url, _("See the half-day"))


def _write_to_colleague(notice: Notice) -> Words | None:
    """What whoever receives them from now on has to know, or that they receive them no more."""
    appointment = notice.about
    assert isinstance(appointment, Appointment)
    if appointment.cancelled_at is not None:
        return None
    start, person = appointment.hours[0], appointment.person
    values = {"name": person.name, "day": day(start), "clock": clock(start)}
    when = lines(strong(full_span(*appointment.hours)), appointment.place)
    if notice.facts["had"]:
        title = _("A colleague receives %(name)s: %(day)s, %(clock)s") % values
        text = _("%(adviser)s receives them in your place.") % {"adviser": appointment.adviser_name}
        url = reverse("support:appointment", args=[appointment.pk])
        return Words(title, paragraphs(text, when), url, _("See the half-day"))
    given = _("%(adviser)s gives you this half-day. The artisan is told that you receive them.") % {
        "adviser": User.objects.get(pk=notice.facts["from"]).name
    }
    note = appointment.wish.note if appointment.wish else ""
    said = [quoted(note, person.name)] if note else []
    who = lines(*filter(None, [strong(person.name), person.phone, person.email]))
    url = reverse("support:prepare", args=[appointment.pk])
    title = _("You receive %(name)s: %(day)s, %(clock)s") % values
    return Words(title, paragraphs(given, when, who, *said), url, _("All that is to be known before it"))


def ask_how_it_goes(asked: FollowUp, at: datetime) -> None:
    """One question, by mail; whoever has no e-mail is to be called. Called inside an act."""
    appointment = asked.appointment
    values = {"day": full_day(appointment.half_day.on), "adviser": appointment.half_day.adviser.name}
    tell_once(
        HOW_IT_GOES,
        to=asked.person,
        words=lambda: Words(
            title=_("How is it going since your half-day?"),
            text=paragraphs(
                _("On %(day)s you had a half-day with %(adviser)s.") % values,
                _(
                    "One press tells us: it is going well, I need help, I have stopped. All three are good answers."
                ),
            ),
            url=reverse("support:how_it_goes", args=[asked.pk]),
            see=_("To answer in one press"),
            contact=values["adviser"],
        ),
        key=f"how-it-goes:{asked.pk}",
        call=f"how-it-goes:{asked.pk}",
        at=at,
    )


MOVED = Topic("support.half_day_moved", _write_to_adviser, of=Appointment)
STANDING = Topic("support.half_day", _write, of=Appointment, meeting=_meeting)
GIVEN = Topic("support.half_day_given", _write_to_colleague, of=Appointment)
TOPICS = [STANDING, MOVED, GIVEN]
